#include "analysis/report/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "analysis/text/code_points.h"

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

bool IsBlank(char32_t c) {
  return c <= 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xA0 || c == 0x3000 ||
         c == 0x2028 || c == 0x2029;
}

// Zero width characters and those that turn the direction of writing.
bool IsInvisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0x061C || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE;
}

bool StartsWithScheme(std::string_view url, std::string_view scheme) {
  return url.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), url.begin(), [](char expected, char found) {
           return expected == (found >= 'A' && found <= 'Z' ? found + ('a' - 'A') : found);
         });
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
      return "未回复";
    case DutyState::Open:
      return "计时中";
    case DutyState::Void:
      break;
  }
  return "不计时";
}

std::string PlainText(std::string_view text, int most) {
  std::string line;
  int length = 0;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    if (IsInvisible(c)) {
      continue;
    }
    if (IsBlank(c)) {
      blank = !line.empty();
      continue;
    }
    if (length + (blank ? 1 : 0) >= most) {
      return line + "…";
    }
    if (blank) {
      line += ' ';
      ++length;
      blank = false;
    }
    AppendUtf8(line, c);
    ++length;
  }
  return line;
}

std::string SafeLink(std::string_view url) {
  constexpr std::size_t kLongest = 2000;
  if (url.size() > kLongest ||
      (!StartsWithScheme(url, "http://") && !StartsWithScheme(url, "https://"))) {
    return {};
  }
  const bool clean = std::none_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7F ||
           std::string_view(R"("'<>\^`{|})").find(c) != std::string_view::npos;
  });
  return clean && !HostOfLink(url).empty() ? std::string(url) : std::string();
}

std::string HostOfLink(std::string_view safe_link) {
  const std::size_t begin = safe_link.find("//") + 2;
  std::string_view host = safe_link.substr(begin);
  host = host.substr(0, host.find_first_of("/?#"));
  const std::size_t user = host.rfind('@');
  return std::string(user == std::string_view::npos ? host : host.substr(user + 1));
}

}  // namespace forumwatch
