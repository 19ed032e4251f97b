#include "daemon/alerts/compose.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/alerting/wording.h"
#include "analysis/deadlines/duties.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

// Bytes a line may take. Together with the words around them they stay below kLongestAlertText.
constexpr std::size_t kTitle = 300;
constexpr std::size_t kReason = 480;
constexpr std::size_t kFurther = 180;
constexpr std::size_t kFlags = 100;
constexpr std::size_t kWhere = 240;
constexpr std::size_t kDuties = 160;
constexpr std::size_t kLink = 250;
constexpr std::size_t kId = 40;
constexpr std::size_t kWords = 130;  // "为什么：", the line of people and heat, line breaks
static_assert(kTitle + kReason + kFurther + kFlags + kWhere + kDuties + kLink + kId + kWords <=
              kLongestAlertText);

std::string Joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() || part.empty() ? "" : std::string(between)) + part;
  }
  return text;
}

bool Runs(const Duty& duty) {
  return !duty.satisfied_at && duty.state != DutyState::Void;
}

// What somebody has to see to: the week after the handling asks for nothing, and measures are due
// before the working day is over.
bool IsOwed(const Duty& duty, std::span<const Duty> duties) {
  const bool measures_first = duty.kind == DutyKind::WorkingDay &&
                              std::any_of(duties.begin(), duties.end(), [](const Duty& d) {
                                return d.kind == DutyKind::Measures && Runs(d);
                              });
  return Runs(duty) && duty.kind != DutyKind::CloseCheck && !measures_first;
}

std::string_view ClassName(std::optional<int> complaint_class) {
  constexpr std::string_view kNames[] = {"", "一类", "二类", "三类"};
  const int number = complaint_class.value_or(0);
  return number >= 1 && number <= 3 ? kNames[number] : kNames[0];
}

// Those still to be met; what the reason has said already is not said twice.
std::string OpenDuties(const Alert& alert, std::span<const Duty> duties, const Zone& zone) {
  std::vector<std::string> open;
  for (const Duty& duty : duties) {
    const std::string due = WrittenMoment(duty.due_at, zone, alert.at);
    if (IsOwed(duty, duties) && !IsSpokenForByALaterOne(duty, duties) &&
        alert.reason.find(due) == std::string::npos) {
      open.push_back(std::string(ChineseName(duty.kind)) + " " + due +
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

// "3月2日 19:14 小满：我家也是，天天爬楼"
std::string Written(const FurtherPost& post, const Zone& zone, UtcTime now) {
  return WrittenMoment(post.at, zone, now) + " " + (post.author.empty() ? "匿名" : post.author) +
         "：" + post.text;
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
    if (context.further != nullptr) {
      lines.Add("新帖：", Written(*context.further, zone, alert.at), kFurther);
    }
  } else {
    lines.Add("", context.community, kWhere);
  }
  lines.Add("期限：", OpenDuties(alert, context.duties, zone), kDuties);
  lines.Add(kLinkLabel, SafeLink(context.url, kLink), kLink);
  lines.Add(kIdLabel, alert.id, kId);
  return lines.Take();
}

std::string ComposeSourceAlert(const Alert& alert) {
  Lines lines;
  lines.Add("", alert.title, kTitle);
  lines.Add("为什么：", alert.reason, kReason);
  lines.Add(kIdLabel, alert.id, kId);
  return lines.Take();
}

std::string ComposeStockTake(const Alert& alert, const std::vector<std::string>& lines) {
  constexpr std::size_t kAllLines = kLongestAlertText - kTitle - kReason - kId - 20;
  const std::size_t each = kAllLines / std::max<std::size_t>(lines.size(), 3) - 1;
  Lines text;
  text.Add("", alert.title, kTitle);
  for (const std::string& line : lines) {
    text.Add("", line, each);
  }
  text.Add("", alert.reason, kReason);
  text.Add(kIdLabel, alert.id, kId);
  return text.Take();
}

std::string AsSent(std::string_view text, const Delivery& delivery) {
  using std::chrono::hours;
  std::string sent = delivery.maybe_repeat ? "可能重复：" : "";
  if (const auto late = std::chrono::floor<hours>(delivery.late); late >= hours(48)) {
    sent += "迟到 " + std::to_string(late / hours(24)) + " 天：";
  } else if (late >= hours(1)) {
    sent += "迟到 " + std::to_string(late.count()) + " 小时：";
  }
  return sent + std::string(text);
}

}  // namespace forumwatch
