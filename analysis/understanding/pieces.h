// The words of a text as the models see them: single characters and pairs of neighbours as numbers,
// the same in every build and run. Numbers, codes and addresses are one symbol each, whatever they
// say. Linear time. Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace forumwatch {

// Stands for a character that must not be learnt; it is passed over.
constexpr char32_t kBlot = 0x25A1;

// Values from here on are no characters but runs of letters and digits.
constexpr std::uint32_t kFirstRun = 0x110000;

// A character, or a whole run of letters and digits in place of its characters; bytes of the text.
struct Symbol {
  std::uint32_t value = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
// The first 600 of a text: what comes later adds nothing.
std::vector<Symbol> SymbolsOf(std::string_view text);

// A pair of neighbours, or a symbol and 0.
std::uint64_t KeyOfPiece(std::uint64_t first, std::uint64_t second);

struct Piece {
  std::uint64_t key = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
// Each symbol, and each with its next.
std::vector<Piece> PiecesOf(const std::vector<Symbol>& symbols);

// Each key once: what is said often counts little more. Times `share` they are 1 in length
// together; share is 0 where there are none.
struct WeighedPieces {
  std::vector<std::pair<std::uint64_t, float>> values;  // by key
  float share = 0;
};
WeighedPieces Weighed(const std::vector<Piece>& pieces);

// Where a model keeps what it knows of a key; `family` tells apart what the same words mean in
// different places.
std::uint32_t SlotOf(char family, std::uint64_t key);

}  // namespace forumwatch
