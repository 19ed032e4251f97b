#include "crawlers/html/page_element.h"

#include <algorithm>
#include <memory>

#include "crawlers/html/markup_scan.h"
#include "crawlers/html/tag_traits.h"
#include "crawlers/html/tree_walk.h"

namespace forumwatch {
namespace {

NameBits ClassBits(std::string_view words) {
  NameBits bits = 0;
  while (!words.empty()) {
    const auto* const end = std::find_if(words.begin(), words.end(), IsMarkupSpace);
    const auto length = static_cast<std::size_t>(end - words.begin());
    bits |= ClassBit(words.substr(0, length));
    words.remove_prefix(std::min(length + 1, words.size()));
  }
  return bits;
}

NameBits NamesOf(const GumboElement& element, std::span<const MarkupAttribute> attributes) {
  NameBits names =
      TagBit(element.tag == GUMBO_TAG_UNKNOWN ? TagNamed(TagOf(element)) : element.tag);
  for (const auto& [name, value] : attributes) {
    names |= AttributeBit(name);
    if (SameName(name, "class")) {
      names |= ClassBits(value);
    } else if (SameName(name, "id")) {
      names |= IdBit(value);
    }
  }
  return names;
}

constexpr std::size_t kWithoutTag = 8;  // elements that most pages have beside those of their tags

// Gumbo's elements as they begin and end.
class Listing {
 public:
  Listing(BareMarkup& bare, Arena& arena) : bare_(bare), arena_(arena) {
    elements_.reserve(bare.tags() + kWithoutTag);
  }

  void Begin(const GumboNode* node) {
    const auto at = static_cast<std::uint32_t>(elements_.size());
    PageElement element;
    element.node = node;
    element.attributes = AttributesOf(node->v.element);
    element.names = NamesOf(node->v.element, element.attributes);
    if (!open_.empty()) {
      Open& parent = open_.back();
      element.up = at - parent.at;
      element.back = parent.children == 0 ? 0 : at - parent.last_child;
      element.place = ++parent.children;
      parent.last_child = at;
    }
    elements_.push_back(element);
    open_.push_back({at});
  }

  void End() {
    const std::uint32_t at = open_.back().at;
    elements_[at].size = static_cast<std::uint32_t>(elements_.size()) - at;
    open_.pop_back();
  }

  std::vector<PageElement> Take() { return std::move(elements_); }

 private:
  struct Open {
    std::uint32_t at = 0;
    std::uint32_t last_child = 0;
    std::uint32_t children = 0;
  };

  std::span<const MarkupAttribute> AttributesOf(const GumboElement& element) {
    const auto kept = ItemsOf<GumboAttribute>(element.attributes);
    if (kept.empty()) {
      const char* const tag = element.original_tag.data;
      return tag == nullptr
                 ? std::span<const MarkupAttribute>()
                 : bare_.AttributesAt(static_cast<std::size_t>(tag - bare_.text().data()));
    }
    auto* const listed =
        static_cast<MarkupAttribute*>(arena_.Allocate(kept.size() * sizeof(MarkupAttribute)));
    for (std::size_t i = 0; i < kept.size(); ++i) {
      std::construct_at(listed + i, MarkupAttribute{kept[i]->name, kept[i]->value});
    }
    return {listed, kept.size()};
  }

  BareMarkup& bare_;
  Arena& arena_;
  std::vector<PageElement> elements_;
  std::vector<Open> open_;
};

}  // namespace

std::vector<PageElement> ListElements(const GumboNode* root, BareMarkup& bare, Arena& arena) {
  Listing listing(bare, arena);
  const auto leave = [&listing](const GumboNode* ended) {
    if (IsElement(ended)) {
      listing.End();
    }
  };
  for (TreeWalk walk(root); !walk.done(); walk.Next(leave)) {
    if (IsElement(walk.node())) {
      listing.Begin(walk.node());
    }
  }
  return listing.Take();
}

std::string_view TagOf(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) {
    return gumbo_normalized_tagname(element.tag);
  }
  constexpr std::string_view kNoTag = "</>";  // one that stands before a tag gumbo counts to it
  GumboStringPiece name = element.original_tag;
  while (name.data != nullptr && std::string_view(name.data, name.length).starts_with(kNoTag)) {
    name.data += kNoTag.size();
    name.length -= kNoTag.size();
  }
  gumbo_tag_from_original_text(&name);
  return name.data == nullptr ? std::string_view() : std::string_view(name.data, name.length);
}

const MarkupAttribute* FindAmongAttributes(const PageElement& element, std::string_view name) {
  for (const MarkupAttribute& attribute : element.attributes) {
    if (SameName(attribute.name, name)) {
      return &attribute;
    }
  }
  return nullptr;
}

}  // namespace forumwatch
