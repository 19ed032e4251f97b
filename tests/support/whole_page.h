// Documents are made of pages that lack what gumbo need not see. This is the page as gumbo makes it
// of every byte, and what of it a document says otherwise.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <gumbo.h>

#include "crawlers/html/document.h"
#include "crawlers/html/page_element.h"
#include "crawlers/html/visible_text.h"

namespace forumwatch {

// Too large for these limits, it is not looked at, and so nothing is left out.
inline Document WholePage(std::string html) {
  return Document(CheckedMarkup(std::move(html), {.bytes = 0}));
}

// White space as far as it is ever seen: a line break or a gap.
inline std::string WithFoldedSpace(std::string_view text) {
  std::string folded;
  bool in_space = false;
  for (const char c : text) {
    if (!IsMarkupSpace(c)) {
      folded += c;
    } else if (!in_space) {
      folded += c == '\n' ? '\n' : ' ';
    } else if (c == '\n') {
      folded.back() = '\n';
    }
    in_space = IsMarkupSpace(c);
  }
  return folded;
}

class PageComparison {
 public:
  // What they differ in first; "" when they are the same but for comments and folded white space.
  static std::string Difference(const Document& read, const Document& whole) {
    PageComparison comparison(read, whole);
    comparison.Compare();
    return comparison.difference_;
  }

 private:
  PageComparison(const Document& read, const Document& whole) : read_(read), whole_(whole) {}

  void Compare() {
    const PageElement* const read = read_.root().element();
    const PageElement* const whole = whole_.root().element();
    if (read->size != whole->size) {
      difference_ = std::to_string(read->size) + " elements, not " + std::to_string(whole->size);
      return;
    }
    for (std::uint32_t i = 0; i < read->size && difference_.empty(); ++i) {
      CompareElements(read[i], whole[i]);
    }
    if (difference_.empty()) {
      Expect(VisibleText(read_.root()), VisibleText(whole_.root()), "visible text");
      Expect(read_.base_href(), whole_.base_href(), "base");
    }
  }

  void Expect(std::string_view read, std::string_view whole, std::string_view what) {
    if (difference_.empty() && read != whole) {
      difference_.append(what).append(" '").append(read).append("', not '");
      difference_.append(whole).append("'");
    }
  }

  void CompareElements(const PageElement& read, const PageElement& whole) {
    const GumboElement& element = read.node->v.element;
    Expect(TagOf(element), TagOf(whole.node->v.element), "tag");
    Expect(std::to_string(read.size), std::to_string(whole.size), "size");
    Expect(std::to_string(read.up), std::to_string(whole.up), "place");
    Expect(std::to_string(element.tag_namespace),
           std::to_string(whole.node->v.element.tag_namespace), "namespace");
    CompareAttributes(read, whole);
    CompareChildren(*read.node, *whole.node);
  }

  void CompareAttributes(const PageElement& read, const PageElement& whole) {
    Expect(std::to_string(read.attributes.size()), std::to_string(whole.attributes.size()),
           "number of attributes");
    for (const MarkupAttribute& attribute : whole.attributes) {
      const MarkupAttribute* const found = FindAttribute(read, attribute.name);
      Expect(found == nullptr ? "(none)" : found->value, attribute.value, attribute.name);
    }
  }

  void CompareChildren(const GumboNode& read, const GumboNode& whole) {
    const GumboVector& children = read.v.element.children;
    Expect(std::to_string(children.length), std::to_string(whole.v.element.children.length),
           "number of children");
    for (unsigned i = 0; i < children.length && difference_.empty(); ++i) {
      const auto* const child = static_cast<const GumboNode*>(children.data[i]);
      const auto* const other = static_cast<const GumboNode*>(whole.v.element.children.data[i]);
      Expect(std::to_string(child->type), std::to_string(other->type), "kind of node");
      if (difference_.empty() &&
          (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE ||
           child->type == GUMBO_NODE_CDATA)) {
        Expect(WithFoldedSpace(child->v.text.text), WithFoldedSpace(other->v.text.text), "text");
      }
    }
  }

  const Document& read_;
  const Document& whole_;
  std::string difference_;
};

}  // namespace forumwatch
