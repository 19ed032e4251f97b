// RSS 2.0 and Atom → items. The text is checked before it is parsed: size, depth, number of
// elements, and no DTD at all (so no entities of the feed's own, no external ones). Pure; never
// throws on content.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crawlers/crawler.h"

namespace forumwatch {

struct XmlLimits {
  std::size_t bytes = std::size_t{4} * 1024 * 1024;
  int depth = 64;
  int elements = 100'000;
};

// "" when the text may be parsed, else why not, for people.
std::string CheckXml(std::string_view xml, const XmlLimits& limits);

// One item as it is written: dates and links unread, texts already plain.
struct FeedItem {
  std::string id;  // guid or id, "" none
  std::string link;
  std::string title;
  std::string author;
  std::string published;
  std::string updated;
  std::string text;
};

struct FeedContents {
  std::vector<FeedItem> items;
  std::string wrong;  // why this is no feed that can be read; "" it is one
};

// Of valid UTF-8 that has passed CheckXml().
FeedContents ReadFeed(const std::string& xml);

}  // namespace forumwatch
