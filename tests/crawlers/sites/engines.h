// The shipped engine files and small pages, as tests of this room use them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "config/engine_file.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

inline std::shared_ptr<const HtmlEngine> Discuz() {
  static const auto kEngine = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
  return kEngine;
}

inline std::string ReadBytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::filesystem::path DiscuzPages() {
  return FORUMWATCH_SOURCE_DIR "/tests/data/discuz";
}

}  // namespace forumwatch
