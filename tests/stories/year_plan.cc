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

using What = YearEvent::What;
using Mood = YearReceiver::Mood;

class Planner {
 public:
  Planner(int complaints, std::uint64_t seed, UtcTime start, int days)
      : random_(seed), start_(start), days_(days) {
    plan_.posted.resize(static_cast<std::size_t>(complaints));
  }

  YearPlan Make() {
    std::generate(plan_.posted.begin(), plan_.posted.end(), [this] { return SomeTime(); });
    std::sort(plan_.posted.begin(), plan_.posted.end());
    for (std::size_t matter = 0; matter < plan_.posted.size(); ++matter) {
      Complain(matter);
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
  UtcTime SomeTime() { return start_ + hours(5 * 24) + minutes(2 * UpTo(720 * (days_ - 30))); }

  YearEvent& Add(UtcTime at, What what) {
    YearEvent event;
    event.at = at;
    event.what = what;
    plan_.events.push_back(event);
    return plan_.events.back();
  }

  void Complain(std::size_t matter) {
    const UtcTime seen = plan_.posted[matter] + Between(seconds(10), minutes(4));
    Add(seen, What::Post).matter = matter;
    if (!Once(4)) {
      YearEvent& reply = Add(seen + Between(minutes(1), hours(6)), What::Reply);
      reply.matter = matter;
      reply.measures = Once(2);
    }
    if (Once(3)) {
      YearEvent& reply = Add(seen + Between(hours(6), hours(72)), What::Reply);
      reply.matter = matter;
      reply.measures = true;
    }
    if (Once(2)) {
      Add(seen + Between(seconds(30), minutes(40)), What::Notice).matter = matter;
    }
    Add(seen + Between(hours(2), hours(6 * 24)), What::Close).matter = matter;
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
      Add(from, What::Mood).mood =
          std::array{Mood::Busy, Mood::OutOfReach, Mood::Silent}[static_cast<std::size_t>(UpTo(3))];
      Add(from + Between(minutes(1), hours(4)), What::Mood);
    }
    for (int i = 0; i < OneInTen(complaints, kMostClockSteps); ++i) {
      const UtcTime from = SomeTime() + seconds(UpTo(120));
      const Duration by = Between(-hours(3), hours(3));
      Add(from, What::Step).step = by;
      Add(from + Between(minutes(1), hours(6)), What::Step).step = -by;
    }
  }

  std::mt19937_64 random_;
  UtcTime start_;
  int days_;
  YearPlan plan_;
};

}  // namespace

YearPlan PlanYear(int complaints, std::uint64_t seed, UtcTime start, int days) {
  return Planner(complaints, seed, start, days).Make();
}

}  // namespace forumwatch
