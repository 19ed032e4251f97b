// The papers about complaints: the record (B5), the dossier (B7), the notice (B4), the log of
// messages (B1).
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "analysis/report/record_fields.h"
#include "tests/report/parsed_page.h"
#include "tests/report/sample_file.h"
#include "tests/report/shipped_template.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string Record(const ComplaintFile& file) {
  return RenderRecord(file, ShippedTemplate("record.tpl"), Shanghai());
}
std::string DossierOf(const ComplaintFile& file) {
  return RenderDossier(file, ShippedTemplate("dossier.tpl"), Shanghai());
}
std::string NoticeOf(const ComplaintFile& file) {
  return RenderNotice(file, ShippedTemplate("notice.tpl"), Shanghai());
}
std::string LogOf(const MessageLog& log) {
  return RenderMessageLog(log, ShippedTemplate("messages.tpl"), Shanghai());
}
std::string Shown(const std::string& html) {
  return ParsePage(html).text;
}

std::map<std::string, std::vector<std::string>> Fields(const ComplaintFile& file) {
  std::map<std::string, std::vector<std::string>> fields;
  for (FormField& field : RecordFields(file, Shanghai())) {
    fields[field.name] = std::move(field.lines);
  }
  return fields;
}

// Each field of the form, the rule it stands there by, and the command that fills it.
struct Row {
  const char* name;
  const char* rule;
  const char* how;
};
constexpr Row kForm[] = {
    {"CHANNELS", "A3", ""},
    {"RECEIVED", "B1", ""},
    {"ACCEPTED", "B1", "forumwatch complaint accept C112"},
    {"RESPONSIBLE", "B5", "forumwatch complaint assign C112 责任人"},
    {"CONTENTS", "B1", ""},
    {"CLASS", "A2", ""},
    {"NATURE", "F2", ""},
    {"PLACE", "B1", ""},
    {"DANGER", "B10", ""},
    {"EXTENT", "E4", ""},
    {"HEAT", "E5", ""},
    {"IMPACT", "E5", "forumwatch complaint impact C112 网下影响程度"},
    {"CLOCKS", "B2", ""},
    {"PROPOSED_CAUSE", "E6", ""},
    {"CONFIRMED_CAUSE", "E6", "forumwatch complaint confirm C112 原因/细项"},
    {"MEASURES", "B3", "forumwatch complaint respond C112 怎样处理的"},
    {"REPLIES", "B12", "forumwatch complaint draft C112 回帖全文"},
    {"NOTICE", "B4", "forumwatch complaint notified C112 怎样送的"},
    {"RESULT", "B1", "forumwatch complaint handled C112 --why 处理结果"},
    {"REVISIT", "C1",
     "forumwatch complaint revisit C112 满意或不满意 --why 方式和意见（不用回访的用 "
     "no-revisit，C2）"},
    {"LESSONS", "F4", "forumwatch complaint lessons C112 预防措施"},
    {"CLOSING", "C3", "forumwatch complaint close C112"},
};

TEST(RecordFields, AreThoseOfTheHandbook) {
  const std::vector<FormField> fields = RecordFields(UntouchedFile(), Shanghai());
  ASSERT_EQ(fields.size(), std::size(kForm));
  std::ostringstream handbook;
  handbook << std::ifstream(FORUMWATCH_SOURCE_DIR "/config/handbook.json").rdbuf();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_STREQ(fields[i].name, kForm[i].name);
    EXPECT_STREQ(fields[i].rule, kForm[i].rule) << fields[i].name;
    EXPECT_EQ(fields[i].how, kForm[i].how) << fields[i].name;
    EXPECT_EQ(fields[i].lines.empty(), *kForm[i].how != '\0')
        << fields[i].name << ": only what people fill can be empty";
    EXPECT_THAT(handbook.str(), HasSubstr("\"" + std::string(fields[i].rule) + "\": "));
  }
}

TEST(RecordFields, StandInBothPapersBesideTheirRule) {
  for (const char* name : {"record.tpl", "dossier.tpl"}) {
    const std::string form = ShippedTemplate(name);
    for (const Row& row : kForm) {
      std::string rules;
      EXPECT_TRUE(RE2::PartialMatch(
          form, R"(<i>([^<]*)</i></th><td[^>]*>\{\{#)" + std::string(row.name) + R"(\}\})", &rules))
          << name << ": " << row.name;
      EXPECT_TRUE(RE2::PartialMatch(rules, std::string(row.rule) + R"((\D|$))"))
          << name << ": " << row.name << " says " << rules;
    }
  }
}

