// What a page says of its own charset. Inside this room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

// Charsets named by the Content-Type header, then by <meta> or the XML declaration within the first
// 2 KiB; each once, as "UTF-8", "GB18030", "Big5" or ICU's name. Left out: unknown names and
// charsets in which ASCII bytes are not ASCII (UTF-7, ISO-2022, EBCDIC, UTF-16 without a BOM): a
// page that is read in such a way can hide its markup.
std::vector<std::string> CharsetLabels(std::string_view bytes, std::string_view content_type);

// "" for what CharsetLabels() would leave out. Names are what people write ("gb2312", "utf8").
std::string CharsetNamed(std::string_view label);

}  // namespace forumwatch
