#include <algorithm>
#include <cstring>  // ctemplate's own header needs it and forgets it

#include <ctemplate/template_dictionary.h>

#include "analysis/report/documents.h"
#include "analysis/report/summary.h"
#include "analysis/report/template_text.h"
#include "analysis/report/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using ctemplate::TemplateDictionary;
using Row = ReportInput::Row;

void SetCount(TemplateDictionary& values, const char* name, std::size_t count) {
  values.SetValue(name, std::to_string(count));
}

// {{#section}}…{{variable}}…{{/section}} only where there is something to say.
void SetIfAny(TemplateDictionary& values, const char* section, const char* variable,
              const std::string& text) {
  if (!text.empty()) {
    values.AddSectionDictionary(section)->SetValue(variable, text);
  }
}

void AddIds(TemplateDictionary& values, const char* section, const ComplaintIds& ids) {
  for (const ComplaintId id : ids) {
    values.AddSectionDictionary(section)->SetValue("ID", Name(id));
  }
}

void AddGroup(TemplateDictionary& values, const char* name, const ComplaintIds& ids) {
  if (!ids.empty()) {
    TemplateDictionary& group = *values.AddSectionDictionary("GROUP");
    group.SetValue("NAME", name);
    AddIds(group, "IDS", ids);
  }
}

std::string Joined(const std::vector<std::string>& parts, const char* between = "、") {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : between) + ShortLine(part);
  }
  return text;
}

std::string OrDash(const std::string& text) {
  return text.empty() ? "—" : text;
}

const char* NameOf(DutyKind kind) {
  return kind == DutyKind::FirstReply ? "首次回复"
         : kind == DutyKind::Measures ? "具体措施"
                                      : "一个工作日的处理回应";
}

// By number, 0: not decided.
constexpr const char* kClassNames[] = {"待定", "一类", "二类", "三类"};

int ClassNumber(const Complaint& complaint) {
  const int number = complaint.complaint_class.value_or(0);
  return number >= 1 && number <= 3 ? number : 0;
}

// What the classes mean (A2), in the order of MonthlyReport::by_class.
constexpr const char* kMeanings[] = {"物业服务不到位、服务监管不力、服务人员技能不足",
                                     "地产公司原因：建筑质量、随小区交付的配套设施",
                                     "服务区域以外的周边环境和公共设施", "待人工判定"};

class Page {
 public:
  Page(const MonthlyReport& report, const ReportInput& input, const Zone& zone)
      : report_(report), input_(input), zone_(zone), rows_(IndexRows(input)), page_("analysis") {
    AddHead();
    AddSummary();
    if (report.complaints.empty()) {
      page_.ShowSection("NOTHING");
      return;
    }
    TemplateDictionary& body = *page_.AddSectionDictionary("FIGURES");
    AddTotals(body);
    AddCounts(body);
    AddDuties(body);
    AddPareto(body);
    AddLegacy(body);
    AddCases(body);
    for (const ComplaintId id : report.complaints) {
      AddComplaint(*body.AddSectionDictionary("COMPLAINT"), *rows_.at(id));
    }
  }

  [[nodiscard]] std::string Text(std::string_view template_text) const {
    return FillTemplate("analysis.tpl", template_text, page_);
  }

 private:
  void AddHead() {
    page_.SetValue("MONTH", WrittenMonth(report_.period.month));
    page_.SetValue("PERIOD", WrittenDays(report_.period.from, report_.period.to, zone_));
    page_.SetValue("WRITTEN_AT", WrittenMinute(input_.written_at, zone_));
    page_.SetValue("CALENDAR", OrDash(Joined(input_.calendar_versions, "；")));
    page_.SetValue("COMMUNITIES", OrDash(Joined(input_.communities)));
    if (input_.written_at < report_.period.to) {
      page_.ShowSection("UNFINISHED");
    }
    SetIfAny(page_, "COMPANY", "NAME", ShortLine(input_.company));
  }

  void AddSummary() {
    for (const std::string& sentence : SummarySentences(report_, rows_)) {
      page_.AddSectionDictionary("SENTENCE")->SetValue("TEXT", sentence);
    }
  }

