#include "crawlers/html/select.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "crawlers/html/markup_scan.h"
#include "crawlers/html/selector_syntax.h"
#include "crawlers/html/tree_walk.h"

namespace forumwatch {
namespace {

bool HasWord(std::string_view words, std::string_view word) {
  std::size_t at = words.find(word);
  while (!word.empty() && at != std::string_view::npos) {
    const std::size_t end = at + word.size();
    if ((at == 0 || IsMarkupSpace(words[at - 1])) &&
        (end == words.size() || IsMarkupSpace(words[end]))) {
      return true;
    }
    at = words.find(word, end);
  }
  return false;
}

bool Holds(const AttributeCondition& condition, Node node) {
  const std::string_view has = node.Attribute(condition.name);
  if (has.data() == nullptr) {
    return false;  // absent, not merely empty
  }
  const std::string_view wanted = condition.value;
  switch (condition.test) {
    case AttributeTest::Present:
      return true;
    case AttributeTest::Equals:
      return has == wanted;
    case AttributeTest::StartsWith:
      return !wanted.empty() && has.starts_with(wanted);
    case AttributeTest::EndsWith:
      return !wanted.empty() && has.ends_with(wanted);
    case AttributeTest::Contains:
      return !wanted.empty() && has.find(wanted) != std::string_view::npos;
    case AttributeTest::HasWord:
      return HasWord(has, wanted);
  }
  return false;
}

bool Holds(const NthChild& nth, int index) {
  const int beyond = index - nth.first;
  if (nth.step == 0) {
    return beyond == 0;
  }
  return beyond % nth.step == 0 && beyond / nth.step >= 0;
}

// The how-manieth element of its parent a node is, from 1. Counted when first asked for if the way
// to the node did not count.
class Place {
 public:
  Place(Node node, int index) : node_(node), index_(index) {}

  int index() {
    if (index_ == 0) {
      for (const GumboNode* const sibling : ChildrenOf(node_.parent().raw())) {
        index_ += IsElement(sibling) ? 1 : 0;
        if (sibling == node_.raw()) {
          break;
        }
      }
      index_ = std::max(index_, 1);  // the root has no parent
    }
    return index_;
  }

 private:
  Node node_;
  int index_;
};

bool HoldsPlainly(const Compound& compound, Node node, Place& place) {
  return (compound.type.empty() || node.tag() == compound.type) &&
         std::all_of(compound.attributes.begin(), compound.attributes.end(),
                     [&](const AttributeCondition& c) { return Holds(c, node); }) &&
         std::all_of(compound.nth.begin(), compound.nth.end(),
                     [&](const NthChild& nth) { return Holds(nth, place.index()); });
}

bool Holds(const Compound& compound, Node node, Place& place) {
  return HoldsPlainly(compound, node, place) &&
         std::none_of(compound.none_of.begin(), compound.none_of.end(),
                      [&](const Compound& c) { return HoldsPlainly(c, node, place); });
}

// Bit i: the first i + 1 steps of a path match with this element as the last.
using Reached = std::uint32_t;
static_assert(kMaxSteps <= 32);

// What a path has reached at an element's parent, at the element before it, and above.
// `index` is that of the next element to come; 0: not counted.
struct Around {
  Reached parent = 0;
  Reached ancestors = 0;  // the parent included
  Reached before = 0;
  int index = 1;
};

Reached ReachOf(const Path& path, Node node, const Around& around) {
  Reached reached = 0;
  Place place(node, around.index);
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto needs = [&](Reached where) { return i == 0 || (where >> (i - 1) & 1U) != 0; };
    const Combinator relation = path[i].relation;
    const Reached where = relation == Combinator::Child      ? around.parent
                          : relation == Combinator::Adjacent ? around.before
                                                             : around.ancestors;
    if (needs(where) && Holds(path[i].compound, node, place)) {
      reached |= Reached{1} << i;
    }
  }
  return reached;
}

bool Complete(const Path& path, Reached reached) {
  return (reached >> (path.size() - 1) & 1U) != 0;
}

// The last `most` elements before `node` in its parent, in order.
std::vector<Node> ElementsBefore(Node node, std::size_t most) {
  std::vector<Node> elements;
  const auto siblings = ChildrenOf(node.parent().raw());
  std::size_t i = std::min(node.raw()->index_within_parent, siblings.size());
  while (i > 0 && elements.size() < most) {
    --i;
    if (IsElement(siblings[i])) {
      elements.emplace_back(siblings[i]);
    }
  }
  std::reverse(elements.begin(), elements.end());
  return elements;
}

// One path on its way down a page: for every open element what its children have around them.
class Descent {
 public:
  explicit Descent(const Path& path) : path_(&path), open_(1) {}

