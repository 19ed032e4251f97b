// Reads RSS 2.0 and Atom: one post an item. Pure and sans-I/O: see crawler.h. No DTD, no entity but
// the five, depth bounded. An empty channel is not "all gone": feeds only ever add.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "crawlers/crawler.h"

namespace forumwatch {

struct FeedSource {
  std::string url;
  std::vector<std::string> staff;
  std::chrono::minutes utc_offset{480};  // of times that name no zone, or an ambiguous one (CST)
};

std::unique_ptr<Crawler> MakeFeed(FeedSource source);

}  // namespace forumwatch
