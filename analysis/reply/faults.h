// What a reply must not do, whatever it answers (B13): blame owners, shirk, be cold, promise what
// nobody can keep, or promise without saying when. With the words that show it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/reply/draft_words.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

enum class Fault {
  BareReceipt,  // says neither what is done nor when (B3)
  Blame,
  Shirking,     // of a reply without measures
  Coldness,     // its words; without words: no measures and nothing that is addressed to anybody
  BeyondPower,  // promises
  Undated
};
std::string_view Name(Fault fault);  // "bare_receipt" …

struct FoundFault {
  Fault fault = Fault::BareReceipt;
  std::vector<std::string> words;
};

// In the order of the enumeration, each once.
std::vector<FoundFault> FaultsOf(std::string_view reply, const Lexicon& lexicon,
                                 const DraftWords& words);

// For people: "像在指责业主：部分业主、煽动（B13）" …
std::string InWords(const FoundFault& fault);

}  // namespace forumwatch
