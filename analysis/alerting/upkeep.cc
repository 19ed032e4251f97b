#include "analysis/alerting/upkeep.h"

#include <utility>

#include "analysis/deadlines/duties.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr int kDaysOfAMonth = 31;

// `subject`: of whose alerts of this rule there may be several with one episode.
Alert OfTheService(std::string_view rule, std::string subject, int episode,
                   const AlertingOptions& options, UtcTime now) {
  Alert alert;
  alert.id = StableUlid(now, std::string(rule) + "/" + subject + "/" + std::to_string(episode));
  alert.at = now;
  alert.rule = rule;
  alert.source = std::move(subject);
  alert.episode = episode;
  alert.receivers = ReceiversOf(rule, options);
  return alert;
}

// 202603
int NumberOf(const year_month_day& day) {
  return static_cast<int>(day.year()) * 100 + static_cast<int>(static_cast<unsigned>(day.month()));
}

bool IsForOwners(const year_month_day& day) {
  const year_month_day last(day.year() / day.month() / std::chrono::last);
  return day.day() == std::chrono::day(30) || (day.month() == std::chrono::February && day == last);
}

Alert ReportAlert(const year_month_day& due, bool for_owners, const AlertingOptions& options,
                  UtcTime now) {
  constexpr int kForLeaders = 1;
  constexpr int kForOwners = 2;
  Alert alert = OfTheService(
      "report.due", "", NumberOf(due) * 10 + (for_owners ? kForOwners : kForLeaders), options, now);
  const std::string date = std::to_string(static_cast<unsigned>(due.month())) + "月" +
                           std::to_string(static_cast<unsigned>(due.day())) + "日";
  if (for_owners) {
    alert.handbook = "D2";
    alert.title = date + "前要向业主公布共性问题的措施和结果";
    alert.reason =
        "公共部位、共同利益、邻里纠纷的措施和结果，经部门负责人批准后向全体业主公布，不能让人认出哪"
        "位"
        "业主；用 forumwatch report 生成（D2）";
  } else {
    alert.handbook = "D1";
    alert.title = date + "前要报送投诉、建议的措施和结果";
    alert.reason =
        "本统计月投诉、建议的措施和结果，经部门负责人批准后送分管领导（D1）；月度分析报告一并送品质"
        "管理部和领导（D3）；用 forumwatch report 生成（D1）";
  }
  return alert;
}

}  // namespace

Alert CalendarMissingAlert(int year, const AlertingOptions& options, const Zone& zone,
                           UtcTime now) {
  const year_month_day today(std::chrono::floor<days>(zone.ToLocal(now)));
  const std::string name = std::to_string(year);
  Alert alert = OfTheService("calendar.missing", "", NumberOf(today), options, now);
  alert.title = name + " 年的放假安排没有录入";
  alert.reason = "没有它，" + name + " 年的节假日会按星期算，期限会算错；请照 china-" +
                 std::to_string(year - 1) + ".json 写一份 china-" + name +
                 ".json 放在配置旁边，并写进 calendar.files（calendar.missing）";
  return alert;
}

std::vector<Alert> ReportAlerts(std::chrono::minutes at, const AlertingOptions& options,
                                const Zone& zone, UtcTime since, UtcTime now) {
  std::vector<Alert> alerts;
  bool leaders = false;
  bool owners = false;
  const LocalDay today = std::chrono::floor<days>(zone.ToLocal(now));
  for (LocalDay eve = today; eve > today - days(kDaysOfAMonth); eve -= days(1)) {
    const UtcTime moment = zone.ToUtc(eve + at);
    if (moment > now) {
      continue;
    }
    if (moment <= since) {
      break;
    }
    const year_month_day due(eve + days(1));
    if (due.day() == std::chrono::day(25) && !std::exchange(leaders, true)) {
      alerts.push_back(ReportAlert(due, false, options, now));
    }
    if (IsForOwners(due) && !std::exchange(owners, true)) {
      alerts.push_back(ReportAlert(due, true, options, now));
    }
  }
  return alerts;
}

std::string SubjectOfChannel(std::string_view channel) {
  return "channel/" + std::string(channel);
}

Alert ChannelFailingAlert(std::string_view channel, std::string_view reason, int episode,
                          const AlertingOptions& options, UtcTime now) {
  Alert alert = OfTheService(kChannelFailing, SubjectOfChannel(channel), episode, options, now);
  alert.title = "提醒通道“" + PlainLine(channel) + "”发不出去";
  alert.reason = "最近一次：" + PlainLine(reason) +
                 "；它好起来以前，经它的提醒改由别的通道发；用 forumwatch alert test "
                 "试一试，怎么办看 forumwatch doctor（channel.failing）";
  return alert;
}

Alert ClockStepAlert(Duration step, const AlertingOptions& options, UtcTime now) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(now.time_since_epoch());
  Alert alert = OfTheService("clock.step", "", static_cast<int>(minute.count()), options, now);
  if (step < Duration(0)) {
    alert.title = "系统时钟往回拨了 " + WrittenSpan(-step);
    alert.reason = "期限照现在的时间算；请看看对时服务是否正常（clock.step）";
  } else {
    alert.title = "系统时钟往前跳了 " + WrittenSpan(step);
    alert.reason =
        "时钟被拨过，或者机器睡过：这段时间没有看论坛，期限照现在的时间算；请看看对时服务是否正常"
        "（clock.step）";
  }
  return alert;
}

}  // namespace forumwatch
