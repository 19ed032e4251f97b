// Where tags begin and end, as HTML's tokenizer (and so gumbo) sees it: one pass over the bytes, no
// allocation. What a tag means is the caller's; it says when a start tag makes what follows raw
// text. Inside this room only.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace forumwatch {

// As HTML defines them: of ASCII only.
constexpr char AsciiLower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool IsMarkupSpace(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

enum class RawText { None, Plain, Script, ToTheEnd };

struct MarkupAttribute {
  std::string_view name;
  std::string_view value;  // without its quotes; "" when absent
};

struct Markup {
  enum class Kind { Text, Cdata, StartTag, EndTag, Comment, End };
  Kind kind = Kind::End;
  std::string_view name;       // of a tag, as written
  std::string_view inside;     // of a tag: what stands between name and '>'; else all of it
  std::size_t attributes = 0;  // of a tag, doubled ones counted
  bool self_closing = false;
  bool after_no_tag = false;  // "</>" stands right before it: gumbo counts that to it
};

class MarkupScan {
 public:
  static constexpr std::size_t kMostKept = 256;  // attributes of one tag

  explicit MarkupScan(std::string_view html) : html_(html) {}

  // Inside <svg> and <math> "<![CDATA[" begins a text, elsewhere a comment.
  Markup Next(bool foreign);
  // After a start tag: goes past the text that follows and the end tag that matches.
  void EnterRawText(RawText kind, std::string_view name);
  // Of the last tag, as written; fewer than it has when it has too many. Until the next call.
  [[nodiscard]] std::span<const MarkupAttribute> attributes() const noexcept { return attributes_; }

 private:
  Markup ReadOpening(bool foreign);
  Markup ReadText(std::size_t end);
  Markup ReadTag(bool is_end);
  Markup ReadComment();
  Markup ReadBogusComment();
  Markup CommentTo(std::size_t end);
  void ReadAttributes(Markup& tag);
  void ReadAttribute(Markup& tag);
  std::string_view ReadValue();
  [[nodiscard]] std::size_t SkipPast(std::string_view ending, std::size_t from) const;

  std::string_view html_;
  std::size_t at_ = 0;
  std::vector<MarkupAttribute> attributes_;
};

// Whatever their case.
bool SameName(std::string_view a, std::string_view b) noexcept;

}  // namespace forumwatch
