// Gumbo's tree in document order without recursion. Inside this room only (it shows gumbo).
#pragma once

#include <cstddef>
#include <span>

#include <gumbo.h>

namespace forumwatch {

// A gumbo vector's pointers; its owner documents what they point to.
template <typename T>
std::span<const T* const> ItemsOf(const GumboVector& items) {
  return {reinterpret_cast<const T* const*>(items.data), items.length};
}

inline bool IsElement(const GumboNode* node) noexcept {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

inline bool IsText(const GumboNode* node) noexcept {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

// What is inside an element; nothing for texts and for <template>, whose content is no part of
// the page.
inline std::span<const GumboNode* const> ChildrenOf(const GumboNode* node) {
  if (node == nullptr || node->type != GUMBO_NODE_ELEMENT) {
    return {};
  }
  return ItemsOf<GumboNode>(node->v.element.children);
}

// Depth first from `top`, itself included. `leave(node)` is called for every node that ends on the
// way to the next one, innermost first.
class TreeWalk {
 public:
  explicit TreeWalk(const GumboNode* top) : top_(top), node_(top) {}

  [[nodiscard]] bool done() const noexcept { return node_ == nullptr; }
  [[nodiscard]] const GumboNode* node() const noexcept { return node_; }

  template <typename Leave>
  void Next(Leave leave) {
    const auto children = ChildrenOf(node_);
    if (children.empty()) {
      Skip(leave);
    } else {
      node_ = children.front();
    }
  }

  // Past this node and all that is in it.
  template <typename Leave>
  void Skip(Leave leave) {
    while (node_ != nullptr) {
      leave(node_);
      const GumboNode* const next = After(node_);
      if (next != nullptr) {
        node_ = next;
        return;
      }
      node_ = node_ == top_ ? nullptr : node_->parent;
    }
  }

 private:
  const GumboNode* After(const GumboNode* node) const {
    if (node == top_) {
      return nullptr;
    }
    const auto siblings = ChildrenOf(node->parent);
    const std::size_t next = node->index_within_parent + 1;
    return next < siblings.size() ? siblings[next] : nullptr;
  }

  const GumboNode* top_;
  const GumboNode* node_;
};

}  // namespace forumwatch
