// What grouping is told by files: as delivered, written and read again, and what is said of
// mistakes.
#include "config/grouping_file.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/lexicon_file.h"
#include "config/mistakes.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsNull;
using testing::NotNull;

class GroupingFile : public testing::Test {
 protected:
  ~GroupingFile() override { fs::remove(file_); }

  void Write(const std::string& text) const { std::ofstream(file_) << text; }
  std::string WhatIsWrong(const std::function<void()>& load) const {
    try {
      load();
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "";
  }
  [[nodiscard]] std::string WrongWithTables(const std::string& text) const {
    Write(text);
    return WhatIsWrong([this] { LoadGroupingTables(file_); });
  }

  const fs::path shipped_ = FORUMWATCH_SOURCE_DIR "/config";
  const fs::path file_ =
      fs::path(testing::TempDir()) / ("grouping-" + std::to_string(getpid()) + ".json");
};

TEST_F(GroupingFile, AsDeliveredIsInOrder) {
  const Handbook handbook = LoadLexiconWith(shipped_, nullptr)->handbook();
  const auto words = LoadGroupingWords(shipped_ / "lexicons" / "grouping.json", handbook);
  EXPECT_THAT(words->begins_anew, Contains("对了"));
  EXPECT_THAT(words->wide_topics, Contains("水电气暖"));
  EXPECT_THAT(LoadGroupingTables(shipped_ / "models" / "grouping.json"), NotNull());
}

TEST_F(GroupingFile, WhatIsWrittenIsReadAgain) {
  GroupingTables tables;
  float number = 0;
  for (GroupingTables::OfRelation& of : tables.relations) {
    of.bias = number += 0.25F;
    of.signs.fill({{-1, 0.5F}, {number, 0, -2}});
  }
  const std::string text = FormatGroupingTables(tables, {"学自这里"});
  Write(text);
  const auto read = LoadGroupingTables(file_);
  ASSERT_THAT(read, NotNull());
  EXPECT_EQ(FormatGroupingTables(*read, {"学自这里"}), text);
  EXPECT_EQ(read->relations[4].bias, 1.25F);
  EXPECT_EQ(read->relations[4].signs[0].At(0), 0);
}

TEST_F(GroupingFile, NoFileIsNoTables) {
  EXPECT_THAT(LoadGroupingTables(file_), IsNull());
}

TEST_F(GroupingFile, WhatIsWrongWithTablesIsSaidWithItsPlace) {
  GroupingTables tables;
  for (GroupingTables::OfRelation& of : tables.relations) {
    of.signs.fill({{1, 2}, {3, 4, 5}});
  }
  const std::string good = FormatGroupingTables(tables, {});
  const auto with = [&good](const std::string& what, const std::string& instead) {
    std::string text = good;
    text.replace(text.find(what), what.size(), instead);
    return text;
  };
  EXPECT_EQ(WrongWithTables(good), "");
  EXPECT_THAT(WrongWithTables(with("\"format\": 1", "\"format\": 7")), HasSubstr("重新训练"));
  EXPECT_THAT(WrongWithTables(with("\"only_of_thread\"", "\"none\"")), HasSubstr("only_of_thread"));
  EXPECT_THAT(WrongWithTables(with("\"rarest\"", "\"rare\"")), HasSubstr("rarest"));
  EXPECT_THAT(WrongWithTables(with("3.0,", "")), HasSubstr("多一个"));
  EXPECT_THAT(WrongWithTables(with("2.0", "1.0")), HasSubstr("从小到大"));
  EXPECT_THAT(WrongWithTables("{"), HasSubstr("json"));
}

TEST_F(GroupingFile, ATopicTheHandbookDoesNotKnowIsAMistake) {
  const Handbook handbook = LoadLexiconWith(shipped_, nullptr)->handbook();
  Write(R"({"begins_anew": ["对了"], "wide_topics": ["闹鬼"], "reactions": []})");
  EXPECT_THAT(WhatIsWrong([&] { LoadGroupingWords(file_, handbook); }), HasSubstr("闹鬼"));
}

}  // namespace
}  // namespace forumwatch
