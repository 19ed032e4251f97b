// complaint record, dossier, notice, log: from a post to closure, the papers say what is on record
// and what is missing.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/cli/whole_file.h"
#include "tests/daemon/cli/called.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kLeak =
    R"({"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8841","post":"120394","is_first":true,"title":"11栋外墙渗水","author":"11栋老周","posted_at":"2026-03-02T10:00:00+08:00","seen_at":"2026-03-02T10:02:00+08:00","text":"11栋外墙渗水，卧室墙都发霉了，是开发商交房时的质量问题。电话 138 0013 8000。"}
{"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8841","post":"120395","title":"11栋外墙渗水","author":"云栖客服","official":true,"posted_at":"2026-03-02T11:00:00+08:00","seen_at":"2026-03-02T11:02:00+08:00","text":"您好，防水单位明天9点到11栋查看，李工负责。"}
{"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8850","post":"120400","is_first":true,"title":"出一辆婴儿车","author":"豆豆","posted_at":"2026-03-02T12:00:00+08:00","seen_at":"2026-03-02T12:02:00+08:00","text":"九成新婴儿车，自提。"}
)";

std::string Content(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

class ComplaintPapers : public testing::Test {
 protected:
  ComplaintPapers() {
    WriteConfig(config_);
    std::ofstream(folder_ / "posts.jsonl") << kLeak;
    EXPECT_EQ(Call({"import", "--config", config_, (folder_ / "posts.jsonl").string()}).code, 0);
  }

  Ended Do(std::vector<std::string> words) {
    const std::string verb = words.front();
    words.erase(words.begin());
    words.insert(words.begin(), {"complaint", verb, "--config", config_});
    return Call(words);
  }
  // Writes the paper and reads it.
  std::string Paper(const std::string& kind) {
    const auto file = folder_ / (kind + ".html");
    const Ended ended = Do({kind, "C1", "--out", file.string()});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.out, file.string() + "\n");
    return Content(file);
  }
  void TakeEveryStep() {
    const std::vector<std::vector<std::string>> steps = {
        {"accept", "C1", "--by", "小林"},
        {"assign", "C1", "李工", "--by", "王经理"},
        {"impact", "C1", "三户到客服中心询问", "--by", "小林"},
        {"notified", "C1", "邮件", "--why", "函〔2026〕7号", "--by", "王经理"},
        {"investigate", "C1", "外墙防水层老化", "--by", "李工"},
        {"draft", "C1", "您好，防水单位明天9点到11栋查看，李工负责。", "--by", "小林"},
        {"approve", "C1", "--by", "王经理"},
        {"posted", "C1", "--by", "小林"},
        {"respond", "C1", "上门查看，拍照留存", "--by", "李工"},
        {"confirm", "C1", "机/质量合格性", "--by", "王经理"},
        {"handled", "C1", "--why", "外墙防水已重做", "--by", "李工"},
        {"revisit", "C1", "满意", "--why", "电话回访，都满意", "--by", "小林"},
        {"lessons", "C1", "雨季前普查外墙", "--by", "王经理"},
        {"close", "C1", "--by", "王经理"}};
    for (const auto& step : steps) {
      const Ended ended = Do(step);
      EXPECT_EQ(ended.code, 0) << step.front() << ": " << ended.err;
    }
  }

  TempFolder folder_;
  std::string config_ = (folder_ / "forumwatch.json").string();
};

