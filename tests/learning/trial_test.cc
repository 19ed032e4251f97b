#include "analysis/learning/trial.h"

#include <filesystem>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/lexicon_file.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A hundred events; of each task row `right` are found as they are.
TaskRows Rows(std::string_view task, std::string_view texts, int right) {
  TaskRows rows{task, texts, {{"accuracy", Accuracy}}, {}};
  for (int i = 0; i < 100; ++i) {
    rows.rows.push_back({"e" + std::to_string(i), {"1"}, {i < right ? "1" : "2"}, 0, ""});
  }
  return rows;
}

std::vector<Comparison> Of(const std::vector<TaskRows>& before,
                           const std::vector<TaskRows>& after) {
  return Compare(LearnedTask::Class, before, after, false);
}

TEST(ModelTrial, IsWonByWhatIsClearlyBetterSomewhereAndNowhereClearlyWorse) {
  const auto before = {Rows("class", "letters", 50), Rows("class", "forum", 50)};
  EXPECT_TRUE(Wins(Of(before, {Rows("class", "letters", 80), Rows("class", "forum", 50)})));
  EXPECT_FALSE(Wins(Of(before, {Rows("class", "letters", 51), Rows("class", "forum", 51)})))
      << "may be chance";
  EXPECT_FALSE(Wins(Of(before, {Rows("class", "letters", 90), Rows("class", "forum", 30)})));
  EXPECT_FALSE(Wins(Of(before, before)));
}

TEST(ModelTrial, TakesAModelForWorseThatIsSoOnTheWholeOrClearlyOnSomeTexts) {
  const auto before = {Rows("class", "letters", 50), Rows("class", "forum", 50)};
  EXPECT_FALSE(IsWorse(Of(before, before)));
  EXPECT_TRUE(IsWorse(Of(before, {Rows("class", "letters", 49), Rows("class", "forum", 50)})));
  EXPECT_TRUE(IsWorse(Of(before, {Rows("class", "letters", 99), Rows("class", "forum", 30)})));
}

TEST(ModelTrial, LooksAtTheDecidingFiguresOfATaskAndAtOnePartOfTheRows) {
  const std::vector<TaskRows> before = {Rows("class", "forum", 50), Rows("flags", "forum", 50)};
  const auto learning = Compare(LearnedTask::Class, before, before, false);
  const auto test = Compare(LearnedTask::Class, before, before, true);
  ASSERT_THAT(learning, SizeIs(1));
  ASSERT_THAT(test, SizeIs(1));
  EXPECT_EQ(learning[0].task, "class");
  EXPECT_EQ(learning[0].before.rows + test[0].before.rows, 100U);
}

TEST(ModelTrial, KnowsWhatAModelIsWithoutATask) {
  LinearParts parts;
  parts.outputs = {{"kind", "投诉"}, {"class", "1"}, {"class", "2"}, {"reply", "other"}};
  parts.rows = {{5, 2}, {9, 1}, {12, 2}};
  parts.weights = {{0, 10}, {1, 11}, {2, 12}, {1, 13}, {3, 14}};
  const LinearParts without = Only([](std::string_view task) { return task != "class"; }, parts);
  ASSERT_THAT(without.outputs, SizeIs(2));
  EXPECT_EQ(without.outputs[1].task, "reply");
  const LinearModel before(parts);
  const LinearModel after(without);
  ASSERT_THAT(after.WeightsOf(5), SizeIs(1));
  EXPECT_EQ(after.WeightsOf(5)[0].weight, 10);
  EXPECT_THAT(after.WeightsOf(9), IsEmpty());
  ASSERT_THAT(after.WeightsOf(12), SizeIs(1));
  EXPECT_EQ(after.WeightsOf(12)[0].output, 1);
  EXPECT_EQ(after.WeightsOf(12)[0].weight, before.WeightsOf(12)[1].weight);
}

