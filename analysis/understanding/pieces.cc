#include "analysis/understanding/pieces.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "analysis/text/code_points.h"
#include "analysis/text/tokens.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostSymbols = 600;

// Numbers, codes and addresses are one symbol each, whatever they say.
constexpr std::uint32_t kNumber = kFirstRun;
constexpr std::uint32_t kCode = kFirstRun + 1;
constexpr std::uint32_t kAddress = kFirstRun + 2;
constexpr std::uint32_t kWord = 0x80000000U;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsOfRun(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z');
}

// Of a run of ASCII letters and digits.
std::uint32_t ValueOf(std::string_view run) {
  if (std::all_of(run.begin(), run.end(), IsDigit)) {
    return kNumber;
  }
  if (run.size() == 1 || std::any_of(run.begin(), run.end(), IsDigit)) {
    return kCode;
  }
  return static_cast<std::uint32_t>(FixedHash(run)) | kWord;
}

constexpr unsigned kFold = 29;

}  // namespace

std::vector<Symbol> SymbolsOf(std::string_view text) {
  std::vector<Symbol> symbols;
  symbols.reserve(std::min(kMostSymbols, text.size() / 3 + 1));
  for (std::size_t at = 0; at < text.size() && symbols.size() < kMostSymbols;) {
    const std::size_t begin = at;
    std::uint32_t value = 0;
    if (!IsOfRun(text[at])) {
      value = static_cast<std::uint32_t>(NextCodePoint(text, at));
    } else if (text.substr(at).starts_with("http")) {
      while (at < text.size() && text[at] > ' ' && text[at] <= '~') {
        ++at;
      }
      value = kAddress;
    } else {
      while (at < text.size() && IsOfRun(text[at])) {
        ++at;
      }
      value = ValueOf(text.substr(begin, at - begin));
    }
    if (value == kBlot) {
      continue;
    }
    symbols.push_back({value, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
  }
  return symbols;
}

std::uint64_t KeyOfPiece(std::uint64_t first, std::uint64_t second) {
  constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15U;
  constexpr std::uint64_t kSecond = 0xC2B2AE3D27D4EB4FU;
  const std::uint64_t mixed = first * kFirst;
  return (mixed ^ (mixed >> kFold) ^ second) * kSecond;
}

std::uint32_t SlotOf(char family, std::uint64_t key) {
  constexpr std::uint64_t kFamily = 0x165667B19E3779F9U;
  constexpr std::uint64_t kThird = 0x85EBCA77C2B2AE63U;
  const std::uint64_t mixed = key + static_cast<unsigned char>(family) * kFamily;
  return static_cast<std::uint32_t>(((mixed ^ (mixed >> kFold)) * kThird) >> (64U - kSlotBits));
}

std::vector<Piece> PiecesOf(const std::vector<Symbol>& symbols) {
  std::vector<Piece> pieces;
  pieces.reserve(symbols.size() * 2);
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const Symbol& symbol = symbols[i];
    pieces.push_back({KeyOfPiece(symbol.value, 0), symbol.begin, symbol.end});
    if (i + 1 < symbols.size()) {
      const Symbol& next = symbols[i + 1];
      pieces.push_back(
          {KeyOfPiece(symbol.value, next.value + std::uint64_t{1}), symbol.begin, next.end});
    }
  }
  return pieces;
}

WeighedPieces Weighed(const std::vector<Piece>& pieces) {
  std::vector<std::uint64_t> keys;
  keys.reserve(pieces.size());
  std::transform(pieces.begin(), pieces.end(), std::back_inserter(keys),
                 [](const Piece& piece) { return piece.key; });
  std::sort(keys.begin(), keys.end());
  WeighedPieces weighed;
  float squares = 0;
  for (auto from = keys.begin(); from != keys.end();) {
    const auto to = std::find_if(from, keys.end(), [&](std::uint64_t key) { return key != *from; });
    const float value = std::sqrt(static_cast<float>(to - from));
    weighed.values.emplace_back(*from, value);
    squares += value * value;
    from = to;
  }
  weighed.share = squares > 0 ? 1 / std::sqrt(squares) : 0;
  return weighed;
}

}  // namespace forumwatch
