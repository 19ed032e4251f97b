#include "daemon/cli/analysis_files.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "daemon/cli/explain_posts.h"
#include "daemon/cli/posts_file.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/handling.h"
#include "daemon/store/outbox.h"
#include "daemon/store/segments.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;

std::string Line(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

double Rounded(double value, int digits) {
  const double unit = std::pow(10.0, digits);
  return std::round(value * unit) / unit;
}

ordered_json TimeOrNull(const std::optional<UtcTime>& time, const Zone& zone) {
  return time ? ordered_json(zone.Format(*time)) : ordered_json(nullptr);
}

// A segment that was placed nowhere is explained by the words that decided its kind.
ordered_json SegmentJson(const Segment& segment, const DecisionRow& row) {
  const bool placed = row.placement.decision != Decision::None;
  return {{"start", segment.start},
          {"end", segment.end},
          {"kind", ChineseName(segment.kind)},
          {"class", OrNull(segment.complaint_class)},
          {"topics", segment.topics},
          {"cause", OrNull(segment.cause)},
          {"cause_item", OrNull(segment.cause_item)},
          {"flags", segment.flags},
          {"place", OrNull(segment.place)},
          {"complaint", row.complaint ? ordered_json(Name(*row.complaint)) : ordered_json(nullptr)},
          {"decision", Name(row.placement.decision)},
          {"reasons", placed ? row.placement.reasons : segment.reasons},
          {"confidence", Rounded(placed ? row.placement.confidence : segment.confidence, 2)}};
}

ordered_json HeatJson(const Heat& heat) {
  ordered_json terms = ordered_json::object();
  for (const auto& [name, points] : heat.terms) {
    terms[name] = Rounded(points, 1);
  }
  return {{"now", Rounded(heat.now, 1)},
          {"peak", Rounded(heat.peak, 1)},
          {"total", Rounded(heat.total, 1)},
          {"terms", std::move(terms)}};
}

ordered_json DutyJson(const Duty& duty, const Zone& zone) {
  ordered_json explain = ordered_json::array();
  for (const ClockInterval& interval : duty.explain) {
    explain.push_back({{"from", zone.Format(interval.from)},
                       {"to", zone.Format(interval.to)},
                       {"counts", interval.counts},
                       {"why", interval.why}});
  }
  return {{"duty", Name(duty.kind)},
          {"episode", duty.episode},
          {"starts_at", zone.Format(duty.starts_at)},
          {"due_at", zone.Format(duty.due_at)},
          {"satisfied_at", TimeOrNull(duty.satisfied_at, zone)},
          {"satisfied_by", OrNull(duty.satisfied_by)},
          {"state", Name(duty.state)},
          {"explain", std::move(explain)}};
}

// null: no clock that an answer on the forum stops.
ordered_json DelaysJson(const std::optional<Delays>& delays) {
  if (!delays) {
    return nullptr;
  }
  ordered_json legs = ordered_json::array();
  for (const DelayLeg& leg : delays->legs) {
    legs.push_back({{"from", Name(leg.from)},
                    {"to", Name(leg.to)},
                    {"seconds", OrNull(WholeSeconds(leg.took))}});
  }
  return {{"machine_seconds", OrNull(WholeSeconds(delays->machine))},
          {"staff_seconds", OrNull(WholeSeconds(delays->staff))},
          {"legs", std::move(legs)}};
}

template <typename T>
void AddOnce(std::vector<T>& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) {
    list.push_back(value);
  }
}

}  // namespace

std::string AnalysisFiles::PostLine(const StoredPost& post) {
  SegmentStore store(session_);
  const std::vector<StoredSegment> segments = store.OfPost(post.id);
  const std::vector<DecisionRow> decisions = store.DecisionsOf(post.id);
  ordered_json list = ordered_json::array();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    list.push_back(SegmentJson(segments[i].segment, decisions.at(i)));
  }
  ordered_json line = {{"post", post.seen.post}, {"segments", std::move(list)}};
  if (post.reply) {
    line["reply"] = Name(*post.reply);
  }
  return Line(line);
}

