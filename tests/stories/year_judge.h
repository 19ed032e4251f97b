// Holds what arrived in a simulated year against what had to be said. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/model/complaint.h"
#include "tests/stories/year.h"
#include "tests/stories/year_duties.h"
#include "tests/stories/year_receiver.h"

namespace forumwatch {

struct YearMatter {
  std::optional<ComplaintId> complaint;  // nullopt: it was taken for somebody else's
  UtcTime posted{};
  UtcTime seen{};                      // by the service's clock
  std::vector<DueAlert> due;           // that had to be said, in this order
  std::vector<YearMoment> closed;      // by whomever, or merged into another
  std::vector<UtcTime> closings;       // when the service had to close it by itself
  std::vector<UtcTime> closed_itself;  // and did
};

class YearJudge {
 public:
  // All truly: when the service was down or the receiver failed it, which excuses as much lateness
  // as they overlap; and when the clock was set, over which none can be told.
  struct Excuses {
    std::vector<std::pair<UtcTime, UtcTime>> disturbed;
    std::vector<std::pair<UtcTime, UtcTime>> spare_disturbed;  // the same of the second receiver
    std::vector<UtcTime> clock_set;
  };
  YearJudge(YearTally& tally, Excuses excuses);

  void Judge(const std::vector<YearMatter>& matters, const YearReceiver::Book& taken);
  // What failed at the first receiver twice is told at the second, and nothing else is.
  void JudgeFailOver(const std::vector<YearMatter>& matters, const YearReceiver::Book& first,
                     const YearReceiver::Book& second);

 private:
  using Spans = std::vector<std::pair<UtcTime, UtcTime>>;
  using Arrived = std::vector<const YearReceiver::Taken*>;
  void Compare(const YearMatter& matter, std::vector<DueAlert> due, Arrived arrived);
  void CompareClosings(const YearMatter& matter);
  void JudgeOne(const YearMatter& matter, const DueAlert& due, const YearReceiver::Taken& taken);
  // It had not got through when the complaint was closed, or, where it was held, the matter done:
  // there was no calm to get through in.
  [[nodiscard]] bool WasSettled(const YearMatter& matter, const DueAlert& due) const;
  // nullopt: cannot be told.
  [[nodiscard]] std::optional<Duration> Undisturbed(UtcTime from, UtcTime to,
                                                    const Spans& disturbed) const;
  void Unexpected(const YearReceiver::Taken& taken, const std::string& what);
  void Example(const YearMatter& matter, std::string_view rule, const std::string& what);

  YearTally& tally_;
  Excuses excuses_;
};

}  // namespace forumwatch
