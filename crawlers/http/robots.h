// robots.txt as RFC 9309 has it: what a forum's keeper lets programs read. Pure; any thread; takes
// any bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

class RobotsRules {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{500} * 1024;  // the rest is not read

  // Everything may be read.
  RobotsRules() = default;
  // The groups of `product` together, else those of "*". The product's letters may be of any case.
  RobotsRules(std::string_view text, std::string_view product);
  // Nothing may be read.
  static RobotsRules None();

  // `path`: path and query of an address, beginning with "/". The longest rule that fits decides,
  // Allow where two are as long; none: it may. /robots.txt itself always may.
  [[nodiscard]] bool Allows(std::string_view path) const;

 private:
  struct Rule {
    std::string pattern;  // normal escapes, "*" any bytes, "$" at the end: the end
    bool allow = false;
  };
  std::vector<Rule> rules_;
};

}  // namespace forumwatch
