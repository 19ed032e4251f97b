#include "analysis/report/summary.h"

#include <algorithm>

#include "analysis/report/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

std::string Number(std::size_t number) {
  return std::to_string(number);
}

// "12 起，占 40.5%"
std::string Part(std::size_t part, std::size_t of) {
  return Number(part) + " 起，占 " + WrittenShare(part, of);
}

// A month that was not watched, or not from its start, is nothing to measure another by.
std::string AboutFirstMonths(const MonthlyReport& report) {
  const std::size_t now = report.complaints.size();
  const std::string total = now == 0 ? "没有投诉" : "共有投诉 " + Number(now) + " 起";
  if (report.coverage == Coverage::None) {
    return "本期还没有监测，" + std::string(report.history.empty() ? "" : "旧帖和") + "补录的" +
           total + "。";
  }
  if (report.coverage == Coverage::Part) {
    return "本期自 " + report.watched_since + " 起监测，" + total + "；上期还没有监测，不作比较。";
  }
  const std::string before =
      report.coverage_before == Coverage::Part
          ? "自 " + report.watched_since + " 起才监测，记录 " + Number(report.before.size()) + " 起"
          : "还没有监测";
  return "本期" + total + "；上期" + before + "，不作比较。";
}

std::string AboutLaterSources(const MonthlyReport& report) {
  constexpr std::size_t kMost = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(report.watched_later.size(), kMost); ++i) {
    names += (names.empty() ? "" : "、") + ShortLine(report.watched_later[i]);
  }
  return names.empty()
             ? ""
             : "后来才监测的来源：" + names + (report.watched_later.size() > kMost ? "等" : "") +
                   "，此前的数字不包括这些来源。";
}

// An outage that several sources share is one.
std::size_t CountApart(std::vector<ReportInput::Unseen> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const auto& a, const auto& b) { return a.from < b.from; });
  std::size_t count = 0;
  UtcTime end = UtcTime::min();
  for (const ReportInput::Unseen& span : spans) {
    count += span.from > end ? 1U : 0U;
    end = std::max(end, span.to);
  }
  return count;
}

// What was posted and deleted meanwhile is not counted anywhere.
std::string AboutUnseen(const MonthlyReport& report) {
  std::string before = report.unseen_before.empty()
                           ? ""
                           : "上期有 " + Number(CountApart(report.unseen_before)) +
                                 " 段时间没有看到论坛，比较时请留意。";
  if (report.unseen.empty()) {
    return before;
  }
  const ReportInput::Unseen& longest = report.unseen.front();
  return "本期有 " + Number(CountApart(report.unseen)) + " 段时间没有看到论坛，最长的是" +
         ShortLine(longest.source) + "的 " + WrittenSpan(longest.to - longest.from) + "（" +
         ShortLine(longest.reason, 40) + "）；这些时间里发布又删除的帖子没有记录。" + before;
}

std::string AboutTotal(const MonthlyReport& report) {
  const std::size_t now = report.complaints.size();
  const std::size_t before = report.before.size();
  if (report.coverage_before != Coverage::Whole) {
    return AboutFirstMonths(report);
  }
  if (!report.comparable) {
    return "本期" + (now == 0 ? "没有投诉" : "共有投诉 " + Number(now) + " 起") + "，上期为 " +
           Number(before) + " 起；监测的来源有增加，不作比较。";
  }
  if (now == 0) {
    return before == 0 ? "本期没有投诉，上期也没有。"
                       : "本期没有投诉，上期为 " + Number(before) + " 起。";
  }
  const std::string total = "本期共有投诉 " + Number(now) + " 起";
  if (before == 0) {
    return total + "，上期没有投诉。";
  }
  if (now == before) {
    return total + "，与上期持平。";
  }
  const bool more = now > before;
  const std::size_t by = more ? now - before : before - now;
  return total + "，比上期的 " + Number(before) + " 起" + (more ? "增加 " : "减少 ") + Number(by) +
         " 起（" + (more ? "升 " : "降 ") + WrittenShare(by, before) + "）。";
}

std::string AboutClasses(const MonthlyReport& report) {
  constexpr const char* kCalled[] = {"物业服务方面（一类）", "地产公司原因（二类）",
                                     "外部环境和公共设施（三类）", "类别待定的 "};
  std::string text;
  for (std::size_t i = 0; i < report.by_class.size(); ++i) {
    text += (text.empty() ? "" : "，") + std::string(kCalled[i]) +
            Number(report.by_class[i].complaints.size()) + " 起";
  }
  return text + "。";
}

// The names that stand first together, at most three, and how often each.
struct Leaders {
  std::string names;
  std::size_t count = 0;
  std::size_t tied = 0;
};

Leaders LeadersOf(const std::vector<CountRow>& table) {
  Leaders leaders;
  for (const CountRow& row : table) {
    if (row.name == "待定" || row.complaints.size() < std::max<std::size_t>(leaders.count, 1)) {
      continue;
    }
    leaders.count = row.complaints.size();
    if (++leaders.tied <= 3) {
      leaders.names += (leaders.names.empty() ? "" : "、") + ShortLine(row.name);
    }
  }
  if (leaders.tied > 3) {
    leaders.names += "等";
  }
  return leaders;
}

