// How a source's health goes on after a visit, and for how long nobody had seen it before. Pure.
#pragma once

#include <optional>
#include <string>

#include "analysis/alerting/decide.h"

namespace forumwatch {

enum class VisitEnd {
  Good,   // the board was read
  Blind,  // answers came, their content was not what a board shows
  Failed  // no usable answer
};

struct VisitResult {
  VisitEnd end = VisitEnd::Good;
  std::string reason;                 // why not Good, for people
  bool list_read = true;              // what stands on the board was seen, whatever else failed
  std::optional<UtcTime> began = {};  // nullopt: when it ended
  Duration pause{};                   // between visits that go well, at most
};

SourceHealth AfterVisit(SourceHealth health, const VisitResult& visit, UtcTime now);

// A time in which a source was not seen: what was posted then was read later, what was posted and
// deleted in it never.
struct Gap {
  UtcTime from{};
  UtcTime to{};
  std::string reason;  // for people

  bool operator==(const Gap&) const = default;
};

// The one that lasts `now`, with visits `pause` apart; nullopt: there is none, or it is too short
// to be told.
std::optional<Gap> OpenGap(const SourceHealth& health, Duration pause, UtcTime now);
// The one that this visit ends.
std::optional<Gap> GapBefore(const SourceHealth& before, const VisitResult& visit, UtcTime now);

}  // namespace forumwatch
