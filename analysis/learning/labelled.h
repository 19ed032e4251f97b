// Posts that people have read and labelled: what the learned models are taught and what all of
// understanding is measured with. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/complaint.h"

namespace forumwatch {

// What a person said of a matter by merging two complaints or by taking one apart (E4): it and each
// matter on the other side of that decision are about the same event, or are not.
struct SaidOfEvent {
  std::int64_t decision = 0;  // the later, the greater; within its set
  bool same = false;
  bool moved = false;  // which of the two sides it stands on
};

struct LabelledMatter {
  Segment label;
  // What it is about, unique over all sets: an event, or the thread or author where none is known.
  // Labels of one group never stand on both sides of the line between learning and testing.
  std::string group;
  bool of_event = false;  // a reader said which event it is about
  // Of a decided post: the complaint it is of now, and what was said, the earlier first. Threads
  // that a complaint or a decision speaks of are one group.
  std::string complaint = {};
  std::vector<SaidOfEvent> said = {};
};

// Of two matters of a set, the last decision in which they stand on different sides, as it concerns
// `a`; null: nobody said.
const SaidOfEvent* LastSaid(const LabelledMatter& a, const LabelledMatter& b);

struct LabelledPost {
  std::string set;     // "letters", "threads_a" …
  std::string id;      // unique within the set
  std::string thread;  // unique over all sets; its posts stand together, the opening post first
  std::string group;   // of the post as a whole: its replies, whether it wakes
  std::string title;
  std::string text;
  std::string author;
  std::string quotes;  // the id of the post it quotes, "" none
  UtcTime at{};        // {} unknown
  bool is_first = false;
  bool official = false;
  bool letter = false;  // to an office, or what the office answered
  std::vector<LabelledMatter> matters;
  std::optional<ReplyKind> reply;
  std::optional<bool> wakes;  // a complaint about the writer's own estate: somebody must be woken
  bool certain = true;        // the reader was fairly sure
  // Nobody labelled it: what is known is what people decided about its complaints in their work. Of
  // its matters only those stand here of which something was said, and of those only the cause,
  // where it is not empty, and `said`; no other silence means anything.
  bool decided = false;
};

// What the words are like: letters to an office and what answers them, an estate's own forum, a
// forum about everything.
enum class Texts { Letters, Forum, Chatter };
constexpr std::size_t kTexts = 3;
Texts TextsOf(const LabelledPost& post);

// A fifth of the groups, chosen by their names for ever, is kept for testing: nothing is learnt or
// chosen by it. The others are learnt from, in five folds.
constexpr unsigned kFolds = 5;
bool IsForTesting(std::string_view group);
unsigned FoldOf(std::string_view group);

}  // namespace forumwatch
