#include "analysis/understanding/features.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/understanding/learned.h"

namespace forumwatch {
namespace {

std::set<std::uint32_t> SlotsOf(std::string_view text) {
  FeatureList list;
  list.AddText(text, {{'b', 1}}, FeatureList::Of::Matter);
  std::set<std::uint32_t> slots;
  for (const Feature& feature : list.features()) {
    slots.insert(feature.slot);
  }
  return slots;
}

TEST(Features, OfWordsAreSingleCharactersAndPairs) {
  EXPECT_EQ(SlotsOf("电梯坏").size(), 5U);
  EXPECT_EQ(SlotsOf("电").size(), 1U);
  EXPECT_TRUE(SlotsOf("").empty());
}

TEST(Features, DoNotKnowNumbersCodesAndAddresses) {
  EXPECT_EQ(SlotsOf("停了3天"), SlotsOf("停了15天"));
  EXPECT_EQ(SlotsOf("在a座"), SlotsOf("在b2座"));
  EXPECT_EQ(SlotsOf("看http://a.example/1 吧"), SlotsOf("看https://b.example/?q=2 吧"));
  EXPECT_NE(SlotsOf("用wifi"), SlotsOf("用app"));
  EXPECT_EQ(SlotsOf("http://a.example/1电梯坏了"), SlotsOf("http://b.example/2电梯坏了"));
  EXPECT_NE(SlotsOf("http://a.example/1电梯坏了"), SlotsOf("http://a.example/1"));
}

TEST(Features, OfATextHaveTheSameLengthHoweverLongItIs) {
  for (const std::string_view text : {"停", "电梯停了两天没有人来修", "水水水水水"}) {
    FeatureList list;
    list.AddText(text, {{'b', 2}}, FeatureList::Of::Matter);
    float squares = 0;
    for (const Feature& feature : list.features()) {
      squares += feature.value * feature.value;
    }
    EXPECT_NEAR(squares, 4, 0.001) << text;
  }
}

TEST(Features, DifferByWhereTheWordsStand) {
  FeatureList text;
  FeatureList title;
  text.AddText("电梯", {{'b', 1}}, FeatureList::Of::Matter);
  title.AddText("电梯", {{'q', 1}}, FeatureList::Of::Title);
  EXPECT_NE(text.features().front().slot, title.features().front().slot);
}

// A model for which 梯 and 电梯 speak for a complaint.
TEST(LearnedWords, AreTheNeighboursThatWeighedMost) {
  Handbook handbook;
  FeatureList list;
  const std::string_view text = "我家电梯坏";
  list.AddText(text, {{'b', 1}}, FeatureList::Of::Matter);
  LinearParts parts;
  for (const LearnedTask task : kLearnedTasks) {
    for (const std::string& answer : AnswersOf(task, handbook)) {
      LinearOutput output;
      output.task = Name(task);
      output.name = answer;
      output.scale = 1;
      parts.outputs.push_back(output);
    }
  }
  std::set<std::uint32_t> slots;
  for (const Gram& gram : list.grams()) {
    const auto word = text.substr(gram.begin, gram.end - gram.begin);
    if (word == "梯" || word == "电梯") {
      slots.insert(gram.slot);
    }
  }
  for (const std::uint32_t slot : slots) {
    parts.rows.push_back({slot, 1});
    parts.weights.push_back({0, 100});
  }
  const Learned learned(LinearModel(std::move(parts)), handbook);
  const auto words = learned.WordsFor(LearnedTask::Kind, 0, list, text, "");
  ASSERT_THAT(words, testing::SizeIs(1));
  EXPECT_EQ(words.front().word, "电梯");
}

// Points and numbers are features too, but tell nobody anything.
TEST(LearnedWords, AreWordsForPeople) {
  Handbook handbook;
  const std::string_view text = "7。电梯，坏";
  FeatureList list;
  list.AddText(text, {{'b', 1}}, FeatureList::Of::Matter);
  LinearParts parts;
  for (const std::string& answer : AnswersOf(LearnedTask::Kind, handbook)) {
    parts.outputs.push_back({std::string(Name(LearnedTask::Kind)), answer, 0, 1});
  }
  std::set<std::uint32_t> slots;
  for (const Gram& gram : list.grams()) {
    slots.insert(gram.slot);
  }
  for (const std::uint32_t slot : slots) {
    parts.rows.push_back({slot, 1});
    parts.weights.push_back({0, 100});
  }
  const Learned learned(LinearModel(std::move(parts)), handbook);
  const auto words = learned.WordsFor(LearnedTask::Kind, 0, list, text, "");
  ASSERT_THAT(words, testing::SizeIs(1));
  EXPECT_EQ(words.front().word, "电梯，坏");
}

}  // namespace
}  // namespace forumwatch