std::string AboutSpecialty(const MonthlyReport& report) {
  const Leaders leaders = LeadersOf(report.by_specialty);
  if (leaders.tied == 0) {
    return {};
  }
  return "投诉最多的专业是" + leaders.names + "，" + (leaders.tied > 1 ? "各 " : "") +
         Part(leaders.count, report.complaints.size()) + "。";
}

std::string AboutRise(const MonthlyReport& report) {
  const auto rise = [](const CountRow& row) {
    return row.name == "待定" ? 0 : std::ssize(row.complaints) - std::ssize(row.before);
  };
  const auto most =
      std::max_element(report.by_topic.begin(), report.by_topic.end(),
                       [&](const CountRow& a, const CountRow& b) { return rise(a) < rise(b); });
  if (!report.comparable || report.before.empty() || most == report.by_topic.end() ||
      rise(*most) <= 0) {
    return {};
  }
  return "比上期增加最多的是“" + ShortLine(most->name) + "”，由 " + Number(most->before.size()) +
         " 起增至 " + Number(most->complaints.size()) + " 起。";
}

std::string AboutCauses(const MonthlyReport& report) {
  const std::size_t unconfirmed = report.unconfirmed.size();
  std::string open;
  if (unconfirmed > 0) {
    open = "有 " + Number(unconfirmed) + " 起的原因尚未经人确认（E6），确认后排序可能变化。";
  }
  if (report.pareto.empty() || report.pareto.front().cause.empty()) {
    return "各起投诉的原因都还没有查明。" + open;
  }
  const ParetoRow& first = report.pareto.front();
  std::string text = "最主要的原因是" + CauseName(first.cause, first.item) + "，" +
                     Part(first.complaints.size(), report.complaints.size());
  const std::size_t main = MainCauses(report.pareto);
  if (main > 1 && main < report.pareto.size()) {
    constexpr double kStandsOut = 0.4;  // one cause of that share is not one of many
    const bool few = main * 2 <= report.pareto.size() || first.share >= kStandsOut;
    text += "；前 " + Number(main) + " 项原因合计占 " +
            WrittenShare(report.pareto[main - 1].cumulative) +
            (few ? "，应优先整改" : "，原因比较分散");
  }
  return text + "。" + open;
}

std::string AboutFirstReply(const MonthlyReport& report) {
  const DutyRow& row = report.duties.front();
  const DutyCounts& now = row.now;
  const std::size_t overdue = now.late.size() + now.missed.size();
  const std::size_t decided = now.met.size() + overdue;
  if (decided == 0) {
    return {};
  }
  if (overdue == 0) {
    return "到期的 " + Number(decided) + " 起投诉都按时作了首次回复（B2）。";
  }
  std::string text = "首次回复（B2）按时 " + Number(now.met.size()) + " 起，超时 " +
                     Number(now.late.size()) + " 起，未回复 " + Number(now.missed.size()) +
                     " 起；超时和未回复占 " + WrittenShare(overdue, decided);
  if (const auto before = row.before.OnTimeRate()) {
    text += "，上期为 " + WrittenShare(1 - *before);
  }
  return text + "。";
}

std::string AboutHottest(const MonthlyReport& report, const RowIndex& rows) {
  if (report.cases.empty()) {
    return {};
  }
  const Complaint& complaint = rows.at(report.cases.front())->complaint;
  return "反响最大的是 " + Name(complaint.id) + "“" + ShortLine(complaint.summary, 40) + "”，" +
         std::to_string(complaint.people) + " 人发帖 " + std::to_string(complaint.times) + " 次。";
}

}  // namespace

std::vector<std::string> SummarySentences(const MonthlyReport& report, const RowIndex& rows) {
  std::vector<std::string> sentences = {AboutTotal(report)};
  for (std::string& note : std::vector{AboutLaterSources(report), AboutUnseen(report)}) {
    if (!note.empty()) {
      sentences.push_back(std::move(note));
    }
  }
  if (report.complaints.empty()) {
    return sentences;
  }
  for (std::string& sentence :
       std::vector{AboutClasses(report), AboutSpecialty(report), AboutRise(report),
                   AboutCauses(report), AboutFirstReply(report), AboutHottest(report, rows)}) {
    if (!sentence.empty()) {
      sentences.push_back(std::move(sentence));
    }
  }
  return sentences;
}

std::size_t MainCauses(const std::vector<ParetoRow>& pareto) {
  constexpr double kMain = 0.8;
  std::size_t main = 0;
  while (main < pareto.size() && !pareto[main].cause.empty()) {
    if (pareto[main++].cumulative >= kMain) {
      break;
    }
  }
  return main;
}

std::string CauseName(const std::string& cause, const std::string& item) {
  if (cause.empty()) {
    return "待查明";
  }
  return ShortLine(cause, 10) + (item.empty() ? "" : "·" + ShortLine(item, 20));
}

}  // namespace forumwatch
