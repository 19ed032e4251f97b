#include "daemon/daily_round.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "analysis/alerting/stock_take.h"
#include "analysis/alerting/upkeep.h"
#include "analysis/alerting/wording.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/compose.h"
#include "daemon/service_alerts.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "daemon/store/sources.h"
#include "daemon/store/steps.h"

namespace forumwatch {
namespace {

constexpr const char* kSaidUntil = "stock_take/until";
constexpr int kGapsAhead = 7;  // days

std::optional<UtcTime> ReadUntil(MetaStore& meta) {
  const auto written = meta.Load(kSaidUntil);
  std::int64_t micros = 0;
  if (!written || std::from_chars(written->data(), written->data() + written->size(), micros).ec !=
                      std::errc()) {
    return std::nullopt;
  }
  return FromMicros(micros);
}

std::vector<OpenMatter> WhatIsOpen(Session& session, UtcTime since, UtcTime now) {
  ComplaintStore complaints(session);
  DutyStore duties(session);
  StepStore steps(session);
  std::vector<OpenMatter> open;
  for (Complaint& complaint : complaints.ListAll(ComplaintStatus::Open)) {
    if (complaint.history) {
      continue;
    }
    const auto mentions = complaints.MentionsOf(complaint.id);
    const auto fresh = std::count_if(mentions.begin(), mentions.end(),
                                     [&](const Mention& m) { return !m.official && m.at > since; });
    const ComplaintId id = complaint.id;
    open.push_back(
        {std::move(complaint), duties.LoadAt(id, now), steps.Of(id), static_cast<int>(fresh)});
  }
  return open;
}

std::vector<std::string> SourcesInTrouble(Session& session, const Config& config) {
  SourceStore sources(session);
  std::vector<std::string> names;
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& source : community.sources) {
      const auto id = sources.Find(community.name, source.name);
      const SourceHealth health = id ? sources.LoadHealth(*id) : SourceHealth();
      if (health.blind_visits >= config.alerting.blind_after ||
          health.failed_visits >= config.alerting.down_after) {
        names.push_back(community.name + "/" + source.name);
      }
    }
  }
  return names;
}

std::vector<std::string> FaultsOfTheSetUp(const Config& config, const Zone& zone, UtcTime now) {
  std::vector<std::string> faults;
  for (const RosterGap& gap :
       GapsWithin(config.roster, DutyDayOf(config.roster, zone, now), kGapsAhead)) {
    faults.push_back(WrittenDay(gap.day) + " 没有 " + gap.role + " 值班");
  }
  if (const auto year = MissingYear(config.calendar, now)) {
    faults.push_back(std::to_string(*year) + " 年的放假安排没有录入");
  }
  return faults;
}

}  // namespace

DailyRound::DailyRound(Session& session, const Config& config)
    : session_(session), config_(config), zone_(config.zone), meta_(session) {}

void DailyRound::Turn(UtcTime now) {
  const auto& at = config_.alerting.stock_take_at;
  const bool put_back = last_turn_ && now < *last_turn_;
  if (!at || (next_ && now < *next_ && !put_back)) {
    return;
  }
  last_turn_ = now;
  Transaction transaction(session_);
  const auto written = ReadUntil(meta_);
  const UtcTime until = std::min(written.value_or(now), now);
  const UtcTime due = LastStockTake(*at, zone_, now);
  if (due > until) {
    Say(due, until, now);
  }
  if (due > until || written != until) {
    meta_.Save(kSaidUntil, std::to_string(ToMicros(now)));
  }
  transaction.Commit();
  next_ = NextStockTake(*at, zone_, now);
}

void DailyRound::Say(UtcTime due, UtcTime since, UtcTime now) {
  OutboxStore outbox(session_);
  const StockTake taken = TakeStock(WhatIsOpen(session_, since, now),
                                    {SourcesInTrouble(session_, config_), outbox.DeadSince(since),
                                     FaultsOfTheSetUp(config_, zone_, now)},
                                    now);
  const Alert alert = StockTakeAlert(taken, config_.alerting, zone_, due, now);
  const Addressed addressed = AddressOf(alert, config_);
  outbox.InsertAlert(alert, ComposeStockTake(alert, taken.lines), addressed.targets,
                     addressed.not_before);
  if (const auto year = MissingYear(config_.calendar, now)) {
    SayOfService(session_, config_, CalendarMissingAlert(*year, config_.alerting, zone_, now));
  }
  for (const Alert& report :
       ReportAlerts(*config_.alerting.stock_take_at, config_.alerting, zone_, since, now)) {
    SayOfService(session_, config_, report);
  }
}

}  // namespace forumwatch
