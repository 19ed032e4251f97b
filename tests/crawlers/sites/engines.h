// The shipped engine files and small pages, as tests of this room use them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "config/engine_file.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

inline std::filesystem::path EnginesFolder() {
  return FORUMWATCH_SOURCE_DIR "/config/engines";
}

// Names of the engines for web pages that ship: "discuz", …
inline std::set<std::string> ShippedEngines() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(EnginesFolder())) {
    const std::filesystem::path name = entry.path().stem();
    if (entry.path().extension() == ".json" && name.extension() != ".schema" &&
        LoadEngine(entry.path()).html) {
      names.insert(name.string());
    }
  }
  return names;
}

inline std::shared_ptr<const HtmlEngine> Engine(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const HtmlEngine>> engines;
  auto& engine = engines[name];
  engine = engine ? engine : LoadHtmlEngine(EnginesFolder() / (name + ".json"));
  return engine;
}

inline std::shared_ptr<const JsonEngine> EngineInJson(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const JsonEngine>> engines;
  auto& engine = engines[name];
  engine = engine ? engine : LoadEngine(EnginesFolder() / (name + ".json")).json;
  return engine;
}

inline std::shared_ptr<const HtmlEngine> Discuz() {
  return Engine("discuz");
}

inline std::string ReadBytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Small pages of an engine: tests/data/ENGINE.
inline std::filesystem::path PagesOf(const std::string& engine) {
  return std::filesystem::path(FORUMWATCH_SOURCE_DIR "/tests/data") / engine;
}

inline std::filesystem::path DiscuzPages() {
  return PagesOf("discuz");
}

}  // namespace forumwatch
