// What posts threaten (B10) and that many stand behind them (B9), as far as people have to be told
// of it at once. Pure; any thread.
#pragma once

#include <string>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kDanger = "danger";
inline constexpr std::string_view kGroupTendency = "group_tendency";

// The danger signs of a complaint, a bit each: 曝光 1, 信访 2, 诉讼 4, 过激 8. An alert about them
// bears as its episode every sign that had been shown by then, so that each is told of once.
int DangerSigns(const Complaint& complaint);
int DangerSignsSaid(const Said& said);
std::string NamesOfSigns(int danger_signs);  // "曝光、诉讼"

// Owners speak of acting together, or so many speak of it that they may: `people`, who may be fewer
// than ever did.
bool ShowsGroupTendency(const Complaint& complaint, int people, const AlertingOptions& options);

std::string ReasonForDanger(int signs, const Complaint& complaint);
std::string ReasonForGroupTendency(const Complaint& complaint);

}  // namespace forumwatch
