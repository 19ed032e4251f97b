// The papers about complaints beside the record: the dossier (B7), the notice (B4), the log of
// messages (B1), and what holds for all.
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/shown_papers.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Dossier, HoldsPostsAsCapturedWithWhatTheySaidBefore) {
  ComplaintFile file = SampleFile();
  file.posts[0].seen.attachments = 3;
  const std::string text = Shown(DossierOf(file));
  for (const char* part :
       {"外墙渗水，卧室墙都发霉了。", "请联系我 138 0013 8000。", "外墙漏水，快来人！",
        "11栋外墙漏水", "2026年3月2日 10:02 到 2026年3月2日 11:00 之间是这样写的（署名 11栋老周）",
        "论坛注明 2026年3月2日 10:58 修改过", "2026年3月3日 09:00 起看不到了，已删除",
        "论坛（业主论坛），主题 8841，帖 120394", "物业的回帖：算首次回复，也算具体措施",
        "另有图片或文件 3 个", "https://bbs.guihuayuan.example/thread-8841.html#pid120394"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Dossier, APostThatWasEmptyBeforeDoesNotRepeatItsPresentWords) {
  ComplaintFile file = SampleFile();
  file.posts[0].revisions[0].text = "";
  file.posts[0].revisions[0].title = file.posts[0].seen.title;
  const std::string text = Shown(DossierOf(file));
  const auto first = text.find("请联系我");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(text.find("请联系我", text.find("之间是这样写的")), std::string::npos);
}

TEST(Dossier, SaysWhyAPostIsThereThatSpeaksOfSomethingElseNow) {
  ComplaintFile file = SampleFile();
  file.posts[0].parts.clear();
  file.posts[0].beside = "改过：现在的话不算这件投诉，改前的见下";
  EXPECT_THAT(Shown(DossierOf(file)),
              AllOf(HasSubstr("现在的话不算这件投诉"), HasSubstr("外墙漏水，快来人！")));
}

TEST(Dossier, SaysWhomAnAlertReached) {
  ComplaintFile file = SampleFile();
  EXPECT_THAT(Shown(DossierOf(file)), HasSubstr("值班群：已送到"));
  file.alerts[0].fates.clear();
  EXPECT_THAT(Shown(DossierOf(file)), HasSubstr("没有发出：当时没有配置联系人"));
}

TEST(Dossier, TellsWhatHappenedInTheOrderOfTime) {
  const std::string text = Shown(DossierOf(SampleFile()));
  std::size_t at = text.find("二、时间线");
  for (const char* event : {"反映", "受理", "看到帖子改过", "书面通知：邮件", "物业回帖",
                            "期限到，没有完成：具体措施", "看到帖子已删除", "已处理", "关闭"}) {
    const std::size_t found = text.find(event, at);
    ASSERT_NE(found, std::string::npos) << event;
    at = found;
  }
}

// The time line of the dossier, one line an event.
std::string EventAt(const std::string& text, const char* at, const char* what) {
  const std::size_t line = text.find(std::string(at) + what, text.find("二、时间线"));
  return line == std::string::npos ? "" : text.substr(line, 160);
}

TEST(Dossier, TellsInTheTimeLineWhatStoodThereAtThatTime) {
  const std::string text = Shown(DossierOf(SampleFile()));
  EXPECT_THAT(EventAt(text, "2026年3月2日 10:00", "反映"), HasSubstr("外墙漏水，快来人！"));
  EXPECT_THAT(EventAt(text, "2026年3月2日 11:00", "看到帖子改过"),
              HasSubstr("外墙渗水，卧室墙都发霉了。"));
}

TEST(Dossier, WhatAnEditBroughtWasNotSaidBefore) {
  ComplaintFile file = SampleFile();
  file.posts[0].parts[0].said_at = Moment("2026-03-02T10:58:00+08:00");
  file.posts[2].revisions = {
      {"", "桂花苑客服", "收到。", Moment("2026-03-02T13:12:00+08:00"),
       Moment("2026-03-02T14:00:00+08:00")},
      {"", "桂花苑客服", "李工明天9点到。", Moment("2026-03-02T14:00:00+08:00"),
       Moment("2026-03-02T15:00:00+08:00")}};
  file.posts[2].measures_since = Moment("2026-03-02T13:55:00+08:00");
  const std::string text = Shown(DossierOf(file));
  EXPECT_THAT(EventAt(text, "2026年3月2日 10:00", "发帖"), HasSubstr("外墙漏水，快来人！"));
  EXPECT_THAT(EventAt(text, "2026年3月2日 10:00", "反映"), IsEmpty());
  EXPECT_THAT(EventAt(text, "2026年3月2日 13:10", "物业回帖"), HasSubstr("收到。"));
  EXPECT_THAT(EventAt(text, "2026年3月2日 13:55", "物业回帖改过"), HasSubstr("李工明天9点到。"));
  EXPECT_THAT(Shown(RecordOf(file)),
              HasSubstr("2026年3月2日 13:55 桂花苑客服 回帖：李工明天9点到。"));
}

TEST(Dossier, HoldsLettersRepliesAndAlerts) {
  const std::string text = Shown(DossierOf(SampleFile()));
  for (const char* part :
       {"电话联系业主", "约明天上门", "并入前的记录", "对 C115", "拟稿　小林，2026年3月2日 12:30",
        "批准　王经理，2026年3月2日 13:00", "的回帖与这一稿一致", "新投诉 C112：11栋外墙渗水"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  const std::string none = Shown(DossierOf(UntouchedFile()));
  EXPECT_THAT(none, AllOf(HasSubstr("没有记录。"), HasSubstr("没有拟过回帖稿")));
}

TEST(Notice, NamesTheMatterAndNobodyWhoSpokeOfIt) {
  const std::string text = Shown(NoticeOf(SampleFile()));
  EXPECT_THAT(text, AllOf(HasSubstr("地产公司客户关系中心："), HasSubstr("11栋外墙渗水"),
                          HasSubstr("外墙渗水，卧室墙都发霉了。"), HasSubstr("2 人，2 次"),
                          HasSubstr("2026年3月11日"), HasSubstr("我公司责任人：李工")));
  for (const char* secret :
       {"老周", "小满", "138 0013 8000", "xiaoman_77", "bbs.guihuayuan.example", "桂花苑客服"}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
}

TEST(Notice, NoWayOfWritingANumberHandsItOn) {
  for (const char* number : {"138\u200b0013\u200b8000", "138\t0013\t8000", "138 - 0013 - 8000",
                             "1 3 8 0 0 1 3 8 0 0 0", "１３８、００１３、８０００"}) {
    ComplaintFile file = SampleFile();
    file.posts[0].seen.text = "7栋1302 " + std::string(number) + " 渗水";
    file.posts[0].parts[0].text = file.posts[0].seen.text;
    file.complaint.summary = file.posts[0].seen.text;
    EXPECT_THAT(Shown(NoticeOf(file)), AllOf(HasSubstr("反映的问题7栋1302 ＊＊＊ 渗水"),
                                             Not(HasSubstr("0013")), Not(HasSubstr("8000"))));
  }
}

TEST(Notice, NamesNobodyInTheWordsOfOthers) {
  ComplaintFile file = SampleFile();
  file.posts[0].parts[0].text = "和小满、11栋老周、阿福、老周、豆豆一起去看过11栋";
  file.posts[0].revisions[0].author = "阿福";
  file.people = {"豆豆"};
  EXPECT_THAT(Shown(NoticeOf(file)),
              HasSubstr("和＊＊＊、＊＊＊、＊＊＊、＊＊＊、＊＊＊一起去看过11栋"));
}

TEST(Notice, APartOfAPostIsMaskedAsItStandsThere) {
  ComplaintFile file = SampleFile();
  file.posts[0].seen.text = "墙发霉，联系加微信：\nlaowang_7，外墙也渗水";
  file.posts[0].parts[0].text = "laowang_7，外墙也渗水";
  EXPECT_THAT(Shown(NoticeOf(file)),
              AllOf(HasSubstr("＊＊＊，外墙也渗水"), Not(HasSubstr("laowang"))));
}

TEST(Notice, ASummaryThatNobodyStandsByIsNotHandedOn) {
  ComplaintFile gone = SampleFile();
  gone.posts[0].gone_since = Moment("2026-03-03T09:00:00+08:00");
  ComplaintFile edited = SampleFile();
  edited.posts[0].seen.title = "渗水";
  edited.posts[1].seen.title = edited.complaint.summary;
  for (const ComplaintFile& file : {gone, edited}) {
    EXPECT_THAT(Shown(NoticeOf(file)),
                AllOf(HasSubstr("反映的问题11栋 房屋质量"), Not(HasSubstr("11栋外墙渗水"))));
  }
}

TEST(Notice, ASummaryThatWasCutWithinANumberIsMasked) {
  ComplaintFile file = SampleFile();
  file.posts[0].seen.title = "11栋外墙渗水，电话 138 0013 8000";
  file.complaint.summary = "11栋外墙渗水，电话 138 0013 8…";
  EXPECT_THAT(Shown(NoticeOf(file)),
              AllOf(HasSubstr("11栋外墙渗水，电话 ＊＊＊"), Not(HasSubstr("0013"))));
}

TEST(Notice, WhatWasTakenBackIsNotHandedOn) {
  EXPECT_THAT(Shown(NoticeOf(SampleFile())),
              AllOf(Not(HasSubstr("我家也渗水")), HasSubstr("另有 1 帖已从论坛上删除")));
}

TEST(Notice, CallsTheClassByItsNameOnlyWhereItIsKnown) {
  ComplaintFile file = SampleFile();
  EXPECT_THAT(Shown(NoticeOf(file)), HasSubstr("地产公司原因（二类），现书面告知"));
  for (const std::optional<int> other : {std::optional<int>(1), std::optional<int>()}) {
    file.complaint.complaint_class = other;
    EXPECT_THAT(Shown(NoticeOf(file)),
                AllOf(HasSubstr("类别待核实，现书面告知"), Not(HasSubstr("二类"))));
  }
}

TEST(Notice, SaysTheSameOfTheBeginningAsTheRecord) {
  ComplaintFile file = SampleFile();
  file.complaint.opened_at = Moment("2026-03-02T12:00:00+08:00");
  EXPECT_THAT(Shown(NoticeOf(file)), HasSubstr("最早反映2026年3月2日 10:00"));
}

TEST(Notice, WhereNobodyIsResponsibleThereIsRoomForTheName) {
  EXPECT_THAT(Shown(NoticeOf(UntouchedFile())), HasSubstr("我公司责任人：＿"));
}

TEST(MessageLogPaper, NamesEveryMessageAndWhatBecameOfIt) {
  const std::string text = Shown(LogOf(SampleLog()));
  EXPECT_THAT(text,
              AllOf(HasSubstr("日期：2026年3月2日"), HasSubstr("共 3 条"),
                    HasSubstr("投诉 C112，已关闭；责任人：李工；处理结果：外墙防水已重做"),
                    HasSubstr("投诉 C113，待受理；责任人：未填写；处理结果：未填写"),
                    HasSubstr("建议"), HasSubstr("其他"), HasSubstr("匿名"), HasSubstr("（不详）"),
                    HasSubstr("来电"), HasSubstr("物业自己的回帖 1 条")));
}

TEST(MessageLogPaper, TellsWhatWasEditedAndWhenNothingCouldBeSeen) {
  MessageLog log = SampleLog();
  EXPECT_THAT(Shown(LogOf(log)), AllOf(Not(HasSubstr("看到改过）")), Not(HasSubstr("没有看到（")),
                                       HasSubstr("2026年3月2日 10:02")));
  log.messages[0].changed = true;
  log.unseen = {{"桂花苑/业主论坛", log.from, log.from + std::chrono::hours(3), "值守没有运行"}};
  EXPECT_THAT(Shown(LogOf(log)),
              AllOf(HasSubstr("旧帖，这时看到改过"),
                    HasSubstr("桂花苑/业主论坛 从 2026年3月2日 00:00 到 2026年3月2日 03:00 "
                              "没有看到（值守没有运行）")));
}

TEST(MessageLogPaper, OfSeveralDaysNamesTheFirstAndTheLast) {
  MessageLog log = SampleLog();
  log.to += std::chrono::days(2);
  log.messages.clear();
  EXPECT_THAT(Shown(LogOf(log)),
              AllOf(HasSubstr("2026年3月2日至2026年3月4日"), HasSubstr("没有收到信息")));
}

TEST(Papers, TheSameRecordGivesTheSameBytes) {
  EXPECT_EQ(RecordOf(SampleFile()), RecordOf(SampleFile()));
  EXPECT_EQ(DossierOf(SampleFile()), DossierOf(SampleFile()));
  EXPECT_EQ(NoticeOf(SampleFile()), NoticeOf(SampleFile()));
  EXPECT_EQ(LogOf(SampleLog()), LogOf(SampleLog()));
}

TEST(Papers, ShowNothingThatTurnsTheDirectionOfWritingOrCannotBeSeen) {
  ComplaintFile file = SampleFile();
  file.posts[0].seen.text = "电\u202e梯\u2066好\u200b了\x07\u3164\u2800";
  file.posts[0].parts[0].text = file.posts[0].seen.text;
  file.steps[2].why = "\u202e记录";
  for (const std::string& html : {RecordOf(file), DossierOf(file), NoticeOf(file)}) {
    EXPECT_THAT(html, HasSubstr("电梯好了"));
    for (const char* sign : {"\u202e", "\u2066", "\u200b", "\x07", "\u3164", "\u2800"}) {
      EXPECT_EQ(html.find(sign), std::string::npos);
    }
  }
}

TEST(Papers, AreReadOfflineAndPrintedOnA4) {
  for (const std::string& html : {RecordOf(SampleFile()), DossierOf(SampleFile()),
                                  NoticeOf(SampleFile()), LogOf(SampleLog())}) {
    const ParsedPage page = ParsePage(html);
    EXPECT_THAT(page.Values("src"), IsEmpty());
    for (const Element& element : page.elements) {
      EXPECT_THAT((std::vector<std::string>{"script", "link", "img", "iframe", "object"}),
                  Each(Not(element.tag)));
    }
    EXPECT_THAT(html, AllOf(HasSubstr("@page { size: A4"), HasSubstr("default-src 'none'"),
                            Not(HasSubstr("@import")), Not(HasSubstr("url("))));
    EXPECT_EQ(html.find("{{"), std::string::npos);
  }
}

}  // namespace
}  // namespace forumwatch
