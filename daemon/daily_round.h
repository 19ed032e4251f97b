// The daily stock-take (B8): at its set time what is open goes to the outbox, once a day, whatever
// restarts there are, and with it what the month asks for (D1, D2) and a missing year of holidays.
// One that fell into a time when the service was down is said when it is up again, the last of them
// alone; none is said of a time before this store first knew of it. What a clock said that was
// ahead is not said again when its time has come. Open complaints are counted a page a turn; a
// restart begins anew. Loop thread. Throws StoreError.
#pragma once

#include <optional>
#include <string>

#include "analysis/alerting/stock_take.h"
#include "config/config.h"
#include "daemon/store/meta.h"
#include "daemon/store/session.h"

namespace forumwatch {

class DailyRound {
 public:
  // Both outlive it.
  DailyRound(Session& session, const Config& config);

  static constexpr int kPage = 100;  // complaints counted in a turn

  // No transaction may be open.
  void Turn(UtcTime now);
  // When there is something to do by itself; nullopt: never.
  [[nodiscard]] std::optional<UtcTime> NextTurn() const { return next_; }

 private:
  struct Counting {
    UtcTime due;    // the set time it is taken for
    UtcTime since;  // stock was last taken
    UtcTime now;    // when it began: what came since is the next one's
    ComplaintId after{};
    StockCount count;
  };

  void Begin(UtcTime now);
  void CountAPage();
  void Say(const Counting& counting);
  void Insert(const Alert& alert, const std::string& text);

  Session& session_;
  const Config& config_;
  Zone zone_;
  MetaStore meta_;
  std::optional<Counting> counting_;
  std::optional<UtcTime> next_;
  std::optional<UtcTime> last_turn_;
};

}  // namespace forumwatch
