// Where it is: 7栋, 七栋, 7#, 7号楼 and 七号楼 are one place, "7栋". Rules are data
// (config/lexicons/places.json), the most exact first. Pure; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

// One way to speak of a place. `written` is a term (term_index.h); the groups of a regular
// expression are put into `name` at {1}, {2} …, Chinese numerals as digits, latin letters large.
struct PlaceRule {
  std::string written;
  std::string name;
  int rank = 0;  // 0 is the most exact
  bool is_building = false;
};

// Bytes of the normalised text.
struct FoundPlace {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string name;
  int rank = 0;
  bool is_building = false;
};

std::optional<std::string> WhatIsWrongWithPlace(const PlaceRule& rule);

class PlaceFinder {
 public:
  PlaceFinder();
  explicit PlaceFinder(std::vector<PlaceRule> rules);
  ~PlaceFinder();
  PlaceFinder(PlaceFinder&&) noexcept;
  PlaceFinder& operator=(PlaceFinder&&) noexcept;
  PlaceFinder(const PlaceFinder&) = delete;
  PlaceFinder& operator=(const PlaceFinder&) = delete;

  // By begin; of two that overlap the more exact, then the longer.
  [[nodiscard]] std::vector<FoundPlace> Find(std::string_view normalised) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

// "十五" → "15", "二〇一" → "201", "7" → "7"; anything else as it is, in capitals.
std::string PlainNumber(std::string_view written);

}  // namespace forumwatch
