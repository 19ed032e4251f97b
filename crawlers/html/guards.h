// What gumbo is protected from. Its cost is quadratic in the depth of a page, in formatting that it
// opens again and again, and in attributes; and a few things that no forum writes end the process.
// One linear scan over the bytes follows gumbo's tree construction by names alone, before parsing,
// and puts aside what gumbo need not see. Pure.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace forumwatch {

struct MarkupLimits {
  std::size_t bytes = std::size_t{4} * 1024 * 1024;  // of the page; as many may be copied
  std::size_t depth = 400;          // open elements at once, formatting elements that reopen
                                    // included; never more than 900
  std::size_t nodes = 200'000;      // tags, attributes, texts, and what gumbo makes of its own
  std::size_t attributes = 256;     // of one tag
  std::size_t steps_per_byte = 32;  // of gumbo's searches, beyond the first million
};

// How near the limits a page comes. `refusal` as CheckMarkup() says it; the scan ends there.
struct MarkupMeasure {
  std::string refusal;
  std::size_t depth = 0;
  std::size_t nodes = 0;
  std::size_t copied = 0;
  std::size_t steps = 0;
};
MarkupMeasure MeasureMarkup(std::string_view html, const MarkupLimits& limits);

class BareMarkup;

// A page that was looked at, for Document. Its bytes are valid UTF-8.
class CheckedMarkup {
 public:
  CheckedMarkup(std::string html, const MarkupLimits& limits);
  ~CheckedMarkup();
  CheckedMarkup(CheckedMarkup&&) noexcept;
  CheckedMarkup& operator=(CheckedMarkup&&) noexcept;
  CheckedMarkup(const CheckedMarkup&) = delete;
  CheckedMarkup& operator=(const CheckedMarkup&) = delete;

  // "" when the page may be parsed, else why not, for people ("标签嵌套 401 层，上限 400").
  [[nodiscard]] const std::string& refusal() const noexcept { return refusal_; }
  // What gumbo gets of it. As long as this lives, or the document made of it.
  [[nodiscard]] std::string_view bare() const noexcept;

 private:
  friend class Document;
  std::string refusal_;
  std::unique_ptr<BareMarkup> bare_;
};

}  // namespace forumwatch
