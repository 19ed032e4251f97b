// How alike a segment and a complaint are, sign by sign, and what follows from the sum. Pure.
#pragma once

#include <string>
#include <vector>

#include "analysis/grouping/grouping_options.h"
#include "analysis/grouping/place_relation.h"

namespace forumwatch {

enum class TopicRelation { Unknown, Same, Shared, Other };

// Whom the author of the segment spoke of before, in the thread.
enum class AuthorRelation { Unknown, SaidThis, SaidAnother };

// What a segment is like, whatever it is compared with.
struct SegmentSigns {
  bool names_place = false;
  bool names_topic = false;
  bool brings_new = false;    // it begins as a new matter does
  bool is_wide = false;       // of a topic that reaches beyond a building
  bool only_reacts = false;   // a few words of a follow-up on what is done about the matter
  bool supports = false;      // 顶, 同问, +1
  bool opens_thread = false;  // it is of an opening post
  bool begins_post = false;
  int length = 0;  // code points
  double confidence = 0;
};
// Whether the first of them, the main one, says anything.
bool SaysTopic(const std::vector<std::string>& topics);
SegmentSigns SignsOf(const Matter& matter, const GroupingOptions& options);

struct Likeness : SegmentSigns {
  double text = 0;    // 0 … 1, mean cosine of the three texts most alike
  double best = 0;    // of the one most alike
  double lead = 0;    // by how much `text` is above the next candidate's; below the first's: < 0
  double shared = 0;  // share of the segment's words, by rarity, that the complaint has said
  double rarest = 0;  // ln(texts / texts that have it) of the rarest of them
  PlaceRelation place = PlaceRelation::Unknown;
  bool has_place = false;  // the complaint has
  TopicRelation topic = TopicRelation::Unknown;
  AuthorRelation author = AuthorRelation::Unknown;
  bool in_thread = false;
  bool opened_thread = false;  // the first complaint of the thread
  int in_thread_beside = 0;    // how many others the thread has
  int spoken_of_since = 0;     // how many of them were spoken of later
  bool is_quoted = false;
  bool is_latest = false;     // what the thread spoke of last
  bool is_same_post = false;  // another segment of the same post is already there (E3)
  bool was_silent = false;
  double days = 0;  // since it was spoken of
  int texts = 0;    // that are remembered of it, up to twelve
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