TEST(RecordFields, SayWhatIsOnRecord) {
  const auto fields = Fields(SampleFile());
  const std::pair<const char*, const char*> kSays[] = {
      {"CHANNELS", "论坛（业主论坛）"},
      {"RECEIVED", "系统登记：2026年3月2日 10:02"},
      {"ACCEPTED", "受理（小林，2026年3月2日 10:05）"},
      {"RESPONSIBLE", "李工"},
      {"RESPONSIBLE", "指派：李工（王经理，2026年3月2日 10:20）：防水归工程部"},
      {"CONTENTS", "2026年3月2日 12:00 小满：我家也渗水，加微信 xiaoman_77 一起去问"},
      {"CLASS", "二类（地产公司原因）"},
      {"NATURE", "专业：维修"},
      {"PLACE", "11栋"},
      {"DANGER", "群体"},
      {"EXTENT", "2 人，2 次"},
      {"HEAT", "现在 12.3，最高 26.5，累计 40.0"},
      {"IMPACT", "三户到客服中心询问（小林，2026年3月2日 15:00）"},
      {"CONFIRMED_CAUSE", "机·质量合格性"},
      {"CONFIRMED_CAUSE", "确认原因：机/质量合格性（王经理，2026年3月4日 09:00）"},
      {"MEASURES",
       "2026年3月2日 13:10 桂花苑客服 回帖：您好，防水单位明天9点到11栋查看，李工负责。"},
      {"MEASURES", "上门查看，拍照留存（李工，2026年3月3日 12:00）"},
      {"REPLIES", "批准（王经理，2026年3月2日 13:00）"},
      {"REPLIES", "论坛上 2026年3月2日 13:10 的回帖与这一稿一致"},
      {"NOTICE", "书面通知：邮件（王经理，2026年3月2日 11:30）：桂函〔2026〕7号"},
      {"RESULT", "外墙防水已重做，淋水试验不漏（李工，2026年3月9日 17:00）"},
      {"REVISIT", "回访：满意（小林，2026年3月10日 10:00）：电话回访，过程、措施、结果都满意"},
      {"LESSONS", "雨季前普查外墙（王经理，2026年3月10日 11:00）"},
      {"CLOSING", "关闭（王经理，2026年3月10日 11:05）"},
  };
  for (const auto& [name, says] : kSays) {
    EXPECT_THAT(fields.at(name), Contains(says)) << name;
  }
  EXPECT_THAT(fields.at("CLOCKS"),
              Contains(HasSubstr("首次回复（B2）：2026年3月2日 14:00 止，按时")));
  EXPECT_THAT(HowToFillTheRest(SampleFile(), Shanghai()), IsEmpty());
}

TEST(RecordFields, ANoticeIsAskedForOnlyWhereTheDeveloperIsTheCause) {
  ComplaintFile file = UntouchedFile();
  EXPECT_THAT(Fields(file).at("NOTICE"), IsEmpty());
  file.complaint.complaint_class = 1;
  EXPECT_THAT(Fields(file).at("NOTICE"), ElementsAre("不需要：不是二类"));
}

TEST(RecordFields, WhatWasDoneWithoutWordsSaysThatTheyAreMissing) {
  ComplaintFile file = SampleFile();
  for (Step& step : file.steps) {
    step.why = "";
  }
  EXPECT_THAT(Fields(file).at("RESULT"), ElementsAre(HasSubstr("没有写结果")));
  EXPECT_THAT(Fields(file).at("REVISIT"), ElementsAre(HasSubstr("没有写方式和意见")));
}

TEST(RecordFields, WhatWasSaidBeforeTheWatchBeganIsNotTakenForTheStartOfTheClocks) {
  ComplaintFile file = SampleFile();
  file.complaint.opened_at = Moment("2026-03-02T12:00:00+08:00");
  EXPECT_THAT(Fields(file).at("RECEIVED"),
              ElementsAre("最早反映：2026年3月2日 10:00",
                          "启用前的旧帖，从 2026年3月2日 12:00 又有人发帖时起计时",
                          "系统登记：2026年3月2日 10:02"));
}

