// Alerts about neither complaint nor source: what the set-up lacks, what the month asks for, a
// channel that takes nothing, a clock that was set. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kChannelFailing = "channel.failing";

// Said once in each month in which `year` is missing (MissingYear).
Alert CalendarMissingAlert(int year, const AlertingOptions& options, const Zone& zone, UtcTime now);

// What is due tomorrow: D1 with D3 by the 25th, D2 by the 30th or February's last day. Said when
// stock is taken, `at` since local midnight: of these moments after `since`, up to `now`, the last
// one of each.
std::vector<Alert> ReportAlerts(std::chrono::minutes at, const AlertingOptions& options,
                                const Zone& zone, UtcTime since, UtcTime now);

// Its `source` is "channel/" with the name, so that no forum's is meant.
std::string SubjectOfChannel(std::string_view channel);
Alert ChannelFailingAlert(std::string_view channel, std::string_view reason, int episode,
                          const AlertingOptions& options, UtcTime now);

// `step`: how far the clock was set, below 0: put back.
Alert ClockStepAlert(Duration step, const AlertingOptions& options, UtcTime now);

}  // namespace forumwatch