namespace {

ordered_json ComplaintJson(Session& session, const Zone& zone, const Complaint& complaint,
                           const std::string& community, const std::vector<Duty>& clocks) {
  std::vector<std::string> posts;
  for (const Mention& mention : ComplaintStore(session).MentionsOf(complaint.id)) {
    AddOnce(posts, mention.forum_post);
  }
  std::vector<std::string> suggested;
  for (const DecisionRow& row : SegmentStore(session).LoadDecisions(complaint.id)) {
    for (const ComplaintId other : row.placement.suggested) {
      if (other != complaint.id) {
        AddOnce(suggested, Name(other));
      }
    }
  }
  ordered_json duties = ordered_json::array();
  for (const Duty& duty : clocks) {
    duties.push_back(DutyJson(duty, zone));
  }
  return {{"complaint", Name(complaint.id)},
          {"community", community},
          {"summary", complaint.summary},
          {"opened_at", zone.Format(complaint.opened_at)},
          {"history", complaint.history},
          {"class", OrNull(complaint.complaint_class)},
          {"topics", complaint.topics},
          {"specialty", OrNull(complaint.specialty)},
          {"cause", OrNull(complaint.cause)},
          {"cause_item", OrNull(complaint.cause_item)},
          {"cause_confirmed", complaint.cause_confirmed},
          {"flags", complaint.flags},
          {"place", OrNull(complaint.place)},
          {"people", complaint.people},
          {"times", complaint.times},
          {"posts", posts},
          {"suggested_with", suggested},
          {"heat", HeatJson(complaint.heat)},
          {"duties", std::move(duties)},
          {"status", Name(complaint.status)}};
}

ordered_json AlertJson(const Alert& alert, const Zone& zone) {
  return {
      {"at", zone.Format(alert.at)},
      {"rule", alert.rule},
      {"handbook", OrNull(alert.handbook)},
      {"complaint", alert.complaint ? ordered_json(Name(*alert.complaint)) : ordered_json(nullptr)},
      {"source", OrNull(alert.source)},
      {"episode", alert.episode},
      {"stage", alert.stage},
      {"receivers", alert.receivers},
      {"title", alert.title},
      {"reason", alert.reason},
      {"id", alert.id}};
}

// `first_reply` and `measures`: does it count as such for this complaint.
ordered_json StaffJson(const StaffAnswer& answer, const Zone& zone) {
  const bool is_measures =
      std::any_of(answer.replies.begin(), answer.replies.end(),
                  [](const Reply& reply) { return reply.kind == ReplyKind::Measures; });
  return {{"post", answer.post.forum_post},  {"at", zone.Format(answer.post.at)},
          {"reply", Name(answer.post.kind)}, {"first_reply", !answer.replies.empty()},
          {"measures", is_measures},         {"why", InWords(answer.verdict)}};
}

}  // namespace

std::string AnalysisFiles::ComplaintLine(const Complaint& complaint, const std::string& community) {
  return Line(
      ComplaintJson(session_, zone_, complaint, community, DutyStore(session_).Load(complaint.id)));
}

std::string AnalysisFiles::AlertLine(const Alert& alert) const {
  return Line(AlertJson(alert, zone_));
}

std::string AnalysisFiles::ExplainJson(const Complaint& complaint, const std::string& community,
                                       const std::vector<StaffAnswer>& staff, UtcTime now) {
  const std::vector<Duty> clocks = DutyStore(session_).LoadAt(complaint.id, now);
  ordered_json object = ComplaintJson(session_, zone_, complaint, community, clocks);
  const HandlingRecord handling = ReadHandling(session_, complaint.id);
  for (std::size_t i = 0; i < clocks.size(); ++i) {
    object["duties"][i]["delays"] = DelaysJson(DelaysOf(clocks[i], handling));
  }
  SegmentStore store(session_);
  const std::vector<StoredSegment> segments = store.OfComplaint(complaint.id);
  const std::vector<DecisionRow> rows = store.LoadDecisions(complaint.id);
  object["decisions"] = ordered_json::array();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ordered_json decision = {{"thread", rows[i].thread}, {"post", rows[i].forum_post}};
    decision.update(SegmentJson(segments.at(i).segment, rows[i]));
    decision["words"] = segments.at(i).segment.reasons;
    object["decisions"].push_back(std::move(decision));
  }
  object["staff"] = ordered_json::array();
  for (const StaffAnswer& answer : staff) {
    object["staff"].push_back(StaffJson(answer, zone_));
  }
  object["alerts"] = ordered_json::array();
  for (const Alert& alert : OutboxStore(session_).AlertsOf(complaint.id)) {
    object["alerts"].push_back(AlertJson(alert, zone_));
  }
  return Line(object);
}

}  // namespace forumwatch
