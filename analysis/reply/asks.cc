#include "analysis/reply/asks.h"

#include <algorithm>
#include <charconv>

#include "analysis/reply/as_written.h"
#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"
#include "analysis/understanding/reading.h"
#include "analysis/understanding/reply.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {
namespace {

constexpr int kShownOfAnAsk = 30;
constexpr float kDone = 3;  // weight of a deed that says so itself

// The sentence around a hit, from mark to mark.
Stretch SentenceAround(std::string_view text, const TermHit& hit) {
  constexpr std::string_view kEnd = "。";
  constexpr std::string_view kMarks = "!?;\n";
  const std::size_t mark = text.find_last_of(kMarks, hit.begin);
  const std::size_t stop = text.rfind(kEnd, hit.begin);
  std::size_t from = mark == std::string_view::npos ? 0 : mark + 1;
  if (stop != std::string_view::npos) {
    from = std::max(from, stop + kEnd.size());
  }
  const std::size_t to =
      std::min({text.find_first_of(kMarks, hit.end), text.find(kEnd, hit.end), text.size()});
  return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
}

float WeightOf(ReplySign sign, std::span<const Evidence> evidence) {
  float sum = 0;
  for (const Evidence& e : evidence) {
    const bool is_it =
        e.meaning.aspect == Aspect::Reply && e.meaning.which == static_cast<std::uint8_t>(sign);
    sum += is_it ? e.weight : 0;
  }
  return sum;
}

// 3月5日 was, on `today`; the year it is of is the one it is nearest in.
bool IsOver(std::string_view date, std::chrono::local_days today) {
  constexpr std::string_view kMonth = "月";
  constexpr int kDaysOfAMonth = 31;
  constexpr int kHalfAYear = 6 * kDaysOfAMonth;
  unsigned month = 0;
  unsigned day = 0;
  const char* const end = date.data() + date.size();
  const auto [behind, error] = std::from_chars(date.data(), end, month);
  if (error != std::errc() || !std::string_view(behind, end).starts_with(kMonth) ||
      std::from_chars(behind + kMonth.size(), end, day).ec != std::errc()) {
    return false;
  }
  const std::chrono::year_month_day now(today);
  const int ahead =
      (static_cast<int>(month) - static_cast<int>(static_cast<unsigned>(now.month()))) *
          kDaysOfAMonth +
      static_cast<int>(day) - static_cast<int>(static_cast<unsigned>(now.day()));
  return (ahead < 0 && ahead > -kHalfAYear) || ahead > kHalfAYear;
}

}  // namespace

AskWords::AskWords(std::span<const AskKind> kinds, std::span<const std::string> past)
    : asked_(MakeSide(kinds, &AskKind::asked)),
      not_asked_(MakeSide(kinds, &AskKind::not_asked)),
      answered_(MakeSide(kinds, &AskKind::answered)),
      past_(past) {
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
    const NormalisedText text = NormaliseWithOrigins(one);
    const std::vector<TermHit> spared = not_asked_.terms.Find(text.text);
    for (const TermHit& hit : asked_.terms.Find(text.text)) {
      const std::size_t kind = asked_.kinds[hit.term];
      const bool is_known = std::any_of(asks.begin(), asks.end(),
                                        [&](const FoundAsk& ask) { return ask.kind == kind; });
      const bool is_spared = std::any_of(spared.begin(), spared.end(), [&](const TermHit& other) {
        return other.begin <= hit.begin && hit.begin < other.end &&
               not_asked_.kinds[other.term] == kind;
      });
      if (!is_known && !is_spared) {
        const Stretch sentence = SentenceAround(text.text, hit);
        asks.push_back(
            {kind, names_[kind],
             ShortLine(AsWritten(one, text, sentence.begin, sentence.end), kShownOfAnAsk)});
      }
    }
  }
  return asks;
}

std::string AskWords::AnswerIn(std::string_view reply, const FoundAsk& ask, const Lexicon& lexicon,
                               std::optional<std::chrono::local_days> on) const {
  const Wording reading = Read(reply, lexicon);
  const std::vector<TermHit> words = answered_.terms.Find(reading.text());
  const std::vector<TermHit> past = past_.Find(reading.text());
  const auto begins_in = [](const Clause& clause) {
    return
        [&clause](const auto& one) { return one.begin >= clause.begin && one.begin < clause.end; };
  };
  for (const Clause& clause : reading.clauses) {
    const auto evidence = BeginningIn(reading.evidence, {clause.begin, clause.end});
    const float deed = WeightOf(ReplySign::Deed, evidence);
    if (WeightOf(ReplySign::Courtesy, evidence) >
        std::max(deed, WeightOf(ReplySign::Position, evidence))) {
      continue;
    }
    const auto word = std::find_if(words.begin(), words.end(), [&](const TermHit& hit) {
      return answered_.kinds[hit.term] == ask.kind && begins_in(clause)(hit);
    });
    if (word != words.end()) {
      return std::string(reading.text().substr(word->begin, word->end - word->begin));
    }
    const auto day = std::find_if(evidence.begin(), evidence.end(), SaysWhen);
    const bool is_over =
        std::any_of(past.begin(), past.end(), begins_in(clause)) ||
        (on && std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& e) {
           return SaysWhen(e) && IsOver(reading.Written(e), *on);
         }));
    if (dated_[ask.kind] && day != evidence.end() && (!is_over || deed >= kDone)) {
      return std::string(reading.Written(*day));
    }
  }
  return {};
}

}  // namespace forumwatch
