// What a complaint calls for in its first days, by the rules and a wall calendar alone: the ladder
// of the first reply (B2: four hours; at half, three quarters and nine tenths of them, and when
// they are over), the measures (B3) and the working day (B2), and somebody to take notice within a
// quarter of an hour (B12). In readings of the service's clock. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/model/time.h"
#include "tests/stories/year_calendar.h"

namespace forumwatch {

// An alert that has to be said once the clock shows `at`, unless something has made it needless.
struct DueAlert {
  UtcTime at{};
  std::string_view rule;
  int stage = 0;
};

class MatterOfYear {
 public:
  // It is seen at `seen`, and was posted then or before.
  MatterOfYear(const YearCalendar& calendar, UtcTime posted, UtcTime seen);

  // What has come due and was not said: of several stages the last; what is over speaks for what
  // went before. They are taken as said.
  std::vector<DueAlert> Say(UtcTime now);
  // nullopt: nothing more comes by itself.
  [[nodiscard]] std::optional<UtcTime> Next() const;

  // Whether alerts of that rule are worked out here; the others are no matter of clocks.
  static bool Foresees(std::string_view rule);

  // A reply of ours, with measures or without; somebody took notice; it is closed.
  void Reply(bool measures);
  void TakeNotice() { noticed_ = true; }
  void Close() { closed_ = true; }
  // The clock was put back: what was passed over is looked at again.
  void PutBack();

 private:
  struct Waiting {
    DueAlert alert;
    bool said = false;
    bool passed_over = false;
  };
  [[nodiscard]] bool IsNeedless(const DueAlert& alert) const;
  [[nodiscard]] static std::string_view ClockOf(std::string_view rule);

  std::vector<Waiting> waiting_;
  bool replied_ = false;
  bool measures_ = false;
  bool noticed_ = false;
  bool closed_ = false;
};

}  // namespace forumwatch
