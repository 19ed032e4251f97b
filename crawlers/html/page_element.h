// The elements of a page in document order, one after another: what is inside an element follows it
// without a gap, so that a search is a pass over memory. Inside this room only (it shows gumbo).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <gumbo.h>

#include "crawlers/html/arena.h"
#include "crawlers/html/bare_markup.h"
#include "crawlers/html/markup_scan.h"

namespace forumwatch {

// The names an element bears (tag, attributes, classes, id) as a set in one word: it may seem to
// hold a name that was never put in, but never lacks one that was.
using NameBits = std::uint64_t;

enum class NameKind : std::uint64_t { Tag, Attribute, Class, Id };

constexpr NameBits NameBit(NameKind kind, std::uint64_t key) noexcept {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  return NameBits{1} << (((static_cast<std::uint64_t>(kind) << 56U | key) * kOdd) >> 58U);
}

// Whatever its case. Three of its bytes and its length tell a name from most others.
constexpr NameBits NameBit(NameKind kind, std::string_view name) noexcept {
  const auto byte = [name](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(AsciiLower(name[at]))};
  };
  return name.empty()
             ? NameBit(kind, std::uint64_t{0})
             : NameBit(kind, byte(0) | byte(name.size() / 2) << 8U | byte(name.size() - 1) << 16U |
                                 std::uint64_t{name.size() & 0xFFU} << 24U);
}

constexpr NameBits TagBit(GumboTag tag) noexcept {
  return NameBit(NameKind::Tag, static_cast<std::uint64_t>(tag));
}
constexpr NameBits AttributeBit(std::string_view name) noexcept {
  return NameBit(NameKind::Attribute, name);
}
constexpr NameBits ClassBit(std::string_view word) noexcept {  // one word of the attribute
  return NameBit(NameKind::Class, word);
}
constexpr NameBits IdBit(std::string_view id) noexcept {
  return NameBit(NameKind::Id, id);
}

struct PageElement {
  const GumboNode* node = nullptr;
  std::span<const MarkupAttribute> attributes;  // no name twice
  NameBits names = 0;
  std::uint32_t size = 1;  // itself and all that is inside: this + size is what follows it
  std::uint32_t up = 0;    // its parent is this - up; 0: it has none
  std::uint32_t back = 0;  // the element before it in its parent is this - back; 0: it is the first
  std::uint32_t place = 1;  // the how-manieth element of its parent it is
};

inline const PageElement* ParentOf(const PageElement& element) noexcept {
  return element.up == 0 ? nullptr : &element - element.up;
}
inline const PageElement* EndOf(const PageElement& element) noexcept {
  return &element + element.size;
}
// Itself does not count.
inline bool IsInside(const PageElement& element, const PageElement& outer) noexcept {
  return &element > &outer && &element < EndOf(outer);
}

// All elements from `root` on, which gumbo made of `bare`; those of a <template> are no part of the
// page. Attributes that gumbo has are listed in `arena`.
std::vector<PageElement> ListElements(const GumboNode* root, BareMarkup& bare, Arena& arena);

// As it is written for names that gumbo does not know, lower case for those it knows.
std::string_view TagOf(const GumboElement& element);
const MarkupAttribute* FindAmongAttributes(const PageElement& element, std::string_view name);
// Whatever its case; nullptr: absent.
inline const MarkupAttribute* FindAttribute(const PageElement& element, std::string_view name) {
  return (element.names & AttributeBit(name)) == 0 ? nullptr : FindAmongAttributes(element, name);
}

}  // namespace forumwatch
