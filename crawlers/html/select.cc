#include "crawlers/html/select.h"

#include <algorithm>
#include <cstdint>

#include "crawlers/html/markup_scan.h"
#include "crawlers/html/page_element.h"
#include "crawlers/html/selector_syntax.h"

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

bool Holds(const AttributeCondition& condition, const PageElement& element) {
  const MarkupAttribute* const found = FindAttribute(element, condition.name);
  if (found == nullptr) {
    return false;
  }
  const std::string_view has = found->value;
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

bool Holds(const NthChild& nth, std::uint32_t place) {
  const int beyond = static_cast<int>(place) - nth.first;
  if (nth.step == 0) {
    return beyond == 0;
  }
  return beyond % nth.step == 0 && beyond / nth.step >= 0;
}

// Does it bear the names? Most elements do not, and nothing else is looked at then.
bool MayHold(const Compound& compound, const PageElement& element) noexcept {
  return (element.names & compound.names) == compound.names;
}

bool HoldsPlainly(const Compound& compound, const PageElement& element) {
  return MayHold(compound, element) &&
         (compound.type.empty() || TagOf(element.node->v.element) == compound.type) &&
         std::all_of(compound.attributes.begin(), compound.attributes.end(),
                     [&](const AttributeCondition& c) { return Holds(c, element); }) &&
         std::all_of(compound.nth.begin(), compound.nth.end(),
                     [&](const NthChild& nth) { return Holds(nth, element.place); });
}

bool Holds(const Compound& compound, const PageElement& element) {
  return HoldsPlainly(compound, element) &&
         std::none_of(compound.none_of.begin(), compound.none_of.end(),
                      [&](const Compound& c) { return HoldsPlainly(c, element); });
}

// Bit i: the first i + 1 steps of a path match with this element as the last.
using Reached = std::uint32_t;
static_assert(kMaxSteps <= 32);

// What a path has reached at an element's parent, at the element before it, and above.
struct Around {
  Reached parent = 0;
  Reached ancestors = 0;  // the parent included
  Reached before = 0;
};

Reached ReachOf(const Path& path, const PageElement& element, const Around& around) {
  Reached reached = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto needs = [&](Reached where) { return i == 0 || (where >> (i - 1) & 1U) != 0; };
    const Combinator relation = path[i].relation;
    const Reached where = relation == Combinator::Child      ? around.parent
                          : relation == Combinator::Adjacent ? around.before
                                                             : around.ancestors;
    if (needs(where) && Holds(path[i].compound, element)) {
      reached |= Reached{1} << i;
    }
  }
  return reached;
}

// One path on its way down a page. It is asked about elements in document order and remembers what
// it has reached at those that are still open, so that however many it is asked about, it looks at
// none above them twice.
class Descent {
 public:
  explicit Descent(const Path& path)
      : path_(&path),
        adjacent_(std::count_if(path.begin(), path.end(), [](const SelectorStep& step) {
          return step.relation == Combinator::Adjacent;
        })) {
    open_.reserve(kUsualDepth);
  }

  bool Matches(const PageElement& element) {
    OpenAbove(element);
    return (Reach(element) >> (path_->size() - 1) & 1U) != 0;
  }

 private:
  struct Open {
    const PageElement* element;
    Reached reached;
    Reached above;  // by those that it stands in
  };

  void OpenAbove(const PageElement& element) {
    while (!open_.empty() && !IsInside(element, *open_.back().element)) {
      open_.pop_back();
    }
    const PageElement* const known = open_.empty() ? nullptr : open_.back().element;
    above_.clear();
    for (const PageElement* above = ParentOf(element); above != known; above = ParentOf(*above)) {
      above_.push_back(above);
    }
    for (auto above = above_.rbegin(); above != above_.rend(); ++above) {
      const Reached higher = open_.empty() ? 0 : open_.back().reached | open_.back().above;
      open_.push_back({*above, Reach(**above), higher});
    }
  }

  // At an element in the innermost that is open. Of the elements before it only those are looked at
  // that a chain of adjacent steps can reach back to.
  [[nodiscard]] Reached Reach(const PageElement& element) const {
    Around around;
    if (!open_.empty()) {
      around.parent = open_.back().reached;
      around.ancestors = around.parent | open_.back().above;
    }
    const PageElement* before = &element;
    for (auto left = adjacent_; left > 0 && before->back > 0; --left) {
      before -= before->back;
    }
    for (; before != &element; before = EndOf(*before)) {
      around.before = ReachOf(*path_, *before, around);
    }
    return ReachOf(*path_, element, around);
  }

  static constexpr std::size_t kUsualDepth = 32;  // more are open on few pages

  const Path* path_;
  std::ptrdiff_t adjacent_;
  std::vector<Open> open_;
  std::vector<const PageElement*> above_;
};

// Elements that any of the paths matches, asked about in document order.
class Search {
 public:
  explicit Search(const std::vector<Path>& paths) : paths_(paths) {}

  bool Matches(const PageElement& element) {
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      const Compound& last = paths_[i].back().compound;
      if (MayHold(last, element) && Holds(last, element) &&
          (paths_[i].size() == 1 || Down(i).Matches(element))) {
        return true;
      }
    }
    return false;
  }

  // The first from there on, or `end`.
  const PageElement* Next(const PageElement* from, const PageElement* end) {
    while (from != end && !Matches(*from)) {
      ++from;
    }
    return from;
  }

 private:
  Descent& Down(std::size_t path) {
    for (std::size_t i = descents_.size(); i < paths_.size(); ++i) {
      descents_.emplace_back(paths_[i]);
    }
    return descents_[path];
  }

  const std::vector<Path>& paths_;
  std::vector<Descent> descents_;
};

}  // namespace

struct Selector::Compiled {
  std::vector<Path> paths;
};

Selector::Selector(std::string_view css)
    : compiled_(std::make_shared<const Compiled>(Compiled{ReadSelector(css)})) {}

bool Selector::Matches(Node node) const {
  return node && Search(compiled_->paths).Matches(*node.element());
}

std::vector<Node> Selector::All(Node scope) const {
  std::vector<Node> found;
  First(scope, [&found](Node node) {
    found.push_back(node);
    return false;
  });
  return found;
}

Node Selector::First(Node scope) const {
  return First(scope, [](Node /*node*/) { return true; });
}

Node Selector::First(Node scope, const std::function<bool(Node)>& take) const {
  if (!scope) {
    return {};
  }
  Search search(compiled_->paths);
  const PageElement* const end = EndOf(*scope.element());
  const PageElement* next = search.Next(scope.element() + 1, end);
  while (next != end && !take(Node(next))) {
    next = search.Next(next + 1, end);
  }
  return next == end ? Node() : Node(next);
}

}  // namespace forumwatch
