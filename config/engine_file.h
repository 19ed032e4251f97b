// config/engines/*.json → HtmlEngine (or, with "format": "json", JsonEngine: json_engine_file): how
// the pages of a forum software are read. The file's own comments are its manual;
// engine.schema.json beside it serves editors. Selectors and regular expressions are compiled here,
// so that a slip in one is told with its place.
#pragma once

#include <filesystem>
#include <memory>

#include "config/json_reader.h"
#include "crawlers/sites/engine.h"
#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// One of the two.
struct ForumEngine {
  std::shared_ptr<const HtmlEngine> html;
  std::shared_ptr<const JsonEngine> json;
};

// These throw ConfigError with every mistake of the file.
ForumEngine LoadEngine(const std::filesystem::path& file);
std::shared_ptr<const HtmlEngine> LoadHtmlEngine(const std::filesystem::path& file);
// The same from what has been scanned; notes mistakes in `file` and gives null when there are any.
std::shared_ptr<const HtmlEngine> ReadHtmlEngine(const JsonFile& file);

// What the file says of how its engine is known. Throws ConfigError when it cannot be read.
EngineSigns LoadEngineSigns(const std::filesystem::path& file);

}  // namespace forumwatch
