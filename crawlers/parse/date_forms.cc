#include "crawlers/parse/date_forms.h"

#include <algorithm>
#include <array>
#include <utility>

#include <re2/re2.h>

namespace forumwatch {
namespace {

using re2::StringPiece;

constexpr std::size_t kLongest = 200;  // bytes; longer texts are no dates

std::chrono::year YearOf(const std::string& digits) {
  const int number = NumberOf(digits);
  if (digits.size() > 2) {
    return std::chrono::year(number);
  }
  return std::chrono::year(number + (number < 70 ? 2000 : 1900));
}

void SetMonthDay(WrittenDate& date, const std::string& month, const std::string& day) {
  date.month = std::chrono::month(static_cast<unsigned>(NumberOf(month)));
  date.day = std::chrono::day(static_cast<unsigned>(NumberOf(day)));
}

// By the first three letters; nothing for any other word.
std::optional<std::chrono::month> MonthNamed(const std::string& word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const auto* const found =
      std::find_if(kMonths.begin(), kMonths.end(), [&](std::string_view name) {
        return name.starts_with(word) || (word == "sept" && name == "september");
      });
  if (word.size() < 3 || found == kMonths.end()) {
    return std::nullopt;
  }
  return std::chrono::month(static_cast<unsigned>(found - kMonths.begin()) + 1);
}

// The two numbers beside a four-digit year at the end.
bool SetByOrder(WrittenDate& date, const std::string& first, const std::string& second,
                DateOrder order) {
  const bool month_can_be_first = NumberOf(first) <= 12;
  const bool month_can_be_second = NumberOf(second) <= 12;
  if (order == DateOrder::YearMonthDay && month_can_be_first == month_can_be_second) {
    return false;  // either could be the month
  }
  const bool day_first =
      order == DateOrder::DayMonthYear || (order == DateOrder::YearMonthDay && month_can_be_second);
  day_first ? SetMonthDay(date, second, first) : SetMonthDay(date, first, second);
  return true;
}

bool TakeNumericDate(StringPiece& text, WrittenDate& date, DateOrder order) {
  static const RE2 kYearFirst(R"((\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?: ?[日号])?)");
  static const RE2 kChineseYear(R"((\d{2}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号])");
  static const RE2 kCompact(R"((\d{4})(\d{2})(\d{2})(?:t|\b))");
  static const RE2 kThree(R"((\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b)");
  static const RE2 kChinese(R"((\d{1,2}) ?月 ?(\d{1,2}) ?[日号])");
  static const RE2 kTwo(R"((\d{1,2})[-/](\d{1,2})\b)");
  std::string first;
  std::string second;
  std::string third;
  if (RE2::Consume(&text, kYearFirst, &first, &second, &third) ||
      RE2::Consume(&text, kChineseYear, &first, &second, &third) ||
      RE2::Consume(&text, kCompact, &first, &second, &third)) {
    date.year = YearOf(first);
    SetMonthDay(date, second, third);
    return true;
  }
  if (RE2::Consume(&text, kThree, &first, &second, &third)) {
    if (third.size() == 2 && order == DateOrder::YearMonthDay) {
      date.year = YearOf(first);
      SetMonthDay(date, second, third);
      return true;
    }
    date.year = YearOf(third);
    return SetByOrder(date, first, second, order);
  }
  if (RE2::Consume(&text, kChinese, &first, &second)) {
    SetMonthDay(date, first, second);
    return true;
  }
  if (RE2::Consume(&text, kTwo, &first, &second)) {
    order == DateOrder::DayMonthYear ? SetMonthDay(date, second, first)
                                     : SetMonthDay(date, first, second);
    return true;
  }
  return false;
}

// "27 Aug 2026", "06-Nov-94 ", "Aug 27th, 2026", "Aug 27".
bool TakeDateWithMonthName(StringPiece& text, WrittenDate& date) {
  static const RE2 kDayFirst(
      R"((\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?(?:,?[ -](\d{4})\b|[ -](\d{2}) )?)");
  static const RE2 kMonthFirst(R"(([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4})\b)?)");
  StringPiece rest = text;
  std::string day;
  std::string month;
  std::string year;
  std::string short_year;
  if (!RE2::Consume(&rest, kDayFirst, &day, &month, &year, &short_year) &&
      !RE2::Consume(&rest, kMonthFirst, &month, &day, &year)) {
    return false;
  }
  date.month = MonthNamed(month);
  if (!date.month.has_value()) {
    return false;
  }
  date.day = std::chrono::day(static_cast<unsigned>(NumberOf(day)));
  if (!year.empty() || !short_year.empty()) {
    date.year = YearOf(year.empty() ? short_year : year);
  }
  text = rest;
  return true;
}

bool TakeDayWord(StringPiece& text, WrittenDate& date) {
  static const RE2 kWord(R"((大前天|前天|前日|昨天|昨日|今天|今日|yesterday|today))");
  constexpr std::pair<std::string_view, int> kDays[] = {{"大前", 3}, {"前", 2}, {"昨", 1},
                                                        {"y", 1},    {"今", 0}, {"t", 0}};
  std::string word;
  if (!RE2::Consume(&text, kWord, &word)) {
    return false;
  }
  date.days_ago = std::find_if(std::begin(kDays), std::end(kDays), [&](const auto& day) {
                    return word.starts_with(day.first);
                  })->second;
  return true;
}

bool TakeWeekday(StringPiece& text, WrittenDate& date) {
  static const RE2 kEnglish(R"((sun|mon|tue|wed|thu|fri|sat)(?:s|nes|rs|ur)?(?:day)?\b[.,]? ?)");
  static const RE2 kChinese(R"(\(?(?:星期|周|週|礼拜)(日|天|一|二|三|四|五|六)\)?[,]? ?)");
  constexpr std::pair<std::string_view, unsigned> kDays[] = {
      {"sun", 0}, {"mon", 1}, {"tue", 2}, {"wed", 3}, {"thu", 4}, {"fri", 5}, {"sat", 6}, {"日", 0},
      {"天", 0},  {"一", 1},  {"二", 2},  {"三", 3},  {"四", 4},  {"五", 5},  {"六", 6}};
  std::string name;
  if (!RE2::Consume(&text, kEnglish, &name) && !RE2::Consume(&text, kChinese, &name)) {
    return false;
  }
  const auto* const day = std::find_if(std::begin(kDays), std::end(kDays),
                                       [&](const auto& entry) { return entry.first == name; });
  date.weekday = std::chrono::weekday(day->second);
  return true;
}

// "2026-8-27 09:00:19": most dates are written so, and need not be asked for all other forms.
bool TakePlain(const StringPiece& text, WrittenDate& date) {
  static const RE2 kPlain(R"((\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?))");
  std::string year;
  std::string month;
  std::string day;
  StringPiece time;
  if (!RE2::FullMatch(text, kPlain, &year, &month, &day, &time)) {
    return false;
  }
  WrittenDate read;
  read.year = YearOf(year);
  SetMonthDay(read, month, day);
  if (!TakeTimeOfDay(time, read)) {
    return false;
  }
  date = read;
  return true;
}

bool TakeUnixTime(const StringPiece& text, WrittenDate& date) {
  static const RE2 kUnix(R"((\d{10})(\d{3})?)");
  std::string seconds;
  std::string millis;
  if (!RE2::FullMatch(text, kUnix, &seconds, &millis)) {
    return false;
  }
  // Ten digits overflow an int.
  const std::int64_t whole =
      std::int64_t{NumberOf(seconds.substr(0, 5))} * 100'000 + NumberOf(seconds.substr(5));
  date.instant = FromMicros(whole * 1'000'000 + std::int64_t{NumberOf(millis)} * 1000);
  return true;
}

bool TakeDay(StringPiece& text, WrittenDate& date, DateOrder order) {
  static const RE2 kBetween(R"( ?,? ?(?:at )?)");
  const bool weekday_first = TakeWeekday(text, date);
  const bool day = TakeDayWord(text, date) || TakeNumericDate(text, date, order) ||
                   TakeDateWithMonthName(text, date);
  if (day || weekday_first) {
    RE2::Consume(&text, kBetween);
    TakeWeekday(text, date);
  }
  return day || weekday_first;
}

void TakeTrailingYear(StringPiece& text, WrittenDate& date) {
  static const RE2 kYear(R"( (\d{4}))");
  std::string year;
  if (date.month.has_value() && !date.year.has_value() && RE2::Consume(&text, kYear, &year)) {
    date.year = YearOf(year);
  }
}

// "3 天前 12:30" names a day and a time of it.
bool TakeTimeOfDaysAgo(StringPiece& text, WrittenDate& date) {
  constexpr Duration kDay = std::chrono::days(1);
  static const RE2 kBetween(R"([ ,]{1,3})");
  const Duration span = date.ago->span;
  if (date.ago->months != 0 || span < kDay || span > 400 * kDay || span % kDay != Duration{} ||
      !RE2::Consume(&text, kBetween) || !TakeTimeOfDay(text, date)) {
    return false;
  }
  date.days_ago = static_cast<int>(span / kDay);
  date.ago.reset();
  return true;
}

StringPiece WithoutLabels(StringPiece text) {
  static const RE2 kBefore(
      R"((?:[|·»•-] ?)*(?:(?:最后|最近)?(?:发表|发布|回复|回帖|更新|编辑|修改|创建)?(?:于|在|时间|日期) ?:? ?|(?:posted|published|created|updated|edited|last post|date)(?: on| at)?:? ?|on )?)");
  RE2::Consume(&text, kBefore);
  return text;
}

bool IsOver(StringPiece text) {
  static const RE2 kAfter(R"( ?(?:编辑|发表|发布|回复|更新|修改|创建)?[.,|·»]? ?)");
  return RE2::FullMatch(text, kAfter);
}

// Full-width signs, the white space of all scripts, and words that say two things at once.
struct Folding {
  std::string_view from;
  std::string_view to;
};
constexpr Folding kFoldings[] = {
    {"\u00a0", " "},      {"\u2002", " "},      {"\u2003", " "},      {"\u2009", " "},
    {"\u200b", ""},       {"\u200e", ""},       {"\u200f", ""},       {"\u202f", " "},
    {"\u3000", " "},      {"\ufeff", ""},       {"：", ":"},          {"，", ","},
    {"－", "-"},          {"／", "/"},          {"．", "."},          {"昨晚", "昨天晚上"},
    {"今晚", "今天晚上"}, {"今早", "今天早上"}, {"今晨", "今天早上"}, {"（", "("},
    {"）", ")"},          {"–", "-"},           {"—", "-"},           {"０", "0"},
    {"１", "1"},          {"２", "2"},          {"３", "3"},          {"４", "4"},
    {"５", "5"},          {"６", "6"},          {"７", "7"},          {"８", "8"},
    {"９", "9"},
};

}  // namespace

std::string FoldDateText(std::string_view text) {
  std::string folded;
  while (!text.empty() && folded.size() <= kLongest) {
    const bool ascii = static_cast<unsigned char>(text.front()) < 0x80;  // nothing is folded then
    const auto* const folding =
        ascii ? std::end(kFoldings)
              : std::find_if(std::begin(kFoldings), std::end(kFoldings),
                             [&](const Folding& f) { return text.starts_with(f.from); });
    std::string_view next = text.substr(0, 1);
    text.remove_prefix(folding == std::end(kFoldings) ? 1 : folding->from.size());
    next = folding == std::end(kFoldings) ? next : folding->to;
    const bool space = next == " " || (!next.empty() && next[0] >= '\t' && next[0] <= '\r');
    if (space) {
      folded += folded.empty() || folded.back() == ' ' ? "" : " ";
    } else {
      folded += next;
    }
  }
  while (folded.ends_with(' ')) {
    folded.pop_back();
  }
  std::transform(folded.begin(), folded.end(), folded.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return folded;
}

std::optional<WrittenDate> ReadDateForm(std::string_view folded, DateOrder order) {
  if (folded.size() > kLongest) {
    return std::nullopt;
  }
  WrittenDate date;
  if (TakePlain({folded.data(), folded.size()}, date)) {
    return date;
  }
  StringPiece text = WithoutLabels({folded.data(), folded.size()});
  if (TakeUnixTime(text, date)) {
    return date;
  }
  if (TakeAgo(text, date)) {
    return IsOver(text) || (TakeTimeOfDaysAgo(text, date) && IsOver(text)) ? std::optional(date)
                                                                           : std::nullopt;
  }
  static const RE2 kT("t");
  const bool day = TakeDay(text, date, order);
  if (day) {
    RE2::Consume(&text, kT);
  }
  const bool time = TakeTimeOfDay(text, date);
  if (time) {
    TakeTrailingYear(text, date);
    TakeZone(text, date);
    TakeTrailingYear(text, date);
  }
  return (day || time) && IsOver(text) ? std::optional(date) : std::nullopt;
}

}  // namespace forumwatch
