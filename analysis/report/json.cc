#include <cmath>

#include <nlohmann/json.hpp>

#include "analysis/report/documents.h"
#include "analysis/report/tables.h"
#include "analysis/report/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using Json = nlohmann::ordered_json;

Json Ids(const ComplaintIds& ids) {
  Json list = Json::array();
  for (const ComplaintId id : ids) {
    list.push_back(Name(id));
  }
  return list;
}

Json Figure(const ComplaintIds& ids) {
  return {{"count", ids.size()}, {"complaints", Ids(ids)}};
}

// Four digits are enough for a share, and print alike everywhere.
Json Rounded(double value) {
  constexpr double kDigits = 10'000;
  return std::round(value * kDigits) / kDigits;
}

// One text, as formats.md §6 has it.
std::string JoinedVersions(const std::vector<std::string>& versions) {
  std::string text;
  for (const std::string& version : versions) {
    text += (text.empty() ? "" : "；") + version;
  }
  return text;
}

template <typename Value>
Json OrNull(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json OrNull(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json Table(const std::vector<CountRow>& rows) {
  Json table = Json::array();
  for (const CountRow& row : rows) {
    table.push_back({{"name", row.name},
                     {"count", row.complaints.size()},
                     {"complaints", Ids(row.complaints)},
                     {"count_before", row.before.size()},
                     {"complaints_before", Ids(row.before)}});
  }
  return table;
}

Json Counts(const DutyCounts& counts) {
  const auto rate = counts.OnTimeRate();
  return {{"met", Figure(counts.met)},
          {"late", Figure(counts.late)},
          {"missed", Figure(counts.missed)},
          {"open", Figure(counts.open)},
          {"void", Figure(counts.withdrawn)},
          {"on_time_rate", rate ? Rounded(*rate) : Json(nullptr)},
          {"median_seconds", OrNull(WholeSeconds(counts.median))},
          {"machine_median_seconds", OrNull(WholeSeconds(counts.machine_median))},
          {"staff_median_seconds", OrNull(WholeSeconds(counts.staff_median))}};
}

Json Duties(const std::vector<DutyRow>& rows) {
  Json table = Json::array();
  for (const DutyRow& row : rows) {
    Json line = {{"duty", Name(row.kind)}, {"handbook", HandbookRule(row.kind)}};
    line.update(Counts(row.now));
    line["before"] = Counts(row.before);
    table.push_back(std::move(line));
  }
  return table;
}

Json Pareto(const std::vector<ParetoRow>& rows) {
  Json table = Json::array();
  for (const ParetoRow& row : rows) {
    table.push_back({{"cause", OrNull(row.cause)},
                     {"item", OrNull(row.item)},
                     {"count", row.complaints.size()},
                     {"complaints", Ids(row.complaints)},
                     {"confirmed", Figure(row.confirmed)},
                     {"share", Rounded(row.share)},
                     {"cumulative", Rounded(row.cumulative)}});
  }
  return table;
}

Json Period(const ReportPeriod& period, const Zone& zone) {
  return {{"from", zone.Format(period.from)}, {"to", zone.Format(period.to)}};
}

Json DutyStates(const std::vector<Duty>& duties, const HandlingRecord& handling, const Zone& zone) {
  Json states = Json::array();
  for (const Duty& duty : duties) {
    const Delays delays = DelaysOf(duty, handling).value_or(Delays{});
    states.push_back({{"duty", Name(duty.kind)},
                      {"episode", duty.episode},
                      {"starts_at", zone.Format(duty.starts_at)},
                      {"due_at", zone.Format(duty.due_at)},
                      {"satisfied_at",
                       duty.satisfied_at ? Json(zone.Format(*duty.satisfied_at)) : Json(nullptr)},
                      {"satisfied_by", OrNull(duty.satisfied_by)},
                      {"state", Name(duty.state)},
                      {"machine_seconds", OrNull(WholeSeconds(delays.machine))},
                      {"staff_seconds", OrNull(WholeSeconds(delays.staff))}});
  }
  return states;
}

Json InFull(const ReportInput::Row& row, const Zone& zone) {
  const Complaint& c = row.complaint;
  return {{"complaint", Name(c.id)},
          {"community", OrNull(row.community)},
          {"summary", c.summary},
          {"opened_at", zone.Format(c.opened_at)},
          {"history", c.history},
          {"class", OrNull(c.complaint_class)},
          {"topics", c.topics},
          {"specialty", OrNull(c.specialty)},
          {"cause", OrNull(c.cause)},
          {"cause_item", OrNull(c.cause_item)},
          {"cause_confirmed", c.cause_confirmed},
          {"flags", c.flags},
          {"place", OrNull(c.place)},
          {"people", c.people},
          {"times", c.times},
          {"heat",
           {{"now", Rounded(c.heat.now)},
            {"peak", Rounded(c.heat.peak)},
            {"total", Rounded(c.heat.total)}}},
          {"duties", DutyStates(row.duties, row.handling, zone)},
          {"status", Name(c.status)},
          {"posts", row.posts},
          {"url", OrNull(SafeLink(row.first_url))}};
}

Json Complaints(const MonthlyReport& report, const ReportInput& input, const Zone& zone) {
  const RowIndex rows = IndexRows(input);
  Json list = Json::array();
  for (const ComplaintId id : report.complaints) {
    list.push_back(InFull(*rows.at(id), zone));
  }
  return list;
}

}  // namespace

std::string RenderReportJson(const MonthlyReport& report, const ReportInput& input,
                             const Zone& zone) {
  Json json;
  json["month"] = FormatRfc3339(std::chrono::sys_days(report.period.month / 1), {}).substr(0, 7);
  json["period"] = Period(report.period, zone);
  json["period_before"] = Period(report.before_period, zone);
  json["cutoff_day"] = input.cutoff_day;
  json["company"] = OrNull(input.company);
  json["communities"] = input.communities;
  json["calendar_version"] = OrNull(JoinedVersions(input.calendar_versions));
  json["written_at"] = zone.Format(input.written_at);
  json["watched_since"] =
      input.watched.empty() ? Json(nullptr) : Json(zone.Format(input.watched.front().since));
  json["watched"] = Json::array();
  for (const ReportInput::Watched& watched : input.watched) {
    json["watched"].push_back({{"source", watched.source}, {"since", zone.Format(watched.since)}});
  }
  json["unseen"] = Json::array();
  for (const ReportInput::Unseen& unseen : report.unseen) {
    json["unseen"].push_back({{"source", unseen.source},
                              {"from", zone.Format(unseen.from)},
                              {"to", zone.Format(unseen.to)},
                              {"reason", unseen.reason}});
  }
  json["total"] = Figure(report.complaints);
  json["total_before"] = Figure(report.before);
  json["unconfirmed"] = Figure(report.unconfirmed);
  json["history"] = Figure(report.history);
  json["by_class"] = Table(report.by_class);
  json["by_community"] = Table(report.by_community);
  json["by_specialty"] = Table(report.by_specialty);
  json["by_topic"] = Table(report.by_topic);
  json["duties"] = Duties(report.duties);
  json["pareto"] = Pareto(report.pareto);
  json["legacy"] = Figure(report.legacy);
  json["cases"] = Figure(report.cases);
  json["complaints"] = Complaints(report, input, zone);
  // Names of foreign making may hold bytes that are not text: replaced, never refused.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace forumwatch
