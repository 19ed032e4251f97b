#include "crawlers/html/tag_traits.h"

#include <array>
#include <initializer_list>

namespace forumwatch {
namespace {

using Traits = std::array<std::uint32_t, GUMBO_TAG_LAST + 1>;

void Mark(Traits& traits, Trait trait, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    traits.at(TagNamed(name)) |= static_cast<std::uint32_t>(trait);
  }
}

void MarkBlocks(Traits& traits) {
  const auto blocks = {"address", "article", "aside",   "blockquote", "center",     "details",
                       "dir",     "div",     "dl",      "fieldset",   "figcaption", "figure",
                       "footer",  "header",  "hgroup",  "menu",       "main",       "nav",
                       "ol",      "section", "summary", "ul",         "pre",        "listing"};
  const auto headings = {"h1", "h2", "h3", "h4", "h5", "h6"};
  for (const std::string_view name : blocks) {
    Mark(traits, Trait::ClosesParagraph, {name});
    Mark(traits, Trait::Block, {name});
  }
  for (const std::string_view name : headings) {
    Mark(traits, Trait::ClosesParagraph, {name});
    Mark(traits, Trait::Heading, {name});
  }
  Mark(traits, Trait::Block, {"button"});
  Mark(traits, Trait::ClosesParagraph,
       {"p", "form", "li", "dd", "dt", "plaintext", "hr", "xmp", "isindex"});
  Mark(traits, Trait::ImpliedEnd,
       {"dd", "dt", "li", "option", "optgroup", "p", "rp", "rb", "rt", "rtc"});
}

void MarkInline(Traits& traits) {
  const auto formatting = {"a",    "b", "big",   "code",   "em",     "font", "i",
                           "nobr", "s", "small", "strike", "strong", "tt",   "u"};
  for (const std::string_view name : formatting) {
    Mark(traits, Trait::Formatting, {name});
  }
  Mark(traits, Trait::Marker, {"applet", "marquee", "object"});
  Mark(traits, Trait::Void,
       {"area",     "base",  "basefont", "bgsound", "br",      "embed",  "frame",
        "hr",       "image", "img",      "input",   "isindex", "keygen", "link",
        "menuitem", "meta",  "param",    "source",  "track",   "wbr"});
  Mark(traits, Trait::RawText,
       {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title",
        "xmp"});
}

// Everything but what says so: see the start tags of "in body".
void MarkReopening(Traits& traits) {
  for (std::uint32_t& trait : traits) {
    trait |= static_cast<std::uint32_t>(Trait::Reopens);
  }
  const auto does_not = {
      "base",  "basefont", "bgsound", "menuitem", "link",     "meta",     "noframes",  "script",
      "style", "template", "title",   "body",     "html",     "frameset", "plaintext", "table",
      "param", "source",   "track",   "isindex",  "textarea", "iframe",   "noembed",   "rb",
      "rp",    "rt",       "rtc",     "caption",  "col",      "colgroup", "frame",     "head",
      "tbody", "td",       "tfoot",   "th",       "thead",    "tr"};
  for (const std::string_view name : does_not) {
    traits.at(TagNamed(name)) &= ~static_cast<std::uint32_t>(Trait::Reopens);
  }
  for (std::uint32_t& trait : traits) {
    if ((trait & static_cast<std::uint32_t>(Trait::ClosesParagraph)) != 0) {
      trait &= ~static_cast<std::uint32_t>(Trait::Reopens);
    }
  }
  Mark(traits, Trait::Reopens, {"xmp"});
}

void MarkTables(Traits& traits) {
  Mark(traits, Trait::TablePart,
       {"caption", "col", "colgroup", "tbody", "tfoot", "thead", "tr", "td", "th"});
  Mark(traits, Trait::RowGroup, {"tbody", "tfoot", "thead"});
  Mark(traits, Trait::Cell, {"td", "th"});
  Mark(traits, Trait::ClosesSelect,
       {"caption", "table", "tbody", "tfoot", "thead", "tr", "td", "th"});
}

void MarkSearches(Traits& traits) {
  Mark(traits, Trait::Scope,
       {"applet", "caption", "html", "table", "td", "th", "marquee", "object", "template"});
  Mark(traits, Trait::Special,
       {"address",  "applet",     "area",     "article",  "aside",      "base",     "basefont",
        "bgsound",  "blockquote", "body",     "br",       "button",     "caption",  "center",
        "col",      "colgroup",   "menuitem", "dd",       "details",    "dir",      "div",
        "dl",       "dt",         "embed",    "fieldset", "figcaption", "figure",   "footer",
        "form",     "frame",      "frameset", "h1",       "h2",         "h3",       "h4",
        "h5",       "h6",         "head",     "header",   "hgroup",     "hr",       "html",
        "iframe",   "img",        "input",    "isindex",  "li",         "link",     "listing",
        "marquee",  "menu",       "meta",     "nav",      "noembed",    "noframes", "noscript",
        "object",   "ol",         "p",        "param",    "plaintext",  "pre",      "script",
        "section",  "select",     "style",    "summary",  "table",      "tbody",    "td",
        "template", "textarea",   "tfoot",    "th",       "thead",      "title",    "tr",
        "ul",       "wbr",        "xmp"});
}

void MarkForeign(Traits& traits) {
  Mark(traits, Trait::LeavesForeign,
       {"b",      "big",  "blockquote", "body",  "br",   "center", "code",    "dd",   "div",
        "dl",     "dt",   "em",         "embed", "h1",   "h2",     "h3",      "h4",   "h5",
        "h6",     "head", "hr",         "i",     "img",  "li",     "listing", "menu", "meta",
        "nobr",   "ol",   "p",          "pre",   "ruby", "s",      "small",   "span", "strong",
        "strike", "sub",  "sup",        "table", "tt",   "u",      "ul",      "var"});
  Mark(traits, Trait::SvgPoint, {"foreignobject", "desc", "title"});
  Mark(traits, Trait::MathPoint, {"mi", "mo", "mn", "ms", "mtext"});
  Mark(traits, Trait::NotForeign,
       {"select", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup", "template",
        "frameset", "html", "annotation-xml"});
}

Traits MarkAll() {
  Traits traits{};
  MarkBlocks(traits);
  MarkInline(traits);
  MarkReopening(traits);
  MarkTables(traits);
  MarkSearches(traits);
  MarkForeign(traits);
  return traits;
}

}  // namespace

const Traits kTagTraits = MarkAll();

GumboTag TagNamed(std::string_view name) noexcept {
  return gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
}

}  // namespace forumwatch
