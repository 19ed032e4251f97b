#include <array>
#include <utility>

#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/post.h"
#include "analysis/model/step.h"

namespace forumwatch {
namespace {

constexpr auto kChannels =
    std::to_array<std::pair<Channel, std::string_view>>({{Channel::Forum, "forum"},
                                                         {Channel::Visit, "visit"},
                                                         {Channel::Phone, "phone"},
                                                         {Channel::Letter, "letter"},
                                                         {Channel::Mail, "mail"},
                                                         {Channel::Press, "press"},
                                                         {Channel::Superior, "superior"}});
constexpr auto kKinds =
    std::to_array<std::pair<Kind, std::string_view>>({{Kind::Complaint, "投诉"},
                                                      {Kind::Suggestion, "建议"},
                                                      {Kind::Inquiry, "咨询"},
                                                      {Kind::Other, "其他"}});
constexpr auto kReplies = std::to_array<std::pair<ReplyKind, std::string_view>>(
    {{ReplyKind::Acknowledgement, "acknowledgement"},
     {ReplyKind::Measures, "measures"},
     {ReplyKind::Other, "other"}});
constexpr auto kDecisions =
    std::to_array<std::pair<Decision, std::string_view>>({{Decision::None, "none"},
                                                          {Decision::Open, "open"},
                                                          {Decision::Join, "join"},
                                                          {Decision::Suggest, "suggest"}});
constexpr auto kStatuses = std::to_array<std::pair<ComplaintStatus, std::string_view>>(
    {{ComplaintStatus::Open, "open"}, {ComplaintStatus::Closed, "closed"}});
constexpr auto kDuties =
    std::to_array<std::pair<DutyKind, std::string_view>>({{DutyKind::FirstReply, "first_reply"},
                                                          {DutyKind::Measures, "measures"},
                                                          {DutyKind::WorkingDay, "working_day"},
                                                          {DutyKind::Revisit, "revisit"},
                                                          {DutyKind::CloseCheck, "close_check"}});
constexpr auto kDutiesInChinese = std::to_array<std::pair<DutyKind, std::string_view>>(
    {{DutyKind::FirstReply, "首次回复"},
     {DutyKind::Measures, "具体措施"},
     {DutyKind::WorkingDay, "一个工作日内处理"},
     {DutyKind::Revisit, "回访"},
     {DutyKind::CloseCheck, "关闭前观察"}});
constexpr auto kStatesInChinese =
    std::to_array<std::pair<DutyState, std::string_view>>({{DutyState::Open, "计时中"},
                                                           {DutyState::Met, "按时完成"},
                                                           {DutyState::Late, "超时后完成"},
                                                           {DutyState::Missed, "已超时，尚未完成"},
                                                           {DutyState::Void, "不再计时"}});
constexpr auto kStates =
    std::to_array<std::pair<DutyState, std::string_view>>({{DutyState::Open, "open"},
                                                           {DutyState::Met, "met"},
                                                           {DutyState::Late, "late"},
                                                           {DutyState::Missed, "missed"},
                                                           {DutyState::Void, "void"}});

constexpr auto kSteps = std::to_array<std::pair<StepKind, std::string_view>>(
    {{StepKind::Acknowledged, "acknowledged"},
     {StepKind::Assigned, "assigned"},
     {StepKind::Noted, "noted"},
     {StepKind::Investigated, "investigated"},
     {StepKind::Responded, "responded"},
     {StepKind::Notified, "notified"},
     {StepKind::ImpactStated, "impact_stated"},
     {StepKind::CauseConfirmed, "cause_confirmed"},
     {StepKind::Merged, "merged"},
     {StepKind::Split, "split"},
     {StepKind::Drafted, "drafted"},
     {StepKind::Approved, "approved"},
     {StepKind::Rejected, "rejected"},
     {StepKind::PostOrdered, "post_ordered"},
     {StepKind::Posted, "posted"},
     {StepKind::Handled, "handled"},
     {StepKind::Revisited, "revisited"},
     {StepKind::RevisitWaived, "revisit_waived"},
     {StepKind::RevisitAllowed, "revisit_allowed"},
     {StepKind::LessonDrawn, "lesson_drawn"},
     {StepKind::Closed, "closed"},
     {StepKind::Reopened, "reopened"}});
constexpr auto kStepsInChinese =
    std::to_array<std::pair<StepKind, std::string_view>>({{StepKind::Acknowledged, "受理"},
                                                          {StepKind::Assigned, "指派"},
                                                          {StepKind::Noted, "记录"},
                                                          {StepKind::Investigated, "调查"},
                                                          {StepKind::Responded, "处理回应"},
                                                          {StepKind::Notified, "书面通知"},
                                                          {StepKind::ImpactStated, "网下影响"},
                                                          {StepKind::CauseConfirmed, "确认原因"},
                                                          {StepKind::Merged, "并案"},
                                                          {StepKind::Split, "拆案"},
                                                          {StepKind::Drafted, "拟稿"},
                                                          {StepKind::Approved, "批准"},
                                                          {StepKind::Rejected, "退回"},
                                                          {StepKind::PostOrdered, "交系统代发"},
                                                          {StepKind::Posted, "回帖"},
                                                          {StepKind::Handled, "已处理"},
                                                          {StepKind::Revisited, "回访"},
                                                          {StepKind::RevisitWaived, "不回访"},
                                                          {StepKind::RevisitAllowed, "可以回访"},
                                                          {StepKind::LessonDrawn, "预防措施"},
                                                          {StepKind::Closed, "关闭"},
                                                          {StepKind::Reopened, "重新打开"}});

template <typename Table, typename Value>
std::string_view NameIn(const Table& table, Value value) {
  for (const auto& [known, name] : table) {
    if (known == value) {
      return name;
    }
  }
  return {};
}

template <typename Table>
auto ValueIn(const Table& table, std::string_view name)
    -> std::optional<std::remove_cvref_t<decltype(table[0].first)>> {
  for (const auto& [value, known] : table) {
    if (known == name) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view Name(Channel channel) {
  return NameIn(kChannels, channel);
}
std::optional<Channel> ChannelFromName(std::string_view name) {
  return ValueIn(kChannels, name);
}
std::string_view ChineseName(Kind kind) {
  return NameIn(kKinds, kind);
}
std::string_view Name(ReplyKind kind) {
  return NameIn(kReplies, kind);
}
std::optional<ReplyKind> ReplyKindFromName(std::string_view name) {
  return ValueIn(kReplies, name);
}
std::string_view Name(Decision decision) {
  return NameIn(kDecisions, decision);
}
std::string_view Name(ComplaintStatus status) {
  return NameIn(kStatuses, status);
}
std::string_view Name(DutyKind kind) {
  return NameIn(kDuties, kind);
}
std::string_view ChineseName(DutyKind kind) {
  return NameIn(kDutiesInChinese, kind);
}
std::optional<DutyKind> DutyKindFromName(std::string_view name) {
  return ValueIn(kDuties, name);
}
std::string_view Name(DutyState state) {
  return NameIn(kStates, state);
}
std::string_view ChineseName(DutyState state) {
  return NameIn(kStatesInChinese, state);
}
std::optional<DutyState> DutyStateFromName(std::string_view name) {
  return ValueIn(kStates, name);
}

std::string_view Name(StepKind kind) {
  return NameIn(kSteps, kind);
}
std::string_view ChineseName(StepKind kind) {
  return NameIn(kStepsInChinese, kind);
}
std::optional<StepKind> StepKindFromName(std::string_view name) {
  return ValueIn(kSteps, name);
}

std::string Name(ComplaintId id) {
  return "C" + std::to_string(Raw(id));
}

std::string_view HandbookRule(DutyKind kind) {
  switch (kind) {
    case DutyKind::FirstReply:
    case DutyKind::WorkingDay:
      return "B2";
    case DutyKind::Measures:
      return "B3";
    case DutyKind::Revisit:
      return "C1";
    case DutyKind::CloseCheck:
      return "C3";
  }
  return {};
}

}  // namespace forumwatch
