// What the signs of a likeness say of its being the same event (E4), as tables: log-odds, one table
// a sign, learnt from labelled events (analysis/learning/same_event.h). They add up, so that each
// decision can be explained. Immutable; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/grouping/likeness.h"

namespace forumwatch {

// The same sign says more of one than of another.
enum class Relation : unsigned char {
  OnlyOfThread,   // the one complaint the thread has
  FirstOfThread,  // it has others too
  OtherOfThread,
  OpeningElsewhere,   // another thread's; the segment opens one
  FollowUpElsewhere,  // another thread's; the segment is of a follow-up
};
constexpr std::size_t kRelations = 5;
inline constexpr std::array<std::string_view, kRelations> kRelationNames = {
    "only_of_thread", "first_of_thread", "other_of_thread", "opening_elsewhere",
    "follow_up_elsewhere"};
Relation RelationOf(const Likeness& likeness);

struct LikenessSign {
  std::string_view name;
  double (*of)(const Likeness&);
};
constexpr std::size_t kLikenessSigns = 19;
extern const std::array<LikenessSign, kLikenessSigns> kSignsOfLikeness;

// A number for each range of a sign: `value[i]` up to, not with, `from[i]`; the last one beyond.
struct StepTable {
  std::vector<float> from;  // ascending
  std::vector<float> value;
  [[nodiscard]] float At(double x) const;
};

struct GroupingTables {
  struct OfRelation {
    float bias = 0;
    std::array<StepTable, kLikenessSigns> signs;
  };
  std::array<OfRelation, kRelations> relations;

  // Log-odds; 0 is where a segment joins.
  [[nodiscard]] double LogOdds(const Likeness& likeness) const;
};

}  // namespace forumwatch
