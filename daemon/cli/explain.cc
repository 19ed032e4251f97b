#include <algorithm>
#include <iomanip>
#include <iostream>
#include <span>
#include <sstream>

#include "analysis/alerting/wording.h"
#include "analysis/deadlines/duties.h"
#include "analysis/text/plain.h"
#include "daemon/alerts/channels.h"
#include "daemon/cli/analysis_files.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/explain_posts.h"
#include "daemon/cli/named_complaint.h"
#include "daemon/complaint_file.h"
#include "daemon/posting/posting_words.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/handling.h"
#include "daemon/store/outbox.h"
#include "daemon/store/postings.h"
#include "daemon/store/sources.h"
#include "daemon/store/steps.h"

namespace forumwatch {
namespace {

std::string Points(double points) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << points;
  return text.str();
}

// "post 120394", as formats.md names it, for people.
std::string By(std::string_view satisfied_by) {
  constexpr std::string_view kPost = "post ";
  if (satisfied_by == kRecordedAction) {
    return "登记的处理";
  }
  return satisfied_by.starts_with(kPost) ? "帖子 " + PlainLine(satisfied_by.substr(kPost.size()))
                                         : PlainLine(satisfied_by);
}

std::string_view ClassInWords(int number) {
  constexpr std::string_view kClasses[] = {"待定", "一类", "二类", "三类"};
  return kClasses[number >= 1 && number <= 3 ? number : 0];
}

std::string_view InWords(std::string_view heat_term) {
  if (heat_term == "people") {
    return "说的人和次数（越近越热，72 小时减半）";
  }
  return heat_term == "reach" ? "涉及的人数" : heat_term == "views" ? "看的人" : heat_term;
}

class Explanation {
 public:
  Explanation(Session& session, const Config& config, const Zone& zone, UtcTime now)
      : session_(session),
        config_(config),
        posts_(session, config, zone, now),
        zone_(zone),
        now_(now) {}

  void Write(const Complaint& complaint, std::ostream& out) {
    WriteHead(complaint, out);
    posts_.WriteDecisions(complaint.id, out);
    posts_.WriteStaff(complaint, out);
    WriteSteps(StepStore(session_).WithMerged(complaint.id), complaint.id, zone_, now_, out);
    WritePostings(complaint.id, out);
    WriteHeat(complaint.heat, out);
    WriteDuties(complaint, out);
    WriteAlerts(complaint.id, out);
  }

 private:
  // What a live post has woken is older than its clocks.
  [[nodiscard]] std::string Beginning(const Complaint& complaint) const {
    UtcTime first = complaint.opened_at;
    for (const Mention& mention : ComplaintStore(session_).MentionsOf(complaint.id)) {
      first = mention.official ? first : std::min(first, mention.at);
    }
    std::string text = "最早发帖 " + WrittenMoment(first, zone_, now_);
    if (first < complaint.opened_at) {
      text += "（启用前的旧帖），" + WrittenMoment(complaint.opened_at, zone_, now_) +
              " 又有人发帖，从这时起计时";
    }
    return text;
  }

  void WriteHead(const Complaint& complaint, std::ostream& out) const {
    out << Name(complaint.id) << "  " << PlainLine(complaint.summary) << "\n"
        << "  " << Beginning(complaint) << "，" << complaint.people << " 人 " << complaint.times
        << " 次" << (complaint.history ? "；启用前的旧帖，只记录，不计时" : "") << "\n  类别 "
        << ClassInWords(complaint.complaint_class.value_or(0)) << "；话题 "
        << InOneLine(complaint.topics, "、") << "；专业 " << complaint.specialty << "；地点 "
        << (complaint.place.empty() ? "未说" : PlainLine(complaint.place)) << "\n  原因 "
        << (complaint.cause.empty() ? "待查明" : complaint.cause + " / " + complaint.cause_item)
        << (complaint.cause_confirmed ? "（已确认）" : "（系统建议，未确认 E6）");
    if (!complaint.flags.empty()) {
      out << "；标记 " << InOneLine(complaint.flags, "、");
    }
    out << "\n";
  }

  void WritePostings(ComplaintId id, std::ostream& out) {
    const std::vector<Posting> postings = PostingStore(session_).Of(id);
    out << (postings.empty() ? "" : "\n系统代发（B12）\n");
    for (const Posting& posting : postings) {
      out << "  " << InWords(posting, SourceStore(session_).NameOf(posting.source), zone_, now_)
          << "；试了 " << posting.attempts << " 次\n";
    }
  }

