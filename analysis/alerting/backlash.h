// B13: a reply that sets off many follow-ups. Reactions after our reply are watched apart from the
// heat that a matter has anyway. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kBacklash = "reply.backlash";
inline constexpr std::chrono::hours kBacklashWithin{24};  // after the reply

struct Backlash {
  UtcTime replied_at{};
  int people = 0;       // who complained after it
  int episode = 0;      // the reply's minute since 1970: later replies have higher numbers
  bool shared = false;  // with replies that came after it
};
// Of the latest reply after which, before the next one, options.backlash_people owners complained,
// and more than in as long before it; and, shared, of the latest one of the past two days after
// which so many did whatever was replied meanwhile: staff who answer each of them must not hide how
// many they are.
std::vector<Backlash> BacklashesOf(std::span<const UtcTime> replies,
                                   std::span<const Reaction> reactions,
                                   const AlertingOptions& options, UtcTime now);
// It, or one after a later reply, was said; of a shared one, also one less than kBacklashWithin
// before it: the same people may have been told of.
bool BacklashSaid(const Backlash& backlash, const Said& said);

std::string ReasonForBacklash(const Backlash& backlash, const Zone& zone, UtcTime now);

}  // namespace forumwatch
