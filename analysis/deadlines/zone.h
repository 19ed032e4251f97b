// The one zone value: local time for calendars, reports and written times. Wraps the system's tz
// database (Howard Hinnant's date library). Cheap to copy; immutable; any thread.
#pragma once

#include <string>
#include <string_view>

#include "analysis/model/time.h"

namespace date {
class time_zone;
}

namespace forumwatch {

using LocalTime = std::chrono::local_time<Duration>;
using LocalDay = std::chrono::local_days;

class Zone {
 public:
  // IANA name. Throws std::invalid_argument, naming it, when the system does not know it: never
  // silently UTC.
  explicit Zone(std::string_view name);

  [[nodiscard]] LocalTime ToLocal(UtcTime t) const;
  // A local time that does not exist (spring) or exists twice (autumn) becomes the earliest instant
  // not before it.
  [[nodiscard]] UtcTime ToUtc(LocalTime t) const;
  [[nodiscard]] std::chrono::minutes OffsetAt(UtcTime t) const;
  // RFC 3339 with this zone's offset at that instant.
  [[nodiscard]] std::string Format(UtcTime t) const;
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
  const date::time_zone* zone_;
};

}  // namespace forumwatch
