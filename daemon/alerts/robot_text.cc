#include "daemon/alerts/robot_text.h"

#include <algorithm>

#include "analysis/text/plain.h"
#include "daemon/alerts/compose.h"

namespace forumwatch {
namespace {

constexpr std::string_view kCutWithLink = "…（全文见链接）";
constexpr std::string_view kCut = "…（下文从略）";

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What stands for the byte at `at`; "" for the byte itself.
std::string_view Wide(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at + 1);
  switch (text[at]) {
    case '@':
      return "＠";
    case '<':
      return "＜";
    case '>':
      return "＞";
    case ':':
      return rest.starts_with("//") ? "：" : "";
    case '.':
      return !rest.empty() && IsLetter(rest.front()) ? "．" : "";
    default:
      return "";
  }
}

std::string_view CutOnBorder(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return text;
  }
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80) {
    --bytes;
  }
  return text.substr(0, bytes);
}

// The alert's own link as it may be clicked; "" for any other line.
std::string OwnLink(std::string_view line) {
  if (!line.starts_with(kLinkLabel)) {
    return "";
  }
  std::string safe;
  for (const char c : SafeLink(line.substr(kLinkLabel.size()))) {
    safe += c == '@' ? "%40" : std::string(1, c);
  }
  return safe.empty() ? "" : std::string(kLinkLabel) + safe;
}

// The lines before the link, and from the link or the id on.
struct Parts {
  std::string body;
  std::string end;
  bool link = false;
};

Parts Split(std::string_view text) {
  Parts parts;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
    std::string own = OwnLink(line);
    const bool at_end = !own.empty() || line.starts_with(kIdLabel);
    parts.link = parts.link || !own.empty();
    std::string& part = at_end || !parts.end.empty() ? parts.end : parts.body;
    const std::string written = own.empty() ? RobotLine(line) : std::move(own);
    part += (part.empty() || written.empty() ? "" : "\n") + written;
  }
  return parts;
}

// "· （B2）迟到 2 小时：首次回复已超时 C1，为什么：已超时". The rule comes first, since what is cut
// is the end; where the reason ends with it, too, it is not said twice.
std::string InADigest(const Delivery& delivery) {
  const Alert& alert = delivery.alert;
  const std::string rule = alert.handbook.empty() ? "" : "（" + alert.handbook + "）";
  std::string_view reason = alert.reason;
  if (reason.ends_with(rule)) {
    reason.remove_suffix(rule.size());
  }
  return RobotLine("· " + rule + AsSent(alert.title, delivery) + "，为什么：" +
                   std::string(reason));
}

}  // namespace

std::string RobotLine(std::string_view text) {
  const std::string line = PlainLine(text);
  std::string safe;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::string_view wide = Wide(line, at);
    safe += wide.empty() ? std::string_view(line).substr(at, 1) : wide;
  }
  return safe;
}

std::string RobotText(std::string_view text, std::size_t bytes) {
  Parts parts = Split(text);
  std::string whole =
      parts.body + (parts.body.empty() || parts.end.empty() ? "" : "\n") + parts.end;
  if (whole.size() <= bytes) {
    return whole;
  }
  const std::string_view mark = parts.link ? kCutWithLink : kCut;
  const std::size_t kept = mark.size() + 1 + parts.end.size();
  if (kept > bytes) {  // nothing we compose has such an end
    return std::string(CutOnBorder(whole, bytes));
  }
  return std::string(CutOnBorder(parts.body, bytes - kept)) + std::string(mark) + "\n" + parts.end;
}

std::string DigestText(std::span<const Delivery> deliveries, std::size_t bytes) {
  std::string text = std::to_string(deliveries.size()) + " 条提醒一起来了，合并成一条：";
  const std::size_t each = (bytes - std::min(bytes, text.size())) / deliveries.size();
  for (const Delivery& delivery : deliveries) {
    const std::string id = "\n" + std::string(kIdLabel) + RobotLine(delivery.alert.id);
    text += "\n" + PlainLine(InADigest(delivery), each - std::min(each, id.size() + 1)) + id;
  }
  return text;
}

}  // namespace forumwatch
