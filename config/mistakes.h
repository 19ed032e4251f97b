// What is wrong in a file that a person wrote: where it stands, and in plain Chinese what to do
// about it. Plain values; any thread. Lines and columns count from 1, columns in characters; 0 is
// "the file as a whole".
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

struct ConfigMistake {
  std::string file;
  int line = 0;
  int column = 0;
  std::string path;  // "communities[0].sources[1].url", "" for the root
  std::string message;

  bool operator==(const ConfigMistake&) const = default;
};

// "forumwatch.json:12:9 communities[0].name: 缺少…", always one line
std::string Describe(const ConfigMistake& mistake);

// Carries every mistake found, in the order of the file; what() is their descriptions, one a line.
class ConfigError : public std::runtime_error {
 public:
  explicit ConfigError(std::vector<ConfigMistake> mistakes);
  [[nodiscard]] const std::vector<ConfigMistake>& mistakes() const noexcept { return mistakes_; }

 private:
  std::vector<ConfigMistake> mistakes_;
};

// Sorts by place and drops repetitions.
void Arrange(std::vector<ConfigMistake>& mistakes);

// The known word that `word` was probably meant to be; "" when none is near.
std::string Closest(std::string_view word, std::span<const std::string> known);

// "甲、乙、丙"
std::string Listed(std::span<const std::string> words);

}  // namespace forumwatch
