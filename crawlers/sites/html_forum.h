// Reads forums that are HTML pages, as an engine file describes them (Discuz! and its like). Pure
// and sans-I/O: see crawler.h; how a visit goes: board_crawler.h.
#pragma once

#include <memory>

#include "crawlers/crawler.h"
#include "crawlers/sites/board_crawler.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

std::unique_ptr<Crawler> MakeHtmlForum(std::shared_ptr<const HtmlEngine> engine,
                                       const BoardSource& source);

}  // namespace forumwatch
