// Walks over the characters of a JSON text with comments, knows at every moment its line and
// column, and reads the parts that need no tree: blanks, signs, words, quoted texts. Internal to
// config. Notes recoverable slips in `mistakes`; Fail() notes the last one and throws BrokenJson.
// Text and list outlive the cursor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/mistakes.h"

namespace forumwatch {

constexpr std::size_t kMaxJsonBytes = std::size_t{16} * 1024 * 1024;

// The mistake that ends the scan has been noted; caught by ScanJson().
struct BrokenJson {};

class JsonCursor {
 public:
  // Fails when the bytes are not UTF-8 or too many.
  JsonCursor(std::string_view text, std::string file, std::vector<ConfigMistake>& mistakes);

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] int line() const { return line_; }
  [[nodiscard]] int column() const { return column_; }

  void Advance(std::size_t bytes);
  void SkipBlank();  // white space and comments
  // Whether the next thing is the sign `meant`; takes it if so. Its Chinese look-alike is noted and
  // taken too.
  bool Take(char meant);
  [[nodiscard]] bool SeesText() const;
  // At an opening quote. A text ends with its line: a missing quote must not swallow the file.
  std::string ReadText();
  [[nodiscard]] std::string Word() const;  // letters, digits, _ ahead; not taken

  // Asked, when something is noted, which value it belongs to.
  void SetPath(std::function<std::string()> path) { path_ = std::move(path); }
  void Note(std::string message);
  [[noreturn]] void Fail(std::string message);

 private:
  void CheckEncoding();
  void ReadEscape(std::string& out);
  [[nodiscard]] std::optional<std::uint32_t> Hex4(std::size_t offset) const;

  std::string_view text_;
  std::string file_;
  std::vector<ConfigMistake>& mistakes_;
  std::function<std::string()> path_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
};

}  // namespace forumwatch
