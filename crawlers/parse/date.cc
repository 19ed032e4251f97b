#include "crawlers/parse/date.h"

#include "crawlers/parse/date_forms.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_time;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month_day;

using LocalTime = local_time<Duration>;

constexpr auto kAheadAtMost = std::chrono::minutes(5);
constexpr int kMonthsAtMost = 12 * 60;
constexpr year kFirstYear{1970};
constexpr year kLastYear{2199};

LocalTime AtForum(UtcTime t, std::chrono::minutes offset) {
  return LocalTime(t.time_since_epoch() + offset);
}
UtcTime FromForum(LocalTime t, std::chrono::minutes offset) {
  return UtcTime(t.time_since_epoch() - offset);
}

std::optional<UtcTime> NotAhead(std::optional<UtcTime> at, UtcTime answered_at) {
  return at.has_value() && *at <= answered_at + kAheadAtMost ? at : std::nullopt;
}

std::optional<UtcTime> WithinYears(UtcTime at) {
  const bool within = at >= std::chrono::sys_days(kFirstYear / 1 / 1) &&
                      at < std::chrono::sys_days((kLastYear + std::chrono::years(1)) / 1 / 1);
  return within ? std::optional(at) : std::nullopt;
}

std::optional<UtcTime> Before(const WrittenDate::Ago& ago, const DateContext& context) {
  if (ago.months > kMonthsAtMost || ago.span > days(365 * 60)) {
    return std::nullopt;
  }
  const LocalTime now = AtForum(context.answered_at, context.utc_offset);
  const auto today = floor<days>(now);
  year_month_day day = year_month_day(today) - months(ago.months);
  if (!day.ok()) {
    day = day.year() / day.month() / std::chrono::last;
  }
  return WithinYears(FromForum(local_days(day) + (now - today) - ago.span, context.utc_offset));
}

std::optional<LocalTime> OnDay(const WrittenDate& date, year of) {
  const year_month_day day = of / *date.month / *date.day;
  if (!day.ok() || of < kFirstYear || of > kLastYear) {
    return std::nullopt;
  }
  return local_days(day) + date.time_of_day.value_or(Duration::zero());
}

std::optional<UtcTime> InZone(std::optional<LocalTime> at, std::chrono::minutes zone) {
  return at.has_value() ? std::optional(FromForum(*at, zone)) : std::nullopt;
}

// Names the day by what today is: "昨天", "周三", no day at all.
std::optional<UtcTime> NearToday(const WrittenDate& date, const DateContext& context,
                                 std::chrono::minutes zone) {
  const auto today = floor<days>(AtForum(context.answered_at, zone));
  const auto time = date.time_of_day.value_or(Duration::zero());
  if (date.days_ago.has_value() || !date.weekday.has_value()) {
    const LocalTime at = today - days(date.days_ago.value_or(0)) + time;
    return NotAhead(FromForum(at, zone), context.answered_at);
  }
  const days since = std::chrono::weekday(today) - *date.weekday;
  const UtcTime at = FromForum(today - since + time, zone);
  return at <= context.answered_at + kAheadAtMost ? at : at - days(7);
}

std::optional<UtcTime> WithoutYear(const WrittenDate& date, const DateContext& context,
                                   std::chrono::minutes zone) {
  const year_month_day today(floor<days>(AtForum(context.answered_at, zone)));
  const auto this_year = NotAhead(InZone(OnDay(date, today.year()), zone), context.answered_at);
  if (this_year.has_value()) {
    return this_year;
  }
  // A 29 February may have been long ago.
  const auto last_year = InZone(OnDay(date, today.year() - std::chrono::years(1)), zone);
  return last_year >= context.answered_at - days(366) ? last_year : std::nullopt;
}

}  // namespace

std::optional<UtcTime> ParseForumDate(std::string_view text, const DateContext& context) {
  const std::optional<WrittenDate> date = ReadDateForm(FoldDateText(text), context.order);
  if (!date.has_value()) {
    return std::nullopt;
  }
  if (date->instant.has_value()) {
    return WithinYears(*date->instant);
  }
  if (date->ago.has_value()) {
    return Before(*date->ago, context);
  }
  const auto zone = date->zone.value_or(context.utc_offset);
  if (!date->month.has_value()) {
    return NearToday(*date, context, zone);
  }
  return date->year.has_value() ? InZone(OnDay(*date, *date->year), zone)
                                : WithoutYear(*date, context, zone);
}

}  // namespace forumwatch
