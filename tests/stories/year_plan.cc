#include "tests/stories/year_plan.h"

#include <algorithm>
#include <array>
#include <random>

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A short year has less of it, as it has less to lose.
int OneInTen(int complaints, int most) {
  return std::clamp(complaints / 10, 20, most);
}
constexpr int kMostRestarts = 200;
constexpr int kMostDeaths = 200;  // in the middle of sending
constexpr int kMostOutages = 60;
constexpr int kMostClockSteps = 30;

// Later than what went before by more than a clock is ever wrong: what is said while the clock
// shows an earlier hour than it showed before is taken for older than it is.
constexpr hours kSurelyLater{8};

using What = YearEvent::What;
using Mood = YearReceiver::Mood;

class Planner {
 public:
  explicit Planner(const YearOfWhat& year) : year_(year), random_(year.seed) {
    plan_.posted.resize(static_cast<std::size_t>(year.complaints));
  }

  YearPlan Make() {
    std::generate(plan_.posted.begin(), plan_.posted.end(), [this] { return SomeTime(); });
    std::sort(plan_.posted.begin(), plan_.posted.end());
    for (std::size_t matter = 0; matter < plan_.posted.size(); ++matter) {
      if (const auto twin = matter + step(); IsTwice(matter) && twin < plan_.posted.size()) {
        ComplainTwice(matter, twin);
      } else if (matter < step() || !IsTwice(matter - step())) {
        Live(matter, SeeIt(matter), false);
      }
    }
    Trouble(static_cast<int>(plan_.posted.size()));
    std::stable_sort(plan_.events.begin(), plan_.events.end(),
                     [](const YearEvent& a, const YearEvent& b) { return a.at < b.at; });
    return std::move(plan_);
  }

 private:
  int UpTo(int n) { return std::uniform_int_distribution<>(0, n - 1)(random_); }
  bool Once(int in) { return UpTo(in) == 0; }
  Duration Between(Duration from, Duration to) {
    return Duration(std::uniform_int_distribution<std::int64_t>(from.count(), to.count())(random_));
  }
  // Neither in its first days nor in its last weeks, whose clocks run into the next year.
  UtcTime SomeTime() {
    return year_.start + hours(5 * 24) + minutes(2 * UpTo(720 * (year_.days - 30)));
  }

  YearEvent& Add(UtcTime at, What what, std::size_t matter = 0) {
    YearEvent event;
    event.at = at;
    event.what = what;
    event.matter = matter;
    plan_.events.push_back(event);
    return plan_.events.back();
  }

  [[nodiscard]] std::size_t step() const { return static_cast<std::size_t>(year_.communities); }
  // One in ten is posted by two people within half an hour.
  [[nodiscard]] bool IsTwice(std::size_t matter) const { return matter / step() % 10 == 4; }
  void ComplainTwice(std::size_t matter, std::size_t twin) {
    plan_.posted[twin] = plan_.posted[matter] + minutes(2 * UpTo(15));
    const UtcTime seen = std::max(SeeIt(matter), SeeIt(twin));
    const UtcTime merged = seen + Between(minutes(1), minutes(20));
    const bool first_stays = Once(2);
    Add(merged, What::Merge, first_stays ? twin : matter).into = first_stays ? matter : twin;
    Live(first_stays ? matter : twin, merged, true);
  }

  UtcTime SeeIt(std::size_t matter) {
    const UtcTime seen = plan_.posted[matter] + Between(seconds(10), minutes(4));
    Add(seen, What::Post, matter);
    return seen;
  }

  void Live(std::size_t matter, UtcTime from, bool of_two) {
    Answer(matter, from);
    if (Once(2)) {
      Add(from + Between(seconds(30), minutes(40)), What::Notice, matter);
    }
    if (Once(2)) {
      Draft(matter, from);
    }
    if (Once(2)) {
      HandleIt(matter, from + Between(hours(2), hours(4 * 24)), of_two);
      return;
    }
    const UtcTime closed = from + Between(hours(6), hours(6 * 24));
    Add(closed, What::Close, matter);
    if (Once(4)) {
      SayAgain(matter, closed + Between(kSurelyLater, hours(5 * 24)));
    }
  }

