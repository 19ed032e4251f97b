// The guards know gumbo only by its rules. Here they are held against what gumbo makes of many
// thousand heaps of tags: it never has more open, and never makes more, than they said.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <gumbo.h>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/html/page_element.h"
#include "tests/crawlers/html/markup_pieces.h"
#include "tests/crawlers/html/tag_heap.h"

namespace forumwatch {
namespace {

struct Made {
  std::size_t depth = 0;
  std::size_t nodes = 0;
};

Made MadeOf(const Document& document) {
  Made made;
  std::vector<std::pair<const GumboNode*, std::size_t>> open = {
      {document.root().element()->node, 1}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    ++made.nodes;
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) {
      continue;
    }
    made.depth = std::max(made.depth, depth);
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
      const auto* const child = static_cast<const GumboNode*>(children.data[i]);
      EXPECT_EQ(child->parent, node);
      EXPECT_EQ(child->index_within_parent, i);
      open.emplace_back(child, depth + 1);
    }
  }
  return made;
}

std::size_t Count(const std::string& text, std::string_view piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) {
    ++count;
  }
  return count;
}

// <html>, <body>, what opens and closes at once, and the form, label and input of <isindex>. A form
// that was closed out of turn leaves the stack, not the tree.
std::size_t ExtraDepth(const std::string& heap) {
  return 6 + Count(heap, "</form");
}
// <html>, <head>, <body>; the group and row of a cell.
std::size_t ExtraNodes(const std::string& heap) {
  return 8 + 2 * (Count(heap, "<t") + Count(heap, "<col"));
}

void ExpectNoMoreThanSaid(const std::string& heap, const std::string& trace, int& read) {
  const MarkupMeasure said = MeasureMarkup(heap, {.depth = 900, .steps_per_byte = 10'000});
  if (!said.refusal.empty()) {
    return;
  }
  ++read;
  const Made made = MadeOf(Document(heap));
  EXPECT_LE(made.depth, said.depth + ExtraDepth(heap)) << trace;
  EXPECT_LE(made.nodes, said.nodes + ExtraNodes(heap)) << trace;
}

TEST(GuardsModel, GumboNeverHasMoreThanTheGuardsSaid) {
  int read = 0;
  for (unsigned seed = 0; seed < 6000 && !HasFailure(); ++seed) {
    ExpectNoMoreThanSaid(TagHeap(seed, 40), std::to_string(seed), read);
  }
  for (unsigned seed = 0; seed < 600 && !HasFailure(); ++seed) {
    ExpectNoMoreThanSaid(TagHeap(seed, 400), std::to_string(seed), read);
  }
  for (unsigned seed = 0; seed < 40 && !HasFailure(); ++seed) {
    ExpectNoMoreThanSaid(TagHeap(seed, 4000), std::to_string(seed), read);
  }
  EXPECT_GT(read, 4000) << "most heaps are refused";
}

std::string Repeated(std::string_view unit, int times) {
  std::string page;
  for (int i = 0; i < times; ++i) {
    page += unit;
  }
  return page;
}

// Whether <table> closes <p>, and with it <l>, is not known here. Where it does not, </t> closes
// <l> (one unknown tag is to gumbo like another) and the <svg> in it: no CDATA begins there, and
// <style> is none of <svg>.
TEST(GuardsModel, WhatMayBeMarkupIsNotTakenForData) {
  int read = 0;
  for (const char* const data : {"<![CDATA[", "<style><!--</style>"}) {
    const std::string unit = std::string("<p><l><table></table><svg></t>") + data;
    ExpectNoMoreThanSaid(Repeated(unit, 200), unit, read);
    EXPECT_NE(CheckMarkup(unit, {}), "") << unit;
  }
  EXPECT_EQ(read, 0);
  EXPECT_EQ(CheckMarkup("<p><l><table></table><svg><g><![CDATA[x]]></g></svg></l>", {}), "");
}

// gumbo leaves out a form in a form: it stops no search there. Likewise <a> is cut in two at what
// may not be there.
TEST(GuardsModel, WhatMayNotBeThereStopsNoSearch) {
  int read = 0;
  ExpectNoMoreThanSaid("<form><i><l><form>" + Repeated("<math></l><desc><l><i>", 40), "end tag",
                       read);
  ExpectNoMoreThanSaid(Repeated("<i><form><li><li><p><div>", 20), "list item", read);
  ExpectNoMoreThanSaid(Repeated("<noscript><li><a><li><noscript>", 96), "anchor", read);
  EXPECT_GE(read, 1);
}

TEST(GuardsModel, ControlCountingTagsIsNotEnough) {
  int deceived = 0;
  for (unsigned seed = 0; seed < 600; ++seed) {
    const std::string heap = TagHeap(seed, 400);
    if (CheckMarkup(heap, {.steps_per_byte = 10'000}).empty()) {
      const std::size_t starts = Count(heap, "<") - Count(heap, "</") - Count(heap, "<!");
      const std::size_t ends = Count(heap, "</");
      const std::size_t left_open = starts > ends ? starts - ends : 0;
      deceived += MadeOf(Document(heap)).depth > left_open + ExtraDepth(heap) ? 1 : 0;
    }
  }
  EXPECT_GT(deceived, 0);
}

}  // namespace
}  // namespace forumwatch
