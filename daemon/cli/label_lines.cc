#include "daemon/cli/label_lines.h"

#include <fstream>

#include <nlohmann/json.hpp>

#include "daemon/cli/labels_file.h"

namespace forumwatch {

void ForEachLine(const std::filesystem::path& file,
                 const std::function<void(const std::string&)>& each) {
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

void ForEachObject(const std::filesystem::path& file,
                   const std::function<void(const nlohmann::json&)>& each) {
  ForEachLine(file, [&](const std::string& line) { each(nlohmann::json::parse(line)); });
}

std::string TextOf(const nlohmann::json& object, const char* key) {
  const auto value = object.find(key);
  return value == object.end() || value->is_null() ? "" : value->get<std::string>();
}

}  // namespace forumwatch