TEST_F(ComplaintPapers, ARecordOfAnUntouchedComplaintSaysWhatIsToBeFilled) {
  const auto file = (folder_ / "record.html").string();
  const Ended ended = Do({"record", "C1", "--out", file, "--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  const json said = json::parse(ended.out);
  EXPECT_EQ(said["complaint"], "C1");
  EXPECT_EQ(said["file"], file);
  EXPECT_THAT(said["unfilled"], Contains("forumwatch complaint assign C1 责任人"));
  EXPECT_THAT(ended.err, HasSubstr("栏未填写"));
  EXPECT_THAT(Content(file), HasSubstr("未填写。填写：forumwatch complaint accept C1"));
}

// The forum is the proof (B2), and B12 asks who approved what stands there.
TEST_F(ComplaintPapers, WhatAClerkPostedByHimselfIsPostedWhereverTheStageIsShown) {
  EXPECT_EQ(Do({"accept", "C1", "--by", "小林"}).code, 0);
  EXPECT_THAT(Do({"list", "--history"}).out, HasSubstr("C1  已回帖"));
  EXPECT_EQ(json::parse(Do({"list", "--history", "--json"}).out)["stage"], "已回帖");
  EXPECT_THAT(Do({"show", "C1"}).out,
              AllOf(HasSubstr("C1  已回帖"), HasSubstr("；未经批准（B12）")));
  const json shown = json::parse(Do({"show", "C1", "--json"}).out);
  EXPECT_EQ(shown["stage"], "已回帖");
  EXPECT_EQ(shown["forum_replies"][0]["approval"], "未经批准");
  EXPECT_THAT(Paper("record"), AllOf(HasSubstr("状态：已回帖"), HasSubstr("没有拟稿")));
  EXPECT_THAT(Paper("dossier"), HasSubstr("已回帖"));
  const auto log = (folder_ / "log.html").string();
  EXPECT_EQ(Do({"log", "--from", "2026-03-02", "--out", log}).code, 0);
  EXPECT_THAT(Content(log), HasSubstr("投诉 C1，已回帖"));
  EXPECT_EQ(Do({"draft", "C1", "您好，防水单位明天9点到11栋查看，李工负责。", "--by", "小林"}).code,
            0);
  EXPECT_EQ(Do({"approve", "C1", "--by", "王经理"}).code, 0);
  EXPECT_THAT(Do({"show", "C1"}).out, HasSubstr("；先发后批（B12）"));
}

// B12: it was drafted and approved for the other one, if it was.
TEST_F(ComplaintPapers, AReplyToAnotherMatterOfTheThreadIsNotHeldAgainstThisOne) {
  std::ofstream(folder_ / "more.jsonl")
      << R"({"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8841","post":"120396","title":"11栋外墙渗水","author":"小满","posted_at":"2026-03-02T12:00:00+08:00","seen_at":"2026-03-02T12:02:00+08:00","text":"另外3栋门口的路灯坏了好几天，晚上很黑，没有人管。"}
{"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8841","post":"120397","title":"11栋外墙渗水","author":"云栖客服","official":true,"posted_at":"2026-03-02T13:00:00+08:00","seen_at":"2026-03-02T13:02:00+08:00","text":"您好，3栋门口的路灯今天17点修好，张工负责。"}
)";
  ASSERT_EQ(Call({"import", "--config", config_, (folder_ / "more.jsonl").string()}).code, 0);
  const json replies = json::parse(Do({"show", "C1", "--json"}).out)["forum_replies"];
  ASSERT_EQ(replies.size(), 2U);
  EXPECT_EQ(replies[0]["approval"], "未经批准");
  EXPECT_THAT(replies[1]["verdict"].get<std::string>(), HasSubstr("说的不是这一件"));
  EXPECT_EQ(replies[1]["approval"], nullptr);
  EXPECT_THAT(Paper("record"), Not(HasSubstr("13:00 的回帖")));
  const json of_lamp = json::parse(Do({"show", "C2", "--json"}).out)["forum_replies"];
  ASSERT_EQ(of_lamp.size(), 2U);
  EXPECT_EQ(of_lamp[0]["approval"], nullptr) << "it stood there before the complaint";
  EXPECT_EQ(of_lamp[1]["approval"], "未经批准");
}

TEST_F(ComplaintPapers, FromAPostToClosureEveryPaperIsMade) {
  TakeEveryStep();
  const std::string record = Paper("record");
  EXPECT_THAT(record, AllOf(HasSubstr("晴川物业"), HasSubstr("云栖苑"), HasSubstr("11栋外墙渗水"),
                            HasSubstr("状态：已关闭"), HasSubstr("三户到客服中心询问"),
                            HasSubstr("机·质量合格性"), HasSubstr("外墙防水已重做"),
                            HasSubstr("电话回访，都满意"), HasSubstr("雨季前普查外墙"),
                            Not(HasSubstr("未填写"))));
  const std::string dossier = Paper("dossier");
  EXPECT_THAT(dossier, AllOf(HasSubstr("138 0013 8000"), HasSubstr("11栋老周"),
                             HasSubstr("主题 8841，帖 120394"), HasSubstr("物业的回帖：算首次回复"),
                             HasSubstr("上门查看，拍照留存"), HasSubstr("函〔2026〕7号"),
                             HasSubstr("批准"), Not(HasSubstr("婴儿车"))));
  const std::string notice = Paper("notice");
  EXPECT_THAT(notice, AllOf(HasSubstr("客户关系中心"), HasSubstr("卧室墙都发霉了"),
                            Not(HasSubstr("138 0013 8000")), Not(HasSubstr("老周"))));
}

TEST_F(ComplaintPapers, TheLogNamesEveryMessageOfTheDay) {
  TakeEveryStep();
  const auto file = (folder_ / "log.html").string();
  const Ended ended = Do({"log", "--from", "2026-03-02", "--out", file, "--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(json::parse(ended.out)["messages"], 2);
  EXPECT_THAT(Content(file),
              AllOf(HasSubstr("投诉 C1，已关闭；责任人：李工；处理结果：外墙防水已重做"),
                    HasSubstr("婴儿车"), HasSubstr("物业自己的回帖 1 条")));
  EXPECT_EQ(
      json::parse(Do({"log", "--from", "2026-03-03", "--out", file, "--json"}).out)["messages"], 0);
  EXPECT_EQ(json::parse(Do({"log", "--from", "2026-03-01", "--to", "2026-03-03", "--community",
                            "云栖苑", "--out", file, "--json"})
                            .out)["messages"],
            2);
}

TEST_F(ComplaintPapers, PapersAreForNobodyElse) {
  const mode_t before = umask(0);
  Paper("record");
  umask(before);
  const auto permissions = std::filesystem::status(folder_ / "record.html").permissions();
  EXPECT_EQ(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  // What somebody has laid under the name of the part is not followed.
  std::ofstream(folder_ / "theirs") << "untouched";
  const std::string part = "dossier.html." + std::to_string(getpid()) + ".part";
  std::filesystem::create_symlink(folder_ / "theirs", folder_ / part);
  Paper("dossier");
  EXPECT_EQ(Content(folder_ / "theirs"), "untouched");
}

TEST_F(ComplaintPapers, WhatIsThereAndIsNoFileIsNotReplaced) {
  std::ofstream(folder_ / "theirs") << "untouched";
  std::filesystem::create_symlink(folder_ / "theirs", folder_ / "link");
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  for (const char* name : {"link", "pipe"}) {
    const Ended ended = Do({"record", "C1", "--out", (folder_ / name).string()});
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.err, HasSubstr("不是普通文件"));
  }
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link"));
  EXPECT_TRUE(std::filesystem::is_fifo(folder_ / "pipe"));
  EXPECT_EQ(Content(folder_ / "theirs"), "untouched");
}

TEST_F(ComplaintPapers, WhatCannotBeWrittenLeavesNothing) {
  const std::string content(10'000, 'x');
  struct rlimit before {};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  struct rlimit small = before;
  small.rlim_cur = 1'000;
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  EXPECT_THROW(WriteWhole(folder_ / "record.html", content), std::system_error);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, handler);
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / ".")) {
    EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr("record.html")));
  }
  const Ended nowhere = Do({"record", "C1", "--out", ""});
  EXPECT_EQ(nowhere.code, 1);
  EXPECT_THAT(nowhere.err, HasSubstr("没有写要写到哪个文件"));
}

