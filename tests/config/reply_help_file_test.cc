// What helps with replies: the files as delivered, and what is said of mistakes in a user's own.
#include "config/reply_help_file.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/lexicon_file.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const fs::path kShipped = FORUMWATCH_SOURCE_DIR "/config";

class ReplyHelpFile : public testing::Test {
 protected:
  ReplyHelpFile() { fs::create_directories(folder_); }
  ~ReplyHelpFile() override { fs::remove_all(folder_); }

  fs::path Write(const std::string& text) {
    const fs::path file = folder_ / "own.json";
    std::ofstream(file) << text;
    return file;
  }
  ReplyHelp Load(const ReplyHelpFiles& files) {
    return LoadReplyHelp(files, lexicon_->handbook(), mistakes_);
  }
  [[nodiscard]] std::vector<std::string> Messages() const {
    std::vector<std::string> messages;
    for (const ConfigMistake& mistake : mistakes_) {
      messages.push_back(Describe(mistake));
    }
    return messages;
  }

  std::shared_ptr<const Lexicon> lexicon_ = LoadLexiconWith(kShipped, nullptr);
  fs::path folder_ = fs::path(testing::TempDir()) /
                     ("reply-help-" + std::to_string(getpid()) + "-" +
                      testing::UnitTest::GetInstance()->current_test_info()->name());
  ReplyHelpFiles files_ = ReplyHelpIn(kShipped);
  std::vector<ConfigMistake> mistakes_;
};

TEST_F(ReplyHelpFile, IsInOrderAsDelivered) {
  const ReplyHelp help = Load(files_);
  EXPECT_THAT(Messages(), IsEmpty());
  EXPECT_THAT(help.guidance, Not(IsEmpty()));
  EXPECT_FALSE(help.words.empty());
  EXPECT_LT(help.common.Rarity("物业"), help.common.Rarity("喷灌"));
}

TEST_F(ReplyHelpFile, AMistakeCostsTheFileItStandsInAlone) {
  files_.drafts = Write(R"({"blame": ["素质", "素质"], "rudeness": []})");
  const ReplyHelp help = Load(files_);
  EXPECT_THAT(Messages(), ElementsAre(HasSubstr("写了两遍"), HasSubstr("rudeness")));
  EXPECT_TRUE(help.words.empty());
  EXPECT_THAT(help.guidance, Not(IsEmpty()));
}

TEST_F(ReplyHelpFile, WhatIsWrongWithAWayOfAskingIsSaid) {
  files_.drafts =
      Write(R"({"asks": [{"name": "几时", "asked": ["几时", "几时"]}, {"asked": []}]})");
  const ReplyHelp help = Load(files_);
  EXPECT_THAT(Messages(), ElementsAre(HasSubstr("写了两遍"), HasSubstr("问的是什么")));
}

TEST_F(ReplyHelpFile, GuidanceIsForClassesThereAre) {
  files_.guidance =
      Write(R"({"guidance": [{"name": "电梯", "topics": ["电梯"], "classes": [1, 4]}]})");
  EXPECT_THAT(Load(files_).guidance, IsEmpty());
  EXPECT_THAT(Messages(), ElementsAre(HasSubstr("4 超出范围")));
}

TEST_F(ReplyHelpFile, GuidanceIsForTopicsOfTheHandbook) {
  files_.guidance = Write(R"({"guidance": [{"name": "鬼", "topics": ["闹鬼"]}]})");
  EXPECT_THAT(Load(files_).guidance, IsEmpty());
  EXPECT_THAT(Messages(), ElementsAre(HasSubstr("闹鬼")));
}

TEST_F(ReplyHelpFile, PairsAreCountedOverPosts) {
  for (const char* const wrong :
       {R"({"posts": 1000, "pairs": {"1001": "物业"}})",
        R"({"posts": 1000, "pairs": {"x": "物业"}})",
        R"({"posts": 1000, "pairs": {"9": "物业", "8": "物业"}})", R"({"pairs": {}})"}) {
    mistakes_.clear();
    files_.common_pairs = Write(wrong);
    Load(files_);
    EXPECT_THAT(Messages(), Not(IsEmpty())) << wrong;
  }
}

TEST_F(ReplyHelpFile, WhatIsNotThereHelpsWithNothing) {
  files_.guidance = folder_ / "none.json";
  EXPECT_THAT(Load(files_).guidance, IsEmpty());
  EXPECT_THAT(Messages(), Not(IsEmpty()));
}

}  // namespace
}  // namespace forumwatch
