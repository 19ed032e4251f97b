#include "tests/stories/year_calendar.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;
using std::chrono::minutes;

constexpr std::int64_t kDay = 1440;

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

int MinuteOfDay(const std::string& clock) {
  return std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3, 2));
}

}  // namespace

YearCalendar::YearCalendar(const std::string& directory, int year)
    : start_(Midnight(std::to_string(year) + "-01-01")) {
  const auto length =
      std::chrono::duration_cast<minutes>(Midnight(std::to_string(year + 1) + "-01-01") - start_);
  const json hours = ReadJson(directory + "/hours.json");
  for (const std::string frame : hours.at("hours")) {
    frames_.push_back({MinuteOfDay(frame.substr(0, 5)), MinuteOfDay(frame.substr(6, 5))});
  }
  std::vector<bool> weekdays(7, false);
  for (const int weekday : hours.at("weekdays")) {
    weekdays.at(static_cast<std::size_t>(weekday) - 1) = true;
  }
  const auto first = std::chrono::weekday(std::chrono::floor<std::chrono::days>(
      std::chrono::time_point_cast<minutes>(start_ + std::chrono::hours(8))));
  works_.resize(static_cast<std::size_t>(length.count() / kDay));
  for (std::size_t day = 0; day < works_.size(); ++day) {
    works_[day] = weekdays[(first.iso_encoding() - 1 + day) % 7];
  }
  const auto set = [this](const std::string& day, bool works) {
    const auto index = static_cast<std::size_t>(MinuteOf(Midnight(day)) / kDay);
    if (Midnight(day) >= start_ && index < works_.size()) {
      works_[index] = works;
    }
  };
  const json holidays = ReadJson(directory + "/china-" + std::to_string(year) + ".json");
  for (const json& holiday : holidays.at("holidays")) {
    const auto from = MinuteOf(Midnight(holiday.at("from"))) / kDay;
    const auto to = MinuteOf(Midnight(holiday.at("to"))) / kDay;
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

std::int64_t YearCalendar::MinuteOf(UtcTime at) const {
  return std::chrono::floor<minutes>(at - start_).count();
}

UtcTime YearCalendar::AtMinute(std::int64_t minute) const {
  return start_ + minutes(minute);
}

bool YearCalendar::IsWorked(std::int64_t minute) const {
  const auto day = static_cast<std::size_t>(minute / kDay);
  const auto of_day = static_cast<int>(minute % kDay);
  return day < works_.size() && works_[day] &&
         std::any_of(frames_.begin(), frames_.end(),
                     [&](const Frame& frame) { return frame.from <= of_day && of_day < frame.to; });
}

YearCalendar::Span YearCalendar::Measures(UtcTime at) const {
  const std::int64_t from = MinuteOf(at);
  std::int64_t day = from / kDay;
  const int end_of_work = frames_.back().to;
  if (from % kDay >= end_of_work || !works_[static_cast<std::size_t>(day)]) {
    do {
      ++day;
    } while (!works_.at(static_cast<std::size_t>(day)));
  }
  const std::int64_t due = day * kDay + end_of_work;
  std::int64_t worked = 0;
  for (std::int64_t minute = from; minute < due; ++minute) {
    worked += IsWorked(minute) ? 1 : 0;
  }
  std::int64_t half = from;
  for (std::int64_t so_far = 0; so_far < worked / 2; ++half) {
    so_far += IsWorked(half) ? 1 : 0;
  }
  return {AtMinute(due), AtMinute(half)};
}

UtcTime YearCalendar::WorkingDay(UtcTime at) const {
  std::int64_t left = 0;
  for (const Frame& frame : frames_) {
    left += frame.to - frame.from;
  }
  std::int64_t minute = MinuteOf(at);
  for (; left > 0; ++minute) {
    left -= IsWorked(minute) ? 1 : 0;
  }
  return AtMinute(minute);
}

}  // namespace forumwatch
