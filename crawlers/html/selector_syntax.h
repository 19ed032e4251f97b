// How a selector is written → what it asks of an element. Inside this room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crawlers/html/page_element.h"

namespace forumwatch {

enum class AttributeTest { Present, Equals, StartsWith, EndsWith, Contains, HasWord };

struct AttributeCondition {
  std::string name;
  AttributeTest test = AttributeTest::Present;
  std::string value;
};

// The n-th child for n in { step·k + first : k ≥ 0 }, counted from 1.
struct NthChild {
  int step = 0;
  int first = 0;
};

// "td.by[title]:not(.x)": what one element must satisfy.
struct Compound {
  NameBits names = 0;                          // what an element must bear, of all below
  std::string type;                            // "" for any
  std::vector<AttributeCondition> attributes;  // .class and #id are conditions too
  std::vector<NthChild> nth;
  std::vector<Compound> none_of;  // :not(…), each without a :not of its own
};

enum class Combinator { Descendant, Child, Adjacent };

struct SelectorStep {
  Combinator relation = Combinator::Descendant;  // to the step before; unused in the first
  Compound compound;
};

constexpr std::size_t kMaxSteps = 32;

using Path = std::vector<SelectorStep>;  // "div > p em", at most kMaxSteps

// The alternatives of a selector list. Throws std::invalid_argument (select.h).
std::vector<Path> ReadSelector(std::string_view css);

}  // namespace forumwatch
