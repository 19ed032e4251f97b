// labels: what people decided, from the store to sets that train and evaluate read.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/cli/labels_file.h"
#include "tests/daemon/cli/called.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kMatters =
    R"({"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"1","post":"11","is_first":true,"title":"7栋电梯又停了","author":"老王","posted_at":"2026-03-02T10:00:00+08:00","text":"7栋电梯又停了，已经两天没人来修。"}
{"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"1","post":"12","title":"7栋电梯又停了","author":"云栖客服","official":true,"posted_at":"2026-03-02T11:00:00+08:00","text":"您好，已收到。"}
{"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"2","post":"21","is_first":true,"title":"道闸坏了","author":"阿禾","posted_at":"2026-03-02T12:00:00+08:00","text":"车库道闸坏了，早上堵了半小时。"}
{"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"3","post":"31","is_first":true,"title":"12栋电梯门关不上","author":"小满","posted_at":"2026-03-05T12:00:00+08:00","text":"12栋的电梯门关不上，一直响。"}
)";

std::string TextIn(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class LabelsCommand : public testing::Test {
 protected:
  LabelsCommand() {
    WriteConfig(config_);
    std::ofstream(folder_ / "archive.jsonl") << kMatters;
    EXPECT_EQ(Call({"import", "--config", config_, (folder_ / "archive.jsonl").string()}).code, 0);
  }

  void Complaint(std::vector<std::string> words) {
    words.insert(words.begin(), "complaint");
    words.insert(words.begin() + 2, {"--config", config_, "--by", "李主管"});
    const Ended ended = Call(words);
    EXPECT_EQ(ended.code, 0) << ended.err;
  }
  [[nodiscard]] Ended Export(const std::string& to = "out") const {
    return Call({"labels", "--config", config_, "--out", (folder_ / to).string()});
  }
  [[nodiscard]] fs::path List() const { return folder_ / "out" / "labels.json"; }
  [[nodiscard]] Labels Read() const { return ReadLabels({List()}, ""); }
  [[nodiscard]] std::vector<json> LabelLines() const {
    std::vector<json> lines;
    std::ifstream in(folder_ / "out" / "labels.jsonl");
    for (std::string line; std::getline(in, line);) {
      lines.push_back(json::parse(line));
    }
    return lines;
  }

  TempFolder folder_;
  std::string config_ = (folder_ / "forumwatch.json").string();
};

TEST_F(LabelsCommand, WritesTheThreadsOfWhatPeopleDecidedAndWhatTheySaid) {
  Complaint({"confirm", "C1", "法/管理方法"});
  const Ended ended = Export();
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.err, AllOf(HasSubstr("确认过原因的投诉 1 件"), HasSubstr("共 2 帖")));
  EXPECT_THAT(TextIn(folder_ / "out" / "posts.jsonl"),
              AllOf(HasSubstr("已经两天没人来修"), HasSubstr("已收到"), Not(HasSubstr("道闸"))));
  const auto lines = LabelLines();
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_EQ(lines[0]["post"], "11");
  const json& matter = lines[0]["matters"][0];
  EXPECT_EQ(matter["cause"], "法");
  EXPECT_EQ(matter["cause_item"], "管理方法");
  EXPECT_THAT(matter["decisions"], IsEmpty());
  for (const char* thought : {"class", "topics", "kind", "flags", "place"}) {
    EXPECT_FALSE(matter.contains(thought)) << "nobody said it";
  }
}

TEST_F(LabelsCommand, SaysTheSameInTheSameBytesAndToNobodyElse) {
  Complaint({"confirm", "C2", "法/管理方法"});
  Complaint({"merge", "C3", "C1"});
  ASSERT_EQ(Export().code, 0);
  ASSERT_EQ(Export("again").code, 0);
  for (const char* file : {"posts.jsonl", "labels.jsonl", "labels.json"}) {
    const fs::path here = folder_ / "out" / file;
    EXPECT_EQ(TextIn(here), TextIn(folder_ / "again" / file));
    EXPECT_EQ(fs::status(here).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  }
  EXPECT_EQ(fs::status(folder_ / "out").permissions(), fs::perms::owner_all);
  EXPECT_EQ(Export().code, 0) << "what it wrote itself it replaces";
  std::ofstream(List()) << "{\"sets\": []}\n";
  const Ended refused = Export();
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("没有去替换"));
  EXPECT_EQ(TextIn(List()), "{\"sets\": []}\n");
}

// `replay` and `analyze` write a posts.jsonl too.
TEST_F(LabelsCommand, WhatAnotherCommandWroteUnderItsNamesStays) {
  for (const char* name : {"posts.jsonl", "labels.jsonl"}) {
    const fs::path folder = folder_ / (std::string("other-") + name);
    fs::create_directories(folder);
    std::ofstream(folder / name) << "{}\n";
    const Ended refused = Export(folder.filename());
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.err, AllOf(HasSubstr(name), HasSubstr("没有去替换")));
    EXPECT_EQ(TextIn(folder / name), "{}\n");
    EXPECT_FALSE(fs::exists(folder / "labels.json"));
  }
}

TEST_F(LabelsCommand, AfterABrokenAttemptItWritesAnew) {
  ASSERT_EQ(Export().code, 0);
  const std::string list = TextIn(List());
  fs::remove(folder_ / "out" / "labels.jsonl");
  fs::create_directory(folder_ / "out" / "labels.jsonl");
  EXPECT_EQ(Export().code, 1);
  EXPECT_THAT(TextIn(List()), HasSubstr(R"("sets": [])")) << "posts are new, labels are not";
  fs::remove(folder_ / "out" / "labels.jsonl");
  EXPECT_EQ(Export().code, 0);
  EXPECT_EQ(TextIn(List()), list);
}

// sudo is for the store; who then trains is somebody else.
TEST_F(LabelsCommand, WhatRootMakesBelongsToWhomTheFolderBelongsToThatItIsIn) {
  const fs::path theirs = folder_ / "theirs";
  fs::create_directory(theirs);
  constexpr uid_t kSomebody = 65534;
  if (geteuid() != 0 || chown(theirs.c_str(), kSomebody, kSomebody) != 0) {
    GTEST_SKIP() << "for root alone";
  }
  ASSERT_EQ(Export("theirs/new/deeper").code, 0);
  for (const char* name : {"new", "new/deeper", "new/deeper/labels.json"}) {
    struct stat made {};
    ASSERT_EQ(stat((theirs / name).c_str(), &made), 0) << name;
    EXPECT_EQ(made.st_uid, kSomebody) << name;
    EXPECT_EQ(made.st_mode & 0077U, 0U) << name;
  }
}

TEST_F(LabelsCommand, OfAMergeThatWasTakenApartTheLastWordHolds) {
  Complaint({"merge", "C3", "C1"});
  ASSERT_EQ(Export().code, 0);
  const auto said = [](const Labels& labels) {
    std::vector<const LabelledMatter*> matters;
    for (const LabelledPost& post : labels.posts) {
      for (const LabelledMatter& matter : post.matters) {
        matters.push_back(&matter);
      }
    }
    EXPECT_THAT(matters, SizeIs(2));
    return LastSaid(*matters.at(0), *matters.at(1))->same;
  };
  EXPECT_TRUE(said(Read()));
  Complaint({"split", "C1", "31"});
  const Ended summary =
      Call({"labels", "--config", config_, "--out", (folder_ / "out").string(), "--json"});
  const json counts = json::parse(summary.out);
  EXPECT_EQ(counts["merges"], 1);
  EXPECT_EQ(counts["splits"], 1);
  EXPECT_EQ(counts["causes"], 0);
  EXPECT_EQ(counts["labels"], List().string());
  EXPECT_FALSE(said(Read()));
}

// What was decided of the one must not be learnt by what tests the other.
TEST_F(LabelsCommand, ComplaintsThatADecisionSpeaksOfAreOneGroup) {
  Complaint({"confirm", "C2", "机/质量合格性"});
  Complaint({"merge", "C3", "C1"});
  Complaint({"split", "C1", "31"});
  ASSERT_EQ(Export().code, 0);
  const Labels labels = Read();
  EXPECT_TRUE(labels.has_decisions);
  std::vector<std::string> groups;
  for (const LabelledPost& post : labels.posts) {
    EXPECT_TRUE(post.decided);
    for (const LabelledMatter& matter : post.matters) {
      EXPECT_FALSE(matter.of_event) << "of what the machine put together nobody said it";
      groups.push_back(post.id + " " + matter.complaint + " " + matter.group);
    }
  }
  EXPECT_THAT(groups, ElementsAre("业主论坛/1/11 C1 decisions/云栖苑/业主论坛/1",
                                  "业主论坛/2/21 C2 decisions/云栖苑/业主论坛/2",
                                  "业主论坛/3/31 C4 decisions/云栖苑/业主论坛/1"));
  EXPECT_THAT(labels.masked, testing::IsSupersetOf({"云栖苑", "老王", "阿禾"}));
}

TEST_F(LabelsCommand, WhereNobodyDecidedAnythingThereIsNothingToLearn) {
  ASSERT_EQ(Export().code, 0);
  EXPECT_EQ(TextIn(folder_ / "out" / "posts.jsonl"), "");
  const Ended ended = Call({"train", "--labels", List().string(), "--tasks", "cause", "--out",
                            (folder_ / "model").string()});
  EXPECT_EQ(ended.code, 65);
}

TEST_F(LabelsCommand, EvaluateTellsHowTheirDecisionsAreMet) {
  Complaint({"confirm", "C1", "法/管理方法"});
  Complaint({"confirm", "C2", "机/质量合格性"});
  Complaint({"merge", "C3", "C1"});
  ASSERT_EQ(Export().code, 0);
  const Ended ended = Call({"evaluate", "--rules", "--labels", List().string()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("cause and item"), HasSubstr("merged or parted"),
                               Not(HasSubstr("main topic")), Not(HasSubstr("another matter"))));
}

}  // namespace
}  // namespace forumwatch
