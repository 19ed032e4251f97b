#include "analysis/learning/examples.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/lexicon_file.h"

namespace forumwatch {
namespace {

const Lexicon& Rules() {
  static const std::shared_ptr<const Lexicon> kLexicon =
      LoadLexiconWith(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config", nullptr);
  return *kLexicon;
}

LabelledPost Post(const std::string& text, Segment label) {
  LabelledPost post;
  post.id = "1";
  post.thread = "t";
  post.group = "e";
  post.title = "电梯";
  post.text = text;
  post.is_first = true;
  post.matters.push_back({std::move(label), "e"});
  return post;
}

Segment Complaint() {
  Segment label;
  label.kind = Kind::Complaint;
  label.end = 10;
  label.complaint_class = 1;
  label.topics = {"电梯", "消防"};
  label.cause = "机";
  label.cause_item = "质量合格性";
  return label;
}

std::vector<LinearOutput> OutputsForAll() {
  return OutputsFor({kLearnedTasks.begin(), kLearnedTasks.end()}, Rules().handbook());
}

// Of its matters, not of where they begin.
std::vector<Example> ExamplesOf(const LabelledPost& post, const std::vector<std::string>& masked) {
  auto examples = MakeExamples({post}, masked, OutputsForAll(), Rules());
  std::erase_if(examples, [](const Example& e) { return e.truth.back() != Truth::Unknown; });
  return examples;
}

Truth TruthOf(const Example& example, const std::string& task, const std::string& answer) {
  const auto outputs = OutputsForAll();
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].task == task && outputs[i].name == answer) {
      return example.truth[i];
    }
  }
  ADD_FAILURE() << task << " " << answer;
  return Truth::Unknown;
}

TEST(Examples, SayWhatIsRightAndWhatIsNot) {
  const auto examples = ExamplesOf(Post("电梯又坏了，没人来修", Complaint()), {});
  ASSERT_THAT(examples, testing::SizeIs(1));
  EXPECT_EQ(TruthOf(examples[0], "kind", "投诉"), Truth::Yes);
  EXPECT_EQ(TruthOf(examples[0], "kind", "咨询"), Truth::No);
  EXPECT_EQ(TruthOf(examples[0], "topic", "消防"), Truth::No);
  EXPECT_EQ(TruthOf(examples[0], "topics", "消防"), Truth::Yes);
  EXPECT_EQ(TruthOf(examples[0], "cause", "机质量合格性"), Truth::Yes);
  EXPECT_EQ(TruthOf(examples[0], "reply", "measures"), Truth::Unknown);
}

TEST(Examples, SayWhereAnotherMatterBegins) {
  LabelledPost post = Post("电梯又坏了，没人来修。对了，谁家有梯子借一下", Complaint());
  Segment other;
  other.kind = Kind::Other;
  other.start = 11;
  other.end = 22;
  post.matters.push_back({other, "o"});
  auto examples = MakeExamples({post}, {}, OutputsForAll(), Rules());
  std::erase_if(examples, [](const Example& e) { return e.truth.back() == Truth::Unknown; });
  ASSERT_THAT(examples, testing::SizeIs(3));
  EXPECT_EQ(examples[0].truth.back(), Truth::No);
  EXPECT_EQ(examples[1].truth.back(), Truth::Yes);
  EXPECT_EQ(examples[1].group, post.group) << "a post is learnt from whole or not at all";
  EXPECT_EQ(examples[2].truth.back(), Truth::No);
  EXPECT_NE(examples[0].by_rules.back(), Truth::Unknown);
}

TEST(Examples, OfALetterSayNothingOfWhereItsMattersBegin) {
  LabelledPost letter = Post("电梯又坏了，没人来修。另外保安不管事", Complaint());
  letter.set = "letters";
  letter.letter = true;
  for (const Example& example : MakeExamples({letter}, {}, OutputsForAll(), Rules())) {
    EXPECT_EQ(example.truth.back(), Truth::Unknown);
  }
}

TEST(Examples, SayWhatTheRulesMakeOfIt) {
  const auto examples = ExamplesOf(Post("今天天气真好", Complaint()), {});
  ASSERT_THAT(examples, testing::SizeIs(1));
  EXPECT_EQ(examples[0].truth.front(), Truth::Yes);
  EXPECT_EQ(examples[0].by_rules.front(), Truth::No);
  EXPECT_FALSE(examples[0].danger);
  const std::string threat = "电梯坏了没人修，再不处理我就去找电视台曝光你们";
  const auto danger = ExamplesOf(Post(threat, Complaint()), {});
  EXPECT_EQ(danger.at(0).by_rules.front(), Truth::Yes);
  EXPECT_TRUE(danger[0].danger);
}

TEST(Examples, OfSmallTalkTeachNothingAboutTopics) {
  Segment talk;
  talk.end = 5;
  talk.topics = {"其他"};
  const auto examples = ExamplesOf(Post("晚饭吃什么", talk), {});
  EXPECT_EQ(TruthOf(examples.at(0), "kind", "其他"), Truth::Yes);
  EXPECT_EQ(TruthOf(examples.at(0), "topic", "电梯"), Truth::Unknown);
}

TEST(Examples, DoNotKnowTheNameOfAnEstate) {
  const auto with = ExamplesOf(Post("某某苑电梯坏了", Complaint()), {"某某苑"});
  const auto other = ExamplesOf(Post("别名园电梯坏了", Complaint()), {"别名园"});
  ASSERT_EQ(with.at(0).features.size(), other.at(0).features.size());
  for (std::size_t i = 0; i < with[0].features.size(); ++i) {
    EXPECT_EQ(with[0].features[i].slot, other[0].features[i].slot);
  }
}

TEST(Blotting, KeepsTheLengthAndTakesTheLongestNameWhole) {
  EXPECT_EQ(Blotted("在丽景苑东区", {"丽景苑东区", "丽景苑"}), "在□□□□□");
  EXPECT_EQ(Blotted("", {"丽景苑"}), "");
}

}  // namespace
}  // namespace forumwatch
