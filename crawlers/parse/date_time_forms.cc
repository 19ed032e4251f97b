#include <algorithm>
#include <array>
#include <utility>

#include <re2/re2.h>

#include "crawlers/parse/date_forms.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

enum class HalfDay { Unsaid, Night, Morning, Noon, Afternoon, Evening };

HalfDay HalfDayOf(std::string_view word) {
  constexpr std::pair<std::string_view, HalfDay> kWords[] = {
      {"凌晨", HalfDay::Night},     {"早上", HalfDay::Morning}, {"早晨", HalfDay::Morning},
      {"清晨", HalfDay::Morning},   {"上午", HalfDay::Morning}, {"中午", HalfDay::Noon},
      {"下午", HalfDay::Afternoon}, {"傍晚", HalfDay::Evening}, {"晚上", HalfDay::Evening},
      {"夜里", HalfDay::Unsaid},
  };
  if (!word.empty() && (word.front() == 'a' || word.front() == 'p')) {
    return word.front() == 'a' ? HalfDay::Morning : HalfDay::Afternoon;
  }
  const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                         [&](const auto& entry) { return entry.first == word; });
  return found == std::end(kWords) ? HalfDay::Unsaid : found->second;
}

struct Hours {
  HalfDay half;
  int first;
  int last;
  int add;
};

// The hour of the day, or nothing where the words contradict each other ("上午 15 点") or leave it
// open ("晚上 12 点": of this day or of the next?).
std::optional<int> HourOfDay(int hour, HalfDay half) {
  constexpr Hours kHours[] = {
      {HalfDay::Unsaid, 0, 23, 0},     {HalfDay::Night, 0, 11, 0},
      {HalfDay::Night, 12, 12, -12},   {HalfDay::Morning, 0, 11, 0},
      {HalfDay::Morning, 12, 12, -12}, {HalfDay::Noon, 10, 14, 0},
      {HalfDay::Noon, 1, 2, 12},       {HalfDay::Afternoon, 1, 11, 12},
      {HalfDay::Afternoon, 12, 23, 0}, {HalfDay::Evening, 1, 11, 12},
      {HalfDay::Evening, 13, 23, 0},
  };
  const auto* const row = std::find_if(std::begin(kHours), std::end(kHours), [&](const Hours& h) {
    return h.half == half && h.first <= hour && hour <= h.last;
  });
  return row == std::end(kHours) ? std::nullopt : std::optional(hour + row->add);
}

std::optional<Duration> TimeOfDay(int hour, int minute, int second, HalfDay half) {
  const std::optional<int> of_day = HourOfDay(hour, half);
  const bool leap = second == 60 && minute == 59;
  if (!of_day.has_value() || minute > 59 || (second > 59 && !leap)) {
    return std::nullopt;
  }
  return hours(*of_day) + minutes(minute) + seconds(second);
}

Duration Fraction(std::string digits) {
  digits.resize(6, '0');
  return Duration(NumberOf(digits));
}

// One unit of a span.
struct Unit {
  int months = 0;
  Duration span{};
  Duration half{};
};

Unit UnitOf(std::string_view word) {
  using std::chrono::days;
  constexpr std::pair<std::string_view, Unit> kUnits[] = {
      {"秒", {0, seconds(1), {}}},
      {"分", {0, minutes(1), seconds(30)}},
      {"小时", {0, hours(1), minutes(30)}},
      {"钟头", {0, hours(1), minutes(30)}},
      {"天", {0, days(1), hours(12)}},
      {"日", {0, days(1), hours(12)}},
      {"周", {0, days(7), {}}},
      {"星期", {0, days(7), {}}},
      {"礼拜", {0, days(7), {}}},
      {"月", {1, {}, days(15)}},
      {"年", {12, {}, days(182)}},
      {"sec", {0, seconds(1), {}}},
      {"min", {0, minutes(1), seconds(30)}},
      {"h", {0, hours(1), minutes(30)}},
      {"day", {0, days(1), hours(12)}},
      {"week", {0, days(7), {}}},
      {"month", {1, {}, days(15)}},
      {"year", {12, {}, days(182)}},
  };
  const auto* const found =
      std::find_if(std::begin(kUnits), std::end(kUnits),
                   [&](const auto& unit) { return word.starts_with(unit.first); });
  return found->second;
}

// "3", "三", "an", "half an"; -1 for a half.
int Amount(const std::string& word) {
  constexpr std::array<std::string_view, 11> kNumerals = {"",   "一", "二", "三", "四", "五",
                                                          "六", "七", "八", "九", "十"};
  const auto* const numeral = std::find(kNumerals.begin(), kNumerals.end(), word);
  if (numeral != kNumerals.end()) {
    return static_cast<int>(numeral - kNumerals.begin());
  }
  if (word == "半" || word.starts_with("half")) {
    return -1;
  }
  if (word == "两") {
    return 2;
  }
  return word.front() >= '0' && word.front() <= '9' ? NumberOf(word) : 1;
}

