// A file of config/templates as it is shipped. For tests.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

namespace forumwatch {

inline std::string ShippedTemplate(const std::string& name = "analysis.tpl") {
  std::ifstream file(FORUMWATCH_SOURCE_DIR "/config/templates/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace forumwatch
