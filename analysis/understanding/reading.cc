#include "analysis/understanding/reading.h"

#include <algorithm>
#include <array>

#include "analysis/understanding/clauses.h"

namespace forumwatch {
namespace {

constexpr std::uint32_t kNegationReach = 3;  // bytes between a negation and what it turns round
constexpr std::size_t kLongestQuote = 200 * 3;

bool IsScope(const Evidence& e, Scope scope) {
  return e.meaning.aspect == Aspect::Scope && e.meaning.which == static_cast<std::uint8_t>(scope);
}
bool IsSign(const Evidence& e, Sign sign) {
  return e.meaning.aspect == Aspect::Sign && e.meaning.which == static_cast<std::uint8_t>(sign);
}

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool Holds(std::uint32_t from, std::uint32_t to) const {
    return begin <= from && to <= end;
  }
  [[nodiscard]] bool IsWider(std::uint32_t from, std::uint32_t to) const {
    return Holds(from, to) && (begin < from || to < end);
  }
};

// The farthest reaching word so far of each aspect; hits come by begin, the longer first.
class Masks {
 public:
  void Add(const TermHit& hit, const Meaning& meaning) {
    if (hit.gapped) {
      return;
    }
    Widen(widest_.at(static_cast<std::size_t>(meaning.aspect)), hit);
    if (meaning.aspect == Aspect::Scope &&
        meaning.which == static_cast<std::uint8_t>(Scope::Ignored)) {
      Widen(ignored_, hit);
    }
  }
  [[nodiscard]] bool Hide(const TermHit& hit, const Meaning& meaning) const {
    if (ignored_.IsWider(hit.begin, hit.end)) {
      return true;
    }
    if (meaning.aspect != Aspect::Scope) {
      return widest_.at(static_cast<std::size_t>(meaning.aspect)).IsWider(hit.begin, hit.end);
    }
    // 没 is no negation inside 没人管.
    return meaning.which == static_cast<std::uint8_t>(Scope::Negation) &&
           std::any_of(widest_.begin(), widest_.end(),
                       [&](const Span& widest) { return widest.IsWider(hit.begin, hit.end); });
  }

 private:
  static void Widen(Span& widest, const TermHit& hit) {
    if (hit.end > widest.end) {
      widest = {hit.begin, hit.end};
    }
  }
  std::array<Span, kAspects> widest_{};
  Span ignored_;
};

std::vector<Evidence> Unhidden(const std::vector<TermHit>& hits, const Lexicon& lexicon) {
  std::vector<Evidence> evidence;
  evidence.reserve(hits.size() * 2);
  Masks masks;
  for (const TermHit& hit : hits) {
    for (const Meaning& meaning : lexicon.MeaningsOf(hit.term)) {
      if (!masks.Hide(hit, meaning)) {
        evidence.push_back({hit.begin, hit.end, hit.term, meaning, meaning.weight});
      }
    }
    for (const Meaning& meaning : lexicon.MeaningsOf(hit.term)) {
      masks.Add(hit, meaning);
    }
  }
  return evidence;
}

// Inside quotation marks of any kind. A mark that is never closed quotes nothing.
std::vector<Span> FindQuotes(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kMarks = {
      {{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"『", "』"}, {"‘", "’"}}};
  std::vector<Span> quotes;
  for (std::size_t at = 0; (at = text.find_first_of("\"\xE2\xE3", at)) < text.size();) {
    const auto mark = std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& pair) {
      return text.substr(at).starts_with(pair.first);
    });
    if (mark == kMarks.end()) {
      ++at;
      continue;
    }
    const std::size_t from = at + mark->first.size();
    const std::size_t length = text.substr(from, kLongestQuote).find(mark->second);
    at = from;
    if (length != std::string_view::npos) {
      at = from + length + mark->second.size();
      quotes.push_back(
          {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(from + length)});
    }
  }
  return quotes;
}

void WeighQuotes(Reading& reading, float quoted) {
  const std::vector<Span> quotes = FindQuotes(reading.text());
  auto quote = quotes.begin();
  for (Evidence& e : reading.evidence) {
    while (quote != quotes.end() && quote->end < e.end) {
      ++quote;
    }
    if (quote != quotes.end() && quote->Holds(e.begin, e.end)) {
      e.weight *= quoted;
    }
  }
}

// 没坏, 不漏水: not a fault but its absence.
void WeighNegations(Reading& reading) {
  std::uint32_t negated_from = 0;
  std::uint32_t negated_to = 0;
  for (Evidence& e : reading.evidence) {
    if (IsScope(e, Scope::Negation)) {
      negated_from = e.end;
      negated_to = e.end + kNegationReach;
    } else if (negated_to > 0 && e.begin >= negated_from && e.begin <= negated_to) {
      const bool turns = e.meaning.aspect == Aspect::Sign || e.meaning.aspect == Aspect::Threat ||
                         e.meaning.aspect == Aspect::Mention;
      e.weight = turns ? 0 : e.weight;
      if (IsSign(e, Sign::Grievance)) {
        e.meaning.which = static_cast<std::uint8_t>(Sign::Unconcerned);
        e.weight = 1;
      }
    }
  }
}

// A clause about another estate says little about this one.
void WeighElsewhere(Reading& reading) {
  constexpr float kElsewhere = 0.3F;
  std::size_t first = 0;
  for (const Clause& clause : reading.clauses) {
    std::size_t last = first;
    bool elsewhere = false;
    for (; last < reading.evidence.size() && reading.evidence[last].begin < clause.end; ++last) {
      elsewhere = elsewhere || IsScope(reading.evidence[last], Scope::Elsewhere);
    }
    for (std::size_t i = first; elsewhere && i < last; ++i) {
      Evidence& e = reading.evidence[i];
      const bool of_this_estate = e.meaning.aspect == Aspect::Topic || IsSign(e, Sign::Grievance);
      e.weight *= of_this_estate ? kElsewhere : 1.0F;
    }
    first = last;
  }
}

}  // namespace

Reading Read(std::string_view text, const Lexicon& lexicon) {
  Reading reading;
  reading.normalised = NormaliseWithOrigins(text);
  reading.evidence = Unhidden(lexicon.index().Find(reading.text()), lexicon);
  reading.places = lexicon.places().Find(reading.text());
  Shifts shifts;
  for (const Evidence& e : reading.evidence) {
    if (IsScope(e, Scope::Shift)) {
      shifts.anywhere.push_back(e.begin);
    } else if (IsScope(e, Scope::ShiftAtStart)) {
      shifts.at_start.push_back(e.begin);
    }
  }
  reading.clauses = SplitClauses(text, reading.normalised, shifts);
  WeighQuotes(reading, lexicon.scoring().quoted);
  WeighNegations(reading);
  WeighElsewhere(reading);
  return reading;
}

}  // namespace forumwatch
