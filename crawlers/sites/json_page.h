// A JSON answer → rows of a board, or posts of a thread. Pure; any thread; never throws on content.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "crawlers/crawler.h"
#include "crawlers/parse/date.h"
#include "crawlers/sites/json_document.h"
#include "crawlers/sites/json_engine.h"
#include "crawlers/sites/list_page.h"
#include "crawlers/sites/thread_page.h"

namespace forumwatch {

// What a reader needs to know beside the answer.
struct JsonContext {
  const JsonEngine& engine;
  const PageRequest& request;
  // What the board's address says: {root} and whatever its form finds.
  const std::map<std::string, std::string>& board;
  DateContext dates;
};

// A link made of a form: "{root}/topic/{thread}". What stands in place of a name is escaped, but
// for what the board's address says.
std::string FilledLink(std::string_view form, const std::map<std::string, std::string>& board,
                       const std::map<std::string, std::string>& values);

// The answer holds the list.
ListContents ReadJsonList(JsonItem page, const JsonContext& context);
ThreadContents ReadJsonThread(JsonItem page, const JsonContext& context);

}  // namespace forumwatch
