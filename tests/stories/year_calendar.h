// The days of a year as somebody with a wall calendar and a watch would count them: what the
// service's own calendar is held against in a simulated year. China's one zone, no summer time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/model/time.h"

namespace forumwatch {

class YearCalendar {
 public:
  // Reads the year's file and hours.json of that directory. Throws std::runtime_error.
  YearCalendar(const std::string& directory, int year);

  [[nodiscard]] UtcTime start() const { return start_; }
  [[nodiscard]] int days() const { return static_cast<int>(works_.size()); }

  // B3: the end of work on the day of `at`, or, where it is over or there is none, on the next
  // working day. Half of the working time from `at` till then is over at half_way.
  struct Span {
    UtcTime due{};
    UtcTime half_way{};
  };
  [[nodiscard]] Span Measures(UtcTime at) const;
  // B2, C1: as much working time later as that many working days have.
  [[nodiscard]] UtcTime WorkingDays(UtcTime at, int days) const;
  // Where `at` lies between the quiet hours' ends, the later one; else itself.
  [[nodiscard]] UtcTime Morning(UtcTime at) const;

  // From the end of work till the morning, since midnight.
  static constexpr std::chrono::minutes kQuietFrom{18 * 60};
  static constexpr std::chrono::minutes kQuietTo{8 * 60 + 30};

 private:
  [[nodiscard]] std::int64_t SecondOf(UtcTime at) const;
  [[nodiscard]] UtcTime AtSecond(std::int64_t second) const;
  // Whether that second of the year is worked in.
  [[nodiscard]] bool IsWorked(std::int64_t second) const;

  struct Frame {
    int from = 0;  // seconds of the day
    int to = 0;
  };
  UtcTime start_{};
  std::vector<bool> works_;  // by day of the year
  std::vector<Frame> frames_;
};

}  // namespace forumwatch
