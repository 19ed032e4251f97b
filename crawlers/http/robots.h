// robots.txt as RFC 9309 has it: what a forum's keeper lets programs read. Pure; any thread; takes
// any bytes.
#pragma once

#include <chrono>
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
  // `path`: path and query of an address, beginning with "/". The longest rule that fits decides,
  // Allow where two are as long; none: it may. /robots.txt itself always may. A file made to cost
  // without end is not weighed to the end: it may not.
  [[nodiscard]] bool Allows(std::string_view path) const;
  // Crawl-delay, which the RFC does not know but many files have: the pause that is asked for
  // between requests; 0: none.
  [[nodiscard]] std::chrono::milliseconds delay() const noexcept { return delay_; }

 private:
  struct Rule {
    std::string pattern;  // normal escapes, "*" any bytes, "$" at the end: the end
    bool allow = false;
  };
  void Take(std::string_view key, std::string_view value);

  std::vector<Rule> rules_;
  std::chrono::milliseconds delay_{0};
};

}  // namespace forumwatch
