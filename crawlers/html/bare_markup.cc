#include "crawlers/html/bare_markup.h"

#include <algorithm>
#include <array>

#include "crawlers/html/tag_traits.h"

namespace forumwatch {
namespace {

constexpr std::string_view kAmpersand = "&amp;";
constexpr std::size_t kMostPlain = 32;          // attributes of a tag
constexpr std::string_view kComment = "<!-->";  // the shortest

bool IsLetterOrDigit(char c) noexcept {
  return (c >= '0' && c <= '9') || (AsciiLower(c) >= 'a' && AsciiLower(c) <= 'z');
}

// What a byte of an attribute may mean to gumbo.
enum class Byte : std::uint8_t { Plain, Reference, Lead, Odd };

constexpr std::array<Byte, 256> kBytes = [] {
  std::array<Byte, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool control = i < ' ' && i != '\t' && i != '\n';
    bytes[i] = control || i == 0x7F || i >= 0xF0 ? Byte::Odd : Byte::Plain;
  }
  bytes['&'] = Byte::Reference;
  bytes[0xC2] = bytes[0xEF] = Byte::Lead;
  return bytes;
}();

// Gumbo replaces control characters and what is no character: U+0080–9F (C2 80…), U+FDD0–EF (EF
// B7 …), U+FFFE and U+FFFF (EF BF …). Their neighbours are rare.
bool MayBeReplaced(std::string_view text, std::size_t at) {
  if (at + 1 == text.size()) {
    return true;  // no UTF-8
  }
  const auto next = static_cast<unsigned char>(text[at + 1]);
  return text[at] == '\xC2' ? next < 0xA0 : next == 0xB7 || next == 0xBF;
}

// "&amp;", or one that is none since a name and '=' follow, as in an address: "&page=2".
bool IsPlainReference(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin() + 1, text.end(), IsLetterOrDigit);
  return text.starts_with(kAmpersand) ||
         (end != text.begin() + 1 && end != text.end() && *end == '=');
}

// Are these its characters as they stand, but for "&amp;"?
bool IsPlain(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Byte byte = kBytes[static_cast<unsigned char>(text[at])];
    if (byte == Byte::Plain) {
      continue;
    }
    if (byte == Byte::Odd || (byte == Byte::Lead && MayBeReplaced(text, at)) ||
        (byte == Byte::Reference && !IsPlainReference(text.substr(at)))) {
      return false;
    }
  }
  return true;
}

// Of each the value is plain, and no two have the same name: gumbo confuses the name after a
// doubled one. Tags with very many are left to it too.
bool ArePlain(std::span<const MarkupAttribute> attributes) {
  if (attributes.size() > kMostPlain) {
    return false;
  }
  for (auto attribute = attributes.begin(); attribute != attributes.end(); ++attribute) {
    const auto same = [&](const MarkupAttribute& a) { return SameName(a.name, attribute->name); };
    if (!IsPlain(attribute->name) || !IsPlain(attribute->value) ||
        std::any_of(attributes.begin(), attribute, same)) {
      return false;
    }
  }
  return true;
}

bool IsHiddenInput(std::span<const MarkupAttribute> attributes) {
  return std::any_of(attributes.begin(), attributes.end(), [](const MarkupAttribute& attribute) {
    return SameName(attribute.name, "type") && SameName(attribute.value, "hidden");
  });
}

// <html> and <body> collect the attributes of all their tags, those of formatting elements are
// compared with each other (of <a> there is never a second), a hidden <input> may stand between the
// cells of a table, <isindex> is a form.
bool ShowsAttributes(GumboTag tag, std::span<const MarkupAttribute> attributes) {
  switch (tag) {
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_ISINDEX:
      return true;
    case GUMBO_TAG_INPUT:
      return IsHiddenInput(attributes);
    default:
      return Has(tag, Trait::Formatting) && tag != GUMBO_TAG_A;
  }
}

}  // namespace

