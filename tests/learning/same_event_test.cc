// Which posts are about the same event: learnt from labelled ones, and how well it is told.
#include "analysis/learning/same_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/lexicon_file.h"

namespace forumwatch {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Threads of one estate in which whoever opened the thread goes on about his own matter, and
// everybody else begins another. No words tell.
std::vector<LabelledPost> Threads(int count) {
  std::vector<LabelledPost> posts;
  for (int thread = 0; thread < count; ++thread) {
    for (int i = 0; i < 5; ++i) {
      const std::string event =
          "E" + std::to_string(thread) + (i % 2 == 0 ? "" : "x" + std::to_string(i));
      LabelledPost post;
      post.set = "north";
      post.id = std::to_string(thread) + "-" + std::to_string(i);
      post.thread = "north/" + std::to_string(thread);
      post.group = "north/" + event;
      post.title = "说一声";
      post.text = "太不像话了，物业也不来管管";
      post.author = i % 2 == 0 ? "楼主" : "路人" + std::to_string(i);
      post.at = UtcTime(std::chrono::hours(500000 + 100 * thread + i));
      post.is_first = i == 0;
      Segment label;
      label.kind = Kind::Complaint;
      label.complaint_class = 1;
      label.end = 13;
      post.matters.push_back({label, post.group, true});
      posts.push_back(std::move(post));
    }
  }
  return posts;
}

class SameEvent : public testing::Test {
 protected:
  double F1(const GroupingOptions& options, std::size_t metric = 0) const {
    const auto tasks = RowsOfSameEvent(judgements_, options);
    return Measure(tasks.front().rows, tasks.front().metrics[metric].metric).value;
  }

  const std::shared_ptr<const Lexicon> lexicon_ =
      LoadLexiconWith(FORUMWATCH_SOURCE_DIR "/config", nullptr);
  const std::vector<LabelledPost> posts_ = Threads(100);
  const Judgements judgements_ = JudgeLabelled(posts_, *lexicon_);
};

TEST_F(SameEvent, WhatTellsThemApartIsLearntFromTheirLabels) {
  GroupingOptions options;
  const double by_hand = F1(options);
  options.tables = std::make_shared<const GroupingTables>(
      LearnSameEvent(judgements_, options, [](std::string_view) { return true; }));
  EXPECT_LT(by_hand, 0.8);
  EXPECT_GT(F1(options), 0.95);
}

TEST_F(SameEvent, NothingIsLearntOfWhatIsKeptBack) {
  GroupingOptions options;
  const GroupingTables tables =
      LearnSameEvent(judgements_, options, [](std::string_view) { return false; });
  for (const GroupingTables::OfRelation& of : tables.relations) {
    for (const StepTable& table : of.signs) {
      EXPECT_THAT(table.from, IsEmpty());
    }
  }
}

TEST_F(SameEvent, OnlyComplaintsOfAnEventCount) {
  std::vector<LabelledPost> posts = Threads(1);
  posts[0].matters[0].of_event = false;
  posts[1].matters[0].label.kind = Kind::Other;
  const auto tasks = RowsOfSameEvent(JudgeLabelled(posts, *lexicon_), {});
  EXPECT_THAT(tasks.front().rows, SizeIs(3));
}

// Events a a a b, put together as {a a b} {a}: precision 2/3 2/3 1 1/3, recall 2/3 2/3 1/3 1.
TEST(BCubedFigures, AreThoseOfTheDefinition) {
  const std::vector<JudgedRow> rows = {{"a", {"a"}, {"1"}, 1.0 / 3, ""},
                                       {"a", {"a"}, {"1"}, 1.0 / 3, ""},
                                       {"a", {"a"}, {"2"}, 1, ""},
                                       {"b", {"b"}, {"1"}, 1.0 / 3, ""}};
  const auto f1 = [](double precision, double recall) {
    return 2 * precision * recall / (precision + recall);
  };
  EXPECT_NEAR(Measure(rows, BCubed).value,
              f1((2.0 / 3 + 2.0 / 3 + 1 + 1.0 / 3) / 4, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1) / 4),
              1e-9);
  EXPECT_NEAR(Measure(rows, BCubedOfSeveral).value,
              f1((2.0 / 3 + 2.0 / 3 + 1) / 3, (2.0 / 3 + 2.0 / 3 + 1.0 / 3) / 3), 1e-9);
}

}  // namespace
}  // namespace forumwatch
