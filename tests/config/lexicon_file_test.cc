#include "config/lexicon_file.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/mistakes.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A small data folder that is right; each test spoils one file of it.
class LexiconFile : public testing::Test {
 protected:
  void SetUp() override {
    data_ = std::filesystem::path(testing::TempDir()) /
            ("lexicon-" + std::to_string(getpid()) + "-" +
             testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(data_ / "lexicons");
    Write("handbook.json", R"({
      "topics": {
        "电梯": {"class": 1, "specialty": "维修", "cause": "机", "item": "质量合格性"},
        "停车": {"class": 1, "specialty": "车辆", "cause": "法", "item": "管理方法"}},
      "specialties": ["维修", "车辆"],
      "causes": {"机": ["质量合格性"], "法": ["管理方法"]},
      "flags": ["曝光"],
      "rules": {"B2": "四小时"}})");
    Write("lexicons/topics.json", R"({
      "topics": {"电梯": {"strong": ["电梯"], "faults": ["困梯"]}},
      "mixed": [{"words": ["地库电梯"], "topics": {"电梯": 2, "停车": 1}, "grievance": 1}],
      "order": [["停车", "电梯"]]})");
    Write("lexicons/kinds.json", R"({"grievance": {"words": ["坏了"]}})");
    Write("lexicons/classes.json", R"({"2": {"words": ["开发商"]}})");
    Write("lexicons/causes.json", R"({"causes": {"机": {"质量合格性": {"words": ["坏了"]}}}})");
    Write("lexicons/flags.json", R"({"flags": {"曝光": {"threats": ["找电视台"]}}})");
    Write("lexicons/scope.json", R"({"negation": ["没"]})");
    Write("lexicons/replies.json", R"({"courtesy": {"words": ["收到"]}})");
    Write("lexicons/places.json",
          R"({"places": [{"name": "{1}栋", "building": true, "written": ["re:([0-9]+)栋"]}]})");
    Write("lexicons/scoring.json", R"({"opening": -1.5})");
  }
  void TearDown() override { std::filesystem::remove_all(data_); }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(data_ / name) << text;
  }

  // Descriptions of what is wrong; empty when nothing is.
  [[nodiscard]] std::vector<std::string> Mistakes() const {
    std::vector<std::string> described;
    try {
      LoadLexicon(data_);
    } catch (const ConfigError& error) {
      for (const ConfigMistake& mistake : error.mistakes()) {
        EXPECT_GT(mistake.file.size(), 0U);
        described.push_back(Describe(mistake));
      }
    }
    return described;
  }

  std::filesystem::path data_;
};

TEST_F(LexiconFile, BecomesALexicon) {
  const auto lexicon = LoadLexicon(data_);
  ASSERT_THAT(lexicon->handbook().topics, SizeIs(2));
  EXPECT_EQ(lexicon->handbook().topics[1].name, "停车");
  EXPECT_EQ(lexicon->handbook().causes[lexicon->handbook().topics[1].cause].item, "管理方法");
  EXPECT_EQ(lexicon->handbook().rules.at("B2"), "四小时");
  EXPECT_EQ(lexicon->scoring().opening, -1.5F);
  EXPECT_EQ(lexicon->scoring().title, Scoring().title) << "what is not written keeps its value";
  ASSERT_THAT(lexicon->order(), SizeIs(1));
  EXPECT_THAT(lexicon->places().Find("3栋"), SizeIs(1));
  EXPECT_THAT(lexicon->index().Find("电梯坏了"), SizeIs(2)) << "坏了 of two files is one term";
}

TEST_F(LexiconFile, AsDeliveredIsRight) {
  const auto lexicon = LoadLexicon(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config");
  EXPECT_THAT(lexicon->handbook().topics, SizeIs(25));
  EXPECT_THAT(lexicon->handbook().flags, ElementsAre("曝光", "信访", "诉讼", "过激", "群体"));
  EXPECT_GT(lexicon->index().terms(), 3000U);
  for (const std::string_view rule : {"A1", "B2", "B3", "B9", "B10", "E3", "E5", "F3"}) {
    EXPECT_TRUE(lexicon->handbook().rules.contains(rule)) << rule;
  }
}

TEST_F(LexiconFile, TellsEveryMistakeOfEveryFileWithItsPlace) {
  Write("lexicons/topics.json", R"({
  "topics": {
    "电梯": {"strong": ["电梯", "电梯", ""], "wrods": ["轿厢"]},
    "电剃": {"strong": ["x"]}},
  "order": [["停车"]]})");
  Write("lexicons/flags.json", R"({"flags": {"曝晒": {"threats": ["x"]}}})");
  Write("lexicons/causes.json", R"({"causes": {"机": {"质量": {"words": ["坏了"]}}}})");
  const auto mistakes = Mistakes();
  EXPECT_THAT(mistakes, Contains(HasSubstr("topics.json:3:")).Times(3));
  EXPECT_THAT(mistakes, Contains(HasSubstr("“电梯”写了两遍")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("wrods")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("没有“电剃”这个话题")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("应当是两个话题")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("没有“曝晒”")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("没有“机：质量”")));
}

TEST_F(LexiconFile, RefusesTermsThatCannotBeRead) {
  Write("lexicons/kinds.json",
        R"({"grievance": {"words": ["坏|", "re:[0-9", "re:x*", "a…b…c…d…e"]}})");
  const auto mistakes = Mistakes();
  EXPECT_THAT(mistakes, SizeIs(4));
  EXPECT_THAT(mistakes, Contains(HasSubstr("两边都要有字")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("看不懂")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("连空文字也匹配")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("最多用三个")));
}

TEST_F(LexiconFile, RefusesPlacesWhoseNameCannotBeFilledIn) {
  Write(
      "lexicons/places.json",
      R"({"places": [{"name": "{2}栋", "written": ["re:([0-9]+)栋", "东门"]}, {"written": ["x"]}]})");
  EXPECT_THAT(Mistakes(), Contains(HasSubstr("对应正则表达式里的括号")).Times(2));
  EXPECT_THAT(Mistakes(), Contains(HasSubstr("name")));
}

TEST_F(LexiconFile, RefusesAHandbookThatDoesNotHoldTogether) {
  Write("handbook.json", R"({
  "topics": {"电梯": {"class": 4, "specialty": "修理", "cause": "机", "item": "寿命"}},
  "specialties": ["维修"], "causes": {"机": ["质量合格性"]}, "flags": ["曝光"]})");
  const auto mistakes = Mistakes();
  EXPECT_THAT(mistakes, Contains(HasSubstr("class")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("没有“修理”")));
  EXPECT_THAT(mistakes, Contains(HasSubstr("没有“机：寿命”")));
}

TEST_F(LexiconFile, RefusesAWeightBeyondReason) {
  Write("lexicons/scoring.json", R"({"opening": 300, "openning": 1})");
  EXPECT_THAT(Mistakes(), SizeIs(2));
}

TEST_F(LexiconFile, MissesAFileThatIsNotThere) {
  EXPECT_THAT(Mistakes(), IsEmpty());
  std::filesystem::remove(data_ / "lexicons/kinds.json");
  EXPECT_THAT(Mistakes(), Contains(HasSubstr("kinds.json")));
}

}  // namespace
}  // namespace forumwatch