TEST_F(ComplaintPapers, StandardOutputIsADash) {
  const Ended ended = Do({"notice", "C1", "--out", "-"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("<!DOCTYPE html>"), testing::EndsWith("</html>\n"),
                               HasSubstr("客户关系中心")));
  EXPECT_EQ(Do({"notice", "C1", "--out", "-", "--json"}).code, 64);
}

TEST_F(ComplaintPapers, WhatRootWritesBelongsToWhomTheFolderBelongsTo) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "for root alone";
  }
  const auto folder = folder_ / "theirs";
  std::filesystem::create_directory(folder);
  ASSERT_EQ(chown(folder.c_str(), 65534, 65534), 0);
  ASSERT_EQ(Do({"record", "C1", "--out", folder.string()}).code, 0);
  struct stat written {};
  ASSERT_EQ(stat((folder / "record-C1.html").c_str(), &written), 0);
  EXPECT_EQ(written.st_uid, 65534U);
  EXPECT_EQ(written.st_mode & 0777U, 0600U);
}

TEST_F(ComplaintPapers, AWrongTemplateIsToldWhereItIsNeeded) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  std::ofstream(folder_ / "own/templates/record.tpl") << "{{#CLASS}}";
  std::string config = Content(config_);
  config.insert(1, R"("data": "own",)");
  std::ofstream(config_) << config;
  const std::string out = (folder_ / "x.html").string();
  const Ended record = Do({"record", "C1", "--out", out});
  EXPECT_EQ(record.code, 78);
  EXPECT_THAT(record.err, HasSubstr("own/templates/record.tpl:1"));
  EXPECT_EQ(Do({"notice", "C1", "--out", out}).code, 0);
  EXPECT_EQ(Do({"list"}).code, 0);
  const Ended check = Call({"check-config", config_});
  EXPECT_EQ(check.code, 78);
  EXPECT_THAT(check.err, HasSubstr("own/templates/record.tpl:1"));
}

