#include "analysis/text/simplify.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <opencc/SimpleConverter.hpp>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr char32_t kFirst = 0x3400;  // the blocks of unified ideographs in daily use
constexpr char32_t kLast = 0x9FFF;

std::u32string Decoded(std::string_view text) {
  std::u32string decoded;
  decoded.reserve(text.size() / 3);
  for (std::size_t at = 0; at < text.size();) {
    decoded += NextCodePoint(text, at);
  }
  return decoded;
}

class Simplifier {
 public:
  Simplifier() : converter_("t2s.json") {
    // Every character is asked for alone, on a line of its own, in one go.
    std::string all;
    for (char32_t c = kFirst; c <= kLast; ++c) {
      AppendUtf8(all, c);
      all += '\n';
    }
    const std::u32string answers = Decoded(converter_.Convert(all));
    if (answers.size() != 2 * single_.size()) {
      throw std::runtime_error("OpenCC t2s.json does not convert character for character");
    }
    for (std::size_t i = 0; i < single_.size(); ++i) {
      single_[i] = answers[2 * i];
    }
  }

  [[nodiscard]] char32_t Single(char32_t c) const {
    return c >= kFirst && c <= kLast ? single_[c - kFirst] : c;
  }

  void Convert(std::u32string& text) const {
    std::string utf8;
    utf8.reserve(text.size() * 3);
    for (const char32_t c : text) {
      AppendUtf8(utf8, c);
    }
    std::u32string converted = Decoded(converter_.Convert(utf8.data(), utf8.size()));
    if (converted.size() == text.size()) {
      text = std::move(converted);
      return;
    }
    // A phrase changed the number of characters: positions matter more than the finer reading.
    std::transform(text.begin(), text.end(), text.begin(),
                   [this](char32_t c) { return Single(c); });
  }

 private:
  opencc::SimpleConverter converter_;
  std::array<char32_t, kLast - kFirst + 1> single_{};
};

const Simplifier& TheSimplifier() {
  static const Simplifier kSimplifier;
  return kSimplifier;
}

}  // namespace

void SimplifyInPlace(std::u32string& text) {
  const Simplifier& simplifier = TheSimplifier();
  if (std::any_of(text.begin(), text.end(),
                  [&](char32_t c) { return simplifier.Single(c) != c; })) {
    simplifier.Convert(text);
  }
}

}  // namespace forumwatch
