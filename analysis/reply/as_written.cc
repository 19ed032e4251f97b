#include "analysis/reply/as_written.h"

#include "analysis/text/code_points.h"

namespace forumwatch {

std::string_view AsWritten(std::string_view original, const NormalisedText& normalised,
                           std::uint32_t begin, std::uint32_t end) {
  std::size_t from = 0;
  std::size_t at = 0;
  for (std::uint32_t n = 0; at < original.size() && n <= normalised.origins[end - 1]; ++n) {
    from = n == normalised.origins[begin] ? at : from;
    NextCodePoint(original, at);
  }
  return original.substr(from, at - from);
}

}  // namespace forumwatch
