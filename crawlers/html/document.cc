#include "crawlers/html/document.h"

#include <algorithm>

#include <gumbo.h>

#include "crawlers/html/arena.h"
#include "crawlers/html/bare_markup.h"
#include "crawlers/html/markup_scan.h"
#include "crawlers/html/page_element.h"
#include "crawlers/html/tree_walk.h"

namespace forumwatch {
namespace {

// All that gumbo makes of a page lies in one arena: it is freed at once, without recursion, and
// what gumbo itself forgets (it loses some doctypes) is freed too.
constexpr std::size_t kLeast = 4096;                     // bytes that any page takes, and …
constexpr std::size_t kTimesItsSize = 16;                // … about what gumbo makes of one, …
constexpr std::size_t kAtOnce = std::size_t{16} << 20U;  // … of a large one more as it needs it

void* AllocateInArena(void* arena, std::size_t size) noexcept {
  return static_cast<Arena*>(arena)->Allocate(size);
}
void LeaveInArena(void* /*arena*/, void* /*memory*/) noexcept {}

GumboOptions OptionsFor(Arena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &AllocateInArena;
  options.deallocator = &LeaveInArena;
  options.userdata = &arena;
  // Each recorded error copies the stack of open elements: memory quadratic in a broken page.
  options.max_errors = 0;
  return options;
}

}  // namespace

std::string_view Node::tag() const {
  return element_ == nullptr ? std::string_view() : TagOf(element_->node->v.element);
}

std::string_view Node::Attribute(std::string_view name) const {
  const auto* const found = element_ == nullptr ? nullptr : FindAttribute(*element_, name);
  return found == nullptr ? std::string_view() : found->value;
}

bool Node::HasAttribute(std::string_view name) const {
  return element_ != nullptr && FindAttribute(*element_, name) != nullptr;
}

Node Node::parent() const {
  return element_ == nullptr ? Node() : Node(ParentOf(*element_));
}

std::vector<Node> Node::Children() const {
  std::vector<Node> children;
  if (element_ != nullptr) {
    for (const PageElement* child = element_ + 1; child != EndOf(*element_);
         child = EndOf(*child)) {
      children.emplace_back(child);
    }
  }
  return children;
}

Node Node::NextSibling() const {
  const Node holder = parent();
  const PageElement* const next = holder ? EndOf(*element_) : nullptr;
  return holder && next != EndOf(*holder.element_) ? Node(next) : Node();
}

std::string Node::OwnText() const {
  std::string text;
  for (const GumboNode* child : ChildrenOf(element_ == nullptr ? nullptr : element_->node)) {
    if (IsText(child)) {
      text += child->v.text.text;
    }
  }
  return text;
}

// On the heap, because gumbo's tree points into the text.
struct Document::Tree {
  explicit Tree(std::unique_ptr<BareMarkup> markup)
      : bare(std::move(markup)),
        arena(std::min(bare->text().size() * kTimesItsSize + kLeast, kAtOnce)) {
    const GumboOptions options = OptionsFor(arena);
    const std::string& html = bare->text();
    elements = ListElements(gumbo_parse_with_options(&options, html.data(), html.size())->root,
                            *bare, arena);
    // Names that gumbo does not know are read from the page itself; written once in lower case.
    for (const PageElement& element : elements) {
      if (element.node->v.element.tag == GUMBO_TAG_UNKNOWN) {
        Lower(TagOf(element.node->v.element));
      }
    }
  }

  void Lower(std::string_view name) {
    if (!name.empty()) {
      std::string& html = bare->text();
      std::transform(name.begin(), name.end(), html.begin() + (name.data() - html.data()),
                     AsciiLower);
    }
  }

  std::unique_ptr<BareMarkup> bare;
  Arena arena;
  std::vector<PageElement> elements;
};

Document::Document(CheckedMarkup markup) : tree_(std::make_unique<Tree>(std::move(markup.bare_))) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Node Document::root() const {
  return tree_ == nullptr ? Node() : Node(&tree_->elements.front());
}

std::string_view Document::base_href() const {
  if (tree_ == nullptr) {
    return {};
  }
  const auto base =
      std::find_if(tree_->elements.begin(), tree_->elements.end(), [](const PageElement& element) {
        return element.node->v.element.tag == GUMBO_TAG_BASE && Node(&element).HasAttribute("href");
      });
  return base == tree_->elements.end() ? std::string_view() : Node(&*base).Attribute("href");
}

}  // namespace forumwatch
