#include "analysis/alerting/stock_take.h"

#include <algorithm>
#include <functional>

#include "analysis/alerting/approval.h"
#include "analysis/alerting/complaint_wording.h"
#include "analysis/alerting/wording.h"
#include "analysis/deadlines/duties.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using std::chrono::days;

constexpr std::size_t kNamed = 6;         // complaints that a line names
constexpr int kSummary = 16;              // code points of each
constexpr std::chrono::hours kAhead{24};  // until stock is taken again

std::string Count(std::size_t count, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit);
}

// Clocks that wait for somebody and speak for themselves, by what holds of their due time.
bool AnyDue(const OpenMatter& matter, const std::function<bool(UtcTime)>& holds) {
  return std::any_of(matter.duties.begin(), matter.duties.end(), [&](const Duty& duty) {
    return Waits(duty) && !IsSpokenForByALaterOne(duty, matter.duties) && holds(duty.due_at);
  });
}

// A draft of what was merged into it is its own by now (Desk, TakeDraftAlong) or was sent back.
bool WaitsForApproval(const OpenMatter& matter) {
  std::vector<Step> own = matter.steps;
  std::erase_if(own, [&](const Step& step) { return step.complaint != matter.complaint.id; });
  return DraftThatWaits(own).has_value();
}

bool HasOwner(const OpenMatter& matter) {
  return std::any_of(matter.steps.begin(), matter.steps.end(),
                     [](const Step& step) { return step.kind == StepKind::Assigned; });
}

std::string Joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : std::string(between)) + PlainLine(part);
  }
  return text;
}

void AddBeside(const StockTakeBeside& beside, StockTake& taken) {
  if (const auto& sources = beside.sources_in_trouble; !sources.empty()) {
    taken.lines.push_back("论坛看不到 " + Count(sources.size(), "个") + "：" +
                          Joined(sources, "、"));
    taken.counts += "，论坛看不到 " + Count(sources.size(), "个");
  }
  if (beside.undelivered > 0) {
    taken.lines.push_back("没有送到的提醒 " +
                          Count(static_cast<std::size_t>(beside.undelivered), "条") +
                          "：用 forumwatch alert list --dead 看是哪些、为什么");
  }
  if (!beside.faults.empty()) {
    taken.lines.push_back("要补的设置：" + Joined(beside.faults, "；"));
  }
}

LocalDay DayOf(UtcTime t, const Zone& zone) {
  return std::chrono::floor<days>(zone.ToLocal(t));
}

// 20260302
int NumberOf(LocalDay day) {
  const std::chrono::year_month_day date(day);
  return static_cast<int>(date.year()) * 10000 +
         static_cast<int>(static_cast<unsigned>(date.month()) * 100 +
                          static_cast<unsigned>(date.day()));
}

}  // namespace

StockCount::StockCount(UtcTime now)
    : questions_{
          {"已超时",
           [now](const OpenMatter& m) { return AnyDue(m, [&](UtcTime due) { return due < now; }); },
           0, ""},
          {"24 小时内到期",
           [now](const OpenMatter& m) {
             return AnyDue(m, [&](UtcTime due) { return now <= due && due < now + kAhead; });
           },
           0, ""},
          {"待审批", WaitsForApproval, 0, ""},
          {"并案退回的稿子还没有另拟",
           [](const OpenMatter& m) {
             return DraftSentBackByMerge(m.steps, m.complaint.id) != nullptr;
           },
           0, ""},
          {"无人负责", [](const OpenMatter& m) { return !HasOwner(m); }, 0, ""},
          {"有新帖", [](const OpenMatter& m) { return m.new_posts > 0; }, 0, ""},
      } {}

void StockCount::Add(const OpenMatter& matter) {
  ++open_;
  for (Question& question : questions_) {
    if (!question.applies(matter)) {
      continue;
    }
    const std::size_t before = question.matters++;
    if (before < kNamed) {
      question.named += (before == 0 ? "" : "、") + Name(matter.complaint.id) + " " +
                        ShortLine(matter.complaint.summary, kSummary);
    } else if (before == kNamed) {
      question.named += " 等";
    }
  }
}

StockTake StockCount::Taken(const StockTakeBeside& beside) const {
  StockTake taken;
  taken.counts = "未办结 " + Count(open_, "件");
  for (const Question& question : questions_) {
    if (question.matters > 0) {
      const std::string count = std::string(question.words) + " " + Count(question.matters, "件");
      taken.counts += "，" + count;
      taken.lines.push_back(count + "：" + question.named);
    }
  }
  AddBeside(beside, taken);
  return taken;
}

Alert StockTakeAlert(const StockTake& taken, const AlertingOptions& options, const Zone& zone,
                     UtcTime due, UtcTime now) {
  const int day = NumberOf(DayOf(due, zone));
  Alert alert;
  alert.id = StableUlid(due, std::string(kStockTake) + "/" + std::to_string(day));
  alert.at = now;
  alert.rule = kStockTake;
  alert.handbook = "B8";
  alert.episode = day;
  alert.receivers = ReceiversOf(kStockTake, options);
  alert.title = "日盘点 " + WrittenMoment(due, zone, now) + "：" + taken.counts;
  alert.reason = "每天这时盘点一次，没有未办结的也说一声；哪天没收到，请看服务还在不在运行（B8）";
  return alert;
}

UtcTime LastStockTake(std::chrono::minutes at, const Zone& zone, UtcTime now) {
  const LocalDay today = DayOf(now, zone);
  const UtcTime due = zone.ToUtc(today + at);
  return due <= now ? due : zone.ToUtc(today - days(1) + at);
}

UtcTime NextStockTake(std::chrono::minutes at, const Zone& zone, UtcTime now) {
  const LocalDay today = DayOf(now, zone);
  const UtcTime due = zone.ToUtc(today + at);
  return due > now ? due : zone.ToUtc(today + days(1) + at);
}

}  // namespace forumwatch
