#include "tests/stories/year_calendar.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;
using std::chrono::seconds;

constexpr std::int64_t kDay = 86'400;

// Minute by minute where that loses nothing: working time begins and ends, and is halved, at whole
// minutes for whoever speaks at an even one.
std::int64_t StepFrom(std::int64_t second) {
  return second % 120 == 0 ? 60 : 1;
}

json ReadJson(const std::string& file) {
  std::ifstream in(file);
  if (!in) {
    throw std::runtime_error("cannot read " + file);
  }
  return json::parse(in, nullptr, true, true);
}

UtcTime Midnight(const std::string& day) {
  return ParseRfc3339(day + "T00:00:00+08:00").value();
}

int SecondOfDay(const std::string& clock) {
  return std::stoi(clock.substr(0, 2)) * 3600 + std::stoi(clock.substr(3, 2)) * 60;
}

}  // namespace

YearCalendar::YearCalendar(const std::string& directory, int year)
    : start_(Midnight(std::to_string(year) + "-01-01")) {
  const auto length =
      std::chrono::duration_cast<seconds>(Midnight(std::to_string(year + 1) + "-01-01") - start_);
  const json hours = ReadJson(directory + "/hours.json");
  for (const std::string frame : hours.at("hours")) {
    frames_.push_back({SecondOfDay(frame.substr(0, 5)), SecondOfDay(frame.substr(6, 5))});
  }
  std::vector<bool> weekdays(7, false);
  for (const int weekday : hours.at("weekdays")) {
    weekdays.at(static_cast<std::size_t>(weekday) - 1) = true;
  }
  const auto first = std::chrono::weekday(std::chrono::floor<std::chrono::days>(
      std::chrono::time_point_cast<seconds>(start_ + std::chrono::hours(8))));
  works_.resize(static_cast<std::size_t>(length.count() / kDay));
  for (std::size_t day = 0; day < works_.size(); ++day) {
    works_[day] = weekdays[(first.iso_encoding() - 1 + day) % 7];
  }
  const auto set = [this](const std::string& day, bool works) {
    const auto index = static_cast<std::size_t>(SecondOf(Midnight(day)) / kDay);
    if (Midnight(day) >= start_ && index < works_.size()) {
      works_[index] = works;
    }
  };
  const json holidays = ReadJson(directory + "/china-" + std::to_string(year) + ".json");
  for (const json& holiday : holidays.at("holidays")) {
    const auto from = SecondOf(Midnight(holiday.at("from"))) / kDay;
    const auto to = SecondOf(Midnight(holiday.at("to"))) / kDay;
    for (auto day = std::max<std::int64_t>(from, 0);
         day <= std::min<std::int64_t>(to, this->days() - 1); ++day) {
      works_[static_cast<std::size_t>(day)] = false;
    }
  }
  for (const json& holiday : holidays.at("holidays")) {
    for (const std::string day : holiday.value("workdays", json::array())) {
      set(day, true);
    }
  }
}

std::int64_t YearCalendar::SecondOf(UtcTime at) const {
  return std::chrono::floor<seconds>(at - start_).count();
}

UtcTime YearCalendar::AtSecond(std::int64_t second) const {
  return start_ + seconds(second);
}

bool YearCalendar::IsWorked(std::int64_t second) const {
  const auto day = static_cast<std::size_t>(second / kDay);
  const auto of_day = static_cast<int>(second % kDay);
  return day < works_.size() && works_[day] &&
         std::any_of(frames_.begin(), frames_.end(),
                     [&](const Frame& frame) { return frame.from <= of_day && of_day < frame.to; });
}

YearCalendar::Span YearCalendar::Measures(UtcTime at) const {
  const std::int64_t from = SecondOf(at);
  std::int64_t day = from / kDay;
  const int end_of_work = frames_.back().to;
  if (from % kDay >= end_of_work || !works_[static_cast<std::size_t>(day)]) {
    do {
      ++day;
    } while (!works_.at(static_cast<std::size_t>(day)));
  }
  const std::int64_t due = day * kDay + end_of_work;
  const std::int64_t step = StepFrom(from);
  std::int64_t worked = 0;
  for (std::int64_t second = from; second < due; second += step) {
    worked += IsWorked(second) ? step : 0;
  }
  std::int64_t half = from;
  for (std::int64_t so_far = 0; so_far < worked / 2; half += step) {
    so_far += IsWorked(half) ? step : 0;
  }
  return {AtSecond(due), AtSecond(half)};
}

UtcTime YearCalendar::WorkingDays(UtcTime at, int days) const {
  Duration left(0);
  for (const Frame& frame : frames_) {
    left += days * seconds(frame.to - frame.from);
  }
  for (std::int64_t day = SecondOf(at) / kDay;; ++day) {
    for (const Frame& frame : frames_) {
      const UtcTime from = std::max(at, AtSecond(day * kDay + frame.from));
      const UtcTime to = AtSecond(day * kDay + frame.to);
      if (!works_.at(static_cast<std::size_t>(day)) || from >= to) {
        continue;
      }
      if (to - from >= left) {
        return from + left;
      }
      left -= to - from;
    }
  }
}

UtcTime YearCalendar::Morning(UtcTime at) const {
  const UtcTime midnight = AtSecond(SecondOf(at) / kDay * kDay);
  const Duration of_day = at - midnight;
  if (of_day < Duration(kQuietTo)) {
    return midnight + kQuietTo;
  }
  return of_day < Duration(kQuietFrom) ? at : midnight + seconds(kDay) + kQuietTo;
}

}  // namespace forumwatch
