// Holds what arrived in a simulated year against what had to be said. Pure.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/stories/year.h"
#include "tests/stories/year_duties.h"
#include "tests/stories/year_receiver.h"

namespace forumwatch {

struct YearMatter {
  std::string complaint;  // "C12"; "" it was taken for somebody else's
  UtcTime posted{};
  UtcTime seen{};             // by the service's clock
  std::vector<DueAlert> due;  // that had to be said, in this order
};

class YearJudge {
 public:
  // `disturbed`: when the service was down, the receiver out of reach or the clock set, truly.
  YearJudge(YearTally& tally, std::vector<std::pair<UtcTime, UtcTime>> disturbed, Duration early)
      : tally_(tally), disturbed_(std::move(disturbed)), early_(early) {}

  void Judge(const std::vector<YearMatter>& matters,
             const std::map<std::string, YearReceiver::Taken>& taken);

 private:
  using Arrived = std::vector<const YearReceiver::Taken*>;
  void Compare(const YearMatter& matter, const std::string& rule, const std::vector<DueAlert>& due,
               Arrived arrived);
  void JudgeOne(const YearMatter& matter, const DueAlert& due, const YearReceiver::Taken& taken);
  [[nodiscard]] bool WasCalm(UtcTime from, UtcTime to) const;
  void Example(const YearMatter& matter, std::string_view rule, const std::string& what);

  YearTally& tally_;
  std::vector<std::pair<UtcTime, UtcTime>> disturbed_;
  Duration early_;
};

}  // namespace forumwatch