TEST_F(ComplaintPapers, IntoAFolderTheyGoUnderTheirUsualNames) {
  std::filesystem::create_directory(folder_ / "papers");
  const std::string out = (folder_ / "papers").string();
  for (const char* kind : {"record", "dossier", "notice"}) {
    EXPECT_EQ(Do({kind, "C1", "--out", out}).out, out + "/" + kind + "-C1.html\n");
  }
  EXPECT_EQ(Do({"log", "--from", "2026-03-02", "--out", out}).out,
            out + "/messages-2026-03-02.html\n");
}

TEST_F(ComplaintPapers, TheSameRecordGivesTheSameBytes) {
  TakeEveryStep();
  const auto write = [&](const char* kind, const std::string& name) {
    const auto file = folder_ / name;
    EXPECT_EQ(Do({kind, "C1", "--out", file.string(), "--now", "2026-12-01T09:00:00+08:00"}).code,
              0);
    return Content(file);
  };
  for (const char* kind : {"record", "dossier", "notice"}) {
    EXPECT_EQ(write(kind, "first"), write(kind, "second"));
  }
}

TEST_F(ComplaintPapers, WhatCannotBeWrittenSaysWhy) {
  const std::string out = (folder_ / "x.html").string();
  EXPECT_EQ(Do({"record", "C9", "--out", out}).code, 65);
  EXPECT_EQ(Do({"record", "nine", "--out", out}).code, 64);
  EXPECT_EQ(Do({"record", "C1"}).code, 64);
  const Ended nowhere = Do({"record", "C1", "--out", (folder_ / "no/x.html").string()});
  EXPECT_EQ(nowhere.code, 1);
  EXPECT_THAT(nowhere.err, HasSubstr("无法写入"));
  const Ended day = Do({"log", "--from", "3月2日", "--out", out});
  EXPECT_EQ(day.code, 64);
  EXPECT_THAT(day.err, HasSubstr("2026-03-02"));
  EXPECT_EQ(Do({"log", "--from", "2026-03-02", "--to", "2026-03-01", "--out", out}).code, 64);
  EXPECT_THAT(Do({"log", "--community", "别处", "--out", out}).err, HasSubstr("云栖苑"));
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(ComplaintPapers, ANoticeOfAnotherClassIsWrittenWithAWarning) {
  std::ofstream(folder_ / "more.jsonl")
      << R"({"community":"云栖苑","channel":"phone","thread":"b","post":"b1","is_first":true,"title":"道闸坏了","author":"阿禾","posted_at":"2026-03-02T13:00:00+08:00","text":"车库道闸坏了，早上堵了半小时，保安也不管。"})"
      << "\n";
  ASSERT_EQ(Call({"import", "--config", config_, (folder_ / "more.jsonl").string()}).code, 0);
  const std::string out = (folder_ / "x.html").string();
  EXPECT_THAT(Do({"notice", "C2", "--out", out}).err, HasSubstr("没有把 C2 判为二类"));
  const Ended right = Do({"notice", "C1", "--out", out});
  EXPECT_THAT(right.err, AllOf(Not(HasSubstr("判为二类")),
                               HasSubstr("complaint notified --config " + config_ + " C1")));
}

}  // namespace
}  // namespace forumwatch
