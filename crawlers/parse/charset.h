// Bytes → valid UTF-8, whatever the server claims. Pure (ICU). Never throws on content.
#pragma once

#include <string>
#include <string_view>

namespace forumwatch {

struct Decoded {
  std::string text;     // always valid UTF-8 without NUL; undecodable bytes are U+FFFD
  std::string charset;  // what was used: "UTF-8", "GB18030", "Big5" …
  int replaced = 0;     // number of U+FFFD put in
};

// Order: BOM, then whichever of header (Content-Type), <meta> or XML declaration within the first
// 2 KiB, and content fits the bytes best: UTF-8 with Chinese characters wins over a contrary label,
// even with a few broken ones; a label that names the right charset wins over a guess; gb2312 and
// gbk are read as GB18030. A broken character never takes the markup after it along.
Decoded DecodePage(std::string_view bytes, std::string_view content_type);

// Valid UTF-8 in the bytes of `charset` (a name of Decoded), as a browser writes what is filled in
// on a page of that charset: characters it does not have become "&#128514;". In UTF-8 where there
// is no such charset.
std::string EncodeAs(std::string_view text, const std::string& charset);

// Valid UTF-8 without NUL, bad bytes replaced by U+FFFD.
std::string SanitizeUtf8(std::string_view text);
bool IsValidUtf8(std::string_view text) noexcept;

}  // namespace forumwatch
