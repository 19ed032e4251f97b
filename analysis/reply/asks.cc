#include "analysis/reply/asks.h"

#include <algorithm>

#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"
#include "analysis/understanding/reading.h"
#include "analysis/understanding/reply.h"

namespace forumwatch {
namespace {

constexpr int kShownOfAnAsk = 30;

// What stands around byte `at`, from mark to mark.
std::string_view SentenceAround(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kEnd = "。";
  const std::size_t mark = text.find_last_of("!?;\n", begin);
  const std::size_t stop = text.rfind(kEnd, begin);
  std::size_t from = mark == std::string_view::npos ? 0 : mark + 1;
  if (stop != std::string_view::npos) {
    from = std::max(from, stop + kEnd.size());
  }
  const std::size_t to = std::min(text.find_first_of("!?;\n", end), text.find(kEnd, end));
  return text.substr(from, to == std::string_view::npos ? to : to - from);
}

}  // namespace

AskWords::AskWords(std::span<const AskKind> kinds)
    : asked_(MakeSide(kinds, &AskKind::asked)), answered_(MakeSide(kinds, &AskKind::answered)) {
  for (const AskKind& kind : kinds) {
    names_.push_back(kind.name);
    dated_.push_back(kind.dated);
  }
}

AskWords::Side AskWords::MakeSide(std::span<const AskKind> kinds,
                                  std::vector<std::string> AskKind::*terms) {
  Side side;
  std::vector<std::string> all;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    for (const std::string& term : kinds[kind].*terms) {
      all.push_back(term);
      side.kinds.push_back(kind);
    }
  }
  side.terms = TermIndex(all);
  return side;
}

std::vector<FoundAsk> AskWords::AskedIn(std::span<const std::string> said) const {
  std::vector<FoundAsk> asks;
  for (const std::string& one : said) {
    const std::string text = Normalise(one);
    for (const TermHit& hit : asked_.terms.Find(text)) {
      const std::size_t kind = asked_.kinds[hit.term];
      if (std::none_of(asks.begin(), asks.end(),
                       [&](const FoundAsk& ask) { return ask.kind == kind; })) {
        asks.push_back({kind, names_[kind],
                        ShortLine(SentenceAround(text, hit.begin, hit.end), kShownOfAnAsk)});
      }
    }
  }
  return asks;
}

std::string AskWords::AnswerIn(std::string_view reply, const FoundAsk& ask,
                               const Lexicon& lexicon) const {
  const Wording reading = Read(reply, lexicon);
  for (const TermHit& hit : answered_.terms.Find(reading.text())) {
    if (answered_.kinds[hit.term] == ask.kind) {
      return std::string(reading.text().substr(hit.begin, hit.end - hit.begin));
    }
  }
  const auto day = std::find_if(reading.evidence.begin(), reading.evidence.end(), SaysWhen);
  return dated_[ask.kind] && day != reading.evidence.end() ? std::string(reading.Written(*day))
                                                           : std::string();
}

}  // namespace forumwatch
