#include "analysis/alerting/quiet.h"

#include <algorithm>
#include <iterator>

namespace forumwatch {

bool IsUrgent(std::string_view rule) {
  constexpr std::string_view kUrgent[] = {"complaint.", "first_reply.", "danger",  "group_tendency",
                                          "approval.",  "reopened",     "source.", "channel.",
                                          "clock.",     "store."};
  return std::any_of(std::begin(kUrgent), std::end(kUrgent),
                     [&](std::string_view beginning) { return rule.starts_with(beginning); });
}

UtcTime WhenToTell(std::string_view rule, const AlertingOptions& options, const Zone& zone,
                   UtcTime now) {
  if (!options.quiet || IsUrgent(rule) || !options.may_wait.contains(rule)) {
    return now;
  }
  const auto [from, to] = *options.quiet;
  const LocalTime local = zone.ToLocal(now);
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  const Duration since_midnight = local - day;
  const bool over_midnight = from > to;
  if (since_midnight < to && (over_midnight || since_midnight >= from)) {
    return zone.ToUtc(day + to);
  }
  if (over_midnight && since_midnight >= from) {
    return zone.ToUtc(day + std::chrono::days(1) + to);
  }
  return now;
}

}  // namespace forumwatch
