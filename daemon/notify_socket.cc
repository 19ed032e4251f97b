#include "daemon/notify_socket.h"

#include <cstdint>
#include <string>

#include <systemd/sd-daemon.h>

namespace forumwatch {

void NotifyReady() {
  sd_notify(0, "READY=1");
}
void NotifyStopping() {
  sd_notify(0, "STOPPING=1");
}
void NotifyStatus(std::string_view line) {
  sd_notify(0, ("STATUS=" + std::string(line)).c_str());
}
void NotifyWatchdog() {
  sd_notify(0, "WATCHDOG=1");
}

std::optional<std::chrono::microseconds> WatchdogPeriod() {
  std::uint64_t usec = 0;
  if (sd_watchdog_enabled(0, &usec) <= 0) {
    return std::nullopt;
  }
  return std::chrono::microseconds(usec / 2);
}

}  // namespace forumwatch
