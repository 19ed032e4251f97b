#include "analysis/grouping/matter_words.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/text/code_points.h"
#include "analysis/text/normalise.h"
#include "analysis/text/tokens.h"

namespace forumwatch {
namespace {

constexpr int kTitleLength = 100;
constexpr int kTextLength = 300;

// Of a text without end only the beginning is normalised; what drops out there is no loss.
std::vector<Token> TokensIn(std::string_view text, int most) {
  constexpr int kAhead = 4;
  return Tokens(Normalise(CodePoints(text, 0, kAhead * most)), most);
}

// The numbers of a place: "13" of 13栋, "a3" of A3座.
std::vector<Token> NumbersOf(std::string_view place) {
  std::string numbers = Normalise(place);
  std::replace_if(
      numbers.begin(), numbers.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; },
      ' ');
  return Tokens(numbers, kTitleLength);
}

}  // namespace

CountedText WordsOf(const Matter& matter) {
  std::vector<Token> tokens = TokensIn(matter.text, kTextLength);
  if (matter.is_first && matter.segment.start == 0) {
    for (const Token token : TokensIn(matter.title, kTitleLength)) {
      tokens.insert(tokens.end(), 2, token);
    }
  }
  const std::vector<Token> numbers = NumbersOf(matter.segment.place);
  std::erase_if(tokens, [&](Token token) {
    return std::find(numbers.begin(), numbers.end(), token) != numbers.end();
  });
  return CountWords(tokens);
}

}  // namespace forumwatch