  void AddTotals(TemplateDictionary& body) const {
    SetCount(body, "TOTAL", report_.complaints.size());
    body.SetValue("BEFORE", Before(report_.before));
    body.SetValue("CHANGE", Change(report_.complaints, report_.before));
    body.SetValue("BEFORE_PERIOD",
                  WrittenDays(report_.before_period.from, report_.before_period.to, zone_));
    SetCount(body, "UNCONFIRMED", report_.unconfirmed.size());
    const DutyCounts& reply = report_.duties.front().now;
    SetCount(body, "OVERDUE", reply.late.size() + reply.missed.size());
    if (!report_.history.empty()) {
      SetCount(*body.AddSectionDictionary("HISTORY"), "COUNT", report_.history.size());
    }
  }

  // Of a period that nobody watched nothing is known: that is not none.
  [[nodiscard]] std::string Before(const ComplaintIds& before) const {
    const bool unknown = report_.coverage_before == Coverage::None && before.empty();
    return unknown ? "未监测" : std::to_string(before.size());
  }

  [[nodiscard]] std::string Change(const ComplaintIds& now, const ComplaintIds& before) const {
    return report_.comparable ? WrittenChange(now.size(), before.size()) : "—";
  }

  void AddCounts(TemplateDictionary& body) const {
    for (std::size_t i = 0; i < report_.by_class.size(); ++i) {
      AddCount(*body.AddSectionDictionary("CLASS"), report_.by_class[i])
          .SetValue("MEANING", kMeanings[i]);
    }
    if (report_.by_community.size() > 1) {
      AddTable(*body.AddSectionDictionary("COMMUNITY_TABLE"), report_.by_community);
    }
    AddTable(*body.AddSectionDictionary("SPECIALTY_TABLE"), report_.by_specialty);
    AddTable(*body.AddSectionDictionary("TOPIC_TABLE"), report_.by_topic);
  }

  // The bars of a table share one scale: its largest number, of this period or the one before.
  void AddTable(TemplateDictionary& table, const std::vector<CountRow>& rows) const {
    std::size_t longest = 1;
    for (const CountRow& row : rows) {
      longest = std::max({longest, row.complaints.size(), row.before.size()});
    }
    const auto length = [longest](std::size_t count) { return 120 * count / longest; };
    for (const CountRow& row : rows) {
      TemplateDictionary& line = AddCount(*table.AddSectionDictionary("ROW"), row);
      SetCount(line, "BAR", length(row.complaints.size()));
      SetCount(line, "BAR_BEFORE", length(row.before.size()));
    }
  }

  TemplateDictionary& AddCount(TemplateDictionary& line, const CountRow& row) const {
    line.SetValue("NAME", ShortLine(row.name));
    SetCount(line, "COUNT", row.complaints.size());
    line.SetValue("SHARE", WrittenShare(row.complaints.size(), report_.complaints.size()));
    line.SetValue("BEFORE", Before(row.before));
    line.SetValue("CHANGE", Change(row.complaints, row.before));
    AddIds(line, "IDS", row.complaints);
    return line;
  }

  void AddDuties(TemplateDictionary& body) const {
    const auto rate = [](const DutyCounts& counts) {
      const auto on_time = counts.OnTimeRate();
      return on_time ? WrittenShare(*on_time) : "—";
    };
    const auto span = [](const std::optional<Duration>& median) {
      return median ? WrittenSpan(*median) : "—";
    };
    for (const DutyRow& row : report_.duties) {
      TemplateDictionary& line = *body.AddSectionDictionary("DUTY");
      line.SetValue("NAME", NameOf(row.kind));
      line.SetValue("RULE", std::string(HandbookRule(row.kind)));
      SetCount(line, "MET", row.now.met.size());
      SetCount(line, "LATE", row.now.late.size());
      SetCount(line, "MISSED", row.now.missed.size());
      SetCount(line, "OPEN", row.now.open.size());
      line.SetValue("RATE", rate(row.now));
      line.SetValue("RATE_BEFORE", rate(row.before));
      line.SetValue("MEDIAN", span(row.now.median));
      line.SetValue("MACHINE_MEDIAN", span(row.now.machine_median));
      line.SetValue("STAFF_MEDIAN", span(row.now.staff_median));
      AddGroup(line, "按时", row.now.met);
      AddGroup(line, "超时", row.now.late);
      AddGroup(line, row.kind == DutyKind::FirstReply ? "未回复" : "未给出", row.now.missed);
      AddGroup(line, "计时中", row.now.open);
      AddGroup(line, "不计时", row.now.withdrawn);
    }
  }

