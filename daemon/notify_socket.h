// What systemd is told (Type=notify, WatchdogSec). Does nothing when not started by systemd. Loop
// thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace forumwatch {

void NotifyReady();
void NotifyStopping();
void NotifyStatus(std::string_view line);
void NotifyWatchdog();
// Half of WatchdogSec; nullopt when systemd watches nothing.
std::optional<std::chrono::microseconds> WatchdogPeriod();

}  // namespace forumwatch