bool Add(WrittenDate::Ago& ago, const std::string& amount, const std::string& unit_word) {
  const Unit unit = UnitOf(unit_word);
  const int number = Amount(amount);
  if (number < 0) {
    ago.span += unit.half;
    return unit.half > Duration::zero();
  }
  ago.months += number * unit.months;
  ago.span += number * unit.span;
  return true;
}

}  // namespace

bool TakeTimeOfDay(re2::StringPiece& text, WrittenDate& date) {
  static const RE2 kHalf(R"( ?(凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|[ap]\.?m\.?) ?)");
  static const RE2 kColons(R"((\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d{0,6})?)?)");
  static const RE2 kWords(R"((\d{1,2}) ?[点时](?: ?(\d{1,2}) ?分?(?: ?(\d{1,2}) ?秒)?|(半)|整)?)");
  static const RE2 kHourAlone(R"((\d{1,2}) ?([ap]\.?m\.?))");
  re2::StringPiece rest = text;
  std::string half;
  std::string hour;
  std::string minute;
  std::string second;
  std::string fraction;
  std::string half_hour;
  RE2::Consume(&rest, kHalf, &half);
  if (!RE2::Consume(&rest, kColons, &hour, &minute, &second, &fraction) &&
      !RE2::Consume(&rest, kWords, &hour, &minute, &second, &half_hour) &&
      !RE2::Consume(&rest, kHourAlone, &hour, &half)) {
    return false;
  }
  if (half.empty()) {
    RE2::Consume(&rest, kHalf, &half);
  }
  const int minutes_said = half_hour.empty() ? NumberOf(minute) : 30;
  date.time_of_day = TimeOfDay(NumberOf(hour), minutes_said, NumberOf(second), HalfDayOf(half));
  if (!date.time_of_day.has_value()) {
    return false;
  }
  *date.time_of_day += Fraction(fraction);
  text = rest;
  return true;
}

bool TakeZone(re2::StringPiece& text, WrittenDate& date) {
  static const RE2 kNumeric(R"( ?(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d{2}))?)");
  static const RE2 kNamed(R"( ?\(?(z|utc|gmt|ut|北京时间|est|edt|cst|cdt|mst|mdt|pst|pdt)\)?)");
  constexpr std::pair<std::string_view, int> kNames[] = {
      {"z", 0},    {"utc", 0},  {"gmt", 0},  {"ut", 0},   {"北京时间", 8}, {"est", -5},
      {"edt", -4}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8},     {"pdt", -7}};
  std::string sign;
  std::string hour;
  std::string minute;
  re2::StringPiece rest = text;
  if (RE2::Consume(&rest, kNumeric, &sign, &hour, &minute)) {
    const auto ahead = hours(NumberOf(hour)) + minutes(NumberOf(minute));
    if (NumberOf(minute) > 59 || ahead > hours(14)) {
      return false;
    }
    date.zone = sign == "-" ? -ahead : ahead;
    text = rest;
    return true;
  }
  std::string name;
  if (!RE2::Consume(&text, kNamed, &name)) {
    return false;
  }
  const auto* const known = std::find_if(std::begin(kNames), std::end(kNames),
                                         [&](const auto& entry) { return entry.first == name; });
  if (known != std::end(kNames)) {  // "CST" is both Chicago's and China's
    date.zone = hours(known->second);
  }
  return true;
}

bool TakeAgo(re2::StringPiece& text, WrittenDate& date) {
  static const RE2 kNow(
      R"(刚刚|刚才|不到 ?(?:1|一) ?分钟前?|(?:1|一) ?分钟内|just now|now|(?:a few |few )?(?:seconds?|moments?) ago|(?:a )?moment ago|less than (?:an?|1|one) (?:minute|hour) ago)");
  static const RE2 kChinese(
      R"((?:大?约 ?)?(\d{1,6}|半|[一二两三四五六七八九十]) ?个? ?(秒|分|小时|钟头|天|日|周|星期|礼拜|月|年)钟? ?)");
  static const RE2 kChineseEnd(R"(之?前)");
  static const RE2 kEnglish(
      R"((?:about |almost |over )?(\d{1,6}|half an?|an?|one) ?(sec|min|h|day|week|month|year)(?:ond|ute|ou?r|r)?s?,? (?:and )?)");
  static const RE2 kEnglishEnd(R"(ago)");
  WrittenDate::Ago ago;
  if (RE2::Consume(&text, kNow)) {
    date.ago = ago;
    return true;
  }
  for (const auto& [part, end] : {std::pair(&kChinese, &kChineseEnd), {&kEnglish, &kEnglishEnd}}) {
    re2::StringPiece rest = text;
    std::string amount;
    std::string unit;
    int parts = 0;
    bool good = true;
    while (good && parts < 3 && RE2::Consume(&rest, *part, &amount, &unit)) {
      good = Add(ago, amount, unit);
      ++parts;
    }
    if (parts > 0 && good && RE2::Consume(&rest, *end)) {
      text = rest;
      date.ago = ago;
      return true;
    }
  }
  return false;
}

}  // namespace forumwatch
