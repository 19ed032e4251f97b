#include "crawlers/html/visible_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "crawlers/html/page_element.h"
#include "crawlers/html/tree_walk.h"

namespace forumwatch {
namespace {

enum class Look { Inline, Block, Cell, LineBreak, Unseen };

using Looks = std::array<Look, GUMBO_TAG_LAST + 1>;

Looks MakeLooks() {
  const auto blocks = {
      GUMBO_TAG_ADDRESS,  GUMBO_TAG_ARTICLE,  GUMBO_TAG_ASIDE,      GUMBO_TAG_BLOCKQUOTE,
      GUMBO_TAG_BODY,     GUMBO_TAG_CAPTION,  GUMBO_TAG_CENTER,     GUMBO_TAG_DD,
      GUMBO_TAG_DETAILS,  GUMBO_TAG_DIR,      GUMBO_TAG_DIV,        GUMBO_TAG_DL,
      GUMBO_TAG_DT,       GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,
      GUMBO_TAG_FOOTER,   GUMBO_TAG_FORM,     GUMBO_TAG_H1,         GUMBO_TAG_H2,
      GUMBO_TAG_H3,       GUMBO_TAG_H4,       GUMBO_TAG_H5,         GUMBO_TAG_H6,
      GUMBO_TAG_HEADER,   GUMBO_TAG_HR,       GUMBO_TAG_HTML,       GUMBO_TAG_LEGEND,
      GUMBO_TAG_LI,       GUMBO_TAG_MAIN,     GUMBO_TAG_MENU,       GUMBO_TAG_NAV,
      GUMBO_TAG_OL,       GUMBO_TAG_P,        GUMBO_TAG_PLAINTEXT,  GUMBO_TAG_PRE,
      GUMBO_TAG_SECTION,  GUMBO_TAG_SUMMARY,  GUMBO_TAG_TABLE,      GUMBO_TAG_TBODY,
      GUMBO_TAG_TEXTAREA, GUMBO_TAG_TFOOT,    GUMBO_TAG_THEAD,      GUMBO_TAG_TR,
      GUMBO_TAG_UL};
  const auto unseen = {GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,
                       GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SELECT,
                       GUMBO_TAG_DATALIST, GUMBO_TAG_IFRAME,   GUMBO_TAG_NOEMBED,
                       GUMBO_TAG_NOFRAMES};
  Looks looks{};
  for (const GumboTag tag : blocks) {
    looks.at(tag) = Look::Block;
  }
  for (const GumboTag tag : unseen) {
    looks.at(tag) = Look::Unseen;
  }
  looks.at(GUMBO_TAG_TD) = looks.at(GUMBO_TAG_TH) = Look::Cell;
  looks.at(GUMBO_TAG_BR) = Look::LineBreak;
  return looks;
}

Look LookOf(const GumboNode* node) {
  static const Looks kLooks = MakeLooks();
  return kLooks.at(node->v.element.tag);
}

// "display:none" however it is spaced and cased.
bool StyledAway(std::string_view style) {
  std::string folded;
  for (const char c : style) {
    if (c != ' ' && c != '\t' && c != '\n') {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  const std::size_t at = folded.find("display:none");
  return at != std::string::npos && (at == 0 || folded[at - 1] == ';');
}

bool IsHidden(const PageElement& element) {
  if (LookOf(element.node) == Look::Unseen || FindAttribute(element, "hidden") != nullptr) {
    return true;
  }
  const MarkupAttribute* const style = FindAttribute(element, "style");
  return style != nullptr && StyledAway(style->value);
}

// The length in bytes of the white space at the start, 0 for anything else.
std::size_t SpaceAt(std::string_view text) {
  if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')) {
    return 1;
  }
  constexpr std::array<std::string_view, 18> kSpaces = {
      "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
      "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};
  const auto* const found =
      std::find_if(kSpaces.begin(), kSpaces.end(),
                   [&](std::string_view space) { return text.starts_with(space); });
  return found == kSpaces.end() ? 0 : found->size();
}

bool MayBeginSpace(char c) {
  return (c >= '\0' && c <= ' ') || c == '\xC2' || (c >= '\xE1' && c <= '\xE3');
}

// Text on its way to lines: what separates two words is written with the second.
class Lines {
 public:
  void BreakLine() { gap_ = Gap::Line; }
  void Separate() { gap_ = std::max(gap_, Gap::Space); }

  void Write(std::string_view text, bool keep_lines) {
    while (!text.empty()) {
      const std::size_t space = SpaceAt(text);
      if (space > 0) {
        keep_lines&& text.front() == '\n' ? BreakLine() : Separate();
        text.remove_prefix(space);
      } else {
        Append(text);
      }
    }
  }

  std::string Take() { return std::move(out_); }

 private:
  enum class Gap { None, Space, Line };

  void Append(std::string_view& text) {
    if (!out_.empty() && gap_ != Gap::None) {
      out_ += gap_ == Gap::Line ? '\n' : ' ';
    }
    gap_ = Gap::None;
    std::size_t end = 1;
    while (end < text.size() && !(MayBeginSpace(text[end]) && SpaceAt(text.substr(end)) > 0)) {
      ++end;
    }
    out_ += text.substr(0, end);
    text.remove_prefix(end);
  }

  std::string out_;
  Gap gap_ = Gap::None;
};

std::unordered_set<const PageElement*> Dropped(Node node, std::span<const Selector> drop) {
  std::unordered_set<const PageElement*> dropped;
  for (const Selector& selector : drop) {
    for (const Node found : selector.All(node)) {
      dropped.insert(found.element());
    }
  }
  return dropped;
}

// What a walk over an element leaves behind.
class Reading {
 public:
  Reading(Node node, std::span<const Selector> drop)
      : top_(node.element()), dropped_(Dropped(node, drop)) {}

  std::string Text() {
    const auto leave = [this](const GumboNode* ended) { Mark(ended, -1); };
    const PageElement* next = top_;  // the first that the walk has not come to
    for (TreeWalk walk(top_->node); !walk.done();) {
      const GumboNode* const here = walk.node();
      const PageElement* const element = IsElement(here) ? next : nullptr;
      if (element != nullptr && IsLeftOut(*element)) {
        next = EndOf(*element);
        Mark(here, 0);  // what stood before and after it stays apart
        walk.Skip([&](const GumboNode* ended) { Mark(ended, ended == here ? 0 : -1); });
        continue;
      }
      next += element == nullptr ? 0 : 1;
      if (IsText(here)) {
        lines_.Write(here->v.text.text, preformatted_ > 0);
      }
      Mark(here, 1);
      walk.Next(leave);
    }
    return lines_.Take();
  }

 private:
  [[nodiscard]] bool IsLeftOut(const PageElement& element) const {
    return &element != top_ && (dropped_.contains(&element) || IsHidden(element));
  }

  // Where an element begins (1) or ends (-1).
  void Mark(const GumboNode* node, int step) {
    if (!IsElement(node)) {
      return;
    }
    const Look look = LookOf(node);
    if (look == Look::Block || look == Look::LineBreak) {
      lines_.BreakLine();
    } else if (look == Look::Cell) {
      lines_.Separate();
    }
    preformatted_ += node->v.element.tag == GUMBO_TAG_PRE ? step : 0;
  }

  const PageElement* top_;
  std::unordered_set<const PageElement*> dropped_;
  Lines lines_;
  int preformatted_ = 0;
};

}  // namespace

std::string VisibleText(Node node, std::span<const Selector> drop) {
  return node ? Reading(node, drop).Text() : std::string();
}

}  // namespace forumwatch
