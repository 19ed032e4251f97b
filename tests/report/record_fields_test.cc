// The record of a complaint (B5) and its fields, which stand in the dossier, too.
#include "analysis/report/record_fields.h"

#include <fstream>
#include <map>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "analysis/report/filed_words.h"
#include "analysis/text/normalise.h"
#include "tests/report/shown_papers.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::map<std::string, std::vector<std::string>> Fields(const ComplaintFile& file) {
  std::map<std::string, std::vector<std::string>> fields;
  for (FormField& field : RecordFields(file, Shanghai())) {
    fields[field.name] = std::move(field.lines);
  }
  return fields;
}

// Each field of the form, the rule it stands there by, and the command that fills it.
struct FormRow {
  const char* name;
  const char* rule;
  const char* how;
};
constexpr FormRow kForm[] = {
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
    {"INVESTIGATION", "B12", "forumwatch complaint investigate C112 查到的情况"},
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
    EXPECT_EQ(fields[i].filled, *kForm[i].how == '\0')
        << fields[i].name << ": only what people fill can be empty";
    EXPECT_THAT(handbook.str(), HasSubstr("\"" + std::string(fields[i].rule) + "\": "));
  }
}

TEST(RecordFields, StandInBothPapersBesideTheirRule) {
  for (const char* name : {"record.tpl", "dossier.tpl"}) {
    const std::string form = ShippedTemplate(name);
    for (const FormRow& row : kForm) {
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
      {"INVESTIGATION", "外墙防水层老化开裂（李工，2026年3月2日 12:00）"},
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

TEST(RecordFields, TheClocksSayWhoseTimeTheAnswerTook) {
  ComplaintFile file = SampleFile();
  file.duties.resize(1);
  file.duties[0].satisfied_at = Moment("2026-03-02T13:10:00+08:00");
  EXPECT_THAT(
      Fields(file).at("CLOCKS"),
      ElementsAre("首次回复（B2）：2026年3月2日 14:00 止，按时完成，2026年3月2日 13:10（用时 3 "
                  "小时 10 分钟）",
                  "机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟",
                  "人员用时 3 小时 8 分钟：提醒到受理 3 分钟，受理到拟稿 2 小时 25 "
                  "分钟，拟稿到审批 30 分钟，审批到论坛上出现 10 分钟"));
}

TEST(RecordFields, ANoticeIsAskedForOnlyWhereTheDeveloperIsTheCause) {
  ComplaintFile file = UntouchedFile();
  EXPECT_THAT(Fields(file).at("NOTICE"), IsEmpty());
  file.complaint.complaint_class = 1;
  EXPECT_THAT(Fields(file).at("NOTICE"), ElementsAre("不需要：不是二类"));
  file.complaint.complaint_class.reset();
  EXPECT_THAT(Fields(file).at("NOTICE"), ElementsAre("类别待定：定为二类的要送"));
}

std::vector<std::string> Unfilled(const ComplaintFile& file) {
  std::vector<std::string> names;
  for (const FormField& field : RecordFields(file, Shanghai())) {
    if (!field.filled) {
      names.emplace_back(field.name);
    }
  }
  return names;
}

TEST(RecordFields, WhatWasUndoneIsToBeFilledAgainAndStaysOnThePaper) {
  for (const StepKind kind : {StepKind::Reopened, StepKind::Merged}) {
    ComplaintFile file = SampleFile();
    file.complaint.status = ComplaintStatus::Open;
    file.steps.push_back(
        {ComplaintId{112}, "forumwatch", Moment("2026-03-12T09:00:00+08:00"), kind, "", ""});
    EXPECT_THAT(Unfilled(file), ElementsAre("RESULT", "REVISIT", "CLOSING"));
    EXPECT_THAT(Fields(file).at("RESULT"),
                ElementsAre(AllOf(HasSubstr("外墙防水已重做"), HasSubstr("此后又重新打开或并案"))));
    EXPECT_THAT(Shown(RecordOf(file)),
                AllOf(HasSubstr("外墙防水已重做"),
                      HasSubstr("未填写。填写：forumwatch complaint handled C112")));
    file.steps.push_back({ComplaintId{112}, "李工", Moment("2026-03-13T09:00:00+08:00"),
                          StepKind::Handled, "", "重做完"});
    EXPECT_THAT(Unfilled(file), ElementsAre("REVISIT", "CLOSING"));
  }
}

TEST(RecordFields, WhatWasDoneAboutAnotherBeforeItWasMergedFillsNothing) {
  ComplaintFile file = SampleFile();
  file.complaint.status = ComplaintStatus::Open;
  for (Step& step : file.steps) {
    step.complaint = ComplaintId{115};
  }
  EXPECT_THAT(Unfilled(file), ElementsAre("RESULT", "REVISIT", "CLOSING"));
  EXPECT_THAT(Fields(file).at("RESULT"), ElementsAre(HasSubstr("对 C115")));
}

TEST(RecordFields, WhatAnEditBroughtWasSaidWhenItWasEdited) {
  ComplaintFile file = SampleFile();
  file.complaint.opened_at = Moment("2026-03-02T11:00:00+08:00");
  file.posts[0].parts[0].said_at = Moment("2026-03-02T11:00:00+08:00");
  file.posts[0].parts[0].seen_at = Moment("2026-03-02T11:01:00+08:00");
  file.posts[2].measures_since = Moment("2026-03-02T17:00:00+08:00");
  const auto fields = Fields(file);
  EXPECT_THAT(fields.at("RECEIVED"),
              ElementsAre("最早反映：2026年3月2日 11:00", "系统登记：2026年3月2日 11:01"));
  EXPECT_THAT(fields.at("CONTENTS"), Contains(HasSubstr("2026年3月2日 11:00 11栋老周：")));
  EXPECT_THAT(fields.at("MEASURES"), Contains(HasSubstr("2026年3月2日 17:00 桂花苑客服 回帖：")));
  const std::string dossier = Shown(DossierOf(file));
  EXPECT_THAT(dossier, AllOf(HasSubstr("改帖后反映"), HasSubstr("从此算具体措施")));
  EXPECT_THAT(Shown(NoticeOf(file)), HasSubstr("最早反映2026年3月2日 11:00"));
}

TEST(RecordFields, AReplyThatNobodyDraftedIsNamed) {
  ComplaintFile file = SampleFile();
  std::erase_if(file.steps, [](const Step& step) { return step.kind == StepKind::Drafted; });
  EXPECT_THAT(Fields(file).at("REPLIES"),
              Contains("论坛上 2026年3月2日 13:10 的回帖，没有拟稿，未经批准："
                       "您好，防水单位明天9点到11栋查看，李工负责。"));
  EXPECT_THAT(Shown(DossierOf(file)), HasSubstr("桂花苑客服 的回帖没有拟稿，未经批准"));
}

TEST(RecordFields, AReplyThatWasEditedToTheDraftIsTheDrafts) {
  ComplaintFile file = SampleFile();
  FiledPost& reply = file.posts[2];
  reply.at = Moment("2026-03-02T12:10:00+08:00");
  reply.measures_since = Moment("2026-03-02T13:10:00+08:00");
  reply.revisions = {{"", "桂花苑客服", "收到。", reply.at, *reply.measures_since}};
  const FiledReplies replies = RepliesOf(file);
  EXPECT_TRUE(replies.undrafted.empty());
  ASSERT_EQ(replies.drafted.at(0).posted.size(), 1U);
  reply.measures_since.reset();
  EXPECT_TRUE(RepliesOf(file).undrafted.empty());
  reply.seen.text = "收到，谢谢。";
  EXPECT_FALSE(RepliesOf(file).undrafted.empty()) << "edited, but to other words";
}

TEST(RecordFields, WhatWasDoneWithoutWordsSaysThatTheyAreMissing) {
  ComplaintFile file = SampleFile();
  for (Step& step : file.steps) {
    step.why = "";
  }
  EXPECT_THAT(Fields(file).at("RESULT"), ElementsAre(HasSubstr("没有写结果")));
  EXPECT_THAT(Fields(file).at("REVISIT"), ElementsAre(HasSubstr("没有写方式和意见")));
  EXPECT_THAT(Unfilled(file), Contains("REVISIT")) << "the customer's opinion is what C1 asks for";
}

// C2: put on record by mistake before the matter was handled.
TEST(RecordFields, AnObjectionThatWasTakenBackBeforeTheHandlingFillsNoRevisit) {
  ComplaintFile file = SampleFile();
  for (Step& step : file.steps) {
    if (step.kind == StepKind::Revisited) {
      step.kind = StepKind::RevisitWaived;
      step.detail = "客户不愿";
    }
  }
  EXPECT_THAT(Unfilled(file), Not(Contains("REVISIT")));
  Step again = file.steps.front();
  again.at = file.written_at;
  for (const StepKind kind : {StepKind::RevisitAllowed, StepKind::Handled}) {
    again.kind = kind;
    file.steps.push_back(again);
  }
  EXPECT_THAT(Unfilled(file), Contains("REVISIT"));
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

TEST(RecordFields, WhatWasPostedBeforeItWasApprovedSaysSo) {
  ComplaintFile file = SampleFile();
  EXPECT_THAT(Shown(DossierOf(file)), Not(HasSubstr("先发后批")));
  for (Step& step : file.steps) {
    step.at += step.kind == StepKind::Approved ? std::chrono::minutes(11) : std::chrono::minutes(0);
  }
  EXPECT_THAT(Fields(file).at("REPLIES"),
              Contains("论坛上 2026年3月2日 13:10 的回帖与这一稿一致；先发后批"));
  EXPECT_THAT(Shown(DossierOf(file)), HasSubstr("与这一稿一致；先发后批"));
}

TEST(RecordFields, ADraftIsComparedWithWhatAnsweredBeforeTheNext) {
  ComplaintFile file = SampleFile();
  file.steps.push_back({ComplaintId{112}, "小林", Moment("2026-03-05T09:00:00+08:00"),
                        StepKind::Drafted, "", "防水已经做完。"});
  FiledPost other = SamplePost("120399", "桂花苑客服", "2026-03-05T10:00:00+08:00", "做完了。");
  other.counts_for = "算首次回复";
  other.answers = true;
  file.posts.push_back(other);
  const auto replies = RepliesOf(file).drafted;
  ASSERT_EQ(replies.size(), 2U);
  ASSERT_EQ(replies[0].posted.size(), 1U);
  EXPECT_TRUE(SayTheSame(replies[0].posted[0].post->seen.text, replies[0].draft->why));
  ASSERT_EQ(replies[1].posted.size(), 1U);
  EXPECT_EQ(replies[1].decision, nullptr);
  EXPECT_FALSE(SayTheSame(replies[1].posted[0].post->seen.text, replies[1].draft->why));
  EXPECT_THAT(Fields(file).at("REPLIES"),
              Contains("论坛上 2026年3月5日 10:00 "
                       "的回帖与这一稿不同：少了“防水已经做完。”；多了“做完了。”；未经批准"));
  EXPECT_THAT(Shown(DossierOf(file)), HasSubstr("与这一稿不同，原文见第三部分；未经批准"));
}

// Its thread speaks of another complaint as well: nobody had to draft it here.
TEST(RecordFields, AReplyAboutAnotherMatterIsNotHeldAgainstThisOne) {
  ComplaintFile file = SampleFile();
  FiledPost other =
      SamplePost("120399", "桂花苑客服", "2026-03-05T10:00:00+08:00", "路灯已经修好了。");
  other.answers = true;
  other.of_another_matter = true;
  file.posts.push_back(other);
  EXPECT_THAT(Fields(file).at("REPLIES"), Not(Contains(HasSubstr("3月5日"))));
}

TEST(RecordFields, WhatWasDraftedAfterItWasPostedStandsBesideThatDraft) {
  ComplaintFile file = SampleFile();
  file.posts[2].at = Moment("2026-03-02T12:10:00+08:00");
  file.posts[2].measures_since.reset();
  EXPECT_THAT(Fields(file).at("REPLIES"),
              Contains("论坛上 2026年3月2日 12:10 的回帖与这一稿一致；先发后批"));
}

TEST(Record, SaysOfAnEmptyFieldThatItIsEmptyAndHowToFillIt) {
  const std::string text = Shown(RecordOf(UntouchedFile()));
  for (const FormRow& row : kForm) {
    if (*row.how != '\0') {
      EXPECT_THAT(text, HasSubstr("未填写。填写：" + std::string(row.how)));
    }
  }
  EXPECT_THAT(text,
              AllOf(HasSubstr("还没有人办理"), HasSubstr("编号：C112"), HasSubstr("状态：待受理")));
  EXPECT_THAT(Shown(RecordOf(SampleFile())), Not(HasSubstr("未填写")));
}

TEST(Record, ShowsEveryStepWithItsWords) {
  EXPECT_THAT(Shown(RecordOf(SampleFile())),
              AllOf(HasSubstr("安和物业服务有限公司"), HasSubstr("约明天上门"),
                    HasSubstr("桂函〔2026〕7号")));
}

}  // namespace
}  // namespace forumwatch
