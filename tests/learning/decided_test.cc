// What people decided in their work, as labels: only what they said teaches and is measured.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/learning/examples.h"
#include "analysis/learning/same_event.h"
#include "analysis/learning/trial.h"
#include "config/lexicon_file.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Lexicon& NoModels() {
  static const std::shared_ptr<const Lexicon> kLexicon =
      LoadLexiconWith(FORUMWATCH_SOURCE_DIR "/config", nullptr);
  return *kLexicon;
}

LabelledMatter Said(std::vector<SaidOfEvent> said) {
  LabelledMatter matter;
  matter.said = std::move(said);
  return matter;
}

TEST(DecidedMatters, AreAboutOneEventOrNotByTheLastDecisionThatPartsThem) {
  const LabelledMatter a = Said({{1, true, false}, {5, false, true}});
  const LabelledMatter b = Said({{1, true, true}});
  const LabelledMatter c = Said({{1, true, true}, {5, false, false}});
  ASSERT_NE(LastSaid(a, b), nullptr);
  EXPECT_TRUE(LastSaid(a, b)->same);
  EXPECT_FALSE(LastSaid(a, c)->same) << "merged, then taken apart again";
  EXPECT_FALSE(LastSaid(c, a)->same);
  EXPECT_EQ(LastSaid(b, c), nullptr) << "moved together: nobody said what they have in common";
  const LabelledMatter d =
      Said({{0, false, true}, {1, true, true}, {3, false, true}, {7, true, true}});
  EXPECT_TRUE(LastSaid(a, d)->same) << "most decisions speak of one of them alone";
  EXPECT_TRUE(LastSaid(d, a)->same);
  EXPECT_EQ(LastSaid(a, Said({})), nullptr);
}

LabelledPost Decided(const std::string& id, const std::string& text, const std::string& cause) {
  LabelledPost post;
  post.set = "decisions/云栖苑";
  post.id = id;
  post.thread = "decisions/" + id;
  post.group = "decisions/C" + id;
  post.title = "说一声";
  post.text = text;
  post.is_first = true;
  post.decided = true;
  LabelledMatter matter;
  matter.label.kind = Kind::Complaint;
  matter.label.end = 10;
  matter.label.cause = cause;
  matter.label.cause_item = cause.empty() ? "" : "质量合格性";
  matter.group = post.group;
  matter.complaint = "C" + id;
  post.matters.push_back(std::move(matter));
  return post;
}

TEST(DecidedMatters, TeachTheirCauseAndNothingElse) {
  const auto outputs =
      OutputsFor({kLearnedTasks.begin(), kLearnedTasks.end()}, NoModels().handbook());
  const auto examples =
      MakeExamples({Decided("1", "电梯又坏了，没人来修", "机")}, {}, outputs, NoModels());
  ASSERT_THAT(examples, SizeIs(1));
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const bool of_cause = outputs[i].task == Name(LearnedTask::Cause);
    EXPECT_EQ(examples[0].truth[i] != Truth::Unknown, of_cause) << outputs[i].task;
  }
  EXPECT_THAT(examples[0].truth, Contains(Truth::Yes).Times(1));
  EXPECT_THAT(MakeExamples({Decided("1", "电梯又坏了，没人来修", "")}, {}, outputs, NoModels()),
              IsEmpty())
      << "merged or split, no cause";
}

TEST(DecidedMatters, AreMeasuredByTheirCauseAlone) {
  const std::vector<LabelledPost> posts = {Decided("1", "电梯又坏了，没人来修", "机"),
                                           Decided("2", "电梯又坏了，没人来修", "")};
  std::vector<std::string> tasks;
  for (const TaskRows& task : RowsOfTasks(JudgeLabelled(posts, NoModels()))) {
    tasks.emplace_back(task.task);
    EXPECT_THAT(task.rows, SizeIs(1)) << task.task;
  }
  EXPECT_THAT(tasks, testing::UnorderedElementsAre("cause", "cause and item"));
}

// Threads of one estate with two posts of one time each: one who opened it, one who answers. The
// machine had put them together; where it is `same`, it had not. No words tell.
std::vector<LabelledPost> Decisions(int count, bool same) {
  std::vector<LabelledPost> posts;
  for (int i = 0; i < count; ++i) {
    for (const bool opens : {true, false}) {
      const std::string number = std::to_string(i);
      LabelledPost post = Decided(number + (opens ? "a" : "b"), "太不像话了，物业也不来管管", "");
      post.thread = "decisions/" + number;
      post.group = "decisions/C" + number;
      post.is_first = opens;
      post.author = opens ? "楼主" : "路人";
      post.at = UtcTime(std::chrono::hours(500000 + 100 * i + (opens ? 0 : 1)));
      LabelledMatter& matter = post.matters.front();
      matter.label.end = 13;
      matter.group = post.group;
      matter.complaint = "C" + number + (same || opens ? "" : "x");
      matter.said = {{i, same, !opens}};
      posts.push_back(std::move(post));
    }
  }
  return posts;
}

