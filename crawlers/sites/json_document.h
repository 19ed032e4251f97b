// A parsed JSON answer, of text that has passed json_text.h. Owns the values; JsonItem is a cheap
// view that must not outlive its document. Any one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawlers/sites/json_engine.h"
#include "crawlers/sites/json_text.h"

namespace forumwatch {

// A view of a value; empty views (nothing is there) answer everything with nothing.
class JsonItem {
 public:
  JsonItem() = default;
  explicit JsonItem(const void* raw) : raw_(raw) {}
  explicit operator bool() const noexcept { return raw_ != nullptr; }

  [[nodiscard]] JsonItem At(const JsonPlace& place) const;
  [[nodiscard]] JsonItem Member(const std::string& name) const;
  [[nodiscard]] bool is_list() const;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_text() const;
  [[nodiscard]] std::vector<JsonItem> Items() const;  // of a list
  [[nodiscard]] std::size_t size() const;             // of a list
  // Text as it is, without NUL; whole numbers in digits; "true", "false"; everything else is "",
  // also a number that has lost digits on its way.
  [[nodiscard]] std::string Text() const;
  // Anything but false, 0, "0", "", null, nothing.
  [[nodiscard]] bool Truth() const;

 private:
  const void* raw_ = nullptr;
};

class JsonDocument {
 public:
  // Without a root when the text is refused or no JSON. Never throws on content.
  explicit JsonDocument(const JsonText& text);
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  [[nodiscard]] JsonItem root() const;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace forumwatch