void BareMarkup::Add(const Markup& markup, std::span<const MarkupAttribute> attributes) {
  start_tags_ += markup.kind == Markup::Kind::StartTag ? 1 : 0;
  switch (rest_is_whole_ ? Markup::Kind::End : markup.kind) {
    case Markup::Kind::StartTag:
      AddTag(markup, attributes);
      break;
    case Markup::Kind::Comment:
      AddComment(markup.inside);
      break;
    case Markup::Kind::Text:
      AddText(markup.inside);
      break;
    default:
      break;
  }
}

void BareMarkup::CopyTo(const char* end) {
  const auto to = static_cast<std::size_t>(end - html_.data());
  text_.append(html_, copied_, to - copied_);
  copied_ = to;
}

void BareMarkup::AddTag(const Markup& tag, std::span<const MarkupAttribute> attributes) {
  const GumboTag name = TagNamed(tag.name);
  rest_is_whole_ = name == GUMBO_TAG_SVG || name == GUMBO_TAG_MATH;
  // To gumbo a "</>" before it is part of the tag.
  if (rest_is_whole_ || attributes.empty() || tag.after_no_tag ||
      ShowsAttributes(name, attributes) || !ArePlain(attributes)) {
    return;
  }
  CopyTo(tag.inside.data());
  const std::size_t at = text_.size() - tag.name.size() - 1;
  const auto first = static_cast<std::uint32_t>(attributes_.size());
  attributes_.insert(attributes_.end(), attributes.begin(), attributes.end());
  tags_.push_back(
      {static_cast<std::uint32_t>(at), first, static_cast<std::uint32_t>(attributes_.size())});
  copied_ += tag.inside.size() - (tag.self_closing ? 1 : 0);
}

// One that does not end, or ends at once, stays as it is.
void BareMarkup::AddComment(std::string_view comment) {
  if (comment.size() > kComment.size() + 2 && comment.starts_with("<!--") &&
      (comment.ends_with("-->") || comment.ends_with("--!>"))) {
    CopyTo(comment.data());
    text_ += kComment;
    copied_ += comment.size();
  }
}

// Of white space between two tags its first character, since one line feed may not count, and the
// most that the others do. A carriage return by itself would make one feed of it and what follows.
void BareMarkup::AddText(std::string_view text) {
  const std::size_t kept = text.starts_with("\r\n") ? 2 : 1;
  if (kept == 1 && text.starts_with('\r')) {
    return;
  }
  if (text.size() > kept + 1 && std::all_of(text.begin(), text.end(), IsMarkupSpace)) {
    CopyTo(text.data() + kept);
    text_ += text.find_first_of("\r\n", kept) == std::string_view::npos ? ' ' : '\n';
    copied_ += text.size() - kept;
  }
}

void BareMarkup::Finish() {
  CopyTo(html_.data() + html_.size());
  for (MarkupAttribute& attribute : attributes_) {
    ReadReferences(attribute);
  }
}

// "&amp;" → "&", where it stands.
void BareMarkup::ReadReferences(MarkupAttribute& attribute) {
  const std::string_view written = attribute.value;
  std::size_t from = written.find('&');
  if (from == std::string_view::npos) {
    return;
  }
  char* const value = html_.data() + (written.data() - html_.data());
  std::size_t to = from;
  for (; from < written.size(); ++to) {
    value[to] = written[from];
    from += written.substr(from).starts_with(kAmpersand) ? kAmpersand.size() : 1;
  }
  attribute.value = written.substr(0, to);
}

std::span<const MarkupAttribute> BareMarkup::AttributesAt(std::size_t at) {
  const auto before = [](const Tag& tag, std::size_t wanted) { return tag.at < wanted; };
  const bool in_order =
      (next_ == 0 || tags_[next_ - 1].at < at) && (next_ == tags_.size() || tags_[next_].at >= at);
  if (!in_order) {
    next_ = static_cast<std::size_t>(std::lower_bound(tags_.begin(), tags_.end(), at, before) -
                                     tags_.begin());
  }
  if (next_ == tags_.size() || tags_[next_].at != at) {
    return {};
  }
  const Tag& tag = tags_[next_++];
  return std::span(attributes_).subspan(tag.first, tag.end - tag.first);
}

}  // namespace forumwatch
