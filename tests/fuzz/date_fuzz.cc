// Any text as a date: what is read lies within the years there are, does not hang on how the text
// is spaced, cased and widened, and moves with the answer only where nothing lies ahead of it. And
// any moment, written in every form, is read back. Input: a line that says when the page was
// answered (RFC 3339; of anything else a moment is made), then the text.
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "analysis/model/time.h"
#include "crawlers/http/politeness.h"
#include "crawlers/parse/date.h"
#include "tests/fuzz/require.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;

// A day to either side for the zones.
constexpr UtcTime kFirst = sys_days(year(1969) / 12 / 31);
constexpr UtcTime kLast = sys_days(year(2200) / 1 / 2);

std::string TakeLine(std::string_view& input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  std::string line(input.substr(0, end));
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

// A whole second of the years 2002 to 2197: what is some years before or after it is no less a
// date, and its Unix time has ten digits.
UtcTime MomentFrom(const std::string& line) {
  constexpr auto kBegin = sys_days(year(2002) / 1 / 1);
  constexpr auto kEnd = sys_days(year(2198) / 1 / 1);
  const auto written = ParseRfc3339(line);
  if (written && *written >= kBegin && *written < kEnd) {
    return std::chrono::floor<seconds>(*written);
  }
  const seconds span = kEnd - kBegin;
  return kBegin + seconds(std::hash<std::string>()(line) % static_cast<std::size_t>(span.count()));
}

// The same to a reader.
std::string Disguised(std::string_view text) {
  constexpr std::array<const char*, 10> kWide = {"０", "１", "２", "３", "４",
                                                 "５", "６", "７", "８", "９"};
  std::string disguised = "\t\u3000";
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      disguised += kWide.at(static_cast<std::size_t>(c - '0'));
    } else if (c == ':') {
      disguised += "：";
    } else {
      disguised += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return disguised + "\u00a0\n";
}

// Says the same whenever it is read; the forum's clock matters or a zone is written.
void CheckAbsolute(std::string_view text, const DateContext& context, UtcTime at) {
  DateContext other = context;
  other.answered_at += days(4000);
  Require(ParseForumDate(text, other) == at);
  other.utc_offset += hours(1);
  const auto there = ParseForumDate(text, other);
  Require(there == at || there == at - hours(1));
}

void CheckForumDate(std::string_view text, const DateContext& context) {
  const auto at = ParseForumDate(text, context);
  Require(ParseForumDate(Disguised(text), context) == at);
  if (!at) {
    return;
  }
  Require(*at >= kFirst && *at < kLast);
  DateContext later = context;
  later.answered_at += days(400);
  const auto then = ParseForumDate(text, later);
  if (then == at) {
    CheckAbsolute(text, context, *at);
  } else {
    Require(*at <= context.answered_at + minutes(5));
    Require(!then || *then > *at);
  }
}

void CheckHttpDate(const std::string& header) {
  if (const auto at = ParseHttpDate(header)) {
    Require(*at >= kFirst && *at < kLast);
  }
}

void CheckRfc3339(std::string_view text) {
  const auto at = ParseRfc3339(text);
  if (at && *at >= sys_days(year(0) / 1 / 1) && *at < sys_days(year(9999) / 12 / 31)) {
    for (const minutes offset : {minutes(0), minutes(480), minutes(1439)}) {
      Require(ParseRfc3339(FormatRfc3339(*at, offset)) == std::chrono::floor<seconds>(*at));
    }
  }
}

std::string Padded(std::int64_t number, std::size_t width = 2) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

// A moment as a clock with this offset shows it.
struct Shown {
  Shown(UtcTime at, minutes offset)
      : date(std::chrono::floor<days>(at + offset)),
        weekday(std::chrono::floor<days>(at + offset)),
        clock(std::chrono::floor<seconds>(at + offset - std::chrono::floor<days>(at + offset))) {}

  [[nodiscard]] std::string Year() const { return std::to_string(static_cast<int>(date.year())); }
  [[nodiscard]] unsigned Month() const { return static_cast<unsigned>(date.month()); }
  [[nodiscard]] unsigned Day() const { return static_cast<unsigned>(date.day()); }
  [[nodiscard]] std::string MinuteAndSecond() const {
    return ":" + Padded(clock.minutes().count()) + ":" + Padded(clock.seconds().count());
  }
  [[nodiscard]] std::string Clock() const {
    return Padded(clock.hours().count()) + MinuteAndSecond();
  }
  [[nodiscard]] std::string HalfClock() const {
    const auto hour = clock.hours().count();
    return Padded(hour % 12 == 0 ? 12 : hour % 12) + MinuteAndSecond() +
           (hour < 12 ? " AM" : " PM");
  }
  [[nodiscard]] std::string MonthName() const {
    constexpr std::array<const char*, 12> kNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return kNames.at(Month() - 1);
  }
  [[nodiscard]] std::string WeekdayName() const {
    constexpr std::array<const char*, 7> kNames = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    return kNames.at(weekday.c_encoding());
  }
  [[nodiscard]] std::string ChineseWeekday() const {
    constexpr std::array<const char*, 7> kNames = {"日", "一", "二", "三", "四", "五", "六"};
    return std::string("星期") + kNames.at(weekday.c_encoding());
  }

  std::chrono::year_month_day date;
  std::chrono::weekday weekday;
  std::chrono::hh_mm_ss<seconds> clock;
};

void CheckAbsoluteForms(const DateContext& context) {
  const UtcTime at = context.answered_at;
  const Shown shown(at, context.utc_offset);
  const std::string month = std::to_string(shown.Month());
  const std::string day = std::to_string(shown.Day());
  const std::string unix = std::to_string(ToMicros(at) / 1'000'000);
  const std::string rfc_822 = shown.WeekdayName() + ", " + Padded(shown.Day()) + " " +
                              shown.MonthName() + " " + shown.Year() + " " + shown.Clock();
  const std::string forms[] = {
      shown.Year() + "-" + Padded(shown.Month()) + "-" + Padded(shown.Day()) + " " + shown.Clock(),
      "发表于 " + shown.Year() + "/" + month + "/" + day + " " + shown.Clock(),
      shown.Year() + "年" + month + "月" + day + "日 " + shown.ChineseWeekday() + " " +
          shown.Clock(),
      shown.Year() + Padded(shown.Month()) + Padded(shown.Day()) + "T" + shown.Clock(),
      shown.MonthName() + " " + day + ", " + shown.Year() + " at " + shown.HalfClock(),
      rfc_822,
      FormatRfc3339(at, minutes(-210)),
      unix,
      unix + "000"};
  for (const std::string& form : forms) {
    Require(ParseForumDate(form, context) == at);
  }
  DateContext american = context;
  american.order = DateOrder::MonthDayYear;
  Require(ParseForumDate(Padded(shown.Month()) + "-" + Padded(shown.Day()) + "-" + shown.Year() +
                             ", " + shown.HalfClock(),
                         american) == at);
}

void CheckHttpForms(UtcTime at) {
  const Shown shown(at, minutes(0));
  const std::string weekday = shown.WeekdayName();
  const std::string padded_by_space = (shown.Day() < 10 ? " " : "") + std::to_string(shown.Day());
  const std::string forms[] = {weekday + ", " + Padded(shown.Day()) + " " + shown.MonthName() +
                                   " " + shown.Year() + " " + shown.Clock() + " GMT",
                               weekday + " " + shown.MonthName() + " " + padded_by_space + " " +
                                   shown.Clock() + " " + shown.Year()};
  for (const std::string& form : forms) {
    Require(ParseHttpDate(form) == at);
  }
  for (const minutes offset : {minutes(0), minutes(480), minutes(-210)}) {
    Require(ParseRfc3339(FormatRfc3339(at, offset)) == at);
  }
}

void CheckRelativeForms(const DateContext& context, int amount) {
  const UtcTime now = context.answered_at;
  const Shown shown(now, context.utc_offset);
  struct Form {
    std::string text;
    Duration ago;
  };
  const std::string number = std::to_string(amount);
  const Form forms[] = {
      {number + " 秒前", seconds(amount)},
      {number + "分钟前", minutes(amount)},
      {number + " 小时前", hours(amount)},
      {number + " 天前", days(amount)},
      {number + " 周前", days(7 * amount)},
      {number + " minutes ago", minutes(amount)},
      {number + " days ago", days(amount)},
      {"半小时前", minutes(30)},
      {"刚刚", {}},
      {"今天 " + shown.Clock(), {}},
      {"昨天 " + shown.Clock(), days(1)},
      {"前天 " + shown.Clock(), days(2)},
      {"Yesterday, " + shown.HalfClock(), days(1)},
      {shown.ChineseWeekday() + " " + shown.Clock(), {}},
      {std::to_string(shown.Month()) + "月" + std::to_string(shown.Day()) + "日 " + shown.Clock(),
       {}}};
  for (const Form& form : forms) {
    Require(ParseForumDate(form.text, context) == now - form.ago);
  }
}

// What the input leaves open is drawn from its bytes; one draw in eight is for the written forms.
void Run(std::string_view input) {
  const std::size_t drawn = std::hash<std::string_view>()(input);
  DateContext context;
  context.answered_at = MomentFrom(TakeLine(input));
  context.utc_offset = minutes(15 * (static_cast<int>(drawn / 8 % 96) - 48));
  if (drawn % 8 == 0) {
    CheckAbsoluteForms(context);
    CheckHttpForms(context.answered_at);
    CheckRelativeForms(context, static_cast<int>(drawn / 800 % 1000));
  }
  constexpr std::array kOrders = {DateOrder::YearMonthDay, DateOrder::MonthDayYear,
                                  DateOrder::DayMonthYear};
  context.order = kOrders.at(drawn / 80000 % kOrders.size());
  CheckForumDate(input, context);
  CheckHttpDate(std::string(input));
  CheckRfc3339(input);
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
