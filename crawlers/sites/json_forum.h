// Reads forums that answer in JSON, as an engine file describes them (Discourse, NodeBB, Flarum and
// their like). Pure and sans-I/O: see crawler.h; how a visit goes: board_crawler.h. Posts are told
// apart by their ids alone; where they stand may change while they are read.
#pragma once

#include <memory>
#include <string>

#include "crawlers/crawler.h"
#include "crawlers/sites/board_crawler.h"
#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// The board's address is one the engine knows.
bool KnowsBoard(const JsonEngine& engine, const std::string& url);

std::unique_ptr<Crawler> MakeJsonForum(std::shared_ptr<const JsonEngine> engine,
                                       const BoardSource& source);

}  // namespace forumwatch
