#include "analysis/text/tokens.h"

#include <unicode/uchar.h>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

// Pairs hold two code points of 21 bits; runs are hashed and marked, so that neither is taken for
// the other.
constexpr Token kRun = Token{1} << 63U;

Token Pair(char32_t first, char32_t second) {
  return (Token{first} << 21U) | second;
}

bool IsOfRun(char32_t c) {
  return c < 0x80 ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                  : u_isalnum(static_cast<UChar32>(c)) != 0;
}

}  // namespace

std::vector<Token> Tokens(std::string_view normalised, int most) {
  std::vector<Token> tokens;
  tokens.reserve(normalised.size() / 3);
  char32_t han = 0;  // the Han character just before, 0: none
  std::size_t run = std::string_view::npos;
  const auto end_run = [&](std::size_t end) {
    if (run != std::string_view::npos) {
      tokens.push_back(FixedHash(normalised.substr(run, end - run)) | kRun);
      run = std::string_view::npos;
    }
  };
  std::size_t at = 0;
  for (int n = 0; n < most && at < normalised.size(); ++n) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(normalised, at);
    const bool is_han = IsHan(c);
    if (is_han && han != 0) {
      tokens.push_back(Pair(han, c));
    }
    han = is_han ? c : 0;
    if (is_han || !IsOfRun(c)) {
      end_run(begin);
    } else if (run == std::string_view::npos) {
      run = begin;
    }
  }
  end_run(at);
  return tokens;
}

std::uint64_t FixedHash(std::string_view bytes) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  }
  return hash;
}

}  // namespace forumwatch
