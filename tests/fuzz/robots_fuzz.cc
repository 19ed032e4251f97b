// Any bytes as robots.txt and as a path: an answer comes, the same each time, however the address
// is escaped; the file itself may always be read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawlers/http/robots.h"

namespace {

std::string Escaped(std::string_view path) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128) {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const std::size_t line = text.find('\n');
  const std::string path = "/" + text.substr(0, line);
  const std::string file = line == std::string::npos ? "" : text.substr(line + 1);
  const forumwatch::RobotsRules rules(file, "forumwatch");
  if (!rules.Allows("/robots.txt") || rules.Allows(path) != rules.Allows(Escaped(path))) {
    std::abort();
  }
  return 0;
}
