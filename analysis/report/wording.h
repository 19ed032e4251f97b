// How reports write figures, days and texts of forums, in the Chinese of a property
// management. Internal to report. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/duty.h"
#include "analysis/model/ids.h"
#include "analysis/model/post.h"

namespace forumwatch {

std::string WrittenShare(double share);                      // "40.5%"
std::string WrittenShare(std::size_t part, std::size_t of);  // "—" of nothing
// 环比: "+8（+27.6%）", "持平", "新出现" when there were none before, "—" when there are none at
// all.
std::string WrittenChange(std::size_t now, std::size_t before);

std::string WrittenMonth(std::chrono::year_month month);              // "2026年3月"
std::string WrittenDay(UtcTime t, const Zone& zone);                  // "2026年3月24日"
std::string WrittenShortDay(UtcTime t, const Zone& zone);             // "3月24日"
std::string WrittenMinute(UtcTime t, const Zone& zone);               // "2026年3月24日 09:05"
std::string WrittenShortly(UtcTime t, const Zone& zone);              // "3月24日 09:05"
std::string WrittenDays(UtcTime from, UtcTime to, const Zone& zone);  // both days inclusive

// "按时（12 分钟）", "超时 1 小时 5 分钟", "未回复" ("未给出" of others than the first reply),
// "计时中", "不计时"; "—" for nullptr.
std::string WrittenDuty(const Duty* duty);

// "一类（物业服务）" (A2); "待定" while it is not decided.
std::string WrittenClass(const std::optional<int>& complaint_class);
std::string_view WrittenChannel(Channel channel);  // "论坛", "来访" … (A3)

// "甲、乙", each fit to be shown; `none` where there are none.
std::string InOneLineOr(const std::vector<std::string>& parts, std::string_view none);

// Its lines, each fit to be shown; empty ones are left out.
std::vector<std::string> PlainLines(std::string_view text);

}  // namespace forumwatch
