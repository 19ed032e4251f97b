#include "analysis/report/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::minutes;

std::string TwoDigits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// 0.4054 → "40.5"
std::string Tenths(double share) {
  const std::int64_t tenths = std::llround(share * 1000);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

struct Local {
  std::chrono::year_month_day date;
  std::string clock;  // "09:05"
};

Local LocalOf(UtcTime t, const Zone& zone) {
  const LocalTime local = zone.ToLocal(t);
  const LocalDay day = std::chrono::floor<days>(local);
  const auto minute = std::chrono::floor<minutes>(local - day);
  return {std::chrono::year_month_day(day),
          TwoDigits(minute.count() / 60) + ":" + TwoDigits(minute.count() % 60)};
}

std::string DayOfYear(std::chrono::year_month_day date) {
  return std::to_string(static_cast<unsigned>(date.month())) + "月" +
         std::to_string(static_cast<unsigned>(date.day())) + "日";
}

std::string WrittenYear(std::chrono::year year) {
  return std::to_string(static_cast<int>(year)) + "年";
}

}  // namespace

std::string WrittenShare(double share) {
  return Tenths(share) + "%";
}

std::string WrittenShare(std::size_t part, std::size_t of) {
  return of == 0 ? "—" : WrittenShare(static_cast<double>(part) / static_cast<double>(of));
}

std::string WrittenChange(std::size_t now, std::size_t before) {
  if (now == before) {
    return now == 0 ? "—" : "持平";
  }
  if (before == 0) {
    return "新出现";
  }
  const char* const sign = now > before ? "+" : "-";
  const std::size_t by = now > before ? now - before : before - now;
  return sign + std::to_string(by) + "（" + sign + WrittenShare(by, before) + "）";
}

std::string WrittenMonth(std::chrono::year_month month) {
  return WrittenYear(month.year()) + std::to_string(static_cast<unsigned>(month.month())) + "月";
}

std::string WrittenDay(UtcTime t, const Zone& zone) {
  const Local local = LocalOf(t, zone);
  return WrittenYear(local.date.year()) + DayOfYear(local.date);
}

std::string WrittenShortDay(UtcTime t, const Zone& zone) {
  return DayOfYear(LocalOf(t, zone).date);
}

std::string WrittenMinute(UtcTime t, const Zone& zone) {
  return WrittenDay(t, zone) + " " + LocalOf(t, zone).clock;
}

std::string WrittenShortly(UtcTime t, const Zone& zone) {
  const Local local = LocalOf(t, zone);
  return DayOfYear(local.date) + " " + local.clock;
}

std::string WrittenDays(UtcTime from, UtcTime to, const Zone& zone) {
  return WrittenDay(from, zone) + "至" + WrittenDay(to - Duration(1), zone);
}

std::string WrittenDuty(const Duty* duty) {
  if (duty == nullptr) {
    return "—";
  }
  switch (duty->state) {
    case DutyState::Met:
      return duty->satisfied_at
                 ? "按时（" + WrittenSpan(*duty->satisfied_at - duty->starts_at) + "）"
                 : "按时";
    case DutyState::Late:
      return duty->satisfied_at ? "超时 " + WrittenSpan(*duty->satisfied_at - duty->due_at)
                                : "超时";
    case DutyState::Missed:
      return duty->kind == DutyKind::FirstReply ? "未回复" : "未给出";
    case DutyState::Open:
      return "计时中";
    case DutyState::Void:
      break;
  }
  return "不计时";
}

std::string WrittenClass(const std::optional<int>& complaint_class) {
  constexpr const char* kClasses[] = {"待定", "一类（物业服务）", "二类（地产公司原因）",
                                      "三类（外部环境和公共设施）"};
  const int number = complaint_class.value_or(0);
  return kClasses[number >= 1 && number <= 3 ? number : 0];
}

std::string_view WrittenChannel(Channel channel) {
  switch (channel) {
    case Channel::Forum:
      return "论坛";
    case Channel::Visit:
      return "来访";
    case Channel::Phone:
      return "来电";
    case Channel::Letter:
      return "来信";
    case Channel::Mail:
      return "邮件";
    case Channel::Press:
      return "媒体";
    case Channel::Superior:
      return "上级转来";
  }
  return {};
}

std::string InOneLineOr(const std::vector<std::string>& parts, std::string_view none) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : "、") + PlainLine(part);
  }
  return text.empty() ? std::string(none) : text;
}

std::vector<std::string> PlainLines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (std::string line = PlainLine(text.substr(0, end)); !line.empty()) {
      lines.push_back(std::move(line));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace forumwatch