class SortedByPeople : public testing::Test {
 protected:
  static GroupingTables Learn(const std::vector<LabelledPost>& posts, bool learns = true) {
    return LearnSameEvent(JudgeLabelled(posts, NoModels()), {},
                          [=](std::string_view) { return learns; });
  }
  static bool LearntSomething(const GroupingTables& tables) {
    for (const GroupingTables::OfRelation& of : tables.relations) {
      for (const StepTable& table : of.signs) {
        if (!table.from.empty()) {
          return true;
        }
      }
    }
    return false;
  }
  static double Right(const std::vector<LabelledPost>& posts, const GroupingTables& tables) {
    GroupingOptions options;
    options.tables = std::make_shared<const GroupingTables>(tables);
    const TaskRows task = RowsOfDecisions(JudgeLabelled(posts, NoModels()), options);
    return Measure(task.rows, Accuracy).value;
  }
};

// Merges of one thread and splits of others alike: what tells them apart here is who writes.
TEST_F(SortedByPeople, MergesAndSplitsTeachWhatBelongsTogether) {
  std::vector<LabelledPost> posts = Decisions(60, false);
  std::vector<LabelledPost> merged = Decisions(60, true);
  for (LabelledPost& post : merged) {
    post.set = "decisions/别苑";
    post.author = "楼主";
  }
  posts.insert(posts.end(), merged.begin(), merged.end());
  const GroupingTables tables = Learn(posts);
  EXPECT_TRUE(LearntSomething(tables));
  EXPECT_GT(Right(posts, tables), 0.95);
  EXPECT_LT(Right(posts, Learn(Decisions(60, true))), 0.7) << "who saw only merges joins all";
}

TEST_F(SortedByPeople, NothingIsLearntOfDecisionsKeptForTesting) {
  EXPECT_FALSE(LearntSomething(Learn(Decisions(60, false), false)));
}

TEST_F(SortedByPeople, WhatNobodySaidTeachesNothing) {
  std::vector<LabelledPost> posts = Decisions(60, false);
  for (LabelledPost& post : posts) {
    post.matters.front().said.front().moved = false;  // all on one side
  }
  EXPECT_FALSE(LearntSomething(Learn(posts)));
  EXPECT_THAT(RowsOfDecisions(JudgeLabelled(posts, NoModels()), {}).rows, IsEmpty());
}

TEST_F(SortedByPeople, ADecisionIsOneRowOfItsFamily) {
  const auto task = RowsOfDecisions(JudgeLabelled(Decisions(3, false), NoModels()), {});
  ASSERT_THAT(task.rows, SizeIs(3));
  EXPECT_EQ(task.rows[0].group, "decisions/C0");
  EXPECT_THAT(task.rows[0].truth, testing::ElementsAre(kNo));
}

// So many events, of which a model in use gets `before` right and a new one `after`.
std::optional<Comparison> OnDecisions(int events, int before, int after) {
  TaskRows was{"cause and item", "forum", {{"accuracy", Accuracy}}, {}};
  TaskRows is = was;
  for (int i = 0; events > 0; ++i) {
    const std::string group = "C" + std::to_string(i);
    if (IsForTesting(group)) {
      --events;
      was.rows.push_back({group, {"1"}, {before-- > 0 ? "1" : "2"}, 0, ""});
      is.rows.push_back({group, {"1"}, {after-- > 0 ? "1" : "2"}, 0, ""});
    }
  }
  return CompareBy(was.metrics.front(), was, is, true);
}

TEST(DecisionsAsATrial, AreWonByAModelThatIsClearlyBetter) {
  EXPECT_EQ(WhyNotBetter(OnDecisions(20, 10, 14), "投诉"), "");
  EXPECT_THAT(WhyNotBetter(OnDecisions(20, 10, 12), "投诉"), HasSubstr("没有胜过")) << "chance";
  EXPECT_THAT(WhyNotBetter(OnDecisions(20, 10, 10), "投诉"), HasSubstr("没有胜过"));
  EXPECT_THAT(WhyNotBetter(OnDecisions(20, 10, 5), "投诉"), HasSubstr("没有胜过"));
}

TEST(DecisionsAsATrial, MustBeManyEnoughToTell) {
  EXPECT_THAT(WhyNotBetter(OnDecisions(19, 0, 19), "投诉"),
              HasSubstr("投诉还太少：留作测试的只有 19"));
  EXPECT_THAT(WhyNotBetter(std::nullopt, "投诉"), HasSubstr("只有 0 件"));
}

}  // namespace
}  // namespace forumwatch