  void AddPareto(TemplateDictionary& body) const {
    body.SetValue("PARETO_SVG", ParetoSvg(report_));
    if (!report_.unconfirmed.empty()) {
      TemplateDictionary& open = *body.AddSectionDictionary("SOME_UNCONFIRMED");
      SetCount(open, "COUNT", report_.unconfirmed.size());
      AddIds(open, "IDS", report_.unconfirmed);
    } else {
      body.ShowSection("ALL_CONFIRMED");
    }
    const std::size_t main = MainCauses(report_.pareto);
    for (std::size_t i = 0; i < report_.pareto.size(); ++i) {
      const ParetoRow& row = report_.pareto[i];
      TemplateDictionary& line = *body.AddSectionDictionary("CAUSE");
      line.SetValue("MAIN", i < main ? "★" : "");
      line.SetValue("NAME", CauseName(row.cause, row.item));
      SetCount(line, "COUNT", row.complaints.size());
      SetCount(line, "CONFIRMED", row.confirmed.size());
      line.SetValue("SHARE", WrittenShare(row.share));
      line.SetValue("CUMULATIVE", WrittenShare(row.cumulative));
      AddIds(line, "IDS", row.complaints);
    }
  }

  void AddLegacy(TemplateDictionary& body) const {
    if (report_.legacy.empty()) {
      body.ShowSection("NO_LEGACY");
      return;
    }
    TemplateDictionary& legacy = *body.AddSectionDictionary("LEGACY");
    SetCount(legacy, "COUNT", report_.legacy.size());
    for (const ComplaintId id : report_.legacy) {
      AddComplaint(*legacy.AddSectionDictionary("ROW"), *rows_.at(id));
    }
  }

  void AddCases(TemplateDictionary& body) const {
    for (const ComplaintId id : report_.cases) {
      const Row& row = *rows_.at(id);
      TemplateDictionary& one = *body.AddSectionDictionary("CASE");
      AddComplaint(one, row);
      one.SetValue("TOPICS", OrDash(Joined(row.complaint.topics)));
      SetIfAny(one, "FLAGS", "TEXT", Joined(row.complaint.flags));
      if (const std::string url = SafeLink(row.first_url); !url.empty()) {
        TemplateDictionary& link = *one.AddSectionDictionary("LINK");
        link.SetValue("URL", url);
        link.SetValue("HOST", ShortLine(HostOfLink(url), 60));
      } else {
        one.ShowSection("NO_LINK");
      }
    }
  }

  void AddComplaint(TemplateDictionary& line, const Row& row) const {
    const Complaint& c = row.complaint;
    line.SetValue("ID", Name(c.id));
    line.SetValue("SUMMARY", OrDash(ShortLine(c.summary)));
    line.SetValue("OPENED_AT", WrittenMinute(c.opened_at, zone_));
    line.SetValue("OPENED_SHORT", WrittenShortly(c.opened_at, zone_));
    line.SetValue("COMMUNITY", OrDash(ShortLine(row.community, 30)));
    line.SetValue("PLACE", OrDash(ShortLine(c.place, 30)));
    line.SetValue("CLASS", WrittenClass(c.complaint_class));
    line.SetValue("CLASS_SHORT", kClassNames[ClassNumber(c)]);
    line.SetValue("TOPIC", OrDash(c.topics.empty() ? "" : ShortLine(c.topics.front(), 20)));
    line.SetValue("CAUSE", CauseName(c.cause, c.cause_item));
    line.SetValue("CONFIRMED", c.cause_confirmed ? "已确认" : "未确认");
    line.SetValue("PEOPLE", std::to_string(c.people));
    line.SetValue("TIMES", std::to_string(c.times));
    line.SetFormattedValue("HEAT_NOW", "%.1f", c.heat.now);
    line.SetFormattedValue("HEAT_PEAK", "%.1f", c.heat.peak);
    line.SetValue("FIRST_REPLY", WrittenDuty(WorstDuty(row.duties, DutyKind::FirstReply)));
    line.SetValue("MEASURES", WrittenDuty(WorstDuty(row.duties, DutyKind::Measures)));
    line.SetValue("STATUS", c.status == ComplaintStatus::Closed ? "已关闭" : "未关闭");
  }

  const MonthlyReport& report_;
  const ReportInput& input_;
  const Zone& zone_;
  RowIndex rows_;
  TemplateDictionary page_;
};

}  // namespace

std::string RenderAnalysisHtml(const MonthlyReport& report, const ReportInput& input,
                               std::string_view template_text, const Zone& zone) {
  return Page(report, input, zone).Text(template_text);
}

}  // namespace forumwatch
