#include "analysis/deadlines/zone.h"

#include <stdexcept>

#include <date/tz.h>

namespace forumwatch {
namespace {

const date::time_zone* Locate(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error& e) {
    throw std::invalid_argument("没有这个时区：" + name + "（" + e.what() + "）");
  }
}

date::local_time<Duration> ToDate(LocalTime t) {
  return date::local_time<Duration>(t.time_since_epoch());
}

}  // namespace

Zone::Zone(std::string_view name) : name_(name), zone_(Locate(name_)) {}

LocalTime Zone::ToLocal(UtcTime t) const {
  return LocalTime(zone_->to_local(t).time_since_epoch());
}

UtcTime Zone::ToUtc(LocalTime t) const {
  return zone_->to_sys(ToDate(t), date::choose::earliest);
}

std::chrono::minutes Zone::OffsetAt(UtcTime t) const {
  return std::chrono::floor<std::chrono::minutes>(zone_->get_info(t).offset);
}

std::string Zone::Format(UtcTime t) const {
  return FormatRfc3339(t, OffsetAt(t));
}

}  // namespace forumwatch
