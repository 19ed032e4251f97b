#include "tests/support/simforum/markup.h"

#include <algorithm>
#include <array>
#include <optional>

namespace forumwatch::sim {
namespace {

constexpr std::string_view kNoBreak = "&nbsp;";

// An instant on the forum's own clock.
struct LocalTime {
  std::chrono::sys_days day;
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::seconds> time;
};

LocalTime Local(UtcTime t, std::chrono::minutes offset) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(t) + offset;
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  return {day, std::chrono::year_month_day(day), std::chrono::hh_mm_ss(seconds - day)};
}

std::string TwoDigits(long long number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string HourMinute(const LocalTime& at) {
  return TwoDigits(at.time.hours().count()) + ":" + TwoDigits(at.time.minutes().count());
}

std::string Ago(long long count, std::string_view unit) {
  return std::to_string(count).append(kNoBreak).append(unit);
}

// Today by distance, the days before by their name; nullopt after that and in the future.
std::optional<std::string> Relative(UtcTime t, UtcTime now, std::chrono::minutes offset) {
  const LocalTime at = Local(t, offset);
  const auto days = (Local(now, offset).day - at.day).count();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now - t).count();
  if (seconds < 0 || days > 7) {
    return std::nullopt;
  }
  if (days == 0) {
    if (seconds > 3600) {
      return Ago(seconds / 3600, "小时前");
    }
    if (seconds > 1800) {
      return "半小时前";
    }
    if (seconds > 60) {
      return Ago(seconds / 60, "分钟前");
    }
    return seconds > 0 ? Ago(seconds, "秒前") : "刚刚";
  }
  if (days <= 2) {
    return std::string(days == 1 ? "昨天" : "前天").append(kNoBreak) + HourMinute(at);
  }
  return Ago(days, "天前");
}

std::string_view Replacement(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

}  // namespace

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

void Fill(std::string& out, std::string_view markup, std::initializer_list<Slot> slots) {
  while (!markup.empty()) {
    const std::size_t open = markup.find('{');
    out += markup.substr(0, open);
    if (open == std::string_view::npos) {
      return;
    }
    markup.remove_prefix(open);
    const std::size_t close = markup.find('}');
    const auto slot = std::find_if(slots.begin(), slots.end(), [&](const Slot& candidate) {
      return close != std::string_view::npos && candidate.name == markup.substr(1, close - 1);
    });
    if (slot == slots.end()) {
      out += '{';
      markup.remove_prefix(1);
    } else {
      out += slot->value;
      markup.remove_prefix(close + 1);
    }
  }
}

std::string Escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const std::string_view replacement = Replacement(c);
    if (replacement.empty()) {
      out += c;
    } else {
      out += replacement;
    }
  }
  return out;
}

std::string WrittenTimes::Day(UtcTime t) const {
  const auto date = Local(t, offset_).date;
  return std::to_string(static_cast<int>(date.year())) + "-" +
         std::to_string(static_cast<unsigned>(date.month())) + "-" +
         std::to_string(static_cast<unsigned>(date.day()));
}

std::string WrittenTimes::Minute(UtcTime t) const {
  return Day(t) + " " + HourMinute(Local(t, offset_));
}

std::string WrittenTimes::Second(UtcTime t) const {
  return Minute(t) + ":" + TwoDigits(Local(t, offset_).time.seconds().count());
}

std::string WrittenTimes::Rfc822(UtcTime t) const {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const LocalTime at = Local(t, std::chrono::minutes(0));
  const unsigned month = static_cast<unsigned>(at.date.month());
  return std::string(kDays.at(std::chrono::weekday(at.day).c_encoding())) + ", " +
         TwoDigits(static_cast<unsigned>(at.date.day())) + " " + kMonths.at(month - 1) + " " +
         std::to_string(static_cast<int>(at.date.year())) + " " + HourMinute(at) + ":" +
         TwoDigits(at.time.seconds().count()) + " +0000";
}

std::string WrittenTimes::HttpDate() const {
  std::string date = Rfc822(now_);
  return date.replace(date.size() - 5, 5, "GMT");
}

std::string WrittenTimes::Around(UtcTime t, std::string_view absolute) const {
  const auto relative = Relative(t, now_, offset_);
  if (!relative) {
    return std::string(absolute);
  }
  return std::string("<span title=\"").append(absolute) + "\">" + *relative + "</span>";
}

}  // namespace forumwatch::sim
