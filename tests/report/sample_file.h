// An invented complaint with everything that can be on record about one, and a day's messages. For
// tests of report.
#pragma once

#include "analysis/report/complaint_documents.h"
#include "tests/report/sample_month.h"

namespace forumwatch {

inline UtcTime Moment(const char* text) {
  return *ParseRfc3339(text);
}

inline FiledPost SamplePost(const char* id, const char* author, const char* at, const char* text) {
  FiledPost post;
  post.source = "业主论坛";
  post.seen.thread = "8841";
  post.seen.post = id;
  post.seen.author = author;
  post.seen.posted_at = Moment(at);
  post.seen.text = text;
  post.seen.url = std::string("https://bbs.guihuayuan.example/thread-8841.html#pid") + id;
  post.at = *post.seen.posted_at;
  post.seen_at = post.at + std::chrono::minutes(2);
  return post;
}

inline FiledPart WholeOf(const FiledPost& post) {
  return {post.seen.text, post.at, post.seen_at};
}

inline std::vector<FiledPost> SamplePosts() {
  FiledPost opening = SamplePost("120394", "11栋老周", "2026-03-02T10:00:00+08:00",
                                 "外墙渗水，卧室墙都发霉了。\n请联系我 138 0013 8000。");
  opening.seen.is_first = true;
  opening.seen.title = "11栋外墙渗水";
  opening.parts = {WholeOf(opening)};
  opening.revisions = {{"11栋外墙漏水", "11栋老周", "外墙漏水，快来人！",
                        Moment("2026-03-02T10:02:00+08:00"), Moment("2026-03-02T11:00:00+08:00")}};
  opening.seen.edited_at = Moment("2026-03-02T10:58:00+08:00");
  FiledPost follow = SamplePost("120395", "小满", "2026-03-02T12:00:00+08:00",
                                "我家也渗水，加微信 xiaoman_77 一起去问");
  follow.parts = {WholeOf(follow)};
  follow.gone_since = Moment("2026-03-03T09:00:00+08:00");
  FiledPost answer = SamplePost("120396", "桂花苑客服", "2026-03-02T13:10:00+08:00",
                                "您好，防水单位明天9点到11栋查看，李工负责。");
  answer.seen.official = true;
  answer.counts_for = "算首次回复，也算具体措施";
  answer.answers = true;
  answer.measures_since = answer.at;
  return {opening, follow, answer};
}

inline std::vector<Step> SampleSteps() {
  const auto step = [](const char* who, const char* at, StepKind kind, const char* detail,
                       const char* why) {
    return Step{ComplaintId{112}, who, Moment(at), kind, detail, why};
  };
  std::vector<Step> steps = {
      step("小林", "2026-03-02T10:05:00+08:00", StepKind::Acknowledged, "", ""),
      step("王经理", "2026-03-02T10:20:00+08:00", StepKind::Assigned, "李工", "防水归工程部"),
      step("李工", "2026-03-02T11:00:00+08:00", StepKind::Noted, "", "电话联系业主\n约明天上门"),
      step("王经理", "2026-03-02T11:30:00+08:00", StepKind::Notified, "邮件", "桂函〔2026〕7号"),
      step("李工", "2026-03-02T12:00:00+08:00", StepKind::Investigated, "", "外墙防水层老化开裂"),
      step("小林", "2026-03-02T12:30:00+08:00", StepKind::Drafted, "",
           "您好，防水单位明天9点到11栋查看，李工负责。"),
      step("王经理", "2026-03-02T13:00:00+08:00", StepKind::Approved, "", ""),
      step("小林", "2026-03-02T13:10:00+08:00", StepKind::Posted, "", ""),
      step("小林", "2026-03-02T15:00:00+08:00", StepKind::ImpactStated, "", "三户到客服中心询问"),
      step("李工", "2026-03-03T12:00:00+08:00", StepKind::Responded, "", "上门查看，拍照留存"),
      step("王经理", "2026-03-04T09:00:00+08:00", StepKind::CauseConfirmed, "机/质量合格性", ""),
      step("李工", "2026-03-09T17:00:00+08:00", StepKind::Handled, "",
           "外墙防水已重做，淋水试验不漏"),
      step("小林", "2026-03-10T10:00:00+08:00", StepKind::Revisited, "满意",
           "电话回访，过程、措施、结果都满意"),
      step("王经理", "2026-03-10T11:00:00+08:00", StepKind::LessonDrawn, "", "雨季前普查外墙"),
      step("王经理", "2026-03-10T11:05:00+08:00", StepKind::Closed, "", "")};
  steps.push_back({ComplaintId{115}, "小林", Moment("2026-03-02T16:00:00+08:00"), StepKind::Noted,
                   "", "并入前的记录"});
  return steps;
}

inline ComplaintFile SampleFile() {
  ComplaintFile file;
  file.company = "安和物业服务有限公司";
  file.community = "桂花苑";
  file.written_at = Moment("2026-03-11T09:00:00+08:00");
  Complaint& complaint = file.complaint;
  complaint.id = ComplaintId{112};
  complaint.summary = "11栋外墙渗水";
  complaint.opened_at = Moment("2026-03-02T10:00:00+08:00");
  complaint.complaint_class = 2;
  complaint.topics = {"房屋质量"};
  complaint.specialty = "维修";
  complaint.cause = "机";
  complaint.cause_item = "质量合格性";
  complaint.cause_confirmed = true;
  complaint.flags = {"群体"};
  complaint.place = "11栋";
  complaint.people = 2;
  complaint.times = 2;
  complaint.heat = {12.34, 26.5, 40, {}};
  complaint.status = ComplaintStatus::Closed;
  file.stage = "已关闭";
  file.responsible = "李工";
  file.duties = {SampleDuty(DutyKind::FirstReply, DutyState::Met, complaint.opened_at),
                 SampleDuty(DutyKind::Measures, DutyState::Late, complaint.opened_at)};
  file.handling = SampleHandling(complaint.opened_at);
  file.handling.steps = SampleSteps();
  file.steps = SampleSteps();
  file.posts = SamplePosts();
  Alert alert;
  alert.at = Moment("2026-03-02T10:02:00+08:00");
  alert.title = "新投诉 C112：11栋外墙渗水";
  alert.reason = "业主发帖，请登记并通知责任人（B1）";
  file.alerts = {{alert, {"值班群：已送到"}}};
  return file;
}

// Nobody has done anything about it yet.
inline ComplaintFile UntouchedFile() {
  ComplaintFile file = SampleFile();
  file.complaint.cause_confirmed = false;
  file.complaint.status = ComplaintStatus::Open;
  file.stage = "待受理";
  file.responsible = "";
  file.steps.clear();
  file.posts.pop_back();
  return file;
}

inline MessageLog SampleLog() {
  MessageLog log;
  log.company = "安和物业服务有限公司";
  log.from = Moment("2026-03-02T00:00:00+08:00");
  log.to = Moment("2026-03-03T00:00:00+08:00");
  log.written_at = Moment("2026-03-03T08:30:00+08:00");
  log.staff_posts = 1;
  MessageLog::Message handled;
  handled.seen_at = Moment("2026-03-02T10:02:00+08:00");
  handled.posted_at = Moment("2026-03-02T10:00:00+08:00");
  handled.community = "桂花苑";
  handled.source = "业主论坛";
  handled.author = "11栋老周";
  handled.title = "11栋外墙渗水";
  handled.text = "外墙渗水，卧室墙都发霉了。";
  handled.matters = {{Kind::Complaint, ComplaintId{112}, "李工", "已关闭", "外墙防水已重做"}};
  MessageLog::Message open = handled;
  open.channel = Channel::Phone;
  open.posted_at.reset();
  open.author = "";
  open.matters = {{Kind::Complaint, ComplaintId{113}, "", "待受理", ""},
                  {Kind::Suggestion, std::nullopt, "", "", ""}};
  MessageLog::Message talk = handled;
  talk.matters = {};
  log.messages = {handled, open, talk};
  return log;
}

}  // namespace forumwatch
