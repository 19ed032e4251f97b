#include "analysis/model/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace forumwatch {
namespace {

// Reads fixed-width fields off the front of a text.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  bool Digits(std::size_t width, int& value) {
    if (rest_.size() < width) {
      return false;
    }
    for (const char c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') {
        return false;
      }
    }
    std::from_chars(rest_.data(), rest_.data() + width, value);
    rest_.remove_prefix(width);
    return true;
  }

  bool OneOf(std::string_view set, char& found) {
    if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) {
      return false;
    }
    found = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }

  bool Is(char c) {
    char found = 0;
    return OneOf(std::string_view(&c, 1), found);
  }

  // ".123456789": digits beyond microseconds are dropped.
  bool Fraction(Duration& value) {
    std::int64_t micros = 0;
    int digits = 0;
    char c = 0;
    while (OneOf("0123456789", c)) {
      if (digits < 6) {
        micros = micros * 10 + (c - '0');
        ++digits;
      }
    }
    if (digits == 0) {
      return false;
    }
    for (; digits < 6; ++digits) {
      micros *= 10;
    }
    value = Duration(micros);
    return true;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<std::chrono::minutes> ReadOffset(Fields& in) {
  char sign = 0;
  if (!in.OneOf("Zz+-", sign)) {
    return std::nullopt;
  }
  if (sign == 'Z' || sign == 'z') {
    return std::chrono::minutes(0);
  }
  int hours = 0;
  int minutes = 0;
  if (!in.Digits(2, hours) || !in.Is(':') || !in.Digits(2, minutes) || hours > 23 || minutes > 59) {
    return std::nullopt;
  }
  const std::chrono::minutes offset(hours * 60 + minutes);
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::optional<UtcTime> ParseRfc3339(std::string_view text) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  Fields in(text);
  int y = 0;
  int mo = 0;
  int d = 0;
  int h = 0;
  int mi = 0;
  int s = 0;
  char separator = 0;
  if (!in.Digits(4, y) || !in.Is('-') || !in.Digits(2, mo) || !in.Is('-') || !in.Digits(2, d) ||
      !in.OneOf("Tt ", separator) || !in.Digits(2, h) || !in.Is(':') || !in.Digits(2, mi) ||
      !in.Is(':') || !in.Digits(2, s)) {
    return std::nullopt;
  }
  Duration fraction(0);
  if (in.Is('.') && !in.Fraction(fraction)) {
    return std::nullopt;
  }
  const auto offset = ReadOffset(in);
  const auto date = year(y) / month(static_cast<unsigned>(mo)) / day(static_cast<unsigned>(d));
  if (!offset || !in.at_end() || !date.ok() || h > 23 || mi > 59 || s > 60) {
    return std::nullopt;
  }
  return UtcTime(std::chrono::sys_days(date)) + std::chrono::hours(h) + std::chrono::minutes(mi) +
         std::chrono::seconds(s) + fraction - *offset;
}

std::string FormatRfc3339(UtcTime t, std::chrono::minutes offset) {
  const auto local = t + offset;
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(local - midnight));
  const auto away = offset < std::chrono::minutes(0) ? -offset : offset;
  std::array<char, 48> out{};
  const int length = std::snprintf(
      out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
      offset < std::chrono::minutes(0) ? '-' : '+', static_cast<int>(away.count() / 60),
      static_cast<int>(away.count() % 60));
  return {out.data(), static_cast<std::size_t>(length)};
}

std::string WrittenSpan(Duration span) {
  const auto whole =
      std::max(std::chrono::floor<std::chrono::minutes>(span), std::chrono::minutes(0));
  const auto day = std::chrono::floor<std::chrono::days>(whole);
  const auto hour = std::chrono::floor<std::chrono::hours>(whole - day);
  const auto minute = whole - day - hour;
  std::string text;
  const auto add = [&text](std::int64_t count, const char* unit) {
    if (count > 0) {
      text += (text.empty() ? "" : " ") + std::to_string(count) + unit;
    }
  };
  add(day.count(), " 天");
  add(hour.count(), " 小时");
  if (day.count() == 0) {
    add(minute.count(), " 分钟");
  }
  return text.empty() ? "不到 1 分钟" : text;
}

}  // namespace forumwatch