class Gate : public testing::Test {
 protected:
  static std::shared_ptr<const Lexicon> With(std::shared_ptr<const Learned> learned) {
    return LoadLexiconWith(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config",
                           std::move(learned));
  }
  // Takes everything for `answer`.
  [[nodiscard]] LinearParts PartsOf(LearnedTask task, const std::string& answer) const {
    LinearParts parts;
    for (const std::string& name : AnswersOf(task, rules_->handbook())) {
      parts.outputs.push_back({std::string(Name(task)), name, name == answer ? 4.0F : -4.0F});
    }
    return parts;
  }
  [[nodiscard]] std::shared_ptr<const Lexicon> As(const LinearParts& parts) const {
    return With(std::make_shared<const Learned>(LinearModel(parts), rules_->handbook()));
  }
  [[nodiscard]] std::shared_ptr<const Lexicon> Always(LearnedTask task,
                                                      const std::string& answer) const {
    return As(PartsOf(task, answer));
  }
  static LabelledPost Post(const std::string& id, const std::string& text, bool is_first,
                           std::optional<int> complaint_class) {
    LabelledPost post;
    post.set = "sample";
    post.id = id;
    post.thread = "t";
    post.text = text;
    post.is_first = is_first;
    Segment label;
    label.kind = complaint_class ? Kind::Complaint : Kind::Other;
    label.complaint_class = complaint_class;
    post.matters.push_back({label, "event"});
    return post;
  }

  std::shared_ptr<const Lexicon> rules_ = With(nullptr);
};

TEST_F(Gate, IsNotPassedByAModelThatTakesTalkForAComplaint) {
  const std::vector<LabelledPost> gate = {Post("1", "今天天气真好", true, std::nullopt)};
  const auto failures = FailuresAt(gate, *rules_, *Always(LearnedTask::Kind, "投诉"));
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_EQ(failures[0].post->id, "1");
  EXPECT_THAT(failures[0].found, HasSubstr("投诉"));
  EXPECT_THAT(FailuresAt(gate, *rules_, *Always(LearnedTask::Kind, "其他")), IsEmpty());
}

TEST_F(Gate, IsNotPassedByAModelThatTakesAnOpeningForAnotherClass) {
  const std::string broken = "2号楼电梯又坏了三天，打了几次电话都没人来修，物业不管";
  const std::vector<LabelledPost> gate = {Post("1", broken, true, 1)};
  EXPECT_THAT(FailuresAt(gate, *rules_, *Always(LearnedTask::Class, "3")), SizeIs(1));
  EXPECT_THAT(FailuresAt(gate, *rules_, *Always(LearnedTask::Class, "1")), IsEmpty());
}

TEST_F(Gate, AsksOfTheFirstPostOfAnEventAndOfNoLaterOne) {
  const std::string broken = "2号楼电梯又坏了三天，打了几次电话都没人来修，物业不管";
  const auto class_3 = Always(LearnedTask::Class, "3");
  std::vector<LabelledPost> gate = {Post("1", broken, false, 1), Post("2", broken, false, 1)};
  const auto failures = FailuresAt(gate, *rules_, *class_3);
  ASSERT_THAT(failures, SizeIs(1));
  EXPECT_EQ(failures[0].post->id, "1");
}

TEST_F(Gate, AsksNothingThatTheRulesGetWrongThemselves) {
  const std::vector<LabelledPost> gate = {Post("1", "今天天气真好", true, 2)};
  EXPECT_THAT(FailuresAt(gate, *rules_, *rules_), IsEmpty());
}

TEST_F(Gate, IsPassedByAModelThatIsSurerWhereItErred) {
  const std::string broken = "2号楼电梯又坏了三天，打了几次电话都没人来修，物业不管";
  const std::tuple<LearnedTask, const char*, LabelledPost> wrong[] = {
      {LearnedTask::Kind, "投诉", Post("1", "今天天气真好", true, std::nullopt)},
      {LearnedTask::Kind, "其他", Post("2", broken, true, 1)},
      {LearnedTask::Class, "3", Post("3", broken, true, 1)}};
  for (const auto& [task, answer, post] : wrong) {
    const std::vector<LabelledPost> gate = {post};
    LinearParts parts = PartsOf(task, answer);
    const auto failures = FailuresAt(gate, *rules_, *As(parts));
    ASSERT_THAT(failures, SizeIs(1)) << post.id;
    RaiseSurety(failures[0], 1, parts);
    EXPECT_THAT(FailuresAt(gate, *rules_, *As(parts)), SizeIs(1)) << "not by so little";
    RaiseSurety(failures[0], 9, parts);
    EXPECT_THAT(FailuresAt(gate, *rules_, *As(parts)), IsEmpty()) << post.id;
    EXPECT_EQ(parts.outputs[0].surety[2].yes, 0) << "follow-ups are judged as before";
  }
}

}  // namespace
}  // namespace forumwatch
