// Does a reply answer every point that was complained of (B13)? Point by point, with the words that
// decided. A point is answered where a clause of the reply speaks of it rather than of another
// point; where somebody who raised it is addressed by name; where the reply is for it and says any
// word of it; and where there is no other. What speaks of other topics alone answers nothing. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/reply/common_pairs.h"
#include "analysis/reply/point.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

enum class PointCoverage {
  InAClause,    // a clause speaks of it
  Addressed,    // who raised it is called by name
  Touched,      // it is what the reply is for, and some word of it is said
  OnlyOne,      // there is no other point
  LeftOut,      // nothing says it
  AboutOthers,  // the whole reply speaks of other topics
};

struct PointVerdict {
  PointCoverage coverage = PointCoverage::LeftOut;
  std::string clause;              // InAClause: as it stands in the reply
  std::vector<std::string> words;  // InAClause, Touched, LeftOut: shared ones; Addressed: who;
                                   // AboutOthers: the topics that it speaks of

  [[nodiscard]] bool covered() const {
    return coverage != PointCoverage::LeftOut && coverage != PointCoverage::AboutOthers;
  }
};

// One verdict a point, in their order.
std::vector<PointVerdict> JudgeCoverage(std::string_view reply, std::span<const Point> points,
                                        const Lexicon& lexicon, const CommonPairs& common);

// For people: "“…”说的是它" …
std::string InWords(const PointVerdict& verdict);

}  // namespace forumwatch
