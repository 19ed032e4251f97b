// What posts threaten (B10) and that many stand behind them (B9), as far as people have to be told
// of it at once. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kDanger = "danger";
inline constexpr std::string_view kGroupTendency = "group_tendency";

// The danger signs among flags, a bit each: 曝光 1, 信访 2, 诉讼 4, 过激 8.
int DangerSigns(std::span<const std::string> flags);
std::string NamesOfSigns(int danger_signs);  // "曝光、诉讼"

// The last time that the complaint was opened again.
struct Reopening {
  int number = 0;  // 0: it never was
  UtcTime since{};
  // When it was handled, or closed unhandled, before that: what was posted after it is said anew,
  // also where it was read, and opened it again, much later.
  UtcTime rest{};
};
Reopening LastReopening(std::span<const Step> steps);

// Those that people were told of, ever or since then.
int DangerSignsSaid(const Said& said);
int DangerSignsSaid(const Said& said, const Reopening& reopening);

// What an alert says, and its episode: every sign that had been said by then since the last
// re-opening, above them the number of re-openings. So each is told of once, and once again when it
// is said anew after one.
struct DangerNews {
  int signs = 0;  // 0: none
  int episode = 0;
};
// `shown`: by any post; `shown_again`: by those since the last re-opening.
DangerNews NewDanger(int shown, int shown_again, const Said& said, const Reopening& reopening);
int SignsOfEpisode(int episode);

// Owners speak of acting together, or so many speak of it that they may: `people`, who may be fewer
// than ever did.
bool ShowsGroupTendency(std::span<const std::string> flags, int people,
                        const AlertingOptions& options);

std::string ReasonForDanger(int signs, const Complaint& complaint);
std::string ReasonForGroupTendency(const Complaint& complaint);

}  // namespace forumwatch
