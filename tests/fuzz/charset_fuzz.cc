// Any bytes under any label become valid UTF-8 without NUL. What is ASCII stays what it is, markup
// is neither lost nor made, and Chinese in UTF-8 wins over any label. Input: a line as
// Content-Type, a line as the label in <meta> (empty for none), and the page.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "crawlers/parse/charset.h"
#include "tests/fuzz/require.h"

namespace forumwatch {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

std::string TakeLine(std::string_view& input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  std::string line(input.substr(0, end));
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

std::size_t Count(std::string_view text, std::string_view piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos;
       at = text.find(piece, at + piece.size())) {
    ++count;
  }
  return count;
}

// A second, simpler opinion on UTF-8.
struct Look {
  bool valid = true;
  bool ascii = true;
  bool surely_chinese = false;  // a character of three bytes or more
};

struct Length {
  std::uint8_t mask;
  std::uint8_t lead;
  std::size_t bytes;
  std::uint32_t least;
};

Look LookAt(std::string_view bytes) {
  constexpr std::array<Length, 4> kLengths = {{{0x80, 0x00, 1, 0},
                                               {0xE0, 0xC0, 2, 0x80},
                                               {0xF0, 0xE0, 3, 0x800},
                                               {0xF8, 0xF0, 4, 0x10000}}};
  Look look;
  while (!bytes.empty()) {
    const auto first = static_cast<std::uint8_t>(bytes.front());
    const auto* const length = std::find_if(kLengths.begin(), kLengths.end(), [&](const Length& l) {
      return (first & l.mask) == l.lead;
    });
    if (length == kLengths.end() || bytes.size() < length->bytes) {
      return {false, false, false};
    }
    std::uint32_t code = first & static_cast<std::uint8_t>(~length->mask);
    for (const char c : bytes.substr(1, length->bytes - 1)) {
      const auto next = static_cast<std::uint8_t>(c);
      look.valid = look.valid && (next & 0xC0U) == 0x80;
      code = code << 6U | (next & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    look.valid = look.valid && code >= length->least && code <= 0x10FFFF && !surrogate;
    look.ascii = look.ascii && length->bytes == 1;
    look.surely_chinese = look.surely_chinese || (length->bytes > 2 && code != 0xFFFD);
    bytes.remove_prefix(length->bytes);
  }
  return look;
}

bool HasMark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\x84\x31\x95\x33") ||
         bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

// Charsets of the PC exchange these three among themselves.
bool IsOddControl(char c) {
  return c == '\x1A' || c == '\x1C' || c == '\x7F';
}

void CheckSanitized(std::string_view bytes) {
  const Look look = LookAt(bytes);
  const std::string clean = SanitizeUtf8(bytes);
  const bool has_nul = bytes.find('\0') != std::string_view::npos;
  Require(IsValidUtf8(bytes) == look.valid);
  Require((clean == bytes) == (look.valid && !has_nul));
  Require(LookAt(clean).valid && clean.find('\0') == std::string::npos);
}

void CheckPage(std::string_view page, std::string_view content_type) {
  const Decoded decoded = DecodePage(page, content_type);
  Require(LookAt(decoded.text).valid && decoded.text.find('\0') == std::string::npos);
  Require(SanitizeUtf8(decoded.text) == decoded.text);
  Require(!decoded.charset.empty() && decoded.replaced >= 0);
  Require(Count(decoded.text, kReplacement) >= static_cast<std::size_t>(decoded.replaced));
  if (HasMark(page)) {
    return;
  }
  for (const std::string_view markup : {"<", ">", "&", "\"", "'", "=", " ", "\n"}) {
    Require(Count(decoded.text, markup) == Count(page, markup));
  }
  const Look look = LookAt(page);
  const bool has_nul = page.find('\0') != std::string_view::npos;
  if (look.valid && look.surely_chinese && !has_nul) {
    Require(decoded.charset == "UTF-8" && decoded.text == page);
  }
  if (look.ascii && !has_nul && std::none_of(page.begin(), page.end(), IsOddControl)) {
    Require(decoded.text == page && decoded.replaced == 0);
  }
}

void Run(std::string_view input) {
  const std::string content_type = TakeLine(input);
  const std::string label = TakeLine(input);
  CheckSanitized(input);
  CheckPage(input, content_type);
  if (!label.empty()) {
    CheckPage("<meta charset=\"" + label + "\">" + std::string(input), content_type);
  }
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
