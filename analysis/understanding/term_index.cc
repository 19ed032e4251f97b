#include "analysis/understanding/term_index.h"

#include <algorithm>
#include <unordered_map>

#include <re2/re2.h>
#include <re2/set.h>

#include "analysis/text/normalise.h"

namespace forumwatch {
namespace {

constexpr std::string_view kExpression = "re:";
constexpr std::string_view kGap = "…";
constexpr std::size_t kMostParts = 4;
constexpr int kMostMatches = 100;  // of one expression in one text
// Bytes that RE2 may keep: what an automaton has met it remembers, up to these.
constexpr std::int64_t kMemoryOfAll = 1 << 20;
constexpr std::int64_t kMemoryOfOne = 1 << 18;
constexpr std::size_t kWidestGap = 45;  // bytes: 15 characters

// What no gap reaches over, in its normalised form.
constexpr std::array<std::string_view, 5> kStops = {"。", "!", "?", ";", "..."};

std::vector<std::string_view> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0;;) {
    const std::size_t next = text.find(separator, at);
    pieces.push_back(text.substr(at, next - at));
    if (next == std::string_view::npos) {
      return pieces;
    }
    at = next + separator.size();
  }
}

RE2::Options Quiet(std::int64_t memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(memory);
  return options;
}

bool IsBridgeable(std::string_view gap) {
  return gap.size() <= kWidestGap &&
         std::none_of(kStops.begin(), kStops.end(), [&](std::string_view stop) {
           return gap.find(stop) != std::string_view::npos;
         });
}

}  // namespace

std::optional<std::string> WhatIsWrongWithTerm(std::string_view written) {
  if (written.starts_with(kExpression)) {
    const RE2 expression(written.substr(kExpression.size()), Quiet(kMemoryOfOne));
    if (!expression.ok()) {
      return "正则表达式看不懂：" + expression.error();
    }
    return RE2::FullMatch("", expression)
               ? std::optional<std::string>("正则表达式不能连空文字也匹配")
               : std::nullopt;
  }
  const auto parts = Split(written, kGap);
  if (parts.size() > kMostParts) {
    return "最多用三个“…”";
  }
  for (const std::string_view part : parts) {
    for (const std::string_view word : Split(part, "|")) {
      if (Normalise(word).empty()) {
        return "“…”和“|”的两边都要有字";
      }
    }
  }
  return std::nullopt;
}

struct TermIndex::Words {
  std::vector<std::string> list;
  std::unordered_map<std::string, std::size_t> ids;
};

struct TermIndex::Expressions {
  std::vector<std::unique_ptr<RE2>> single;
  std::vector<std::uint32_t> terms;
  std::unique_ptr<RE2::Set> all;
};

TermIndex::TermIndex() = default;
TermIndex::~TermIndex() = default;
TermIndex::TermIndex(TermIndex&&) noexcept = default;
TermIndex& TermIndex::operator=(TermIndex&&) noexcept = default;

TermIndex::TermIndex(std::span<const std::string> terms)
    : expressions_(std::make_unique<Expressions>()), terms_(terms.size()) {
  expressions_->all = std::make_unique<RE2::Set>(Quiet(kMemoryOfAll), RE2::UNANCHORED);
  Words words;
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const std::string_view written = terms[i];
    if (WhatIsWrongWithTerm(written)) {
      continue;
    }
    if (written.starts_with(kExpression)) {
      const std::string_view expression = written.substr(kExpression.size());
      expressions_->single.push_back(std::make_unique<RE2>(expression, Quiet(kMemoryOfOne)));
      expressions_->terms.push_back(i);
      expressions_->all->Add(expression, nullptr);
    } else {
      AddWords(written, i, words);
    }
  }
  expressions_->all->Compile();
  matcher_ = WordMatcher(words.list);
}

void TermIndex::AddWords(std::string_view written, std::uint32_t term, Words& words) {
  const auto parts = Split(written, kGap);
  const std::uint32_t slot = slots_;
  slots_ += static_cast<std::uint32_t>(parts.size() > 1 ? parts.size() : 0);
  for (std::uint32_t part = 0; part < parts.size(); ++part) {
    for (const std::string_view word : Split(parts[part], "|")) {
      const auto [known, is_new] = words.ids.emplace(Normalise(word), words.list.size());
      if (is_new) {
        words.list.push_back(known->first);
        parts_.emplace_back();
      }
      // Later parts first: a word that is both must not overwrite what its later part leans on.
      auto& of_word = parts_[known->second];
      of_word.insert(of_word.begin(),
                     {term, part, static_cast<std::uint32_t>(parts.size()), slot + part});
    }
  }
}

// Progress of a part is where its last occurrence ended, with where the whole began.
void TermIndex::Advance(std::string_view text, const Part& part, TermHit word,
                        std::vector<Progress>& progress, std::vector<TermHit>& hits) const {
  Progress& mine = progress[part.slot];
  if (part.part == 0) {
    mine = {word.begin, word.end, true};
    return;
  }
  const Progress before = progress[part.slot - 1];
  if (!before.reached || before.end > word.begin ||
      !IsBridgeable(text.substr(before.end, word.begin - before.end))) {
    return;
  }
  mine = {before.begin, word.end, true};
  if (part.part + 1 == part.parts) {
    hits.push_back({before.begin, word.end, part.term, word.begin, true});
  }
}

void TermIndex::FindExpressions(std::string_view text, std::vector<TermHit>& hits) const {
  if (!expressions_ || expressions_->single.empty()) {
    return;
  }
  std::vector<int> matching;
  RE2::Set::ErrorInfo error{};
  if (!expressions_->all->Match(text, &matching, &error) && error.kind != RE2::Set::kNoError) {
    matching.clear();  // out of memory for the joint automaton: ask each of them
    for (std::size_t i = 0; i < expressions_->single.size(); ++i) {
      matching.push_back(static_cast<int>(i));
    }
  }
  for (const int found : matching) {
    const auto which = static_cast<std::size_t>(found);
    const RE2& expression = *expressions_->single[which];
    re2::StringPiece match;
    std::size_t at = 0;
    for (int n = 0;
         n < kMostMatches && expression.Match(text, at, text.size(), RE2::UNANCHORED, &match, 1);
         ++n) {
      const auto begin = static_cast<std::size_t>(match.data() - text.data());
      at = begin + match.size();
      hits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at),
                      expressions_->terms[which], static_cast<std::uint32_t>(begin), false});
    }
  }
}

std::vector<TermHit> TermIndex::Find(std::string_view normalised) const {
  std::vector<TermHit> hits;
  hits.reserve(normalised.size() / 4);
  std::vector<Progress> progress(slots_);
  matcher_.ForEach(normalised, [&](std::size_t begin, std::size_t end, std::uint32_t word) {
    const auto from = static_cast<std::uint32_t>(begin);
    const TermHit hit{from, static_cast<std::uint32_t>(end), 0, from, false};
    for (const Part& part : parts_[word]) {
      if (part.parts == 1) {
        hits.push_back({hit.begin, hit.end, part.term, hit.begin, false});
      } else {
        Advance(normalised, part, hit, progress, hits);
      }
    }
  });
  FindExpressions(normalised, hits);
  std::sort(hits.begin(), hits.end(), [](const TermHit& a, const TermHit& b) {
    return std::tuple(a.begin, b.end, a.term) < std::tuple(b.begin, a.end, b.term);
  });
  return hits;
}

}  // namespace forumwatch
