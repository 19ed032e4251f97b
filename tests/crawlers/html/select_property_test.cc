// Selectors against a plain reading of what they say, on pages and selectors of any shape.
#include <algorithm>
#include <cctype>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "crawlers/html/document.h"
#include "crawlers/html/select.h"

namespace forumwatch {
namespace {

using Condition = std::function<bool(Node)>;

// One step: how it is written and what it says.
struct PlainStep {
  std::string css;
  Condition holds;
  char relation = ' ';  // to the step before
};

// Few names, so that they meet; some differ in case or in a byte.
const std::vector<std::string> kTagNames = {"div",   "p",  "b",   "span", "x-y",          "g",
                                            "table", "td", "DIV", "X-Y",  "foreignObject"};
const std::vector<std::string> kClassNames = {"a", "A", "ab", "xst", "xzt", "s"};
const std::vector<std::string> kGaps = {" ", "\n", "\t", "\f", "\v"};  // the last is none
const std::vector<std::string> kIdNames = {"post_1", "post_2", "pt", "PT"};

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  std::size_t Below(std::size_t n) { return random_() % n; }
  bool OneIn(std::size_t n) { return Below(n) == 0; }
  const std::string& Of(const std::vector<std::string>& names) {
    return names[Below(names.size())];
  }

 private:
  std::mt19937 random_;
};

std::string PageOfAnyShape(Chance& chance) {
  std::string page;
  for (std::size_t left = 5 + chance.Below(60); left > 0; --left) {
    const std::string& tag = chance.Of(kTagNames);
    if (chance.OneIn(3)) {
      page += "</" + tag + ">";
      continue;
    }
    page += chance.OneIn(8) ? "<svg><" : chance.OneIn(12) ? "<template><" : "<";
    page += tag;
    for (std::size_t twice = chance.Below(3); twice > 0; --twice) {  // the first of two counts
      page += (chance.OneIn(3) ? " CLASS='" : " class='") + chance.Of(kClassNames) +
              chance.Of(kGaps) + chance.Of(kClassNames) + "'";
    }
    page += chance.OneIn(3) ? " ID=" + chance.Of(kIdNames) : "";
    page += chance.OneIn(4) ? " title='x " + chance.Of(kClassNames) + "'" : "";
    page += chance.OneIn(9) ? "/>" : ">";
    page += chance.OneIn(4) ? "text" : "";
  }
  return page;
}

std::string Lowered(std::string_view name) {
  std::string lowered(name);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lowered;
}

bool HasClass(Node node, const std::string& name) {
  const std::string words = " " + std::string(node.Attribute("class")) + " ";
  for (std::size_t at = words.find(name); at != std::string::npos; at = words.find(name, at + 1)) {
    const char before = words[at - 1];
    const char after = words[at + name.size()];
    constexpr std::string_view kSpace = " \n\t\f";
    if (kSpace.find(before) != std::string_view::npos &&
        kSpace.find(after) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

std::size_t PlaceOf(Node node) {
  const auto siblings = node.parent() ? node.parent().Children() : std::vector<Node>{node};
  std::size_t place = 0;
  while (siblings[place] != node) {
    ++place;
  }
  return place + 1;
}

PlainStep Simple(Chance& chance) {
  const std::string& tag = chance.Of(kTagNames);
  const std::string& word = chance.Of(kClassNames);
  const std::string& id = chance.Of(kIdNames);
  switch (chance.Below(11)) {
    case 0:
      return {"*", [](Node) { return true; }};
    case 1:
      return {"." + word, [word](Node n) { return HasClass(n, word); }};
    case 2:
      return {"#" + id, [id](Node n) { return n.Attribute("id") == id; }};
    case 3:
      return {"[id^=post]", [](Node n) { return n.Attribute("id").starts_with("post"); }};
    case 4:
      return {"[TITLE$='" + word + "']",
              [word](Node n) { return n.Attribute("title").ends_with(word); }};
    case 5:
      return {":nth-child(2)", [](Node n) { return PlaceOf(n) == 2; }};
    case 6:
      return {":nth-child(-n+3)", [](Node n) { return PlaceOf(n) <= 3; }};
    case 7:
      return {"[class~=" + word + "]", [word](Node n) { return HasClass(n, word); }};
    case 8:
      return {"[class*=" + word + "]",
              [word](Node n) { return n.Attribute("class").find(word) != std::string_view::npos; }};
    case 9:
      return {"[id=" + id + "]", [id](Node n) { return n.Attribute("id") == id; }};
    default:
      return {tag, [name = Lowered(tag)](Node n) { return Lowered(n.tag()) == name; }};
  }
}

PlainStep Step(Chance& chance) {
  PlainStep step = Simple(chance);
  if (chance.OneIn(4)) {
    const std::string& word = chance.Of(kClassNames);
    step.css += "." + word;
    step.holds = [first = step.holds, word](Node n) { return first(n) && HasClass(n, word); };
  }
  if (chance.OneIn(6)) {
    PlainStep no = Simple(chance);
    step.css += ":not(" + no.css + ")";
    step.holds = [first = step.holds, no = no.holds](Node n) { return first(n) && !no(n); };
  }
  step.relation = " >+"[chance.Below(3)];
  return step;
}

Node Before(Node node) {
  Node before;
  for (const Node sibling : node.parent() ? node.parent().Children() : std::vector<Node>()) {
    if (sibling == node) {
      break;
    }
    before = sibling;
  }
  return before;
}

bool PlainlyMatches(Node node, const std::vector<PlainStep>& steps, std::size_t last) {
  if (!node || !steps[last].holds(node)) {
    return false;
  }
  if (last == 0) {
    return true;
  }
  if (steps[last].relation == '+') {
    return PlainlyMatches(Before(node), steps, last - 1);
  }
  if (steps[last].relation == '>') {
    return PlainlyMatches(node.parent(), steps, last - 1);
  }
  for (Node above = node.parent(); above; above = above.parent()) {
    if (PlainlyMatches(above, steps, last - 1)) {
      return true;
    }
  }
  return false;
}

TEST(SelectorProperty, FindsWhatItSaysOnPagesOfAnyShape) {
  for (unsigned seed = 1; seed <= 4000; ++seed) {
    Chance chance(seed);
    const std::string page = PageOfAnyShape(chance);
    std::vector<PlainStep> steps;
    std::string css;
    for (std::size_t left = 1 + chance.Below(4); left > 0; --left) {
      steps.push_back(Step(chance));
      css +=
          (css.empty() ? std::string() : std::string(1, steps.back().relation)) + steps.back().css;
    }
    const Document document{page};
    const Selector everything("*");
    const std::vector<Node> all = everything.All(document.root());
    const Node scope = chance.OneIn(2) ? document.root() : all[chance.Below(all.size())];
    std::vector<Node> expected;
    for (const Node node : everything.All(scope)) {
      if (PlainlyMatches(node, steps, steps.size() - 1)) {
        expected.push_back(node);
      }
    }
    const Selector selector(css);
    ASSERT_EQ(selector.All(scope), expected) << "seed " << seed << ": " << css << " in " << page;
    ASSERT_EQ(selector.First(scope), expected.empty() ? Node() : expected.front()) << css;
    for (const Node node : all) {
      ASSERT_EQ(selector.Matches(node), PlainlyMatches(node, steps, steps.size() - 1))
          << "seed " << seed << ": " << css << " in " << page;
    }
  }
}

}  // namespace
}  // namespace forumwatch
