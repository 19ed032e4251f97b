// Tags in any order, for what must hold of every page.
#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace forumwatch {

inline constexpr auto kHeapTags =
    std::to_array<const char*>({"a",        "b",        "i",        "font",     "nobr",
                                "p",        "div",      "ul",       "li",       "dl",
                                "dd",       "dt",       "h1",       "h2",       "table",
                                "caption",  "colgroup", "col",      "tbody",    "thead",
                                "tfoot",    "tr",       "td",       "th",       "select",
                                "option",   "optgroup", "input",    "keygen",   "textarea",
                                "button",   "form",     "svg",      "math",     "mi",
                                "desc",     "title",    "g",        "path",     "foreignObject",
                                "script",   "style",    "head",     "body",     "html",
                                "noframes", "iframe",   "noscript", "noembed",  "xmp",
                                "object",   "applet",   "marquee",  "ruby",     "rt",
                                "rp",       "rb",       "rtc",      "br",       "hr",
                                "img",      "image",    "span",     "isindex",  "x-y",
                                "pre",      "address",  "listing",  "center",   "meta",
                                "link",     "mglyph",   "section",  "template", "em",
                                "menuitem", "main",     "code",     "base",     "param"});

inline constexpr auto kHeapPieces = std::to_array<const char*>(
    {" ", "x", "<!--c-->", "\n\t ", "<!-- comment -->", "&amp;", "<![CDATA[x]]>", "<!DOCTYPE html>",
     "</", "\n", "</>", "\r", "\r\t\n", "\r\r\n", "\f "});

// Some are the same to gumbo and written differently.
inline constexpr auto kHeapAttributes =
    std::to_array<const char*>({" a=0", " a=1", " a='1'", " A=1", " a=1 b", " b a=1 ",
                                " type=hidden", " a='&amp;1&amp;'", " a=&lt;", " a=1 a=2"});

inline std::string TagHeap(unsigned seed, std::size_t most) {
  std::mt19937 random(seed);
  const auto below = [&](std::size_t n) { return random() % n; };
  // Few kinds of tags meet more often.
  std::vector<const char*> kinds(2 + below(12));
  for (const char*& kind : kinds) {
    kind = kHeapTags.at(below(kHeapTags.size()));
  }
  const bool any = below(3) == 0;
  std::string heap;
  for (std::size_t i = 1 + below(most); i > 0; --i) {
    const std::string tag =
        any ? kHeapTags.at(below(kHeapTags.size())) : kinds[below(kinds.size())];
    const std::size_t what = below(10);
    if (what < 5) {
      heap.append("<").append(tag);
      heap.append(below(6) == 0 ? kHeapAttributes.at(below(kHeapAttributes.size())) : "");
      heap.append(below(12) == 0 ? " color=x" : "").append(below(10) == 0 ? " />" : ">");
    } else if (what < 8) {
      heap.append("</").append(tag).append(below(12) == 0 ? " >" : ">");
    } else {
      heap += kHeapPieces.at(below(kHeapPieces.size()));
    }
  }
  return heap;
}

}  // namespace forumwatch
