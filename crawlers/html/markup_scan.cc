#include "crawlers/html/markup_scan.h"

#include <algorithm>

namespace forumwatch {
namespace {

constexpr auto kNone = std::string_view::npos;

bool IsLetter(char c) noexcept {
  return AsciiLower(c) >= 'a' && AsciiLower(c) <= 'z';
}

bool EndsName(char c) noexcept {
  return IsMarkupSpace(c) || c == '/' || c == '>';
}

// Does `word` stand at `at`, whatever its case, as a whole name?
bool WordAt(std::string_view html, std::size_t at, std::string_view word) noexcept {
  return html.size() - at > word.size() && SameName(html.substr(at, word.size()), word) &&
         EndsName(html[at + word.size()]);
}

// The next "</name" from `at`, or the end.
std::size_t EndTagFrom(std::string_view html, std::size_t at, std::string_view name) {
  while ((at = html.find("</", at)) != kNone && !WordAt(html, at + 2, name)) {
    at += 2;
  }
  return std::min(at, html.size());
}

// "<!--" in a script lets "<script>…</script>" stand inside until "-->".
std::size_t EndOfScript(std::string_view html, std::size_t at) {
  enum class In { Script, Comment, InnerScript } in = In::Script;
  for (; at < html.size(); ++at) {
    const std::string_view rest = html.substr(at);
    if (rest.front() == '-' && in != In::Script && rest.starts_with("-->")) {
      in = In::Script;
    } else if (rest.front() != '<') {
      continue;
    } else if (in == In::Script && rest.starts_with("<!--")) {
      in = In::Comment;
      at += 1;  // its dashes may be those of "-->" already
    } else if (in == In::Comment && WordAt(html, at + 1, "script")) {
      in = In::InnerScript;
    } else if (rest.starts_with("</") && WordAt(html, at + 2, "script")) {
      if (in != In::InnerScript) {
        return at;
      }
      in = In::Comment;
    }
  }
  return html.size();
}

}  // namespace

bool SameName(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return AsciiLower(x) == AsciiLower(y);
         });
}

Markup MarkupScan::Next(bool foreign) {
  const std::size_t from = at_;
  while (html_.substr(at_).starts_with("</>")) {
    at_ += 3;  // nothing at all
  }
  const bool after_no_tag = at_ != from;
  if (at_ == html_.size()) {
    return {};
  }
  Markup next = html_[at_] == '<' ? ReadOpening(foreign)
                                  : ReadText(std::min(html_.find('<', at_), html_.size()));
  next.after_no_tag = after_no_tag;
  return next;
}

// What '<' begins.
Markup MarkupScan::ReadOpening(bool foreign) {
  const std::string_view rest = html_.substr(at_ + 1);
  if (rest.starts_with("!--")) {
    return ReadComment();
  }
  if (foreign && rest.starts_with("![CDATA[")) {
    Markup cdata = ReadText(SkipPast("]]>", at_));
    cdata.kind = Markup::Kind::Cdata;
    return cdata;
  }
  const bool end = rest.starts_with("/") && rest.size() > 1;
  const char first = rest.empty() ? '\0' : rest[end ? 1 : 0];
  if (IsLetter(first)) {
    return ReadTag(end);
  }
  if (end || first == '!' || first == '?') {
    return ReadBogusComment();
  }
  return ReadText(std::min(html_.find('<', at_ + 1), html_.size()));
}

Markup MarkupScan::ReadText(std::size_t end) {
  Markup text;
  text.kind = Markup::Kind::Text;
  text.inside = html_.substr(at_, end - at_);
  at_ = end;
  return text;
}

std::size_t MarkupScan::SkipPast(std::string_view ending, std::size_t from) const {
  const std::size_t found = html_.find(ending, from);
  return found == kNone ? html_.size() : found + ending.size();
}

