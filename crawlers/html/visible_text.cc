#include "crawlers/html/visible_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "crawlers/html/tree_walk.h"

namespace forumwatch {
namespace {

enum class Look { Inline, Block, Cell, LineBreak, Unseen };

Look LookOf(const GumboNode* node) {
  switch (node->v.element.tag) {
    case GUMBO_TAG_BR:
      return Look::LineBreak;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Look::Cell;
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
      return Look::Unseen;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PLAINTEXT:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return Look::Block;
    default:
      return Look::Inline;
  }
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

bool IsHidden(const GumboNode* node) {
  const Node element(node);
  return LookOf(node) == Look::Unseen || element.HasAttribute("hidden") ||
         StyledAway(element.Attribute("style"));
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
    constexpr std::string_view kMayBeginSpace = " \t\n\v\f\r\xC2\xE1\xE2\xE3";
    std::size_t end = 0;
    do {
      end = std::min(text.find_first_of(kMayBeginSpace, end + 1), text.size());
    } while (end < text.size() && SpaceAt(text.substr(end)) == 0);
    out_ += text.substr(0, end);
    text.remove_prefix(end);
  }

  std::string out_;
  Gap gap_ = Gap::None;
};

std::unordered_set<const GumboNode*> Dropped(Node node, std::span<const Selector> drop) {
  std::unordered_set<const GumboNode*> dropped;
  for (const Selector& selector : drop) {
    for (const Node found : selector.All(node)) {
      dropped.insert(found.raw());
    }
  }
  return dropped;
}

}  // namespace

std::string VisibleText(Node node, std::span<const Selector> drop) {
  if (!node) {
    return {};
  }
  const auto dropped = Dropped(node, drop);
  Lines lines;
  int preformatted = 0;
  const auto mark = [&](const GumboNode* element, int step) {
    const Look look = LookOf(element);
    if (look == Look::Block) {
      lines.BreakLine();
    } else if (look == Look::Cell) {
      lines.Separate();
    }
    preformatted += element->v.element.tag == GUMBO_TAG_PRE ? step : 0;
  };
  const auto leave = [&](const GumboNode* ended) {
    if (IsElement(ended)) {
      mark(ended, -1);
    }
  };
  for (TreeWalk walk(node.raw()); !walk.done();) {
    const GumboNode* const here = walk.node();
    if (IsText(here)) {
      lines.Write(here->v.text.text, preformatted > 0);
    } else if (IsElement(here) && here != node.raw() &&
               (dropped.contains(here) || IsHidden(here))) {
      mark(here, 0);  // what stood before and after it stays apart
      walk.Skip([&](const GumboNode* ended) { ended == here ? void() : leave(ended); });
      continue;
    } else if (IsElement(here)) {
      mark(here, 1);
      if (LookOf(here) == Look::LineBreak) {
        lines.BreakLine();
      }
    }
    walk.Next(leave);
  }
  return lines.Take();
}

}  // namespace forumwatch
