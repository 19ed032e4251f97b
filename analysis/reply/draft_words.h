// The words a draft is warned about (config/lexicons/drafts.json), ready to be found. Immutable
// once made; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/understanding/term_index.h"

namespace forumwatch {

enum class DraftSign : std::uint8_t { Blame, Shirking, Coldness, Warmth, BeyondPower, Undated };
constexpr std::size_t kDraftSigns = 6;

// A word and what it is a sign of.
struct FoundSign {
  DraftSign sign = DraftSign::Blame;
  std::uint32_t begin = 0;  // bytes of the normalised text
  std::uint32_t end = 0;
};

class DraftWords {
 public:
  using Lists = std::array<std::vector<std::string>, kDraftSigns>;  // terms, by DraftSign

  DraftWords() = default;  // knows none
  explicit DraftWords(const Lists& lists);

  // By begin; of one sign a longer word hides those that begin inside it.
  [[nodiscard]] std::vector<FoundSign> Find(std::string_view normalised) const;
  [[nodiscard]] bool empty() const noexcept { return signs_.empty(); }

 private:
  TermIndex index_;
  std::vector<DraftSign> signs_;  // by term of index_
};

}  // namespace forumwatch
