// What gumbo is given of a page: its tags without their attributes, which are read here, and
// nothing of its comments and of its white space that nobody sees. Two thirds of a forum's page are
// attributes, and gumbo takes its time over each of their bytes. Left as they are: attributes that
// tree construction looks at, what is not simply the characters that are written, and everything
// from the first <svg> or <math> on. Inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawlers/html/markup_scan.h"

namespace forumwatch {

class BareMarkup {
 public:
  explicit BareMarkup(std::string html) : html_(std::move(html)) {}
  BareMarkup(const BareMarkup&) = delete;  // views into itself
  BareMarkup& operator=(const BareMarkup&) = delete;

  [[nodiscard]] std::string_view html() const noexcept { return html_; }

  // What MarkupScan reads of html(), in its order; what it passes over (raw text) stays as it is.
  void Add(const Markup& markup, std::span<const MarkupAttribute> attributes);
  // That was all; the rest of the page stays as it is.
  void Finish();

  // Start tags of the page, as far as it was read.
  [[nodiscard]] std::size_t tags() const noexcept { return start_tags_; }

  // Then: the page for gumbo.
  [[nodiscard]] std::string& text() noexcept { return text_; }
  // The attributes of the tag that begins at `at` of text(), if they were taken out of it. Quickest
  // when tags are asked for in their order.
  [[nodiscard]] std::span<const MarkupAttribute> AttributesAt(std::size_t at);

 private:
  struct Tag {
    std::uint32_t at = 0;  // in text_
    std::uint32_t first = 0;
    std::uint32_t end = 0;  // in attributes_
  };

  void AddTag(const Markup& tag, std::span<const MarkupAttribute> attributes);
  void AddComment(std::string_view comment);
  void AddText(std::string_view text);
  void CopyTo(const char* end);
  void ReadReferences(MarkupAttribute& attribute);

  std::string html_;
  std::string text_;
  std::size_t copied_ = 0;  // of html_
  bool rest_is_whole_ = false;
  std::size_t start_tags_ = 0;
  std::vector<Tag> tags_;
  std::size_t next_ = 0;  // of tags_, to be asked for
  std::vector<MarkupAttribute> attributes_;
};

}  // namespace forumwatch
