#include "analysis/alerting/decide.h"

#include <algorithm>

#include "analysis/alerting/approval.h"
#include "analysis/alerting/backlash.h"
#include "analysis/alerting/complaint_wording.h"
#include "analysis/alerting/signs.h"
#include "analysis/alerting/surge.h"
#include "analysis/alerting/unnoticed.h"
#include "analysis/deadlines/duties.h"
#include "analysis/deadlines/working_time.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

constexpr std::string_view kUnacknowledged = "complaint.unacknowledged";

bool IsClosed(const Complaint& complaint) {
  return complaint.status == ComplaintStatus::Closed;
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

// The shares at which a clock warns.
std::vector<double> Rungs(const Duty& duty, const AlertingOptions& options) {
  std::vector<double> rungs;
  if (duty.kind == DutyKind::FirstReply || duty.kind == DutyKind::Measures) {
    rungs.push_back(options.due_soon_at);
  }
  if (duty.kind == DutyKind::FirstReply) {
    std::copy_if(options.due_soon_again_at.begin(), options.due_soon_again_at.end(),
                 std::back_inserter(rungs),
                 [&](double share) { return share > options.due_soon_at; });
  }
  return rungs;
}

std::string RuleOf(const Duty& duty, std::string_view event) {
  return std::string(Name(duty.kind)) + "." + std::string(event);
}

// The last stage that was said; -1: none was.
int StageSaid(const Said& said, std::string_view rule, int episode) {
  int stage = -1;
  for (const AlertMark& mark : said) {
    if (mark.rule == rule && mark.episode == episode) {
      stage = std::max(stage, mark.stage);
    }
  }
  return stage;
}

// The complaint was told of when its working day was over, or by a version that had no such clock.
bool WasOverWhenTold(const Duty& duty, const Said& said, UtcTime now) {
  UtcTime told = now;
  for (const AlertMark& mark : said) {
    if (mark.rule != kComplaintNew) {
      continue;
    }
    if (mark.stage == kLastStage && duty.starts_at <= mark.at) {
      return true;
    }
    told = std::min(told, mark.at);
  }
  return duty.due_at < told;
}

bool EscalatesWhenOver(const Duty& duty, const Said& said, UtcTime now) {
  return duty.kind != DutyKind::WorkingDay || !WasOverWhenTold(duty, said, now);
}

struct Statement {
  std::string handbook;
  std::string title;
  std::string reason;
};

// What every alert about this complaint has in common.
class ComplaintAlerts {
 public:
  ComplaintAlerts(const ComplaintOnRecord& on_record, const AlertingOptions& options,
                  const Zone& zone, UtcTime now)
      : on_record_(on_record), options_(options), zone_(zone), now_(now) {}

  // Of the complaint as a whole.
  void SayThatItIsThere() {
    const Complaint& complaint = on_record_.complaint;
    const auto duties = on_record_.duties;
    const bool online = std::any_of(duties.begin(), duties.end(), [](const Duty& duty) {
      return duty.kind == DutyKind::FirstReply;
    });
    // What came by other channels alone is said as 0: 1 is said when somebody posts it.
    Say({std::string(kComplaintNew), online ? 1 : 0, 0, complaint.opened_at},
        {"B1", "新投诉", ReasonForNew(complaint, duties, zone_, now_)});
    for (const Duty& duty : duties) {
      const Step* const step = ReopenedBy(duty, on_record_.steps);
      if (duty.kind == DutyKind::WorkingDay && step != nullptr) {
        Say({std::string(kReopened), duty.episode, 0, step->at},
            {"C3", "投诉重新打开", ReasonForReopened(*step, duties, zone_, now_)});
      }
    }
  }

  // B9, B10: whatever the clocks say.
  void SayOfSigns() {
    const Complaint& complaint = on_record_.complaint;
    const Reopening reopening = LastReopening(on_record_.steps);
    const DangerNews news =
        NewDanger(DangerSigns(complaint.flags), DangerSigns(on_record_.flags_again),
                  on_record_.said, reopening);
    if (news.signs != 0) {
      Say({std::string(kDanger), news.episode, 0, std::max(complaint.opened_at, reopening.since)},
          {"B10", "危险信号（" + NamesOfSigns(news.signs) + "）",
           ReasonForDanger(news.signs, complaint)});
    }
    const int people = on_record_.people_live.value_or(complaint.people);
    // How many spoke of what is closed is no news, whatever the limit is now.
    if (ShowsGroupTendency(complaint.flags, IsClosed(complaint) ? 0 : people, options_)) {
      Say({std::string(kGroupTendency), 1, 0, complaint.opened_at},
          {"B9", "群体投诉倾向", ReasonForGroupTendency(complaint)});
    }
  }

  void SayOfReactions() {
    const auto backlashes = BacklashesOf(on_record_.replies, on_record_.reactions, options_, now_);
    const auto fresh = std::find_if(backlashes.begin(), backlashes.end(), [&](const Backlash& b) {
      return !BacklashSaid(b, on_record_.said);
    });
    if (fresh != backlashes.end()) {
      Say({std::string(kBacklash), fresh->episode, 0, fresh->replied_at},
          {"B13", "回帖引起不满", ReasonForBacklash(*fresh, zone_, now_)});
    }
    const auto surge = SurgeOf(on_record_.reactions, now_);
    const bool angry =
        surge && std::any_of(backlashes.begin(), backlashes.end(), [&](const Backlash& b) {
          return surge->since < b.replied_at + kBacklashWithin;
        });
    if (surge && !angry && !SurgeSaid(*surge, on_record_.said)) {
      Say({std::string(kSurge), surge->episode, 0, surge->since},
          {"E5", "突然有很多人说", ReasonForSurge(*surge, zone_, now_)});
    }
  }

  void SayOfApproval() {
    const auto waiting = DraftThatWaits(on_record_.steps);
    if (!waiting) {
      return;
    }
    const UtcTime due = ApprovalDue(*waiting->draft, on_record_.duties, options_);
    const bool over = now_ >= due;
    Say({std::string(kApprovalWaiting), waiting->number, over ? 1 : 0,
         over ? due : waiting->draft->at},
        {"B12", over ? "回帖稿超过审批时限" : "回帖稿待审批",
         ReasonForApproval(*waiting->draft, on_record_.duties, over, zone_, now_)});
  }

  void SayOf(const Duty& duty) {
    const std::string handbook(HandbookRule(duty.kind));
    const ClockWords& words = *WordsOf(duty.kind);
    if (duty.kind == DutyKind::FirstReply && duty.episode > 1 &&
        ReopenedBy(duty, on_record_.steps) == nullptr) {
      Say({std::string(kComplaintNew), duty.episode, 0, duty.starts_at},
          {"B1", "又有人发帖",
           ReasonForSaidAgain(on_record_.complaint, duty, zone_, now_) +
               SpokenForBy(duty, on_record_.duties)});
    }
    if (now_ <= duty.due_at) {
      SayBeforeDue(duty);
    } else if (EscalatesWhenOver(duty, on_record_.said, now_)) {
      Say({RuleOf(duty, words.past_due), duty.episode, 0, duty.due_at},
          {handbook, std::string(words.name) + std::string(words.run_out),
           ReasonForOverdue(duty, zone_, now_) + SpokenForBy(duty, on_record_.duties)});
    }
  }

  std::vector<Alert> Take() { return std::move(alerts_); }

 private:
  void SayBeforeDue(const Duty& duty) {
    if (const auto unnoticed = Unacknowledged(duty, on_record_)) {
      const UtcTime moment = unnoticed->since + options_.unacknowledged_after;
      if (now_ >= moment) {
        Say({std::string(kUnacknowledged), duty.episode, 0, moment},
            {"B12", "投诉无人受理",
             ReasonForUnacknowledged(duty, unnoticed->told_at, zone_, now_)});
      }
    }
    const std::vector<double> rungs = Rungs(duty, options_);
    const std::string rule = RuleOf(duty, "due_soon");
    const int said = StageSaid(on_record_.said, rule, duty.episode);
    for (int stage = static_cast<int>(rungs.size()) - 1; stage > said; --stage) {
      const double share = rungs[static_cast<std::size_t>(stage)];
      const UtcTime moment = DueSoonAt(duty, share);
      if (now_ >= moment) {
        Say({rule, duty.episode, stage, moment},
            {std::string(HandbookRule(duty.kind)), std::string(WordsOf(duty.kind)->name) + "将到期",
             ReasonForDueSoon(duty, stage == 0 ? 0 : share, zone_, now_)});
        return;
      }
    }
  }

  // `mark.at`: when it became true, so that the id does not hang on when we looked.
  void Say(const AlertMark& mark, Statement statement) {
    if (StageSaid(on_record_.said, mark.rule, mark.episode) >= mark.stage) {
      return;
    }
    const std::string number = Name(on_record_.complaint.id);
    Alert alert;
    alert.id =
        StableUlid(mark.at, std::to_string(Raw(on_record_.complaint.community)) + "/" + number +
                                "/" + mark.rule + "/" + std::to_string(mark.episode) +
                                (mark.stage == 0 ? "" : "/" + std::to_string(mark.stage)));
    alert.at = now_;
    alert.rule = mark.rule;
    alert.handbook = std::move(statement.handbook);
    alert.complaint = on_record_.complaint.id;
    alert.episode = mark.episode;
    alert.stage = mark.stage;
    alert.receivers = ReceiversOf(mark.stage == 0 ? mark.rule : mark.rule + ".again", options_);
    alert.title = std::move(statement.title) + " " + number;
    if (const std::string summary = PlainLine(on_record_.complaint.summary); !summary.empty()) {
      alert.title += "：" + summary;
    }
    alert.reason = std::move(statement.reason);
    alerts_.push_back(std::move(alert));
  }

  const ComplaintOnRecord& on_record_;
  const AlertingOptions& options_;
  const Zone& zone_;
  UtcTime now_;
  std::vector<Alert> alerts_;
};

// Collects moments that are still to come.
class Ahead {
 public:
  explicit Ahead(UtcTime now) : now_(now) {}
  void Consider(UtcTime moment) {
    if (moment > now_) {
      next_ = std::min(next_.value_or(moment), moment);
    }
  }
  [[nodiscard]] std::optional<UtcTime> next() const { return next_; }

 private:
  UtcTime now_;
  std::optional<UtcTime> next_;
};

void LookAhead(const Duty& duty, const ComplaintOnRecord& on_record, const AlertingOptions& options,
               Ahead& ahead) {
  const Said& said = on_record.said;
  const std::vector<double> rungs = Rungs(duty, options);
  const int stage_said = StageSaid(said, RuleOf(duty, "due_soon"), duty.episode);
  for (std::size_t stage = 0; stage < rungs.size(); ++stage) {
    if (static_cast<int>(stage) > stage_said) {
      ahead.Consider(DueSoonAt(duty, rungs[stage]));
    }
  }
  if (const auto unnoticed = Unacknowledged(duty, on_record);
      unnoticed && StageSaid(said, kUnacknowledged, duty.episode) < 0) {
    const UtcTime moment = unnoticed->since + options.unacknowledged_after;
    if (moment <= duty.due_at) {
      ahead.Consider(moment);
    }
  }
  const UtcTime over = duty.due_at + Duration(1);  // due_at itself is still in time
  const std::string past_due = RuleOf(duty, WordsOf(duty.kind)->past_due);
  if (StageSaid(said, past_due, duty.episode) < 0 && EscalatesWhenOver(duty, said, duty.due_at)) {
    ahead.Consider(over);
  }
}

}  // namespace