  static void WriteHeat(const Heat& heat, std::ostream& out) {
    out << "\n热度（E5）  现在 " << Points(heat.now) << "，最高 " << Points(heat.peak) << "，累计 "
        << Points(heat.total) << "\n";
    for (const auto& [name, points] : heat.terms) {
      out << "  " << Points(points) << "  " << InWords(std::string_view(name)) << "\n";
    }
  }

  void WriteDuties(const Complaint& complaint, std::ostream& out) {
    out << "\n计时\n";
    const std::vector<Duty> duties = DutyStore(session_).LoadAt(complaint.id, now_);
    const HandlingRecord handling = ReadHandling(session_, complaint.id);
    if (duties.empty()) {
      out << "  没有计时\n";
    }
    for (const Duty& duty : duties) {
      out << "  " << ChineseName(duty.kind) << "（" << HandbookRule(duty.kind) << "）"
          << (duty.episode > 1 ? "第 " + std::to_string(duty.episode) + " 次 " : "")
          << ChineseName(duty.state) << "：" << WrittenMoment(duty.starts_at, zone_, now_)
          << " 起，" << WrittenMoment(duty.due_at, zone_, now_) << " 止";
      if (duty.satisfied_at) {
        out << "；" << WrittenMoment(*duty.satisfied_at, zone_, now_) << " 由 "
            << By(duty.satisfied_by) << " 完成";
      }
      out << "\n";
      for (const ClockInterval& interval : duty.explain) {
        out << "      " << WrittenMoment(interval.from, zone_, now_) << " ～ "
            << WrittenMoment(interval.to, zone_, now_) << "  "
            << (interval.counts ? "计时" : "不计") << "：" << interval.why << "\n";
      }
      WriteDelays(DelaysOf(duty, handling), out);
    }
  }

  static void WriteDelays(const std::optional<Delays>& delays, std::ostream& out) {
    for (const std::string& line : InWords(delays.value_or(Delays{}))) {
      out << "      " << line << "\n";
    }
  }

  void WriteAlerts(ComplaintId id, std::ostream& out) {
    out << "\n提醒\n";
    const std::vector<Alert> alerts = OutboxStore(session_).AlertsOf(id);
    if (alerts.empty()) {
      out << "  没有发过提醒\n";
    }
    for (const Alert& alert : alerts) {
      const std::vector<DeliveryFate> fates = OutboxStore(session_).FatesOf(alert);
      out << "  " << WrittenMoment(alert.at, zone_, now_) << "  " << alert.rule << " → "
          << InOneLine(WhoWasTold(alert, fates), "、") << "\n      " << PlainLine(alert.reason)
          << "\n      编号 " << alert.id << "\n";
      WriteFates(fates, out);
    }
  }

  // As recorded; what was recorded for nobody would go to these now.
  [[nodiscard]] std::vector<std::string> WhoWasTold(const Alert& alert,
                                                    std::span<const DeliveryFate> fates) const {
    std::vector<std::string> told;
    for (const DeliveryFate& fate : fates) {
      told.push_back(fate.channel + (fate.receiver.empty() ? "" : " " + fate.receiver));
    }
    if (told.empty()) {
      told = RolesTold(alert, config_);
      told.back() += "（按现在的配置）";
    }
    return told;
  }

  static void WriteFates(std::span<const DeliveryFate> fates, std::ostream& out) {
    if (fates.empty()) {
      out << "      没有发出：当时没有配置联系人\n";
    }
    for (const DeliveryFate& fate : fates) {
      out << "      " << InWords(fate) << "\n";
    }
  }

  Session& session_;
  const Config& config_;
  ExplainedPosts posts_;
  const Zone& zone_;
  UtcTime now_;
};

}  // namespace

ExitCode Explain(const CommonOptions& common, const std::string& name) {
  return ReadOneComplaint(common, name, [&](const OneComplaint& one) {
    if (common.json) {
      AnalysisFiles files(one.session, one.zone);
      std::cout << files.ExplainJson(one.complaint,
                                     SourceStore(one.session).NameOf(one.complaint.community),
                                     Answers(one.session, one.config).Judge(one.complaint), one.now)
                << "\n";
    } else {
      Explanation(one.session, one.config, one.zone, one.now).Write(one.complaint, std::cout);
    }
  });
}

}  // namespace forumwatch
