// config/engines/*.json with "format": "json" → JsonEngine: how a forum that answers in JSON is
// read. The file's own comments are its manual; json_engine.schema.json beside it serves editors.
#pragma once

#include <memory>

#include "config/json_reader.h"
#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// Notes mistakes in `file` and gives null when there are any.
std::shared_ptr<const JsonEngine> ReadJsonEngine(const JsonFile& file);

}  // namespace forumwatch
