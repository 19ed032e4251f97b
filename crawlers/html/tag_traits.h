// What HTML's tree construction (and so gumbo) asks of a tag's name. Inside this room only.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <gumbo.h>

namespace forumwatch {

enum class Trait : std::uint32_t {
  Void = 1U << 0,        // never stays open
  Formatting = 1U << 1,  // opened again after its parent was closed
  Special = 1U << 2,     // stops the search of an unknown end tag
  Scope = 1U << 3,       // stops the search of a known one
  ClosesParagraph = 1U << 4,
  Block = 1U << 5,       // its end tag closes all that is open within it
  ImpliedEnd = 1U << 6,  // closed without its end tag
  Heading = 1U << 7,
  Marker = 1U << 8,          // its content begins with no formatting
  Reopens = 1U << 9,         // formatting is opened again before it
  LeavesForeign = 1U << 10,  // ends <svg> and <math>
  TablePart = 1U << 11,
  RowGroup = 1U << 12,
  Cell = 1U << 13,
  RawText = 1U << 14,
  ClosesSelect = 1U << 15,
  SvgPoint = 1U << 16,    // of this name in <svg>: HTML may stand in it
  MathPoint = 1U << 17,   // the same in <math>
  NotForeign = 1U << 18,  // of this name in <svg> or <math> it confuses gumbo
};

// The traits of each tag, put together before main().
extern const std::array<std::uint32_t, GUMBO_TAG_LAST + 1> kTagTraits;

inline bool Has(GumboTag tag, Trait trait) noexcept {
  return (kTagTraits[tag] & static_cast<std::uint32_t>(trait)) != 0;
}

// GUMBO_TAG_UNKNOWN for names that HTML does not know.
GumboTag TagNamed(std::string_view name) noexcept;

}  // namespace forumwatch
