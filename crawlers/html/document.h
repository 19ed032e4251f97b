// A parsed page. Bytes pass the guards first (guards.h): gumbo never sees a page that is too large,
// too deep or has too many nodes, nor most of its attributes. Owns the tree; Node is a cheap view
// that must not outlive its Document. Any one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawlers/html/guards.h"

namespace forumwatch {

struct PageElement;

// A view of an element; empty views answer everything with nothing.
class Node {
 public:
  Node() = default;
  explicit Node(const PageElement* element) : element_(element) {}
  explicit operator bool() const noexcept { return element_ != nullptr; }

  [[nodiscard]] std::string_view tag() const;                             // lower case, "" for none
  [[nodiscard]] std::string_view Attribute(std::string_view name) const;  // "" when absent
  [[nodiscard]] bool HasAttribute(std::string_view name) const;
  [[nodiscard]] Node parent() const;                 // empty above <html>
  [[nodiscard]] std::vector<Node> Children() const;  // elements only, in document order
  [[nodiscard]] Node NextSibling() const;            // the next element of the same parent
  [[nodiscard]] std::string OwnText()
      const;  // its texts without its children's, white space folded
  [[nodiscard]] const PageElement* element() const noexcept { return element_; }
  bool operator==(const Node&) const = default;

 private:
  const PageElement* element_ = nullptr;
};

class Document {
 public:
  // `markup` was not refused. Never throws on content.
  explicit Document(CheckedMarkup markup);
  // Whatever the guards say.
  explicit Document(std::string html) : Document(CheckedMarkup(std::move(html), MarkupLimits())) {}
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  [[nodiscard]] Node root() const;                   // <html>, always there until moved from
  [[nodiscard]] std::string_view base_href() const;  // of <base>, "" when absent

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace forumwatch
