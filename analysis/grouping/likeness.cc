#include "analysis/grouping/likeness.h"

#include <cstdio>

namespace forumwatch {
namespace {

// Another matter of the same post does not belong to the same complaint because it stands there.
bool ThreadCounts(const Likeness& likeness) {
  return likeness.in_thread && !likeness.is_same_post;
}

std::string WithTwoDigits(double value) {
  char text[16];
  const int length = std::snprintf(text, sizeof text, "%.2f", value);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

Score ScoreOf(const Likeness& likeness, const GroupingOptions& options) {
  Score score;
  score.value = likeness.text;
  if (ThreadCounts(likeness)) {
    score.value += options.thread + (likeness.is_quoted ? options.quote : 0) +
                   (likeness.is_latest ? options.latest : 0) -
                   (likeness.brings_new ? options.new_matter : 0);
  }
  score.value += likeness.place == PlaceRelation::Same ? options.same_place : 0;
  score.value -= likeness.place == PlaceRelation::Elsewhere ? options.elsewhere : 0;
  score.value += likeness.topic == TopicRelation::Same ? options.same_topic : 0;
  score.value -= likeness.topic == TopicRelation::Other ? options.other_topic : 0;
  const bool woke_up = !likeness.was_silent || likeness.in_thread || likeness.is_quoted ||
                       likeness.text >= options.after_silence;
  const bool fits =
      likeness.place != PlaceRelation::Different || (ThreadCounts(likeness) && likeness.is_wide);
  score.may_join = fits && woke_up;
  return score;
}

std::vector<std::string> ReasonsOf(const Likeness& likeness, const Segment& segment,
                                   const std::string& place) {
  std::vector<std::string> reasons;
  if (ThreadCounts(likeness)) {
    reasons.emplace_back("同一帖子");
  } else if (likeness.is_same_post) {
    reasons.emplace_back("同一篇帖子的另一段");
  }
  if (likeness.brings_new && likeness.in_thread) {
    reasons.emplace_back("另起一事");
  }
  if (likeness.is_quoted) {
    reasons.emplace_back("引用了这件事的帖子");
  }
  if (likeness.place == PlaceRelation::Same) {
    reasons.push_back("同一地点 " + segment.place);
  } else if (likeness.place == PlaceRelation::Different) {
    reasons.push_back("地点不同 " + segment.place + "、" + place);
  }
  if (likeness.topic == TopicRelation::Same) {
    reasons.push_back("话题相同 " + segment.topics.front());
  } else if (likeness.topic == TopicRelation::Other) {
    reasons.push_back("话题不同 " + segment.topics.front());
  }
  reasons.push_back("文字相似 " + WithTwoDigits(likeness.text));
  if (likeness.was_silent) {
    reasons.emplace_back("这件事久已无人再提");
  }
  return reasons;
}

}  // namespace forumwatch
