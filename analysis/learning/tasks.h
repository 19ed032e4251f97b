// What understanding made of labelled posts, as rows of the tasks it is measured by. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/learning/figures.h"
#include "analysis/learning/labelled.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

struct NamedMetric {
  std::string_view name;
  Metric metric;
};

// One task on texts of one kind.
struct TaskRows {
  std::string_view task;   // "complaint", "main topic" …
  std::string_view texts;  // "letters", "forum", "chatter"
  std::vector<NamedMetric> metrics;
  std::vector<JudgedRow> rows;
};

// A labelled matter beside the found one that overlaps it most.
struct JudgedMatter {
  const LabelledPost* post = nullptr;
  const LabelledMatter* labelled = nullptr;
  Segment found;
};
struct JudgedPost {
  const LabelledPost* post = nullptr;
  Understanding found;
};
struct Judgements {
  std::vector<JudgedMatter> matters;
  std::vector<JudgedPost> posts;  // all of them
};

// Posts are understood as they come in: a follow-up knows what its thread's opening post was found
// to be about.
Judgements JudgeLabelled(const std::vector<LabelledPost>& posts, const Lexicon& lexicon);

// The rows of the test part, or the others.
std::vector<JudgedRow> RowsOfPart(const TaskRows& task, bool testing);

// Every task that has rows, those in which nothing is found included.
std::vector<TaskRows> RowsOfTasks(const Judgements& judgements);

// Of `found`, the index of the one that overlaps `labelled` most, the first of equals; the size of
// `found` when it is empty.
std::size_t Beside(const Segment& labelled, const std::vector<Segment>& found);

// Whether two matters begin at the same place, in code points: a mark or a line break belongs to
// the one before or the one behind.
bool IsNear(int a, int b);

}  // namespace forumwatch
