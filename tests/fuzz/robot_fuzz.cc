// Whatever an alert says, a robot gets whole characters within its limit, nobody is mentioned and
// nothing can be clicked but the alert's own link. The first two bytes of the input are the limit.
#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/text/code_points.h"
#include "daemon/alerts/compose.h"
#include "daemon/alerts/robot_text.h"
#include "tests/fuzz/require.h"

namespace forumwatch {
namespace {

bool IsWhole(std::string_view text) {
  std::string again;
  for (std::size_t at = 0; at < text.size();) {
    AppendUtf8(again, NextCodePoint(text, at));
  }
  return again == text;
}

void Run(std::string_view input) {
  const std::string_view size = input.substr(0, 2);
  std::size_t bytes = 0;
  for (const char c : size) {
    bytes = bytes * 256 + static_cast<unsigned char>(c);
  }
  const std::string sent = RobotText(input.substr(size.size()), bytes % 4096);
  Require(sent.size() <= bytes % 4096);
  Require(IsWhole(sent));
  Require(sent.find_first_of("@<>") == std::string::npos);
  for (std::string_view rest = sent; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    Require(line.starts_with(kLinkLabel) || line.find("://") == std::string_view::npos);
    rest.remove_prefix(line.size() == rest.size() ? line.size() : line.size() + 1);
  }
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer's name
    const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
