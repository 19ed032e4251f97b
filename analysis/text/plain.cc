#include "analysis/text/plain.h"

#include <algorithm>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr std::string_view kCut = "…";

bool In(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool IsBlank(char32_t c) {
  return c <= 0x20 || In(c, 0x7F, 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

// Turns the direction of writing, or cannot be seen. The joiners U+200C/D stay: emoji need them.
bool IsInvisible(char32_t c) {
  return c == 0xAD || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x180E || c == 0x200B ||
         c == 0x200E || c == 0x200F || In(c, 0x202A, 0x202E) || In(c, 0x2060, 0x206F) ||
         c == 0x2800 || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || In(c, 0xFFF9, 0xFFFB) ||
         In(c, 0xE0000, 0xE007F) || (c & 0xFFFEU) == 0xFFFE;
}

std::string FoldedText(std::string_view text) {
  std::string line;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    if (IsBlank(c)) {
      blank = !line.empty();
    } else if (!IsInvisible(c)) {
      line += blank ? " " : "";
      blank = false;
      AppendUtf8(line, c);
    }
  }
  return line;
}

std::string CutAt(std::string line, std::size_t end) {
  line.resize(end);
  while (line.ends_with(' ')) {
    line.pop_back();
  }
  return line.append(kCut);
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

std::string PlainLine(std::string_view text, std::size_t bytes) {
  std::string line = FoldedText(text);
  if (line.size() <= bytes) {
    return line;
  }
  if (bytes < kCut.size()) {
    return "";
  }
  std::size_t end = bytes - kCut.size();
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80) {
    --end;
  }
  return CutAt(std::move(line), end);
}

std::string ShortLine(std::string_view text, int code_points) {
  std::string line = FoldedText(text);
  std::size_t end = 0;
  for (int count = 0; count < code_points && end < line.size(); ++count) {
    NextCodePoint(line, end);
  }
  return end == line.size() ? line : CutAt(std::move(line), end);
}

std::string SafeLink(std::string_view url, std::size_t limit) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const std::size_t scheme = url.find("://");
  std::string link(url.substr(0, scheme == std::string_view::npos ? 0 : scheme));
  std::transform(link.begin(), link.end(), link.begin(), Lower);
  if ((link != "http" && link != "https") || url.size() > limit || HostOfLink(url).empty()) {
    return "";
  }
  for (const char c : url.substr(scheme)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > 0x20 && byte < 0x7F &&
                       std::string_view(R"("'<>\^`{|})").find(c) == std::string_view::npos;
    if (plain) {
      link += c;
    } else {
      link += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return link.size() > limit ? "" : link;
}

std::string_view HostOfLink(std::string_view safe_link) {
  std::string_view host = safe_link.substr(safe_link.find("//") + 2);
  host = host.substr(0, host.find_first_of("/?#"));
  return host.substr(host.rfind('@') + 1);
}

}  // namespace forumwatch
