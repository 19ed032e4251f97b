#include "daemon/daily_round.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/alerting/stock_take.h"
#include "analysis/alerting/upkeep.h"
#include "analysis/alerting/wording.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/compose.h"
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
  const bool put_back = last_turn_ && now < *last_turn_;
  if (!config_.alerting.stock_take_at || (next_ && now < *next_ && !put_back)) {
    return;
  }
  last_turn_ = now;
  Transaction transaction(session_);
  if (!counting_ || put_back) {
    Begin(now);
  }
  // A set time that comes while it counts is the next.
  const UtcTime begun = counting_ ? counting_->now : now;
  if (counting_) {
    CountAPage();
  }
  transaction.Commit();
  next_ = counting_ ? now : NextStockTake(*config_.alerting.stock_take_at, zone_, begun);
}

void DailyRound::Begin(UtcTime now) {
  counting_.reset();
  const auto written = ReadUntil(meta_);
  const UtcTime until = std::min(written.value_or(now), now);
  const UtcTime due = LastStockTake(*config_.alerting.stock_take_at, zone_, now);
  if (due > until) {
    counting_ = Counting{due, until, now, {}, StockCount(now)};
  } else if (written != until) {
    meta_.Save(kSaidUntil, std::to_string(ToMicros(now)));
  }
}

void DailyRound::CountAPage() {
  ComplaintStore complaints(session_);
  DutyStore duties(session_);
  StepStore steps(session_);
  std::vector<Complaint> page = complaints.OpenAfter(counting_->after, kPage);
  for (Complaint& complaint : page) {
    const ComplaintId id = complaint.id;
    counting_->count.Add({std::move(complaint), duties.LoadAt(id, counting_->now),
                          steps.WithMerged(id),
                          complaints.MentionsBetween(id, counting_->since, counting_->now)});
    counting_->after = id;
  }
  if (std::ssize(page) < kPage) {
    Say(*counting_);
    meta_.Save(kSaidUntil, std::to_string(ToMicros(counting_->now)));
    counting_.reset();
  }
}

void DailyRound::Say(const Counting& counting) {
  const UtcTime now = counting.now;
  const StockTake taken = counting.count.Taken({SourcesInTrouble(session_, config_),
                                                OutboxStore(session_).DeadSince(counting.since),
                                                FaultsOfTheSetUp(config_, zone_, now)});
  const Alert alert = StockTakeAlert(taken, config_.alerting, zone_, counting.due, now);
  Insert(alert, ComposeStockTake(alert, taken.lines));
  if (const auto year = MissingYear(config_.calendar, now)) {
    const Alert missing = CalendarMissingAlert(*year, config_.alerting, zone_, now);
    Insert(missing, ComposeSourceAlert(missing));
  }
  for (const Alert& report : ReportAlerts(*config_.alerting.stock_take_at, config_.alerting, zone_,
                                          counting.since, now)) {
    Insert(report, ComposeSourceAlert(report));
  }
}

void DailyRound::Insert(const Alert& alert, const std::string& text) {
  const Addressed addressed = AddressOf(alert, config_);
  OutboxStore(session_).InsertAlert(alert, text, addressed.targets, addressed.not_before);
}

}  // namespace forumwatch
