#include "crawlers/sites/row_signature.h"

#include <charconv>

namespace forumwatch {
namespace {

constexpr char kBetween = '\t';  // stands in no folded text
constexpr std::string_view kUnknown = "-";
constexpr std::string_view kPending = "pending\t";
constexpr std::string_view kUnread = "unread\t";
constexpr std::string_view kWhole = "whole\t";  // no row begins like this

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

std::string UnreadSignature(const Unread& unread) {
  std::string signature(kUnread);
  signature += std::to_string(unread.tries);
  signature += kBetween;
  signature += unread.whole ? kWhole : std::string_view();
  signature += unread.row;
  return signature;
}

std::optional<Unread> UnreadIn(std::string_view signature) {
  if (!signature.starts_with(kUnread)) {
    return std::nullopt;
  }
  const std::string_view rest = signature.substr(kUnread.size());
  Unread unread;
  const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), unread.tries);
  const auto read = static_cast<std::size_t>(result.ptr - rest.data());
  if (result.ec != std::errc() || read == rest.size() || rest[read] != kBetween) {
    return std::nullopt;
  }
  unread.row = rest.substr(read + 1);
  unread.whole = unread.row.starts_with(kWhole);
  unread.row.remove_prefix(unread.whole ? kWhole.size() : 0);
  return unread;
}

std::string PendingSignature(std::string_view row) {
  return std::string(kPending) + std::string(row);
}

bool IsPending(std::string_view signature) {
  return signature.empty() || signature.starts_with(kPending);
}

std::string_view RowIn(std::string_view signature) {
  if (signature.starts_with(kPending)) {
    return signature.substr(kPending.size());
  }
  const auto unread = UnreadIn(signature);
  return unread ? unread->row : signature;
}

}  // namespace forumwatch
