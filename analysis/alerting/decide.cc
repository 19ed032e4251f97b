#include "analysis/alerting/decide.h"

#include <algorithm>

#include "analysis/alerting/wording.h"
#include "analysis/deadlines/duties.h"
#include "analysis/deadlines/working_time.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

// How the clocks that warn are spoken of.
struct ClockWords {
  DutyKind kind;
  std::string_view name;     // "…已超时"
  std::string_view missing;  // what has not been seen
};

constexpr ClockWords kClocks[] = {
    {DutyKind::FirstReply, "首次回复", "至今没有看到物业在论坛上的回复"},
    {DutyKind::Measures, "具体措施", "至今没有看到带具体措施的回复"},
};

const ClockWords* WordsOf(DutyKind kind) {
  const auto* const found = std::find_if(std::begin(kClocks), std::end(kClocks),
                                         [&](const ClockWords& c) { return c.kind == kind; });
  return found == std::end(kClocks) ? nullptr : found;
}

bool CallsForAlerts(const Complaint& complaint) {
  return !complaint.history && complaint.status == ComplaintStatus::Open;
}

// Still running for a person: neither answered nor withdrawn.
bool Waits(const Duty& duty) {
  return !duty.satisfied_at && duty.state != DutyState::Void && WordsOf(duty.kind) != nullptr;
}

// Those that wait and speak for themselves.
std::vector<Duty> Speaking(std::span<const Duty> duties) {
  std::vector<Duty> speaking;
  for (const Duty& duty : duties) {
    if (Waits(duty) && !IsSpokenForByALaterOne(duty, duties)) {
      speaking.push_back(duty);
    }
  }
  return speaking;
}

// "；此前另有 2 个帖子没有等到回复"
std::string SpokenForBy(const Duty& duty, std::span<const Duty> duties) {
  const auto count = std::count_if(duties.begin(), duties.end(), [&](const Duty& earlier) {
    return earlier.kind == duty.kind && Waits(earlier) && earlier.episode < duty.episode &&
           earlier.due_at < duty.starts_at;
  });
  return count == 0 ? "" : "；此前另有 " + std::to_string(count) + " 个帖子没有等到回复";
}

// The instant at which that share of the clock's own time is used up: a night that does not count
// does not warn.
UtcTime DueSoonAt(const Duty& duty, double share) {
  const auto part = [&](Duration whole) {
    return std::chrono::duration_cast<Duration>(whole * std::clamp(share, 0.0, 1.0));
  };
  const Duration counted = CountedTime(duty.explain);
  return WhenCounted(duty.explain, part(counted))
      .value_or(duty.starts_at + part(duty.due_at - duty.starts_at));
}

std::string RuleOf(const Duty& duty, std::string_view event) {
  return std::string(Name(duty.kind)) + "." + std::string(event);
}

std::string Ending(std::string_view handbook) {
  return "（" + std::string(handbook) + "）";
}

struct Statement {
  std::string handbook;
  std::string title;
  std::string reason;
};

// What every alert about this complaint has in common.
class ComplaintAlerts {
 public:
  ComplaintAlerts(const Complaint& complaint, const Said& said, const AlertingOptions& options,
                  UtcTime now)
      : complaint_(complaint), said_(said), options_(options), now_(now) {}

  // `moment`: when it became true, so that the id does not hang on when we looked.
  void Say(const std::string& rule, int episode, UtcTime moment, Statement statement) {
    if (said_.contains({rule, episode})) {
      return;
    }
    const std::string number = Name(complaint_.id);
    Alert alert;
    alert.id = StableUlid(moment, std::to_string(Raw(complaint_.community)) + "/" + number + "/" +
                                      rule + "/" + std::to_string(episode));
    alert.at = now_;
    alert.rule = rule;
    alert.handbook = std::move(statement.handbook);
    alert.complaint = complaint_.id;
    alert.episode = episode;
    alert.receivers = ReceiversOf(rule, options_);
    alert.title = std::move(statement.title) + " " + number;
    if (const std::string summary = PlainLine(complaint_.summary); !summary.empty()) {
      alert.title += "：" + summary;
    }
    alert.reason = std::move(statement.reason);
    alerts_.push_back(std::move(alert));
  }

  std::vector<Alert> Take() { return std::move(alerts_); }

 private:
  const Complaint& complaint_;
  const Said& said_;
  const AlertingOptions& options_;
  UtcTime now_;
  std::vector<Alert> alerts_;
};

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

std::string ReasonForNew(const Complaint& complaint, std::span<const Duty> duties, const Zone& zone,
                         UtcTime now) {
  std::string text = duties.empty() ? WrittenMoment(complaint.opened_at, zone, now) + " 反映"
                                    : WrittenMoment(duties.front().starts_at, zone, now) + " 发帖";
  if (const std::string nature = Nature(complaint); !nature.empty()) {
    text += "，" + nature;
  }
  for (const Duty& duty : duties) {
    if (Waits(duty) && duty.episode == 1) {
      text += "；" + std::string(WordsOf(duty.kind)->name) + "期限 " +
              WrittenMoment(duty.due_at, zone, now) + Ending(HandbookRule(duty.kind));
    }
  }
  if (duties.empty()) {
    text += "；不是从论坛来的，没有四小时回帖期限，一个工作日内要有处理回应" + Ending("B2");
  }
  return text + "；请登记并通知责任人" + Ending("B1");
}

