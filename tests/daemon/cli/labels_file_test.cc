#include "daemon/cli/labels_file.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class LabelsFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("labels-" + std::to_string(getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_ / "texts");
    Write("labels.json", R"({"texts": "texts", "mask": ["某省"], "sets": [
      {"name": "threads", "form": "threads", "posts": "posts.jsonl", "labels": ["labels.jsonl"]},
      {"name": "letters", "form": "letters", "posts": "texts:letters.jsonl", "labels": ["l.jsonl"]}]})");
    Write(
        "posts.jsonl",
        R"({"community":"某苑","thread":"9","post":"1","is_first":true,"official":false,"title":"电梯","text":"坏了"})"
        "\n"
        R"({"community":"某苑","thread":"9","post":"2","is_first":false,"official":false,"title":"电梯","text":"谢谢"})"
        "\n"
        R"({"community":"某苑","thread":"9","post":"3","is_first":false,"official":true,"title":"电梯","text":"已修"})"
        "\n");
    Write(
        "labels.jsonl",
        R"({"post":"1","reply":null,"about":[],"segments":[{"start":0,"end":2,"kind":"投诉","class":1,"topics":["电梯"],"cause":"机","cause_item":"质量合格性","flags":[],"event":"E1"}]})"
        "\n"
        R"({"post":"2","reply":null,"about":[],"segments":[{"start":0,"end":2,"kind":"其他","class":null,"topics":["其他"],"cause":null,"cause_item":null,"flags":[],"event":null}]})"
        "\n"
        R"({"post":"3","reply":"measures","about":["E1"],"segments":[]})"
        "\n");
    Write("l.jsonl", "");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  [[nodiscard]] Labels Read() const { return ReadLabels(folder_ / "labels.json", ""); }
  [[nodiscard]] std::string WhatIsWrong() const {
    try {
      static_cast<void>(Read());
    } catch (const LabelsError& error) {
      return error.what();
    }
    return "";
  }
  std::filesystem::path folder_;
};

TEST_F(LabelsFile, GivesPostsWithWhatTheirReadersSaid) {
  const Labels labels = Read();
  ASSERT_THAT(labels.posts, SizeIs(3));
  EXPECT_EQ(labels.posts[0].matters.at(0).label.kind, Kind::Complaint);
  EXPECT_EQ(labels.posts[0].matters.at(0).label.cause_item, "质量合格性");
  EXPECT_EQ(labels.posts[2].reply, ReplyKind::Measures);
}

TEST_F(LabelsFile, LeavesOutASetWhoseTextsAreNotHere) {
  EXPECT_THAT(Read().posts, SizeIs(3));
}

// Thanks in a thread about one event must not teach what that event's complaint is tested with.
TEST_F(LabelsFile, KeepsAThreadTogetherWithTheEventItSpeaksOf) {
  const Labels labels = Read();
  EXPECT_EQ(labels.posts[0].matters.at(0).group, "threads/E1");
  EXPECT_EQ(labels.posts[1].matters.at(0).group, "threads/E1");
  EXPECT_EQ(labels.posts[2].group, "threads/E1");
}

TEST_F(LabelsFile, MasksTheNamesOfCommunities) {
  EXPECT_THAT(Read().masked, testing::UnorderedElementsAre("某省", "某苑"));
}

TEST_F(LabelsFile, SaysInWhichLineALabelIsWrong) {
  Write("labels.jsonl", "{\"post\":\"1\",\"about\":[],\"segments\":[{\"kind\":\"不满\"}]}\n");
  EXPECT_THAT(WhatIsWrong(), testing::AllOf(HasSubstr("labels.jsonl:1"), HasSubstr("不满")));
  Write("labels.jsonl", "\n{\"post\":\n");
  EXPECT_THAT(WhatIsWrong(), HasSubstr("labels.jsonl:2"));
}

TEST_F(LabelsFile, SaysWhenNothingIsLeft) {
  std::filesystem::remove(folder_ / "posts.jsonl");
  EXPECT_THAT(WhatIsWrong(), HasSubstr("--texts"));
}

}  // namespace
}  // namespace forumwatch
