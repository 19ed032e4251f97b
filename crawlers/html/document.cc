#include "crawlers/html/document.h"

#include <algorithm>
#include <memory_resource>
#include <span>

#include <gumbo.h>

#include "crawlers/html/markup_scan.h"
#include "crawlers/html/tree_walk.h"

namespace forumwatch {
namespace {

// All that gumbo makes of a page lies in one arena: it is freed at once, without recursion, and
// what gumbo itself forgets (it loses some doctypes) is freed too.
using Arena = std::pmr::monotonic_buffer_resource;

void* AllocateInArena(void* arena, std::size_t size) noexcept {
  return static_cast<Arena*>(arena)->allocate(size);
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

bool EqualIgnoringCase(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return AsciiLower(x) == AsciiLower(y);
         });
}

const GumboAttribute* FindAttribute(const GumboNode* node, std::string_view name) {
  if (node == nullptr) {
    return nullptr;
  }
  for (const auto* attribute : ItemsOf<GumboAttribute>(node->v.element.attributes)) {
    if (EqualIgnoringCase(attribute->name, name)) {
      return attribute;
    }
  }
  return nullptr;
}

std::string_view UnknownName(const GumboElement& element) {
  constexpr std::string_view kNoTag = "</>";  // one that stands before a tag gumbo counts to it
  GumboStringPiece name = element.original_tag;
  while (name.data != nullptr && std::string_view(name.data, name.length).starts_with(kNoTag)) {
    name.data += kNoTag.size();
    name.length -= kNoTag.size();
  }
  gumbo_tag_from_original_text(&name);
  return name.data == nullptr ? std::string_view() : std::string_view(name.data, name.length);
}

}  // namespace

std::string_view Node::tag() const {
  if (raw_ == nullptr) {
    return {};
  }
  const GumboElement& element = raw_->v.element;
  return element.tag == GUMBO_TAG_UNKNOWN ? UnknownName(element)
                                          : std::string_view(gumbo_normalized_tagname(element.tag));
}

std::string_view Node::Attribute(std::string_view name) const {
  const GumboAttribute* const found = FindAttribute(raw_, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool Node::HasAttribute(std::string_view name) const {
  return FindAttribute(raw_, name) != nullptr;
}

Node Node::parent() const {
  const bool has_one = raw_ != nullptr && raw_->parent != nullptr && IsElement(raw_->parent);
  return has_one ? Node(raw_->parent) : Node();
}

std::vector<Node> Node::Children() const {
  std::vector<Node> children;
  for (const GumboNode* child : ChildrenOf(raw_)) {
    if (IsElement(child)) {
      children.emplace_back(child);
    }
  }
  return children;
}

Node Node::NextSibling() const {
  const Node holder = parent();
  if (!holder) {
    return {};
  }
  const auto siblings = ChildrenOf(holder.raw());
  const auto later = siblings.subspan(std::min(raw_->index_within_parent + 1, siblings.size()));
  const auto next = std::find_if(later.begin(), later.end(), IsElement);
  return next == later.end() ? Node() : Node(*next);
}

std::string Node::OwnText() const {
  std::string text;
  for (const GumboNode* child : ChildrenOf(raw_)) {
    if (IsText(child)) {
      text += child->v.text.text;
    }
  }
  return text;
}

std::size_t Node::SourceOffset() const {
  return raw_ == nullptr ? 0 : raw_->v.element.start_pos.offset;
}

bool Node::IsWithin(Node ancestor) const {
  Node node = *this;
  while (node && node != ancestor) {
    node = node.parent();
  }
  return static_cast<bool>(node);
}

// On the heap, because gumbo's tree points into the text.
struct Document::Tree {
  explicit Tree(std::string text) : html(std::move(text)), arena(html.size() * 2 + 4096) {
    const GumboOptions options = OptionsFor(arena);
    root = gumbo_parse_with_options(&options, html.data(), html.size())->root;
  }

  std::string html;
  Arena arena;
  const GumboNode* root = nullptr;
};

Document::Document(std::string html) : tree_(std::make_unique<Tree>(std::move(html))) {
  // Names that gumbo does not know are read from the page itself; written once in lower case.
  for (TreeWalk walk(tree_->root); !walk.done(); walk.Next()) {
    const GumboNode* const node = walk.node();
    if (IsElement(node) && node->v.element.tag == GUMBO_TAG_UNKNOWN) {
      const std::string_view name = UnknownName(node->v.element);
      const auto at = static_cast<std::size_t>(name.data() - tree_->html.data());
      std::transform(name.begin(), name.end(),
                     tree_->html.begin() + static_cast<std::ptrdiff_t>(at), AsciiLower);
    }
  }
}

Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Node Document::root() const {
  return tree_ == nullptr ? Node() : Node(tree_->root);
}

std::string_view Document::base_href() const {
  if (tree_ == nullptr) {
    return {};
  }
  for (TreeWalk walk(tree_->root); !walk.done(); walk.Next()) {
    const GumboNode* const node = walk.node();
    if (IsElement(node) && node->v.element.tag == GUMBO_TAG_BASE &&
        Node(node).HasAttribute("href")) {
      return Node(node).Attribute("href");
    }
  }
  return {};
}

}  // namespace forumwatch
