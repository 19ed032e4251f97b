#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned char ByteAt(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool IsCharacter(char32_t c) {
  return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

// How many bytes follow a first byte, and which code points need that many (Unicode 15, table 3-7).
struct Form {
  std::size_t more;
  char32_t bits;
  char32_t least;
};

Form FormOf(unsigned char first) {
  if (first >= 0xF0) {
    return {3, first & 0x07U, 0x10000};
  }
  return first >= 0xE0 ? Form{2, first & 0x0FU, 0x800} : Form{1, first & 0x1FU, 0x80};
}

char Byte(char32_t value) {
  return static_cast<char>(static_cast<unsigned char>(value));
}

// Where code point `n` begins; the end of the text when it has fewer.
std::size_t OffsetOf(std::string_view text, int n) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && n-- <= 0) {
      break;
    }
  }
  return at;
}

}  // namespace

char32_t NextCodePoint(std::string_view text, std::size_t& at) {
  const unsigned char first = ByteAt(text, at++);
  if (first < 0x80) {
    return first;
  }
  if (first < 0xC2 || first > 0xF4) {
    return kReplacement;
  }
  const Form form = FormOf(first);
  char32_t c = form.bits;
  std::size_t end = at;
  for (; end < at + form.more && (ByteAt(text, end) & 0xC0U) == 0x80; ++end) {
    c = (c << 6U) | (ByteAt(text, end) & 0x3FU);
  }
  const bool whole = end == at + form.more;
  at = end;
  return whole && c >= form.least && IsCharacter(c) ? c : kReplacement;
}

void AppendUtf8(std::string& out, char32_t code_point) {
  const char32_t c = IsCharacter(code_point) ? code_point : kReplacement;
  if (c < 0x80) {
    out += Byte(c);
    return;
  }
  if (c < 0x800) {
    out += Byte(0xC0 | (c >> 6U));
  } else if (c < 0x10000) {
    out += Byte(0xE0 | (c >> 12U));
    out += Byte(0x80 | ((c >> 6U) & 0x3FU));
  } else {
    out += Byte(0xF0 | (c >> 18U));
    out += Byte(0x80 | ((c >> 12U) & 0x3FU));
    out += Byte(0x80 | ((c >> 6U) & 0x3FU));
  }
  out += Byte(0x80 | (c & 0x3FU));
}

int CountCodePoints(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    NextCodePoint(text, at);
  }
  return count;
}

std::string_view CodePoints(std::string_view text, int start, int end) {
  const std::size_t from = OffsetOf(text, start);
  const std::size_t to = OffsetOf(text, end);
  return from < to ? text.substr(from, to - from) : std::string_view();
}

bool IsHan(char32_t c) noexcept {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005 ||
         c == 0x3007 || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

}  // namespace forumwatch
