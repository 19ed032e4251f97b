#include "daemon/post_of_alert.h"

#include <algorithm>
#include <string_view>

#include "analysis/alerting/backlash.h"
#include "analysis/alerting/signs.h"
#include "analysis/alerting/surge.h"
#include "daemon/store/posts.h"

namespace forumwatch {
namespace {

// The clock an alert is about, as its rule begins.
std::string_view ClockOf(const Alert& alert) {
  if (alert.rule.starts_with("complaint.")) {
    return Name(DutyKind::FirstReply);
  }
  return alert.rule == "reopened" ? Name(DutyKind::WorkingDay) : std::string_view(alert.rule);
}

// Any post of it: the latest says what people say now.
bool IsAboutAStir(const Alert& alert) {
  return alert.rule == kBacklash || alert.rule == kSurge;
}

bool Shows(const Alert& alert, int signs_said, const Segment& segment) {
  if (alert.rule == kDanger) {
    const auto fresh =
        static_cast<unsigned>(SignsOfEpisode(alert.episode)) & ~static_cast<unsigned>(signs_said);
    return (static_cast<unsigned>(DangerSigns(segment.flags)) & fresh) != 0;
  }
  return IsAboutAStir(alert) || ShowsGroupTendency(segment.flags, 0, {});
}

}  // namespace

const Mention* BegunBy(const Alert& alert, std::span<const Duty> duties,
                       std::span<const Mention> mentions) {
  const std::string_view rule = ClockOf(alert);
  const auto duty = std::find_if(duties.begin(), duties.end(), [&](const Duty& d) {
    return d.episode == std::max(alert.episode, 1) && rule.starts_with(Name(d.kind));
  });
  const Mention* begun = nullptr;
  const Mention* before = nullptr;  // read late: the clock began when it was read
  for (const Mention& mention : mentions) {
    if (duty == duties.end() || mention.official ||
        (!duty->began_in.empty() &&
         KeyInCommunity(mention.source, mention.thread) != duty->began_in)) {
      continue;
    }
    if (mention.at < duty->starts_at) {
      before = before == nullptr || mention.at >= before->at ? &mention : before;
    } else if (begun == nullptr || mention.at < begun->at) {
      begun = &mention;
    }
  }
  if (begun != nullptr || (before != nullptr && !duty->began_in.empty())) {
    return begun != nullptr ? begun : before;
  }
  const auto linked = std::find_if(mentions.begin(), mentions.end(),
                                   [](const Mention& mention) { return !mention.url.empty(); });
  return linked == mentions.end() ? nullptr : &*linked;
}

bool CountsByClock(const Alert& alert) {
  const std::string_view clock = ClockOf(alert);
  return DutyKindFromName(clock.substr(0, clock.find('.'))).has_value();
}

const Mention* ShownBy(const Alert& alert, int signs_said, std::span<const StoredSegment> segments,
                       std::span<const Mention> mentions) {
  const Mention* shown = nullptr;
  if (alert.rule != kDanger && alert.rule != kGroupTendency && !IsAboutAStir(alert)) {
    return shown;
  }
  for (const StoredSegment& stored : segments) {
    const auto mention = std::find_if(mentions.begin(), mentions.end(), [&](const Mention& m) {
      return m.segment == stored.id && !m.official;
    });
    if (mention != mentions.end() && Shows(alert, signs_said, stored.segment) &&
        (shown == nullptr || mention->at >= shown->at)) {
      shown = &*mention;
    }
  }
  return shown;
}

std::optional<UtcTime> SaidBeforeLive(const Complaint& complaint,
                                      std::span<const Mention> mentions) {
  UtcTime first = complaint.opened_at;
  for (const Mention& mention : mentions) {
    first = mention.official ? first : std::min(first, mention.at);
  }
  return first < complaint.opened_at ? std::optional(first) : std::nullopt;
}

std::vector<ComplaintId> AlikeComplaints(std::span<const DecisionRow> decisions,
                                         ComplaintStore& complaints) {
  std::vector<ComplaintId> alike;
  for (const DecisionRow& row : decisions) {
    for (const ComplaintId other : row.placement.suggested) {
      const auto found = complaints.Load(other);
      if (row.placement.decision == Decision::Suggest && row.complaint != other && found &&
          found->status == ComplaintStatus::Open && !found->history &&
          std::find(alike.begin(), alike.end(), other) == alike.end()) {
        alike.push_back(other);
      }
    }
  }
  return alike;
}

}  // namespace forumwatch
