#include "analysis/alerting/complaint_wording.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

constexpr ClockWords kClocks[] = {
    {DutyKind::FirstReply, "首次回复", "已超时", "overdue", "至今没有看到物业在论坛上的回复"},
    {DutyKind::Measures, "具体措施", "已超时", "overdue", "至今没有看到带具体措施的回复"},
    {DutyKind::WorkingDay, "一个工作日的处理回应", "已超时", "overdue",
     "至今没有看到带具体措施的回复，也没有登记处理情况"},
    {DutyKind::Revisit, "回访", "到期", "due", "至今没有登记回访"},
};

std::string Ending(std::string_view handbook) {
  return "（" + std::string(handbook) + "）";
}

// "；首次回复期限 3月2日 23:14（B2）"
std::string Limit(const Duty& duty, const Zone& zone, UtcTime now) {
  return "；" + std::string(WordsOf(duty.kind)->name) + "期限 " +
         WrittenMoment(duty.due_at, zone, now) + (duty.due_at < now ? "，已过" : "") +
         Ending(HandbookRule(duty.kind));
}

const Duty* FirstOf(DutyKind kind, std::span<const Duty> duties) {
  const auto found = std::find_if(duties.begin(), duties.end(),
                                  [kind](const Duty& duty) { return duty.kind == kind; });
  return found == duties.end() ? nullptr : &*found;
}

// The measures are due before the working day is over: on the forum it need not be named.
bool IsNamed(const Duty& duty, bool online) {
  return Waits(duty) && duty.kind != DutyKind::Revisit &&
         (!online || duty.kind != DutyKind::WorkingDay);
}

// "一类 · 电梯、噪音 · 7栋"
std::string Nature(const Complaint& complaint) {
  constexpr std::string_view kClasses[] = {"一类", "二类", "三类"};
  std::vector<std::string> parts;
  if (const int number = complaint.complaint_class.value_or(0); number >= 1 && number <= 3) {
    parts.emplace_back(kClasses[number - 1]);
  }
  std::string topics;
  for (const std::string& topic : complaint.topics) {
    topics += (topics.empty() ? "" : "、") + PlainLine(topic);
  }
  parts.push_back(std::move(topics));
  parts.push_back(PlainLine(complaint.place));
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() || part.empty() ? "" : " · ") + part;
  }
  return text;
}

}  // namespace

const ClockWords* WordsOf(DutyKind kind) {
  const auto* const found = std::find_if(std::begin(kClocks), std::end(kClocks),
                                         [&](const ClockWords& c) { return c.kind == kind; });
  return found == std::end(kClocks) ? nullptr : found;
}

bool Waits(const Duty& duty) {
  return !duty.satisfied_at && duty.state != DutyState::Void && WordsOf(duty.kind) != nullptr;
}

const Step* ReopenedBy(const Duty& duty, std::span<const Step> steps) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
    return step.kind == StepKind::Reopened && step.at == duty.starts_at;
  });
  return found == steps.end() ? nullptr : &*found;
}

std::string SpokenForBy(const Duty& duty, std::span<const Duty> duties) {
  const auto count = std::count_if(duties.begin(), duties.end(), [&](const Duty& earlier) {
    return earlier.kind == duty.kind && Waits(earlier) && earlier.episode < duty.episode &&
           earlier.due_at < duty.starts_at;
  });
  return count == 0 ? "" : "；此前另有 " + std::to_string(count) + " 个帖子没有等到回复";
}

std::string ReasonForNew(const Complaint& complaint, std::span<const Duty> duties, const Zone& zone,
                         UtcTime now) {
  const Duty* const first_reply = FirstOf(DutyKind::FirstReply, duties);
  std::string text = first_reply == nullptr
                         ? WrittenMoment(complaint.opened_at, zone, now) + " 反映"
                         : WrittenMoment(first_reply->starts_at, zone, now) + " 发帖";
  if (const std::string nature = Nature(complaint); !nature.empty()) {
    text += "，" + nature;
  }
  if (first_reply == nullptr) {
    text += "；不是从论坛来的，没有四小时回帖期限";
  }
  for (const Duty& duty : duties) {
    if (duty.episode == 1 && IsNamed(duty, first_reply != nullptr)) {
      text += Limit(duty, zone, now);
    }
  }
  return text + "；请登记并通知责任人" + Ending("B1");
}

std::string ReasonForSaidAgain(const Complaint& complaint, const Duty& duty, const Zone& zone,
                               UtcTime now) {
  return WrittenMoment(duty.starts_at, zone, now) + " 另一个帖子又反映 " +
         WrittenMoment(complaint.opened_at, zone, now) +
         " 的这件投诉，此前的回复或期限不包括它（E4）；" + std::string(WordsOf(duty.kind)->name) +
         "期限 " + WrittenMoment(duty.due_at, zone, now) + Ending(HandbookRule(duty.kind));
}

std::string ReasonForUnacknowledged(const Duty& duty, UtcTime told_at, const Zone& zone,
                                    UtcTime now) {
  return WrittenMoment(told_at, zone, now) + " 提醒之后 " +
         WrittenSpan(now - std::max(told_at, duty.starts_at)) + "，没有人受理，论坛上也没有回复" +
         Limit(duty, zone, now) + "；请受理或通知责任人" + Ending("B12");
}

std::string ReasonForDueSoon(const Duty& duty, double share, const Zone& zone, UtcTime now) {
  const std::string limit =
      duty.kind == DutyKind::FirstReply ? " " + WrittenSpan(duty.due_at - duty.starts_at) : "";
  const std::string used =
      share > 0 ? "，已用掉 " + std::to_string(std::lround(share * 100)) + "%" : "";
  return "距" + limit + std::string(WordsOf(duty.kind)->name) + "期限还有 " +
         WrittenSpan(duty.due_at - now) + "（截止 " + WrittenMoment(duty.due_at, zone, now) + "）" +
         used + Ending(HandbookRule(duty.kind));
}

std::string ReasonForOverdue(const Duty& duty, const Zone& zone, UtcTime now) {
  const Duration late = now - duty.due_at;
  const std::string by =
      late < std::chrono::minutes(1) ? "刚过期限" : "已超时 " + WrittenSpan(late);
  return std::string(WordsOf(duty.kind)->name) + by + "（截止 " +
         WrittenMoment(duty.due_at, zone, now) + "），" + std::string(WordsOf(duty.kind)->missing) +
         Ending(HandbookRule(duty.kind));
}

std::string ReasonForReopened(const Step& step, std::span<const Duty> duties, const Zone& zone,
                              UtcTime now) {
  const std::string who = step.who == kOurselves
                              ? "又有人反映已经处理或关闭的这件投诉"
                              : "由 " + PlainLine(step.who) + " 重新打开" +
                                    (step.why.empty() ? "" : "：" + PlainLine(step.why));
  std::string text = WrittenMoment(step.at, zone, now) + " " + who + "，重新计时";
  const bool online = FirstOf(DutyKind::FirstReply, duties) != nullptr;
  for (const Duty& duty : duties) {
    if (duty.starts_at == step.at && IsNamed(duty, online)) {
      text += Limit(duty, zone, now);
    }
  }
  return text + Ending("C3");
}

}  // namespace forumwatch
