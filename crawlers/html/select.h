// CSS selectors over a Document: type, *, class, id, attribute (= ^= $= *= ~=), descendant, child,
// adjacent (+), :first-child, :nth-child(3 | odd | even | 2n+1), :not(compound), lists. A backslash
// takes the next character literally. Compiled once, immutable, any thread. Matching is without
// recursion; a path looks at no element's ancestors twice in one search. As in a browser, the steps
// before the last may match elements outside of `scope`.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "crawlers/html/document.h"

namespace forumwatch {

class Selector {
 public:
  // Throws std::invalid_argument that quotes the selector and says at which character it breaks.
  explicit Selector(std::string_view css);

  [[nodiscard]] bool Matches(Node node) const;
  // In document order, below `scope` (itself excluded).
  [[nodiscard]] std::vector<Node> All(Node scope) const;
  [[nodiscard]] Node First(Node scope) const;
  // The first that `take` takes, no others are looked for; an empty Node when it takes none.
  Node First(Node scope, const std::function<bool(Node)>& take) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace forumwatch
