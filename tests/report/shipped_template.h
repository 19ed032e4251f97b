// config/templates/analysis.tpl as it is shipped. For tests.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

namespace forumwatch {

inline std::string ShippedTemplate() {
  std::ifstream file(FORUMWATCH_SOURCE_DIR "/config/templates/analysis.tpl");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace forumwatch
