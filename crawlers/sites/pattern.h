// A regular expression of an engine file (RE2 syntax, linear time whatever the page says). Compiled
// once, immutable, any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace forumwatch {

class Pattern {
 public:
  // Throws std::invalid_argument that says what RE2 dislikes.
  explicit Pattern(std::string_view expression);

  [[nodiscard]] bool Found(std::string_view text) const;
  // The group named "value", else the first group, else the whole match; nullopt: no match.
  [[nodiscard]] std::optional<std::string> Value(std::string_view text) const;
  // The group of this name in the first match, "" when it is none of them; nullopt: no match.
  [[nodiscard]] std::optional<std::string> Group(const std::string& name,
                                                 std::string_view text) const;
  // Every named group of the first match; nullopt: no match.
  [[nodiscard]] std::optional<std::map<std::string, std::string>> Groups(
      std::string_view text) const;
  // The text with its first match replaced.
  [[nodiscard]] std::string ReplaceFirst(std::string_view text, std::string_view by) const;
  [[nodiscard]] bool HasGroup(const std::string& name) const;

 private:
  [[nodiscard]] std::optional<std::string> GroupAt(int group, std::string_view text) const;

  std::shared_ptr<const re2::RE2> expression_;
  int value_group_ = 0;
};

}  // namespace forumwatch
