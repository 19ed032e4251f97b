// One thing somebody must be told: one alert per (subject, rule, episode, stage). Plain data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model/ids.h"
#include "analysis/model/time.h"

namespace forumwatch {

// The stage of what was said before rules had stages: nothing more is said of it.
inline constexpr int kLastStage = 99;

struct Alert {
  std::string id;  // stable ULID: the same alert has the same id in every run
  UtcTime at{};
  std::string rule;      // formats.md §5: "first_reply.overdue" …
  std::string handbook;  // "B2", "" for rules about the machine
  std::optional<ComplaintId> complaint;
  std::string source;  // source rules: community/source name
  int episode = 1;
  int stage = 0;                       // of a rule that speaks up again and again, the first is 0
  std::vector<std::string> receivers;  // roles: monitor head deputy leader quality technical …
  std::string title;                   // one line, Chinese, no raw forum markup
  std::string reason;                  // why this alert, Chinese, ends with the rule id

  bool operator==(const Alert&) const = default;
};

}  // namespace forumwatch
