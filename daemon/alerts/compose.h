// An alert as a person reads it on a phone: short lines of plain Chinese, most important first.
//
//   首次回复已超时 C12：7栋电梯反复停运
//   为什么：首次回复已超时 2 小时（截止 3月2日 23:14），至今没有看到物业在论坛上的回复（B2）
//   危险信号：曝光
//   铜雀台 · 7栋 · 一类 · 电梯、噪音
//   12 人 18 次，热度 63
//   新帖：3月2日 19:14 小满：我家也是，天天爬楼
//   期限：具体措施 3月3日 18:00
//   原帖：https://forum.example/t8841
//   编号 01J…
//
// Forum text is hostile: it stays within its line, cannot turn the direction of writing, and is cut
// on a character border. Sizes are bytes of UTF-8. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/alert.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "daemon/store/outbox.h"

namespace forumwatch {

// A post that joined a complaint which was there before.
struct FurtherPost {
  std::string author;
  std::string text;
  UtcTime at{};
};

// What is known of the alert's complaint when the alert is decided.
struct AlertContext {
  std::string community;
  const Complaint* complaint = nullptr;  // null: only what the alert itself says
  std::span<const Duty> duties;
  std::string_view url;                  // of the post it is about
  const FurtherPost* further = nullptr;  // null: what began the complaint began the clock
};

// No longer than the strictest robot's limit of 2048 bytes, with room for what AsSent adds
// and a mention. The link and the id are never cut: a link that does not fit is left out.
inline constexpr std::size_t kLongestAlertText = 1900;

// How the two lines begin that end an alert's text.
inline constexpr std::string_view kLinkLabel = "原帖：";
inline constexpr std::string_view kIdLabel = "编号 ";

std::string ComposeAlert(const Alert& alert, const AlertContext& context, const Zone& zone);
std::string ComposeSourceAlert(const Alert& alert);
// `lines`: between title and reason, each cut so that there is room for all.
std::string ComposeStockTake(const Alert& alert, const std::vector<std::string>& lines);

// Title and text as this attempt sends them: in front of them it says 可能重复 when an earlier one
// may have got through, and how late it is from an hour on.
std::string AsSent(std::string_view text, const Delivery& delivery);

}  // namespace forumwatch
