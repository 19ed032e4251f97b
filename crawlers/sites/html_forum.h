// Reads forums that are HTML pages, as an engine file describes them (Discuz! and its like). Pure
// and sans-I/O: see crawler.h. Reads the list first, then the threads whose row is new or changed:
// unknown ones whole, known ones from their last page. What an edit changes moves no row; threads
// whose views moved are therefore read whole from time to time (VisitOptions::recheck_*). Threads
// the list should show and does not are asked for by themselves. Pages that are not content are
// told apart and never mean "all gone". Threads that stand in another board (global announcements
// on top of every list) are left to that board's source.
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