// E4: one complaint, but whoever wrote in another thread waits for a reply there.
std::string ReasonForSaidAgain(const Complaint& complaint, const Duty& duty, const Zone& zone,
                               UtcTime now) {
  return WrittenMoment(duty.starts_at, zone, now) + " 另一个帖子又反映 " +
         WrittenMoment(complaint.opened_at, zone, now) +
         " 的这件投诉，此前的回复或期限不包括它（E4）；" + std::string(WordsOf(duty.kind)->name) +
         "期限 " + WrittenMoment(duty.due_at, zone, now) + Ending(HandbookRule(duty.kind));
}

std::string ReasonForDueSoon(const Duty& duty, const Zone& zone, UtcTime now) {
  const std::string limit =
      duty.kind == DutyKind::FirstReply ? " " + WrittenSpan(duty.due_at - duty.starts_at) : "";
  return "距" + limit + std::string(WordsOf(duty.kind)->name) + "期限还有 " +
         WrittenSpan(duty.due_at - now) + "（截止 " + WrittenMoment(duty.due_at, zone, now) + "）" +
         Ending(HandbookRule(duty.kind));
}

std::string ReasonForOverdue(const Duty& duty, const Zone& zone, UtcTime now) {
  const Duration late = now - duty.due_at;
  const std::string by =
      late < std::chrono::minutes(1) ? "刚过期限" : "已超时 " + WrittenSpan(late);
  return std::string(WordsOf(duty.kind)->name) + by + "（截止 " +
         WrittenMoment(duty.due_at, zone, now) + "），" + std::string(WordsOf(duty.kind)->missing) +
         Ending(HandbookRule(duty.kind));
}

}  // namespace

const std::vector<std::string>& KnownRules() {
  static const std::vector<std::string> kRules = {
      "complaint.new",    "first_reply.due_soon", "first_reply.overdue", "measures.due_soon",
      "measures.overdue", "source.blind",         "source.down",         "store.trouble"};
  return kRules;
}

std::vector<std::string> ReceiversOf(std::string_view rule, const AlertingOptions& options) {
  const auto found = options.receivers.find(rule);
  return found == options.receivers.end() ? std::vector<std::string>{"monitor"} : found->second;
}

// Each argument is a thing of its own that the decision hangs on; the caller holds them apart.
std::vector<Alert> DecideComplaintAlerts(  // NOLINT(readability-function-size): see above
    const Complaint& complaint, std::span<const Duty> duties, const Said& said,
    const AlertingOptions& options, const Zone& zone, UtcTime now) {
  if (!CallsForAlerts(complaint)) {
    return {};
  }
  ComplaintAlerts alerts(complaint, said, options, now);
  // What came by other channels alone is said as 0: 1 is said when somebody posts it.
  alerts.Say("complaint.new", duties.empty() ? 0 : 1, complaint.opened_at,
             {"B1", "新投诉", ReasonForNew(complaint, duties, zone, now)});
  for (const Duty& duty : Speaking(duties)) {
    const std::string handbook(HandbookRule(duty.kind));
    const std::string name(WordsOf(duty.kind)->name);
    const UtcTime soon = DueSoonAt(duty, options.due_soon_at);
    if (duty.kind == DutyKind::FirstReply && duty.episode > 1) {
      alerts.Say("complaint.new", duty.episode, duty.starts_at,
                 {"B1", "又有人发帖",
                  ReasonForSaidAgain(complaint, duty, zone, now) + SpokenForBy(duty, duties)});
    }
    if (now > duty.due_at) {
      alerts.Say(RuleOf(duty, "overdue"), duty.episode, duty.due_at,
                 {handbook, name + "已超时",
                  ReasonForOverdue(duty, zone, now) + SpokenForBy(duty, duties)});
    } else if (now >= soon) {
      alerts.Say(RuleOf(duty, "due_soon"), duty.episode, soon,
                 {handbook, name + "将到期", ReasonForDueSoon(duty, zone, now)});
    }
  }
  return alerts.Take();
}

std::optional<UtcTime> NextMoment(const Complaint& complaint, std::span<const Duty> duties,
                                  const Said& said, const AlertingOptions& options, UtcTime now) {
  std::optional<UtcTime> next;
  const auto consider = [&](UtcTime moment, const Duty& duty, std::string_view event) {
    if (moment > now && !said.contains({RuleOf(duty, event), duty.episode})) {
      next = std::min(next.value_or(moment), moment);
    }
  };
  if (!CallsForAlerts(complaint)) {
    return next;
  }
  for (const Duty& duty : Speaking(duties)) {
    consider(DueSoonAt(duty, options.due_soon_at), duty, "due_soon");
    consider(duty.due_at + Duration(1), duty, "overdue");  // due_at itself is still in time
  }
  return next;
}

}  // namespace forumwatch
