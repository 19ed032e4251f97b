#include "analysis/understanding/lexicon.h"

#include <unordered_map>

namespace forumwatch {

// A term that stands in several files is looked for once and says all they say.
Lexicon::Lexicon(LexiconWords words)
    : handbook_(std::move(words.handbook)),
      scoring_(words.scoring),
      order_(std::move(words.order)),
      places_(std::move(words.places)),
      learned_(std::move(words.learned)) {
  std::unordered_map<std::string, std::size_t> known;
  std::vector<std::string> written;
  for (Term& term : words.terms) {
    const auto [place, is_new] = known.emplace(term.written, written.size());
    if (is_new) {
      written.push_back(std::move(term.written));
      meanings_.emplace_back();
    }
    std::vector<Meaning>& meanings = meanings_[place->second];
    meanings.insert(meanings.end(), term.meanings.begin(), term.meanings.end());
  }
  index_ = TermIndex(written);
}

}  // namespace forumwatch
