#include "daemon/summary.h"

#include <algorithm>
#include <string_view>

#include "analysis/text/code_points.h"
#include "daemon/store/posts.h"

namespace forumwatch {
namespace {

constexpr std::size_t kSummaryLength = 40;  // code points

// The first line of it, short enough for a list.
std::string FirstLine(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::string line(text.substr(0, text.find_first_of("\r\n")));
  std::size_t at = 0;
  for (std::size_t n = 0; n < kSummaryLength && at < line.size(); ++n) {
    NextCodePoint(line, at);
  }
  return at < line.size() ? line.substr(0, at) + "…" : line;
}

}  // namespace

std::string SummaryOf(const SeenPost& post, const Segment& segment) {
  const std::string_view said = SegmentText(post.text, segment);
  // The title speaks for what the opening post says first, not for its further matters.
  const bool titled = post.is_first && segment.start == 0 && !post.title.empty();
  return FirstLine(titled || said.empty() ? post.title : said);
}

}  // namespace forumwatch
