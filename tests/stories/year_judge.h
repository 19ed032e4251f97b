// Holds what arrived in a simulated year against what had to be said. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/stories/year.h"
#include "tests/stories/year_duties.h"
#include "tests/stories/year_receiver.h"

namespace forumwatch {

struct YearMoment {
  UtcTime truly{};
  UtcTime shown{};  // by the service's clock
};

struct YearMatter {
  std::string complaint;  // "C12"; "" it was taken for somebody else's
  UtcTime posted{};
  UtcTime seen{};             // by the service's clock
  std::vector<DueAlert> due;  // that had to be said, in this order
  std::optional<YearMoment> closed = std::nullopt;
};

class YearJudge {
 public:
  // All truly: when the service was down or the receiver failed it, which excuses as much lateness
  // as they overlap; and when the clock was set, over which none can be told.
  struct Excuses {
    std::vector<std::pair<UtcTime, UtcTime>> disturbed;
    std::vector<UtcTime> clock_set;
  };
  YearJudge(YearTally& tally, Excuses excuses) : tally_(tally), excuses_(std::move(excuses)) {}

  void Judge(const std::vector<YearMatter>& matters,
             const std::map<std::string, YearReceiver::Taken>& taken);

 private:
  using Arrived = std::vector<const YearReceiver::Taken*>;
  void Compare(const YearMatter& matter, const std::string& rule, const std::vector<DueAlert>& due,
               Arrived arrived);
  void JudgeOne(const YearMatter& matter, const DueAlert& due, const YearReceiver::Taken& taken);
  // It had not got through when the complaint was closed: there was no calm to get through in.
  [[nodiscard]] bool WasSettled(const YearMatter& matter, const DueAlert& due) const;
  // nullopt: cannot be told.
  [[nodiscard]] std::optional<Duration> Undisturbed(UtcTime from, UtcTime to) const;
  void Example(const YearMatter& matter, std::string_view rule, const std::string& what);

  YearTally& tally_;
  Excuses excuses_;
};

}  // namespace forumwatch
