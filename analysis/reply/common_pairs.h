// How rare a pair of characters is in what owners and staff write. Pairs stand in
// config/lexicons/common_pairs.json with the number of posts that have them; any other is rare.
// Immutable once made; any thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace forumwatch {

class CommonPairs {
 public:
  using Counts = std::map<std::string, int, std::less<>>;

  CommonPairs() = default;  // knows none: all are equally rare
  // `least`: the smallest count that was put on the list.
  CommonPairs(int posts, int least, Counts counts);

  // ln of one in how many posts has it: 2 for what a seventh of them says, 6 and more for a name.
  [[nodiscard]] double Rarity(std::string_view pair) const;

 private:
  int posts_ = 1000;
  double of_rare_ = 3;  // posts that a pair which is not on the list is taken to stand in
  Counts counts_;
};

}  // namespace forumwatch
