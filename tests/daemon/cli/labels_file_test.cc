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
  [[nodiscard]] Labels Read() const { return ReadLabels({folder_ / "labels.json"}, ""); }
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

// A company's own decisions beside what the project has labelled.
TEST_F(LabelsFile, ReadsSeveralListsAsOneWithNamesThatAreNotTheSame) {
  std::filesystem::create_directories(folder_ / "own");
  Write(
      "own/posts.jsonl",
      R"({"community":"我苑","source":"论坛","thread":"9","post":"1","is_first":true,"title":"灯","text":"灯不亮"})"
      "\n");
  Write(
      "own/labels.jsonl",
      R"({"community":"我苑","source":"论坛","thread":"9","post":"1","matters":[{"start":0,"end":3,"complaint":"C4","cause":"机","cause_item":"质量合格性","decisions":[]}]})"
      "\n");
  const auto write_own = [&](const std::string& name) {
    Write("own/labels.json", R"({"sets": [{"name": ")" + name +
                                 R"(", "form": "decisions", "posts": "posts.jsonl",
                                 "labels": ["labels.jsonl"]}]})");
  };
  const auto read = [&] {
    return ReadLabels({folder_ / "labels.json", folder_ / "own" / "labels.json"}, "");
  };
  write_own("own");
  const Labels labels = read();
  ASSERT_THAT(labels.posts, SizeIs(4));
  EXPECT_EQ(labels.posts[3].matters.at(0).label.cause, "机");
  EXPECT_EQ(labels.posts[3].set, "own/我苑");
  EXPECT_THAT(labels.masked, testing::UnorderedElementsAre("某省", "某苑", "我苑"));
  EXPECT_TRUE(labels.has_decisions);
  EXPECT_FALSE(Read().has_decisions);
  write_own("threads");
  EXPECT_THROW(static_cast<void>(read()), LabelsError);
}

TEST_F(LabelsFile, DecisionsOfAPostThatIsNotThereAreAMistake) {
  Write("labels.json", R"({"sets": [{"name": "own", "form": "decisions", "posts": "posts.jsonl",
                          "labels": ["labels.jsonl"]}]})");
  Write("labels.jsonl", R"({"community":"某苑","thread":"9","post":"7","matters":[]})"
                        "\n");
  EXPECT_THAT(WhatIsWrong(), testing::AllOf(HasSubstr("labels.jsonl:1"), HasSubstr("没有")));
}

// A follow-up is understood by the title and the opening of its thread. C1, C2: one thread; C2 is
// also of an earlier one.
TEST_F(LabelsFile, DecidedThreadsThatHangTogetherAreOneGroupByTheNameOfTheEarliest) {
  Write("labels.json", R"({"sets": [{"name": "own", "form": "decisions", "posts": "posts.jsonl",
                          "labels": ["labels.jsonl"]}]})");
  std::string posts;
  std::string labels;
  const auto add = [&](const std::string& thread, const std::string& post, const std::string& day,
                       const std::string& complaint) {
    const std::string of_post = R"({"community":"我苑","source":"论坛","thread":")" + thread +
                                R"(","post":")" + post + "\"";
    posts += of_post + R"(,"title":"灯","text":"灯不亮","posted_at":"2026-03-)" + day +
             "T10:00:00+08:00\"}\n";
    labels += of_post + R"(,"matters":[{"start":0,"end":3,"complaint":")" + complaint +
              R"(","cause":"机","cause_item":"质量合格性","decisions":[]}]})" + "\n";
  };
  add("5", "51", "05", "C1");
  add("5", "52", "06", "C2");
  add("7", "71", "03", "C2");
  add("9", "91", "01", "C3");
  Write("posts.jsonl", posts);
  Write("labels.jsonl", labels);
  std::vector<std::string> groups;
  for (const LabelledPost& post : Read().posts) {
    groups.push_back(post.matters.at(0).group);
    EXPECT_EQ(post.group, groups.back());
  }
  EXPECT_THAT(groups, testing::ElementsAre("own/我苑/论坛/7", "own/我苑/论坛/7", "own/我苑/论坛/7",
                                           "own/我苑/论坛/9"));
}