const std::vector<std::string>& KnownRules() {
  static const std::vector<std::string> kRules = {"complaint.new",
                                                  "complaint.unacknowledged",
                                                  "first_reply.due_soon",
                                                  "first_reply.due_soon.again",
                                                  "first_reply.overdue",
                                                  "measures.due_soon",
                                                  "measures.overdue",
                                                  "working_day.overdue",
                                                  "revisit.due",
                                                  "reopened",
                                                  "danger",
                                                  "group_tendency",
                                                  "reply.backlash",
                                                  "heat.surge",
                                                  "suggestion.merge",
                                                  "approval.waiting",
                                                  "approval.waiting.again",
                                                  "reply.unposted",
                                                  "stock_take",
                                                  "report.due",
                                                  "source.blind",
                                                  "source.down",
                                                  "calendar.missing",
                                                  "channel.failing",
                                                  "clock.step",
                                                  "store.trouble"};
  return kRules;
}

std::vector<std::string> ReceiversOf(std::string_view rule, const AlertingOptions& options) {
  const auto found = options.receivers.find(rule);
  return found == options.receivers.end() ? std::vector<std::string>{"monitor"} : found->second;
}

std::vector<Alert> DecideComplaintAlerts(const ComplaintOnRecord& on_record,
                                         const AlertingOptions& options, const Zone& zone,
                                         UtcTime now) {
  if (on_record.complaint.history) {
    return {};
  }
  ComplaintAlerts alerts(on_record, options, zone, now);
  if (IsClosed(on_record.complaint)) {
    alerts.SayOfSigns();
    return alerts.Take();
  }
  alerts.SayThatItIsThere();
  alerts.SayOfSigns();
  alerts.SayOfReactions();
  alerts.SayOfApproval();
  for (const Duty& duty : Speaking(on_record.duties)) {
    alerts.SayOf(duty);
  }
  return alerts.Take();
}

std::optional<UtcTime> NextMoment(const ComplaintOnRecord& on_record,
                                  const AlertingOptions& options, UtcTime now) {
  Ahead ahead(now);
  if (!on_record.complaint.history && !IsClosed(on_record.complaint)) {
    for (const Duty& duty : Speaking(on_record.duties)) {
      LookAhead(duty, on_record, options, ahead);
    }
    if (const auto waiting = DraftThatWaits(on_record.steps);
        waiting && StageSaid(on_record.said, kApprovalWaiting, waiting->number) < 1) {
      ahead.Consider(ApprovalDue(*waiting->draft, on_record.duties, options));
    }
  }
  return ahead.next();
}

}  // namespace forumwatch
