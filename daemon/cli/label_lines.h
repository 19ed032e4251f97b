// Lines of labels, shared by the forms they stand in. Throws LabelsError with file and line.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "daemon/cli/labels_file.h"

namespace forumwatch {

// Calls `each` with every line that is not empty; what it throws gets the place.
template <typename Each>
void ForEachLine(const std::filesystem::path& file, const Each& each) {
  std::ifstream in(file);
  if (!in) {
    throw LabelsError(file.string() + "：打不开");
  }
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty()) {
      continue;
    }
    try {
      each(line);
    } catch (const std::exception& error) {
      throw LabelsError(file.string() + ":" + std::to_string(number) + "：" + error.what());
    }
  }
}

template <typename Each>
void ForEachObject(const std::filesystem::path& file, const Each& each) {
  ForEachLine(file, [&](const std::string& line) { each(nlohmann::json::parse(line)); });
}

// "" for null and for what is not there.
inline std::string TextOf(const nlohmann::json& object, const char* key) {
  const auto value = object.find(key);
  return value == object.end() || value->is_null() ? "" : value->get<std::string>();
}

// What a line of labels speaks of must be among the posts.
template <typename Posts>
auto& FindPost(Posts& posts, const typename Posts::key_type& key) {
  const auto found = posts.find(key);
  if (found == posts.end()) {
    throw std::runtime_error("帖子文件里没有它标注的帖子");
  }
  return found->second;
}

}  // namespace forumwatch
