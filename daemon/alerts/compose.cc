#include "daemon/alerts/compose.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/alerting/wording.h"
#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

// Bytes a line may take. Together with the words around them they stay below kLongestAlertText.
constexpr std::size_t kTitle = 360;
constexpr std::size_t kReason = 600;
constexpr std::size_t kFlags = 100;
constexpr std::size_t kWhere = 240;
constexpr std::size_t kDuties = 160;
constexpr std::size_t kLink = 250;
constexpr std::size_t kId = 40;
constexpr std::size_t kWords = 130;  // "为什么：", the line of people and heat, line breaks
static_assert(kTitle + kReason + kFlags + kWhere + kDuties + kLink + kId + kWords <=
              kLongestAlertText);

constexpr std::string_view kCut = "…";

bool In(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool IsBlank(char32_t c) {
  return c <= 0x20 || In(c, 0x7F, 0xA0) || c == 0x2028 || c == 0x2029;
}

// Turns the direction of writing, or cannot be seen. The joiners U+200C/D stay: emoji need them.
bool IsInvisible(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E || c == 0x200F ||
         In(c, 0x202A, 0x202E) || In(c, 0x2060, 0x206F) || c == 0xFEFF || In(c, 0xFFF9, 0xFFFB) ||
         In(c, 0xE0000, 0xE007F) || (c & 0xFFFEU) == 0xFFFE;
}

std::string Joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() || part.empty() ? "" : std::string(between)) + part;
  }
  return text;
}

std::string_view ClassName(std::optional<int> complaint_class) {
  constexpr std::string_view kNames[] = {"", "一类", "二类", "三类"};
  const int number = complaint_class.value_or(0);
  return number >= 1 && number <= 3 ? kNames[number] : kNames[0];
}

std::string_view WrittenName(DutyKind kind) {
  switch (kind) {
    case DutyKind::FirstReply:
      return "首次回复";
    case DutyKind::Measures:
      return "处理措施回复";
    case DutyKind::WorkingDay:
      return "一个工作日内处理";
    case DutyKind::Revisit:
      return "回访";
    case DutyKind::CloseCheck:
      return "结案检查";
  }
  return "";
}

// Those still to be met; what the reason has said already is not said twice.
std::string OpenDuties(const Alert& alert, std::span<const Duty> duties, const Zone& zone) {
  std::vector<std::string> open;
  for (const Duty& duty : duties) {
    const std::string due = WrittenMoment(duty.due_at, zone, alert.at);
    if (!duty.satisfied_at && duty.state != DutyState::Void &&
        alert.reason.find(due) == std::string::npos) {
      open.push_back(std::string(WrittenName(duty.kind)) + " " + due +
                     (duty.due_at < alert.at ? "（已过）" : ""));
    }
  }
  return Joined(open, "，");
}

std::string Crowd(const Complaint& complaint) {
  std::string text;
  if (complaint.times > 0) {
    text = std::to_string(complaint.people) + " 人 " + std::to_string(complaint.times) + " 次";
  }
  if (const auto heat = std::lround(std::clamp(complaint.heat.now, 0.0, 1e9)); heat > 0) {
    text += (text.empty() ? "热度 " : "，热度 ") + std::to_string(heat);
  }
  return text;
}

class Lines {
 public:
  void Add(std::string_view label, std::string_view text, std::size_t limit) {
    if (const std::string line = PlainLine(text, limit); !line.empty()) {
      text_ += (text_.empty() ? "" : "\n") + std::string(label) + line;
    }
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string ComposeAlert(const Alert& alert, const AlertContext& context, const Zone& zone) {
  Lines lines;
  lines.Add("", alert.title, kTitle);
  lines.Add("为什么：", alert.reason, kReason);
  if (const Complaint* const complaint = context.complaint) {
    lines.Add("危险信号：", Joined(complaint->flags, "、"), kFlags);
    lines.Add("",
              Joined({context.community, complaint->place,
                      std::string(ClassName(complaint->complaint_class)),
                      Joined(complaint->topics, "、")},
                     " · "),
              kWhere);
    lines.Add("", Crowd(*complaint), kWords);
  } else {
    lines.Add("", context.community, kWhere);
  }
  lines.Add("期限：", OpenDuties(alert, context.duties, zone), kDuties);
  lines.Add("原帖：", SafeLink(context.url, kLink), kLink);
  lines.Add("编号 ", alert.id, kId);
  return lines.Take();
}

std::string ComposeSourceAlert(const Alert& alert) {
  Lines lines;
  lines.Add("", alert.title, kTitle);
  lines.Add("为什么：", alert.reason, kReason);
  lines.Add("编号 ", alert.id, kId);
  return lines.Take();
}

std::string AsSent(std::string_view text, bool maybe_repeat) {
  return std::string(maybe_repeat ? kMaybeRepeat : "") + std::string(text);
}

std::string PlainLine(std::string_view text, std::size_t limit) {
  std::string line;
  std::size_t fits = 0;  // the longest beginning that leaves room for kCut
  bool blank = false;
  for (std::size_t at = 0; at < text.size() && line.size() <= limit;) {
    const char32_t c = NextCodePoint(text, at);
    if (IsBlank(c)) {
      blank = !line.empty();
      continue;
    }
    if (IsInvisible(c)) {
      continue;
    }
    if (blank) {
      line += ' ';
      blank = false;
    }
    AppendUtf8(line, c);
    if (line.size() + kCut.size() <= limit) {
      fits = line.size();
    }
  }
  if (line.size() > limit) {
    line.resize(fits);
    line += limit < kCut.size() ? "" : kCut;
  }
  return line;
}

std::string SafeLink(std::string_view url, std::size_t limit) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const std::size_t scheme = url.find("://");
  std::string link(url.substr(0, scheme == std::string_view::npos ? 0 : scheme));
  std::transform(link.begin(), link.end(), link.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if ((link != "http" && link != "https") || url.size() > limit) {
    return "";
  }
  for (const char c : url.substr(scheme)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > 0x20 && byte < 0x7F &&
                       std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
    if (plain) {
      link += c;
    } else {
      link += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return link.size() > limit ? "" : link;
}

}  // namespace forumwatch
