// How a source's health goes on after a visit. Pure.
#pragma once

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
  std::string reason;  // why not Good, for people
};

SourceHealth AfterVisit(SourceHealth health, const VisitResult& visit, UtcTime now);

}  // namespace forumwatch
