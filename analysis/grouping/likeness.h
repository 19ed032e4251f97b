// How alike a segment and a complaint are, term by term, and what follows from the sum. Internal to
// grouping. Pure.
#pragma once

#include <string>
#include <vector>

#include "analysis/grouping/community_memory.h"
#include "analysis/grouping/place_relation.h"

namespace forumwatch {

enum class TopicRelation { Unknown, Same, Shared, Other };

struct Likeness {
  double text = 0;  // 0 … 1
  PlaceRelation place = PlaceRelation::Unknown;
  TopicRelation topic = TopicRelation::Unknown;
  bool in_thread = false;
  bool is_quoted = false;
  bool is_latest = false;     // what the thread spoke of last
  bool is_same_post = false;  // another segment of the same post is already there (E3)
  bool brings_new = false;    // the segment begins as a new matter does
  bool is_wide = false;       // of a topic that reaches beyond a building
  bool was_silent = false;
};

struct Score {
  double value = 0;
  bool may_join = true;  // false: at most suggested
};
Score ScoreOf(const Likeness& likeness, const GroupingOptions& options);

// "同一帖子", "引用本事件的帖子", "同一地点 7栋", "话题相同 电梯", "文字相似 0.71" …; `segment` is
// the one that is placed, `place` that of the complaint.
std::vector<std::string> ReasonsOf(const Likeness& likeness, const Segment& segment,
                                   const std::string& place);

}  // namespace forumwatch
