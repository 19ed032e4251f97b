#include "analysis/grouping/likeness.h"

#include <algorithm>
#include <cstdio>

#include "analysis/grouping/tables.h"
#include "analysis/text/code_points.h"

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

// Only the first few characters are looked at.
bool BeginsAnew(std::string_view text, const std::vector<std::string>& words) {
  constexpr int kBeginning = 4;
  const std::string_view beginning = CodePoints(text, 0, kBeginning);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return beginning.find(word) != std::string_view::npos;
  });
}

bool IsAbout(const Segment& segment, const std::vector<std::string>& topics) {
  return !segment.topics.empty() &&
         std::find(topics.begin(), topics.end(), segment.topics.front()) != topics.end();
}

// By hand, for where nothing was learnt.
double SumOf(const Likeness& likeness, const GroupingOptions& options) {
  double sum = likeness.text;
  if (ThreadCounts(likeness)) {
    sum += options.thread + (likeness.is_quoted ? options.quote : 0) +
           (likeness.is_latest ? options.latest : 0) -
           (likeness.brings_new ? options.new_matter : 0);
  }
  sum += likeness.place == PlaceRelation::Same ? options.same_place : 0;
  sum -= likeness.place == PlaceRelation::Elsewhere ? options.elsewhere : 0;
  sum += likeness.topic == TopicRelation::Same ? options.same_topic : 0;
  sum -= likeness.topic == TopicRelation::Other ? options.other_topic : 0;
  return sum;
}

}  // namespace

bool SaysTopic(const std::vector<std::string>& topics) {
  constexpr std::string_view kAnyTopic = "其他";
  return !topics.empty() && topics.front() != kAnyTopic;
}

SegmentSigns SignsOf(const Matter& matter, const GroupingOptions& options) {
  constexpr int kFewCharacters = 10;
  const Segment& segment = matter.segment;
  SegmentSigns signs;
  signs.names_place = !segment.place.empty();
  signs.names_topic = SaysTopic(segment.topics);
  signs.brings_new = BeginsAnew(matter.text, options.words->begins_anew);
  signs.is_wide = IsAbout(segment, options.words->wide_topics);
  signs.supports = segment.supports;
  signs.opens_thread = matter.is_first;
  signs.begins_post = segment.start == 0;
  signs.length = CountCodePoints(matter.text);
  signs.only_reacts = !signs.opens_thread && signs.begins_post && !signs.names_place &&
                      signs.length <= kFewCharacters && IsAbout(segment, options.words->reactions);
  signs.confidence = segment.confidence;
  return signs;
}

Score ScoreOf(const Likeness& likeness, const GroupingOptions& options) {
  constexpr double kJoins = 0.22;  // where log-odds of nought stand among likenesses
  constexpr double kOfLogOdds = 0.035;
  Score score;
  score.value = options.tables ? kJoins + kOfLogOdds * options.tables->LogOdds(likeness)
                               : SumOf(likeness, options);
  const bool woke_up = options.tables || !likeness.was_silent || likeness.in_thread ||
                       likeness.is_quoted || likeness.text >= options.after_silence;
  const bool fits =
      likeness.place != PlaceRelation::Different || (ThreadCounts(likeness) && likeness.is_wide);
  // That both stand in one thread is no reason for what names another topic and shares no word, nor
  // for what begins with 另外.
  const bool goes_on =
      likeness.topic != TopicRelation::Other ||
      (!likeness.brings_new && (likeness.text > 0 || likeness.author == AuthorRelation::SaidThis));
  score.may_join = fits && woke_up && goes_on;
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
  if (likeness.author == AuthorRelation::SaidThis) {
    reasons.emplace_back("同一个人接着说");
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