  // `node` becomes the innermost open element. Says whether the path matches it.
  bool Enter(Node node) {
    Around& here = open_.back();
    const Reached reached = ReachOf(*path_, node, here);
    here.before = reached;
    here.index += here.index > 0 ? 1 : 0;
    open_.push_back({reached, here.ancestors | reached, 0, 1});
    return Complete(*path_, reached);
  }
  void Leave() { open_.pop_back(); }

  // The same for a node that is not the next one: of the elements before it only those are looked
  // at that a chain of adjacent steps can reach back to.
  bool EnterAlone(Node node) {
    open_.back().index = 0;
    for (const Node before : ElementsBefore(node, Adjacent())) {
      Enter(before);
      Leave();
    }
    return Enter(node);
  }

 private:
  [[nodiscard]] std::size_t Adjacent() const {
    return static_cast<std::size_t>(std::count_if(
        path_->begin(), path_->end(),
        [](const SelectorStep& step) { return step.relation == Combinator::Adjacent; }));
  }

  const Path* path_;
  std::vector<Around> open_;
};

std::vector<Node> FromTheTop(Node node) {
  std::vector<Node> line;
  for (; node; node = node.parent()) {
    line.push_back(node);
  }
  std::reverse(line.begin(), line.end());
  return line;
}

std::vector<Descent> DescentsTo(const std::vector<Path>& paths, Node scope) {
  const std::vector<Node> line = FromTheTop(scope);
  std::vector<Descent> descents;
  for (const Path& path : paths) {
    Descent& descent = descents.emplace_back(path);
    for (const Node step : line) {
      descent.EnterAlone(step);
    }
  }
  return descents;
}

// The first `limit` elements below `scope` that any path matches.
std::vector<Node> Find(const std::vector<Path>& paths, Node scope, std::size_t limit) {
  std::vector<Node> found;
  std::vector<Descent> descents = DescentsTo(paths, scope);
  const auto leave = [&](const GumboNode* ended) {
    if (IsElement(ended)) {
      for (Descent& descent : descents) {
        descent.Leave();
      }
    }
  };
  TreeWalk walk(scope.raw());
  if (!walk.done()) {
    walk.Next(leave);  // the scope itself is not asked for
  }
  for (; !walk.done() && found.size() < limit; walk.Next(leave)) {
    if (!IsElement(walk.node())) {
      continue;
    }
    bool matches = false;
    for (Descent& descent : descents) {
      matches = descent.Enter(Node(walk.node())) || matches;
    }
    if (matches) {
      found.emplace_back(walk.node());
    }
  }
  return found;
}

}  // namespace

struct Selector::Compiled {
  std::vector<Path> paths;
};

Selector::Selector(std::string_view css)
    : compiled_(std::make_shared<const Compiled>(Compiled{ReadSelector(css)})) {}

bool Selector::Matches(Node node) const {
  const std::vector<Node> line = FromTheTop(node);
  return !line.empty() &&
         std::any_of(compiled_->paths.begin(), compiled_->paths.end(), [&](const Path& path) {
           Descent descent(path);
           bool matches = false;
           for (const Node step : line) {
             matches = descent.EnterAlone(step);
           }
           return matches;
         });
}

std::vector<Node> Selector::All(Node scope) const {
  return Find(compiled_->paths, scope, std::numeric_limits<std::size_t>::max());
}

Node Selector::First(Node scope) const {
  const std::vector<Node> found = Find(compiled_->paths, scope, 1);
  return found.empty() ? Node() : found.front();
}

}  // namespace forumwatch
