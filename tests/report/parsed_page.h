// A page as a browser's parser sees it: its elements with their attributes, its visible text. For
// tests of report.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

namespace forumwatch {

struct Element {
  std::string tag;
  std::map<std::string, std::string> attributes;

  // "a href rel": which element with which attributes, whatever their values.
  [[nodiscard]] std::string Shape() const {
    std::string shape = tag;
    for (const auto& [name, value] : attributes) {
      shape += " " + name;
    }
    return shape;
  }
};

struct ParsedPage {
  std::vector<Element> elements;  // in document order
  std::string text;
  bool has_comment = false;

  [[nodiscard]] std::vector<std::string> Shapes() const {
    std::vector<std::string> shapes;
    shapes.reserve(elements.size());
    for (const Element& element : elements) {
      shapes.push_back(element.Shape());
    }
    return shapes;
  }
  [[nodiscard]] std::vector<std::string> Values(std::string_view attribute) const {
    std::vector<std::string> values;
    for (const Element& element : elements) {
      if (const auto found = element.attributes.find(std::string(attribute));
          found != element.attributes.end()) {
        values.push_back(found->second);
      }
    }
    return values;
  }
};

namespace parsed_page {

inline std::string TagOf(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) {
    return gumbo_normalized_tagname(element.tag);
  }
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return piece.data == nullptr ? "" : std::string(piece.data, piece.length);
}

inline void AddElement(const GumboElement& element, ParsedPage& page) {
  Element seen{TagOf(element), {}};
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* const attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    seen.attributes[attribute->name] = attribute->value;
  }
  page.elements.push_back(std::move(seen));
}

}  // namespace parsed_page

inline ParsedPage ParsePage(const std::string& html) {
  ParsedPage page;
  GumboOutput* const output =
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  std::vector<const GumboNode*> open = {output->root};
  while (!open.empty()) {
    const GumboNode* const node = open.back();
    open.pop_back();
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
      page.text += node->v.text.text;
    } else if (node->type == GUMBO_NODE_COMMENT) {
      page.has_comment = true;
    } else if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
      parsed_page::AddElement(node->v.element, page);
      const GumboVector& children = node->v.element.children;
      for (unsigned i = children.length; i > 0; --i) {
        open.push_back(static_cast<const GumboNode*>(children.data[i - 1]));
      }
    }
  }
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return page;
}

}  // namespace forumwatch
