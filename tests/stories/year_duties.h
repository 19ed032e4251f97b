// What a complaint calls for, by the rules and a wall calendar alone. In readings of the service's
// clock. Pure.
//
//   The ladder of the first reply (B2: four hours; at half, three quarters and nine tenths of them,
//   and when they are over), the measures (B3), the working day (B2), somebody to take notice
//   within a quarter of an hour (B12). Said again after it was handled or closed: each clock that
//   runs no more begins anew (C3), and somebody has to take notice again. Merged: the survivor's
//   clocks are those of whoever spoke first (E4), the other is silent. A draft waits half an hour
//   for its approval, or half of what was left of the first reply (B12). Handled: revisited within
//   three working days (C1), closed after a week in which nobody spoke, where no revisit is owed
//   and the customer is content (C3). A threat is told at once, once for each time it was opened
//   again (B10). At night, what may wait is told in the morning, unless it is done by then.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/model/time.h"
#include "tests/stories/year_calendar.h"

namespace forumwatch {

struct YearMoment {
  UtcTime truly{};
  UtcTime shown{};  // by the service's clock
};

// An alert that has to be said once the clock shows `at`, unless something has made it needless.
struct DueAlert {
  UtcTime at{};
  std::string_view rule;
  int episode = 1;
  int stage = 0;
  UtcTime told_from{};  // since then somebody has to be told: it is due, known and no night
  bool held = false;    // because it was night
  std::optional<YearMoment> needless = std::nullopt;  // done after it was said, while it was held
};

class MatterOfYear {
 public:
  // It is seen at `seen`, and was posted then or before. The calendar outlives it.
  MatterOfYear(const YearCalendar& calendar, UtcTime posted, UtcTime seen, bool threatens);

  // What has come due and was not said: of several stages the last; what is over speaks for what
  // went before. They are taken as said. What closes by itself by then is closed.
  std::vector<DueAlert> Say(UtcTime now);
  // nullopt: nothing more comes by itself.
  [[nodiscard]] std::optional<UtcTime> Next() const;

  // Whether alerts of that rule are worked out here; the others are no matter of clocks.
  static bool Foresees(std::string_view rule);

  // What is done about it; nothing is done about what is closed.
  void Reply(bool measures);
  void TakeNotice(UtcTime now);
  void Draft(UtcTime now);
  void Decide(UtcTime now);  // upon the draft
  // `asked`: the customer may be asked what he says to it.
  void Handle(UtcTime now, bool asked);
  void Revisit(UtcTime now, bool content);
  void NeedNotRevisit(UtcTime now);
  void Close(UtcTime now);
  // An owner says in the same thread that it is as bad as before.
  void SaidAgain(UtcTime posted, UtcTime now, bool threatens);
  // The other one is the same event; it is silent from now on.
  void TakeOver(MatterOfYear& other, UtcTime now);
  // The clock was put back: what was passed over is looked at again.
  void PutBack();

  [[nodiscard]] bool IsClosed() const { return closed_; }
  [[nodiscard]] bool IsDone(const DueAlert& said) const;
  // When it had to be closed by the service itself.
  [[nodiscard]] const std::vector<UtcTime>& closings() const { return closings_; }

 private:
  struct Clock {
    std::string_view name;
    int episode = 1;
    UtcTime from{};
    UtcTime half_way{};  // measures alone
    UtcTime due{};
    bool done = false;
    bool spoken_for = false;  // by one that began after it was over
  };
  struct Waiting {
    DueAlert alert;
    UtcTime known{};  // since then it can be said
    bool said = false;
    bool passed_over = false;
  };
  void Begin(std::string_view name, int episode, UtcTime from, UtcTime known);
  void Await(std::string_view rule, int episode, int stage, UtcTime at, UtcTime known);
  void Wind(Clock& clock) const;
  void Place(Waiting& waiting) const;
  void PlaceApproval();
  [[nodiscard]] const Clock* Find(std::string_view name, int episode) const;
  Clock* Last(std::string_view name);
  void End(std::string_view name);  // what waits for it
  UtcTime Stamp(UtcTime now);
  UtcTime StampOnTheWay(UtcTime now);
  [[nodiscard]] bool IsNeedless(const DueAlert& alert) const;
  [[nodiscard]] bool IsSpokenFor(const Waiting& waiting, UtcTime now) const;
  [[nodiscard]] DueAlert Said(const Waiting& waiting, UtcTime now) const;
  [[nodiscard]] static std::string_view ClockOf(std::string_view rule);

  const YearCalendar* calendar_;
  UtcTime seen_{};
  std::vector<Clock> clocks_;
  std::vector<Waiting> waiting_;
  std::vector<UtcTime> closings_;
  UtcTime last_on_the_way_{};
  std::optional<UtcTime> drafted_;     // and nobody has decided
  std::optional<UtcTime> rests_from_;  // handled, or closed without a word of that
  std::optional<UtcTime> closed_at_;
  std::optional<UtcTime> closes_at_;
  int drafts_ = 0;
  int handlings_ = 0;
  int reopenings_ = 0;
  bool noticed_ = false;
  bool waived_ = false;
  bool closed_ = false;
};

}  // namespace forumwatch
