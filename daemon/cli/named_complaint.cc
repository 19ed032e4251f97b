#include "daemon/cli/named_complaint.h"

#include <iostream>

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"
#include "daemon/clock.h"
#include "daemon/desk/way.h"
#include "daemon/store/complaints.h"

namespace forumwatch {
namespace {

std::string InWords(const Step& step, ComplaintId of, const Zone& zone, UtcTime now) {
  return WrittenMoment(step.at, zone, now) + "  " + std::string(ChineseName(step.kind)) +
         (step.detail.empty() ? "" : "：" + PlainLine(step.detail)) + "  " + PlainLine(step.who) +
         (step.complaint == of ? "" : "（对 " + Name(step.complaint) + "）") +
         (step.why.empty() ? "" : "\n      " + PlainLine(step.why));
}

// That one, or the one it was merged into.
std::optional<Complaint> FindComplaint(Session& session, ComplaintId id) {
  ComplaintStore complaints(session);
  while (const auto into = complaints.MergedInto(id)) {
    std::cerr << Name(id) << " 已并入 " << Name(*into) << "\n";
    id = *into;
  }
  auto found = complaints.Load(id);
  if (!found) {
    std::cerr << "没有 " << Name(id) << " 这个投诉\n";
  }
  return found;
}

}  // namespace

std::optional<ComplaintId> ReadComplaintName(const std::string& name) {
  const auto id = ComplaintIdFromName(name);
  if (!id) {
    std::cerr << "“" << name << "”不是投诉编号，应写成 C12 这样\n";
  }
  return id;
}

ExitCode ReadOneComplaint(const CommonOptions& common, const std::string& name,
                          const std::function<void(const OneComplaint&)>& read) {
  const auto id = ReadComplaintName(name);
  if (!id) {
    return ExitCode::Usage;
  }
  const Config config = LoadConfig(common.config, common.places);
  Session session(config.store, OpenMode::Read);
  const Transaction one_moment(session);
  const auto complaint = FindComplaint(session, *id);
  if (!complaint) {
    return ExitCode::BadInput;
  }
  const Zone zone(config.zone);
  read({config, session, *complaint, zone, common.now.value_or(SystemClock().Now())});
  return ExitCode::Done;
}

void WriteSteps(std::span<const Step> steps, ComplaintId of, const Zone& zone, UtcTime now,
                std::ostream& out) {
  out << "\n办理经过（B1、B12）\n";
  if (steps.empty()) {
    out << "  还没有人办理\n";
  }
  for (const Step& step : steps) {
    out << "  " << InWords(step, of, zone, now) << "\n";
  }
}

}  // namespace forumwatch
