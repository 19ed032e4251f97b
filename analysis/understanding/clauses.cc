#include "analysis/understanding/clauses.h"

#include <algorithm>

#include "analysis/text/sentences.h"

namespace forumwatch {
namespace {

constexpr std::uint32_t kShortest = 4 * 3;  // bytes: a shift word this near the begin does not cut

bool IsWide(char c) {
  return (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// How many bytes at `at` end a clause inside a sentence, in their normalised form; 0 when none do.
std::uint32_t ClauseEnd(std::string_view text, std::size_t at) {
  constexpr std::string_view kDash = "—";
  const char c = text[at];
  if (c == ',' || c == ']' || c == '~') {
    return 1;
  }
  if (c == ' ') {
    return at > 0 && at + 1 < text.size() && IsWide(text[at - 1]) && IsWide(text[at + 1]) ? 1 : 0;
  }
  return text.substr(at).starts_with(kDash) ? static_cast<std::uint32_t>(kDash.size()) : 0;
}

class Cutter {
 public:
  Cutter(std::string_view text, const Shifts& shifts) : text_(text), shifts_(shifts) {}

  void Sentence(std::uint32_t begin, std::uint32_t end) {
    const bool asks =
        end > begin && text_.substr(begin, end - begin).find('?') != std::string::npos;
    std::uint32_t from = begin;
    for (std::uint32_t at = begin; at < end; ++at) {
      const std::uint32_t stop = ClauseEnd(text_, at);
      if (stop > 0 || (at > from + kShortest && ShiftsAt(at))) {
        Add(from, at + stop, from == begin, asks);
        from = at + stop;
      }
    }
    Add(from, end, from == begin, asks);
  }

  std::vector<Clause> Take() { return std::move(clauses_); }

 private:
  [[nodiscard]] bool ShiftsAt(std::uint32_t at) const {
    return std::binary_search(shifts_.anywhere.begin(), shifts_.anywhere.end(), at);
  }
  // Whether a shift word stands at the begin, white space and marks aside, or just behind it.
  [[nodiscard]] bool BeginsAnother(std::uint32_t begin, std::uint32_t end) const {
    const auto next = std::lower_bound(shifts_.anywhere.begin(), shifts_.anywhere.end(), begin);
    if (next != shifts_.anywhere.end() && *next < std::min(end, begin + kShortest)) {
      return true;
    }
    while (begin < end && text_[begin] == ' ') {
      ++begin;
    }
    return std::binary_search(shifts_.at_start.begin(), shifts_.at_start.end(), begin);
  }

  void Add(std::uint32_t begin, std::uint32_t end, bool begins_sentence, bool asks) {
    if (begin < end) {
      clauses_.push_back({begin, end, begins_sentence, BeginsAnother(begin, end), asks});
    }
  }

  std::string_view text_;
  const Shifts& shifts_;
  std::vector<Clause> clauses_;
};

}  // namespace

std::vector<Clause> SplitClauses(std::string_view original, const NormalisedText& normalised,
                                 const Shifts& shifts) {
  Cutter cutter(normalised.text, shifts);
  const auto& origins = normalised.origins;
  for (const Sentence& sentence : SplitSentences(original)) {
    const auto begin = std::lower_bound(origins.begin(), origins.end(),
                                        static_cast<std::uint32_t>(sentence.start));
    const auto end =
        std::lower_bound(begin, origins.end(), static_cast<std::uint32_t>(sentence.end));
    cutter.Sentence(static_cast<std::uint32_t>(begin - origins.begin()),
                    static_cast<std::uint32_t>(end - origins.begin()));
  }
  return cutter.Take();
}

}  // namespace forumwatch
