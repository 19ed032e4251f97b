#include "crawlers/sites/feed_document.h"

#include <algorithm>
#include <array>

#include <pugixml.hpp>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/html/visible_text.h"
#include "crawlers/sites/field.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostItems = 1000;

// Where the tag that begins at `at` ends (after its '>'); a '>' inside quotes does not count.
std::size_t EndOfTag(std::string_view xml, std::size_t at) {
  char quote = '\0';
  for (; at < xml.size(); ++at) {
    const char c = xml[at];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return xml.size();
}

std::size_t After(std::string_view xml, std::string_view end, std::size_t from) {
  const auto at = xml.find(end, from);
  return at == std::string_view::npos ? xml.size() : at + end.size();
}

// Where the part without structure (comment, CDATA, processing instruction) that begins at `at`
// ends; `at` itself when there is none.
std::size_t AfterInert(std::string_view xml, std::size_t at) {
  const std::string_view rest = xml.substr(at);
  if (rest.starts_with("<!--")) {
    return After(xml, "-->", at + 4);
  }
  if (rest.starts_with("<![CDATA[")) {
    return After(xml, "]]>", at + 9);
  }
  if (rest.starts_with("<?")) {
    return After(xml, "?>", at + 2);
  }
  return at;
}

// "<!DOCTYPE", "<!ENTITY" …
bool BeginsDeclaration(std::string_view rest) {
  return rest.size() > 2 && rest.starts_with("<!") &&
         ((rest[2] >= 'A' && rest[2] <= 'Z') || (rest[2] >= 'a' && rest[2] <= 'z'));
}

// What is written as HTML → what a reader sees.
std::string PlainText(const std::string& html) {
  if (html.find_first_of("<&") == std::string::npos) {
    return html;
  }
  CheckedMarkup markup(html, MarkupLimits());
  return markup.refusal().empty() ? VisibleText(Document(std::move(markup)).root()) : html;
}

std::string TextOf(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& part : node) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
      text += part.value();
    }
  }
  return text;
}

// The first of the children named that holds something.
std::string ChildText(const pugi::xml_node& item, std::initializer_list<const char*> names) {
  for (const char* const name : names) {
    if (std::string text = TextOf(item.child(name)); !Folded(text).empty()) {
      return text;
    }
  }
  return {};
}

// "mail@example.com (Name)" → "Name", as RSS wants it written.
std::string NameOf(std::string author) {
  const auto open = author.find(" (");
  if (author.find('@') < open && open != std::string::npos && author.ends_with(')')) {
    return author.substr(open + 2, author.size() - open - 3);
  }
  return author;
}

FeedItem RssItem(const pugi::xml_node& item) {
  FeedItem read;
  read.id = Folded(ChildText(item, {"guid"}));
  read.link = Folded(ChildText(item, {"link"}));
  read.title = Folded(PlainText(ChildText(item, {"title"})));
  read.author = NameOf(Folded(PlainText(ChildText(item, {"dc:creator", "author"}))));
  read.published = Folded(ChildText(item, {"pubDate", "dc:date"}));
  read.text = PlainText(ChildText(item, {"content:encoded", "description"}));
  return read;
}

std::string AtomText(const pugi::xml_node& node) {
  const std::string_view type = node.attribute("type").value();
  if (type == "xhtml") {
    std::string text;
    for (const pugi::xpath_node& part : node.select_nodes(".//text()")) {
      text += part.node().value();
    }
    return text;
  }
  return type == "html" ? PlainText(TextOf(node)) : TextOf(node);
}

std::string AtomLink(const pugi::xml_node& entry) {
  for (const pugi::xml_node& link : entry.children("link")) {
    const std::string_view rel = link.attribute("rel").value();
    if (rel.empty() || rel == "alternate") {
      return Folded(link.attribute("href").value());
    }
  }
  return {};
}

FeedItem AtomEntry(const pugi::xml_node& entry) {
  FeedItem read;
  read.id = Folded(ChildText(entry, {"id"}));
  read.link = AtomLink(entry);
  read.title = Folded(AtomText(entry.child("title")));
  read.author = Folded(PlainText(TextOf(entry.child("author").child("name"))));
  read.published = Folded(ChildText(entry, {"published", "updated"}));
  read.updated = Folded(ChildText(entry, {"updated"}));
  read.text = AtomText(entry.child(entry.child("content") ? "content" : "summary"));
  return read;
}

}  // namespace

namespace {

// What the tags so far have opened.
struct Structure {
  int depth = 0;
  int elements = 0;

  void Count(std::string_view tag) {
    if (tag.starts_with("</")) {
      --depth;
      return;
    }
    ++elements;
    depth += tag.ends_with("/>") ? 0 : 1;
  }
};

std::string TooMuch(const Structure& structure, const XmlLimits& limits) {
  if (structure.depth > limits.depth) {
    return "订阅源标签嵌套超过 " + std::to_string(limits.depth) + " 层";
  }
  if (structure.elements > limits.elements) {
    return "订阅源超过 " + std::to_string(limits.elements) + " 个标签";
  }
  return {};
}

}  // namespace

std::string CheckXml(std::string_view xml, const XmlLimits& limits) {
  if (xml.size() > limits.bytes) {
    return "订阅源有 " + std::to_string(xml.size()) + " 字节，上限 " + std::to_string(limits.bytes);
  }
  Structure structure;
  std::size_t at = xml.find('<');
  while (at != std::string_view::npos && at < xml.size()) {
    std::size_t next = AfterInert(xml, at);
    if (next == at) {
      if (BeginsDeclaration(xml.substr(at))) {
        return "订阅源里有 DTD（<!DOCTYPE …>），不读";
      }
      next = EndOfTag(xml, at + 1);
      structure.Count(xml.substr(at, next - at));
    }
    if (std::string much = TooMuch(structure, limits); !much.empty()) {
      return much;
    }
    at = xml.find('<', next);
  }
  return {};
}

FeedContents ReadFeed(const std::string& xml) {
  FeedContents contents;
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(xml.data(), xml.size(),
                           pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
  const pugi::xml_node channel = document.child("rss").child("channel");
  const pugi::xml_node feed = document.child("feed");
  if (!channel && !feed) {
    contents.wrong = "不是 RSS 或 Atom 订阅源，开头是：" + CutText(Folded(xml), 100);
    return contents;
  }
  if (!parsed) {
    contents.wrong = std::string("订阅源不完整或写错了：") + parsed.description();
    return contents;
  }
  for (const pugi::xml_node& item : channel.children("item")) {
    contents.items.push_back(RssItem(item));
  }
  for (const pugi::xml_node& entry : feed.children("entry")) {
    contents.items.push_back(AtomEntry(entry));
  }
  contents.items.resize(std::min(contents.items.size(), kMostItems));
  return contents;
}

}  // namespace forumwatch
