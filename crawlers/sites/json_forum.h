// Reads forums that answer in JSON, as an engine file describes them (Discourse, NodeBB, Flarum and
// their like). Pure and sans-I/O: see crawler.h; how a visit goes: board_crawler.h. Posts are told
// apart by their ids alone; where they stand may change while they are read.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "crawlers/crawler.h"
#include "crawlers/sites/board_crawler.h"
#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// What the address of a board says: "root" and the other groups of its form; empty when it is none.
std::map<std::string, std::string> BoardGroups(const JsonEngine& engine, const std::string& url);

// A thread as its readers address it, of a board's address.
std::string ThreadLink(const JsonEngine& engine, const std::string& board,
                       const std::string& thread);

// The board's address is one the engine knows.
bool KnowsBoard(const JsonEngine& engine, const std::string& url);

std::unique_ptr<BoardReader> MakeJsonReader(std::shared_ptr<const JsonEngine> engine,
                                            const BoardSource& source);

std::unique_ptr<Crawler> MakeJsonForum(std::shared_ptr<const JsonEngine> engine,
                                       const BoardSource& source);

}  // namespace forumwatch