  void Answer(std::size_t matter, UtcTime from) {
    if (!Once(4)) {
      Add(from + Between(minutes(1), hours(6)), What::Reply, matter).measures = Once(2);
    }
    if (Once(3)) {
      Add(from + Between(hours(6), hours(72)), What::Reply, matter).measures = true;
    }
  }

  // Decided upon in time or late; one that is sent back is followed by another.
  void Draft(std::size_t matter, UtcTime from) {
    UtcTime drafted = from + Between(minutes(1), hours(3));
    for (bool approved = false; !approved;) {
      Add(drafted, What::Draft, matter);
      const UtcTime decided = drafted + Between(minutes(1), hours(1));
      approved = !Once(4);
      Add(decided, What::Decide, matter).yes = approved;
      drafted = decided + Between(minutes(1), minutes(20));
    }
  }

  void HandleIt(std::size_t matter, UtcTime handled, bool of_two) {
    Add(handled, What::Handle, matter);
    const UtcTime later = handled + Between(kSurelyLater, hours(6 * 24));
    switch (UpTo(5)) {
      case 0:
        SayAgain(matter, later);
        break;
      case 1:
        Add(Once(2) ? later : handled - hours(1), What::NoRevisit, matter).yes = !of_two;
        break;
      case 2:
        CloseAfterTheWeek(matter, handled);
        break;
      default:
        Revisit(matter, handled, later);
    }
  }

  // Who is not content keeps it open.
  // By somebody, where the quiet week did not do it.
  void CloseAfterTheWeek(std::size_t matter, UtcTime handled) {
    Add(handled + Between(hours(8 * 24), hours(9 * 24)), What::Close, matter);
  }
  void Revisit(std::size_t matter, UtcTime handled, UtcTime revisited) {
    const bool content = !Once(4);
    Add(revisited, What::Revisit, matter).yes = content;
    if (!content) {
      CloseAfterTheWeek(matter, handled);
    }
  }

  void SayAgain(std::size_t matter, UtcTime said) {
    const UtcTime posted = year_.start + std::chrono::floor<minutes>((said - year_.start) / 2) * 2;
    const UtcTime seen = posted + Between(seconds(10), minutes(4));
    Add(seen, What::Again, matter).posted = posted;
    Answer(matter, seen);
    if (Once(2)) {
      const UtcTime handled = seen + Between(hours(2), hours(48));
      Add(handled, What::Handle, matter);
      CloseAfterTheWeek(matter, handled);
    } else {
      Add(seen + Between(hours(2), hours(4 * 24)), What::Close, matter);
    }
  }

  void Trouble(int complaints) {
    for (int i = 0; i < OneInTen(complaints, kMostRestarts); ++i) {
      const UtcTime down = SomeTime() + seconds(UpTo(120));
      Add(down, What::Down);
      Add(down + (Once(2) ? Between(seconds(1), minutes(1)) : Between(minutes(1), hours(8))),
          What::Up);
    }
    for (int i = 0; i < OneInTen(complaints, kMostDeaths); ++i) {
      Add(SomeTime() + seconds(UpTo(120)), What::Die);
    }
    for (int i = 0; i < OneInTen(complaints, kMostOutages); ++i) {
      const UtcTime from = SomeTime() + seconds(UpTo(120));
      const int channel = Once(3) ? 1 : 0;
      YearEvent& begin = Add(from, What::Mood);
      begin.channel = channel;
      begin.mood =
          std::array{Mood::Busy, Mood::OutOfReach, Mood::Silent}[static_cast<std::size_t>(UpTo(3))];
      Add(from + Between(minutes(1), hours(4)), What::Mood).channel = channel;
    }
    for (int i = 0; i < OneInTen(complaints, kMostClockSteps); ++i) {
      const UtcTime from = SomeTime() + seconds(UpTo(120));
      const Duration by = Between(-hours(3), hours(3));
      Add(from, What::Step).step = by;
      Add(from + Between(minutes(1), hours(6)), What::Step).step = -by;
    }
  }

  YearOfWhat year_;
  std::mt19937_64 random_;
  YearPlan plan_;
};

}  // namespace

YearPlan PlanYear(const YearOfWhat& year) {
  return Planner(year).Make();
}

}  // namespace forumwatch
