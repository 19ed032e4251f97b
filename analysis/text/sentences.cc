#include "analysis/text/sentences.h"

#include <unicode/uchar.h>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr std::u32string_view kEnds = U"。！？；…⋯!?;｡";
constexpr std::u32string_view kClosing = U"”’」』）】〉》\"')]";
constexpr std::u32string_view kBreaks = U"\n\r\u0085\u2028\u2029";

bool IsOneOf(std::u32string_view set, char32_t c) {
  return set.find(c) != std::u32string_view::npos;
}

bool IsAsciiWord(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Mark {
  char32_t code_point;
  std::size_t byte;
};

std::vector<Mark> Decode(std::string_view text) {
  std::vector<Mark> marks;
  marks.reserve(text.size() / 3 + 1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t byte = at;
    const char32_t c = NextCodePoint(text, at);
    marks.push_back({c, byte});
  }
  return marks;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text), marks_(Decode(text)) {}

  std::vector<Sentence> Split() {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < marks_.size();) {
      if (IsOneOf(kBreaks, At(i))) {
        Add(begin, i);
        begin = ++i;
      } else if (EndsAt(i)) {
        i = PastEnd(i);
        Add(begin, i);
        begin = i;
      } else {
        ++i;
      }
    }
    Add(begin, marks_.size());
    return std::move(sentences_);
  }

 private:
  [[nodiscard]] char32_t At(std::size_t i) const {
    return i < marks_.size() ? marks_[i].code_point : 0;
  }
  [[nodiscard]] bool IsSpace(std::size_t i) const {
    return u_isUWhiteSpace(static_cast<UChar32>(At(i))) != 0;
  }

  // An address ("a.cn/?id=3") ends nothing; two dots do.
  [[nodiscard]] bool EndsAt(std::size_t i) const {
    const char32_t c = At(i);
    if (c == '.') {
      return At(i + 1) == '.';
    }
    const bool inside_word =
        c < 0x80 && i > 0 && (IsAsciiWord(At(i - 1)) || At(i - 1) == '/') && IsAsciiWord(At(i + 1));
    return IsOneOf(kEnds, c) && !inside_word;
  }

  [[nodiscard]] std::size_t PastEnd(std::size_t i) const {
    while (i < marks_.size() && (IsOneOf(kEnds, At(i)) || At(i) == '.')) {
      ++i;
    }
    while (i < marks_.size() && IsOneOf(kClosing, At(i))) {
      ++i;
    }
    return i;
  }

  void Add(std::size_t begin, std::size_t end) {
    while (begin < end && IsSpace(begin)) {
      ++begin;
    }
    while (begin < end && IsSpace(end - 1)) {
      --end;
    }
    if (begin == end) {
      return;
    }
    const std::size_t first = marks_[begin].byte;
    const std::size_t last = end < marks_.size() ? marks_[end].byte : text_.size();
    sentences_.push_back(
        {text_.substr(first, last - first), static_cast<int>(begin), static_cast<int>(end)});
  }

  std::string_view text_;
  std::vector<Mark> marks_;
  std::vector<Sentence> sentences_;
};

}  // namespace

std::vector<Sentence> SplitSentences(std::string_view text) {
  return Splitter(text).Split();
}

}  // namespace forumwatch
