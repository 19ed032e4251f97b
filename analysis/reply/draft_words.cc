#include "analysis/reply/draft_words.h"

namespace forumwatch {

DraftWords::DraftWords(const Lists& lists) {
  std::vector<std::string> terms;
  for (std::size_t sign = 0; sign < lists.size(); ++sign) {
    for (const std::string& term : lists.at(sign)) {
      terms.push_back(term);
      signs_.push_back(static_cast<DraftSign>(sign));
    }
  }
  index_ = TermIndex(terms);
}

std::vector<FoundSign> DraftWords::Find(std::string_view normalised) const {
  std::vector<FoundSign> found;
  std::array<std::uint32_t, kDraftSigns> hidden_until{};
  for (const TermHit& hit : index_.Find(normalised)) {
    const DraftSign sign = signs_[hit.term];
    std::uint32_t& until = hidden_until.at(static_cast<std::size_t>(sign));
    if (hit.begin >= until) {
      found.push_back({sign, hit.begin, hit.end});
      until = hit.end;
    }
  }
  return found;
}

}  // namespace forumwatch
