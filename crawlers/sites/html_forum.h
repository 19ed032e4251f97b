// Reads forums that are HTML pages, as an engine file describes them (Discuz! and its like). Pure
// and sans-I/O: see crawler.h. Follows list pages, opens threads whose row signature changed, known
// threads from their last page backwards with overlap, and knows pages that are not content.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

struct HtmlForumSource {
  std::string url;                 // first page of the board
  std::vector<std::string> staff;  // author names whose posts are official
  std::chrono::minutes utc_offset{480};
};

std::unique_ptr<Crawler> MakeHtmlForum(std::shared_ptr<const HtmlEngine> engine,
                                       HtmlForumSource source);

}  // namespace forumwatch