Markup MarkupScan::ReadComment() {
  const std::size_t body = at_ + 4;
  const std::string_view rest = html_.substr(std::min(body, html_.size()));
  if (rest.starts_with(">")) {
    return CommentTo(body + 1);
  }
  if (rest.starts_with("->")) {
    return CommentTo(body + 2);
  }
  std::size_t dashes = html_.find("--", body);
  while (dashes != kNone) {
    const std::string_view after = html_.substr(dashes + 2);
    if (after.starts_with(">") || after.starts_with("!>")) {
      break;
    }
    dashes = html_.find("--", dashes + 1);
  }
  return CommentTo(dashes == kNone ? html_.size() : html_.find('>', dashes) + 1);
}

Markup MarkupScan::ReadBogusComment() {
  return CommentTo(SkipPast(">", at_));
}

Markup MarkupScan::CommentTo(std::size_t end) {
  Markup comment = ReadText(end);
  comment.kind = Markup::Kind::Comment;
  return comment;
}

Markup MarkupScan::ReadTag(bool is_end) {
  const std::size_t begin = at_ + (is_end ? 2 : 1);
  at_ = begin;
  while (at_ < html_.size() && !EndsName(html_[at_])) {
    ++at_;
  }
  Markup tag;
  tag.kind = is_end ? Markup::Kind::EndTag : Markup::Kind::StartTag;
  tag.name = html_.substr(begin, at_ - begin);
  const std::size_t inside = at_;
  ReadAttributes(tag);
  if (at_ == html_.size()) {
    return {};  // a tag that does not end is no tag
  }
  tag.inside = html_.substr(inside, at_ - inside);
  ++at_;
  return tag;
}

// Up to the '>' that ends the tag, or the end of the page.
void MarkupScan::ReadAttributes(Markup& tag) {
  attributes_.clear();
  while (at_ < html_.size() && html_[at_] != '>') {
    if (html_[at_] == '/') {
      ++at_;
      tag.self_closing = at_ < html_.size() && html_[at_] == '>';
    } else if (IsMarkupSpace(html_[at_])) {
      ++at_;
    } else {
      ReadAttribute(tag);
    }
  }
}

void MarkupScan::ReadAttribute(Markup& tag) {
  const std::size_t begin = at_;
  ++at_;  // even '=' begins a name
  while (at_ < html_.size() && !EndsName(html_[at_]) && html_[at_] != '=') {
    ++at_;
  }
  MarkupAttribute attribute;
  attribute.name = html_.substr(begin, at_ - begin);
  std::size_t next = at_;
  while (next < html_.size() && IsMarkupSpace(html_[next])) {
    ++next;
  }
  if (next < html_.size() && html_[next] == '=') {
    at_ = next + 1;
    attribute.value = ReadValue();
  }
  ++tag.attributes;
  if (attributes_.size() < MarkupScan::kMostKept) {
    attributes_.push_back(attribute);
  }
}

std::string_view MarkupScan::ReadValue() {
  while (at_ < html_.size() && IsMarkupSpace(html_[at_])) {
    ++at_;
  }
  if (at_ == html_.size() || html_[at_] == '>') {
    return {};
  }
  const char quote = html_[at_];
  std::size_t begin = at_;
  if (quote == '"' || quote == '\'') {
    ++begin;
    const std::size_t end = std::min(html_.find(quote, begin), html_.size());
    at_ = std::min(end + 1, html_.size());
    return html_.substr(begin, end - begin);
  }
  while (at_ < html_.size() && !IsMarkupSpace(html_[at_]) && html_[at_] != '>') {
    ++at_;
  }
  return html_.substr(begin, at_ - begin);
}

void MarkupScan::EnterRawText(RawText kind, std::string_view name) {
  switch (kind) {
    case RawText::None:
      break;
    case RawText::Plain:
      at_ = EndTagFrom(html_, at_, name);
      break;
    case RawText::Script:
      at_ = EndOfScript(html_, at_);
      break;
    case RawText::ToTheEnd:
      at_ = html_.size();
      break;
  }
  if (at_ < html_.size() && kind != RawText::None) {
    ReadTag(true);
  }
}

}  // namespace forumwatch