class WrittenThreads : public LabelsFile {
 protected:
  void SetUp() override {
    LabelsFile::SetUp();
    Write("labels.json", R"({"sets": [{"name": "w", "form": "written", "posts": "w.txt"}]})");
  }
  void WriteThread(const std::string& lines) {
    Write("w.txt",
          "# set W  community 某苑  start 2026-03-01\n\n== 03-02 08:00 | 电梯 又停\n" + lines);
  }
};

TEST_F(WrittenThreads, ArePostsWithLabelsBehindTheirWords) {
  WriteThread(
      "老王: 电梯停了两天。{T1 电梯+公共设施 机.质量合格性 E1 !群体+曝光 @7栋}楼道灯\\n也坏了 "
      "{T1 公共设施 机.外观完好性 E2}\n"
      "+5m 小满: 顶\\n {O}谢谢 {O}\n"
      "+2h *物业: 明天修。 {R measures E2,E1}\n"
      "== 03-03 09:00 | 电梯\n"
      "阿宝: 装个摄像头吧 {S 安保门禁}\n");
  const Labels labels = Read();
  ASSERT_THAT(labels.posts, SizeIs(4));
  const LabelledPost& first = labels.posts[0];
  EXPECT_EQ(first.title, "电梯 又停");
  EXPECT_EQ(first.text, "电梯停了两天。楼道灯\n也坏了");
  EXPECT_TRUE(first.is_first);
  ASSERT_THAT(first.matters, SizeIs(2));
  const Segment& lift = first.matters[0].label;
  EXPECT_EQ(lift.complaint_class, 1);
  EXPECT_THAT(lift.topics, testing::ElementsAre("电梯", "公共设施"));
  EXPECT_EQ(lift.cause + lift.cause_item, "机质量合格性");
  EXPECT_THAT(lift.flags, testing::ElementsAre("群体", "曝光"));
  EXPECT_EQ(lift.place, "7栋");
  EXPECT_EQ(lift.end, 7);
  EXPECT_EQ(first.matters[1].label.start, 7);
  EXPECT_EQ(first.matters[1].group, "w/E2");
  EXPECT_EQ(labels.posts[1].text, "顶\n谢谢");
  EXPECT_EQ(labels.posts[1].matters.at(0).label.kind, Kind::Other);
  EXPECT_EQ(labels.posts[1].matters.at(0).group, "w/E1");
  EXPECT_EQ(labels.posts[2].reply, ReplyKind::Measures);
  EXPECT_EQ(labels.posts[2].group, "w/E2");
  EXPECT_EQ(labels.posts[3].matters.at(0).label.kind, Kind::Suggestion);
  EXPECT_TRUE(labels.posts[3].is_first);
  EXPECT_NE(labels.posts[3].thread, first.thread);
  EXPECT_THAT(labels.masked, testing::UnorderedElementsAre("某苑", "老王", "小满", "物业", "阿宝"));
}

TEST_F(WrittenThreads, SayInWhichLineTheyAreWrong) {
  const std::pair<const char*, const char*> wrong[] = {
      {"老王: 电梯停了", "后面没有标注"},
      {"老王: 电梯停了 {T4 电梯 机.质量合格性 E1}", "T4"},
      {"老王: 电梯停了 {T1 电梯 E1}", "原因"},
      {"老王: 电梯停了 {T1 电梯 机.质量合格性}", "事件"},
      {"老王: {O}", "没有话"},
      {"老王", "作者"},
      {"*物业: 收到 {O}", "R"},
      {"*物业: 收到 {R thanks}", "thanks"},
      {"== 03-02 08:00", "标题"},
  };
  for (const auto& [line, said] : wrong) {
    WriteThread(std::string(line) + "\n");
    EXPECT_THAT(WhatIsWrong(), testing::AllOf(HasSubstr("w.txt:4"), HasSubstr(said))) << line;
  }
}

TEST_F(LabelsFile, SaysWhenNothingIsLeft) {
  std::filesystem::remove(folder_ / "posts.jsonl");
  EXPECT_THAT(WhatIsWrong(), HasSubstr("--texts"));
}

}  // namespace
}  // namespace forumwatch
