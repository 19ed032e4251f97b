#include "analysis/alerting/wording.h"

#include <cstdint>

#include "analysis/alerting/roster.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::year_month_day;

std::string TwoDigits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string WrittenMoment(UtcTime t, const Zone& zone, UtcTime now) {
  const LocalTime local = zone.ToLocal(t);
  const LocalDay day = std::chrono::floor<days>(local);
  const year_month_day date(day);
  const year_month_day today(std::chrono::floor<days>(zone.ToLocal(now)));
  const auto minute = std::chrono::floor<minutes>(local - day);
  std::string text;
  if (date.year() != today.year()) {
    text = std::to_string(static_cast<int>(date.year())) + "年";
  }
  return text + std::to_string(static_cast<unsigned>(date.month())) + "月" +
         std::to_string(static_cast<unsigned>(date.day())) + "日 " +
         TwoDigits(minute.count() / 60) + ":" + TwoDigits(minute.count() % 60);
}

std::string WrittenDay(LocalDay day) {
  const year_month_day date(day);
  return std::to_string(static_cast<unsigned>(date.month())) + "月" +
         std::to_string(static_cast<unsigned>(date.day())) + "日（" +
         std::string(ChineseWeekday(std::chrono::weekday(day).iso_encoding())) + "）";
}

}  // namespace forumwatch