TEST(RecordFields, WhyItIsNotClosedYetIsSaid) {
  ComplaintFile file = UntouchedFile();
  file.not_to_be_closed = "还没有记为已处理";
  EXPECT_THAT(Fields(file).at("CLOSING"), ElementsAre("还没有关闭：还没有记为已处理"));
}

TEST(RecordFields, ManyPostsAreCounted) {
  ComplaintFile file = SampleFile();
  file.posts.insert(file.posts.begin(), 10, file.posts.front());
  EXPECT_THAT(Fields(file).at("CONTENTS").back(), HasSubstr("另有 2 帖"));
}

TEST(RecordFields, ADraftIsComparedWithWhatAnsweredBeforeTheNext) {
  ComplaintFile file = SampleFile();
  file.steps.push_back({ComplaintId{112}, "小林", Moment("2026-03-05T09:00:00+08:00"),
                        StepKind::Drafted, "", "防水已经做完。"});
  FiledPost other = SamplePost("120399", "桂花苑客服", "2026-03-05T10:00:00+08:00", "做完了。");
  other.counts_for = "算首次回复";
  other.answers = true;
  file.posts.push_back(other);
  const auto replies = RepliesOf(file);
  ASSERT_EQ(replies.size(), 2U);
  ASSERT_EQ(replies[0].posted.size(), 1U);
  EXPECT_TRUE(SaysTheSame(*replies[0].posted[0], *replies[0].draft));
  ASSERT_EQ(replies[1].posted.size(), 1U);
  EXPECT_EQ(replies[1].decision, nullptr);
  EXPECT_FALSE(SaysTheSame(*replies[1].posted[0], *replies[1].draft));
}

TEST(Record, SaysOfAnEmptyFieldThatItIsEmptyAndHowToFillIt) {
  const std::string text = Shown(Record(UntouchedFile()));
  for (const Row& row : kForm) {
    if (*row.how != '\0') {
      EXPECT_THAT(text, HasSubstr("未填写。填写：" + std::string(row.how)));
    }
  }
  EXPECT_THAT(text,
              AllOf(HasSubstr("还没有人办理"), HasSubstr("编号：C112"), HasSubstr("状态：待受理")));
  EXPECT_THAT(Shown(Record(SampleFile())), Not(HasSubstr("未填写")));
}

TEST(Record, ShowsEveryStepWithItsWords) {
  EXPECT_THAT(Shown(Record(SampleFile())),
              AllOf(HasSubstr("安和物业服务有限公司"), HasSubstr("约明天上门"),
                    HasSubstr("桂函〔2026〕7号")));
}

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

TEST(MessageLogPaper, OfSeveralDaysNamesTheFirstAndTheLast) {
  MessageLog log = SampleLog();
  log.to += std::chrono::days(2);
  log.messages.clear();
  EXPECT_THAT(Shown(LogOf(log)),
              AllOf(HasSubstr("2026年3月2日至2026年3月4日"), HasSubstr("没有收到信息")));
}

TEST(Papers, TheSameRecordGivesTheSameBytes) {
  EXPECT_EQ(Record(SampleFile()), Record(SampleFile()));
  EXPECT_EQ(DossierOf(SampleFile()), DossierOf(SampleFile()));
  EXPECT_EQ(NoticeOf(SampleFile()), NoticeOf(SampleFile()));
  EXPECT_EQ(LogOf(SampleLog()), LogOf(SampleLog()));
}

TEST(Papers, ShowNothingThatTurnsTheDirectionOfWritingOrCannotBeSeen) {
  ComplaintFile file = SampleFile();
  file.posts[0].seen.text = "电\u202e梯\u2066好\u200b了\x07";
  file.steps[2].why = "\u202e记录";
  for (const std::string& html : {Record(file), DossierOf(file), NoticeOf(file)}) {
    for (const char* sign : {"\u202e", "\u2066", "\u200b", "\x07"}) {
      EXPECT_EQ(html.find(sign), std::string::npos);
    }
  }
}

TEST(Papers, AreReadOfflineAndPrintedOnA4) {
  for (const std::string& html : {Record(SampleFile()), DossierOf(SampleFile()),
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
