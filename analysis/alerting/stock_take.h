// The daily stock-take (B8): what is open and what about it must not be forgotten. It is said every
// day, whether there is anything or not, and so is the service's sign of life. Pure; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kStockTake = "stock_take";

// An open complaint when stock is taken.
struct OpenMatter {
  Complaint complaint;
  std::vector<Duty> duties;
  std::vector<Step> steps;  // its own and those of what was merged into it
  int new_posts = 0;        // since stock was last taken
};

// What else is known by then.
struct StockTakeBeside {
  std::vector<std::string> sources_in_trouble;  // community/source
  int undelivered = 0;                          // alerts that were given up since the last one
  std::vector<std::string> faults;  // of the set-up, for people: a gap in the roster …
};

struct StockTake {
  std::string counts;  // "未办结 5 件，已超时 2 件，…"
  std::vector<std::string> lines;  // "已超时 2 件：C3 7栋电梯反复停运、C5 …", most pressing first
};

// Counts one matter after the other and keeps none: there may be thousands.
class StockCount {
 public:
  explicit StockCount(UtcTime now);

  void Add(const OpenMatter& matter);  // in the order in which lines shall name them
  [[nodiscard]] StockTake Taken(const StockTakeBeside& beside) const;

 private:
  // What the day's stock-take asks of each complaint.
  struct Question {
    std::string_view words;
    std::function<bool(const OpenMatter&)> applies;
    std::size_t matters = 0;
    std::string named;  // the first of them
  };

  std::vector<Question> questions_;  // most pressing first
  std::size_t open_ = 0;
};

// `due`: the set time it was taken for.
Alert StockTakeAlert(const StockTake& taken, const AlertingOptions& options, const Zone& zone,
                     UtcTime due, UtcTime now);

// The last set time not after `now`, the first one after it; `at` since local midnight.
UtcTime LastStockTake(std::chrono::minutes at, const Zone& zone, UtcTime now);
UtcTime NextStockTake(std::chrono::minutes at, const Zone& zone, UtcTime now);

}  // namespace forumwatch
