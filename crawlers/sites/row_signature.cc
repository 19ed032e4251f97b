#include "crawlers/sites/row_signature.h"

#include <charconv>

namespace forumwatch {
namespace {

constexpr char kBetween = '\t';  // stands in no folded text
constexpr std::string_view kUnknown = "-";
constexpr std::string_view kClosed = "closed\t";

}  // namespace

std::string Signature(const ListRow& row) {
  std::string signature = row.replies ? std::to_string(*row.replies) : std::string(kUnknown);
  signature += kBetween;
  signature += row.last_post_fixed ? std::to_string(ToMicros(*row.last_post_at) / 1'000'000)
                                   : std::string(kUnknown);
  signature += kBetween;
  signature += row.last_author;
  signature += kBetween;
  signature += row.title;
  return signature;
}

std::optional<int> RepliesIn(std::string_view signature) {
  const std::string_view written = signature.substr(0, signature.find(kBetween));
  int replies = 0;
  const auto result = std::from_chars(written.data(), written.data() + written.size(), replies);
  if (written.size() == signature.size() || result.ec != std::errc() ||
      result.ptr != written.data() + written.size()) {
    return std::nullopt;
  }
  return replies;
}

std::string_view TitleIn(std::string_view signature) {
  const auto last = signature.rfind(kBetween);
  return last == std::string_view::npos ? std::string_view() : signature.substr(last + 1);
}

std::string ClosedSignature(std::string_view row) {
  return std::string(kClosed) + std::string(row);
}

std::optional<std::string_view> RowOfClosed(std::string_view signature) {
  if (!signature.starts_with(kClosed)) {
    return std::nullopt;
  }
  return signature.substr(kClosed.size());
}

}  // namespace forumwatch
