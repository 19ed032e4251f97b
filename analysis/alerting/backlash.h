// B13: a reply that sets off many follow-ups. Reactions after our reply are watched apart from the
// heat that a matter has anyway. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kBacklash = "reply.backlash";
inline constexpr std::chrono::hours kBacklashWithin{24};  // after the reply

struct Backlash {
  UtcTime replied_at{};
  int people = 0;   // who complained after it
  int episode = 0;  // the reply's minute since 1970: later replies have higher numbers
};
// Of the latest reply after which, before the next one, options.backlash_people owners complained,
// and more than in as long before it.
std::optional<Backlash> BacklashOf(std::span<const UtcTime> replies,
                                   std::span<const Reaction> reactions,
                                   const AlertingOptions& options);
// It, or one after a later reply, was said.
bool BacklashSaid(const Backlash& backlash, const Said& said);

std::string ReasonForBacklash(const Backlash& backlash, const Zone& zone, UtcTime now);

}  // namespace forumwatch
