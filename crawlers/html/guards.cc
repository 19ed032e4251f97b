#include "crawlers/html/guards.h"

#include <algorithm>
#include <array>

#include "crawlers/html/markup_scan.h"

namespace forumwatch {
namespace {

constexpr std::array<std::string_view, 18> kVoid = {
    "area",  "base",   "br",   "col",  "embed", "frame",  "hr",    "image", "img",
    "input", "keygen", "link", "meta", "param", "source", "track", "wbr",   "bgsound"};

bool IsVoid(std::string_view name) {
  return std::any_of(kVoid.begin(), kVoid.end(),
                     [&](std::string_view tag) { return EqualsTag(name, tag); });
}

RawText RawTextOf(std::string_view name) {
  if (EqualsTag(name, "script")) {
    return RawText::Script;
  }
  if (EqualsTag(name, "plaintext")) {
    return RawText::ToTheEnd;
  }
  constexpr std::array<std::string_view, 7> kPlain = {"style",  "textarea", "title",   "xmp",
                                                      "iframe", "noembed",  "noframes"};
  const bool plain = std::any_of(kPlain.begin(), kPlain.end(),
                                 [&](std::string_view tag) { return EqualsTag(name, tag); });
  return plain ? RawText::Plain : RawText::None;
}

std::string Over(std::string_view what, std::size_t limit) {
  return std::string(what) + "，上限 " + std::to_string(limit);
}

}  // namespace

std::string CheckMarkup(std::string_view html, const MarkupLimits& limits) {
  if (html.size() > limits.bytes) {
    return Over("页面 " + std::to_string(html.size()) + " 字节", limits.bytes);
  }
  MarkupScan scan(html);
  std::size_t nodes = 0;
  std::size_t depth = 0;
  for (Markup markup = scan.Next(false); markup.kind != Markup::Kind::End;
       markup = scan.Next(false)) {
    nodes += 1 + markup.attributes;
    if (markup.attributes > limits.attributes) {
      return Over("一个标签有 " + std::to_string(markup.attributes) + " 个属性", limits.attributes);
    }
    if (nodes > limits.nodes) {
      return Over("标签、属性和文字段太多", limits.nodes);
    }
    if (markup.kind == Markup::Kind::EndTag) {
      depth -= depth > 0 ? 1 : 0;
    } else if (markup.kind == Markup::Kind::StartTag && !IsVoid(markup.name)) {
      ++depth;
      scan.EnterRawText(RawTextOf(markup.name), markup.name);
    }
    if (depth > limits.depth) {
      return Over("标签嵌套 " + std::to_string(depth) + " 层", limits.depth);
    }
  }
  return {};
}

}  // namespace forumwatch
