// The cases of tests/data/deadlines.md: when an answer to a post is due, and why then.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace forumwatch {

struct DueCase {
  std::string about;  // "night", "29 February" …
  std::string name;
  std::string posted;  // local, "2026-03-02 21:14" or with seconds
  std::string first_reply_due;
  std::string measures_due;
  std::string working_day_due;
  std::string words;  // "下班后 → 上班前 → 工作时间"
};

inline std::vector<DueCase> DueCases() {
  const std::string file = FORUMWATCH_SOURCE_DIR "/tests/data/deadlines.md";
  std::ifstream in(file);
  if (!in) {
    throw std::runtime_error(file + " cannot be read");
  }
  std::vector<DueCase> cases;
  bool begun = false;
  for (std::string line; std::getline(in, line);) {
    if (!begun || line.empty()) {
      begun = begun || line.starts_with("|---");
      continue;
    }
    if (!line.starts_with("| ")) {
      throw std::runtime_error(file + ": " + line);
    }
    DueCase& read = cases.emplace_back();
    std::size_t at = 2;
    for (std::string* const cell : {&read.about, &read.name, &read.posted, &read.first_reply_due,
                                    &read.measures_due, &read.working_day_due, &read.words}) {
      const std::size_t end = line.find(" |", at);
      if (end == std::string::npos) {
        throw std::runtime_error(file + ": " + line);
      }
      *cell = line.substr(at, end - at);
      at = end + 3;
    }
  }
  return cases;
}

}  // namespace forumwatch
