#include "analysis/understanding/reading.h"

#include <algorithm>
#include <array>
#include <span>

#include "analysis/understanding/clauses.h"

namespace forumwatch {
namespace {

constexpr std::uint32_t kNegationReach = 3;  // bytes between a negation and what it turns round
constexpr std::size_t kLongestQuote = 600;   // bytes: 200 characters

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
      if (meaning.weight != 0 && !masks.Hide(hit, meaning)) {
        evidence.push_back({hit.begin, hit.end, hit.term, hit.last_part, meaning, meaning.weight});
      }
    }
    for (const Meaning& meaning : lexicon.MeaningsOf(hit.term)) {
      masks.Add(hit, meaning);
    }
  }
  return evidence;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kQuotationMarks = {
    {{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"『", "』"}, {"‘", "’"}}};

// Where the next closing mark of each kind stands; looked for anew only when it has been passed.
class ClosingMarks {
 public:
  explicit ClosingMarks(std::string_view text) : text_(text) { next_.fill(0); }

  [[nodiscard]] std::size_t From(std::size_t kind, std::size_t at) {
    std::size_t& next = next_.at(kind);
    if (next < at) {
      next = text_.find(kQuotationMarks.at(kind).second, at);
    }
    return next;
  }

 private:
  std::string_view text_;
  std::array<std::size_t, kQuotationMarks.size()> next_{};
};

// Inside quotation marks of any kind. A mark that is not closed soon quotes nothing.
std::vector<Span> FindQuotes(std::string_view text) {
  std::vector<Span> quotes;
  ClosingMarks closing(text);
  for (std::size_t at = 0; (at = text.find_first_of("\"\xE2\xE3", at)) < text.size();) {
    const auto mark =
        std::find_if(kQuotationMarks.begin(), kQuotationMarks.end(),
                     [&](const auto& pair) { return text.substr(at).starts_with(pair.first); });
    if (mark == kQuotationMarks.end()) {
      ++at;
      continue;
    }
    const std::size_t from = at + mark->first.size();
    const std::size_t to =
        closing.From(static_cast<std::size_t>(mark - kQuotationMarks.begin()), from);
    at = from;
    if (to != std::string_view::npos && to - from <= kLongestQuote) {
      at = to + mark->second.size();
      quotes.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
    }
  }
  return quotes;
}

void WeighQuotes(Wording& reading, float quoted) {
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

bool IsNear(const std::vector<std::uint32_t>& ascending, std::uint32_t from, std::uint32_t to) {
  const auto next = std::lower_bound(ascending.begin(), ascending.end(), from);
  return next != ascending.end() && *next <= to;
}

std::uint32_t Before(std::uint32_t at, std::uint32_t reach) {
  return at - std::min(at, reach);
}

// 没坏, 不漏水: not a fault but its absence.
void WeighNegations(Wording& reading) {
  constexpr float kAbsence = 2;
  std::vector<std::uint32_t> ends;
  for (const Evidence& e : reading.evidence) {
    if (IsScope(e, Scope::Negation)) {
      ends.push_back(e.end);
    }
  }
  std::sort(ends.begin(), ends.end());
  for (Evidence& e : reading.evidence) {
    const bool turns = e.meaning.aspect == Aspect::Sign || e.meaning.aspect == Aspect::Threat ||
                       e.meaning.aspect == Aspect::Mention;
    if (!turns || !IsNear(ends, Before(e.last_part, kNegationReach), e.last_part)) {
      continue;
    }
    e.weight = 0;
    if (IsSign(e, Sign::Grievance)) {
      e.meaning.which = static_cast<std::uint8_t>(Sign::Unconcerned);
      e.weight = kAbsence;
    }
  }
}

// The press is only spoken of, unless something is to be done about it close by.
void WeighMentions(Wording& reading) {
  constexpr std::uint32_t kNear = 15 * 3;
  std::vector<std::uint32_t> intents;
  for (const Evidence& e : reading.evidence) {
    if (IsScope(e, Scope::Intent)) {
      intents.push_back(e.begin);
    }
  }
  for (Evidence& e : reading.evidence) {
    if (e.meaning.aspect == Aspect::Mention) {
      e.weight *= IsNear(intents, Before(e.begin, kNear), e.end + kNear) ? 1.0F : 0.0F;
    }
  }
}

bool IsFrame(const Evidence& e, Frame frame) {
  return e.meaning.aspect == Aspect::Frame && e.meaning.which == static_cast<std::uint8_t>(frame);
}
bool IsReply(const Evidence& e, ReplySign sign) {
  return e.meaning.aspect == Aspect::Reply && e.meaning.which == static_cast<std::uint8_t>(sign);
}

std::span<Evidence> BeginningIn(std::vector<Evidence>& evidence, Span span) {
  const auto from = [&](std::uint32_t at) {
    return std::partition_point(evidence.begin(), evidence.end(),
                                [at](const Evidence& e) { return e.begin < at; });
  };
  return {from(span.begin), from(span.end)};
}

// 修好 is done, or will be, where nobody asks for it, denies it, wishes it or leaves it to others,
// and, unless it says itself that it is done, a day is named. The sentence is `clauses`.
void SettleResultsOf(std::span<const Clause> clauses, std::vector<Evidence>& evidence) {
  constexpr float kDone = 3;
  const auto all = BeginningIn(evidence, {clauses.front().begin, clauses.back().end});
  const bool framed = clauses.front().asks ||
                      std::any_of(all.begin(), all.end(),
                                  [](const Evidence& e) { return IsFrame(e, Frame::OfSentence); });
  const bool dated = std::any_of(all.begin(), all.end(), [](const Evidence& e) {
    return IsReply(e, ReplySign::Date) && e.weight >= kNamesADay;
  });
  for (const Clause& clause : clauses) {
    const auto within = BeginningIn(evidence, {clause.begin, clause.end});
    if (framed || std::any_of(within.begin(), within.end(),
                              [](const Evidence& e) { return IsFrame(e, Frame::OfClause); })) {
      continue;
    }
    for (Evidence& e : within) {
      if (IsReply(e, ReplySign::Result) && (dated || e.weight >= kDone)) {
        e.meaning.which = static_cast<std::uint8_t>(ReplySign::Deed);
      }
    }
  }
}

void SettleResults(Wording& reading) {
  const std::span<const Clause> clauses = reading.clauses;
  for (std::size_t i = 0; i < clauses.size();) {
    const std::size_t first = i;
    for (++i; i < clauses.size() && !clauses[i].begins_sentence; ++i) {
    }
    SettleResultsOf(clauses.subspan(first, i - first), reading.evidence);
  }
  std::erase_if(reading.evidence, [](const Evidence& e) { return IsReply(e, ReplySign::Result); });
}

// A sentence about another estate says little about this one, until it comes back: 我们….
void WeighElsewhere(Wording& reading) {
  constexpr float kElsewhere = 0.3F;
  std::size_t first = 0;
  bool elsewhere = false;
  for (const Clause& clause : reading.clauses) {
    elsewhere = elsewhere && !clause.begins_sentence;
    std::size_t last = first;
    for (; last < reading.evidence.size() && reading.evidence[last].begin < clause.end; ++last) {
      const Evidence& e = reading.evidence[last];
      elsewhere = IsScope(e, Scope::Elsewhere) || (elsewhere && !IsScope(e, Scope::Here));
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

Wording Read(std::string_view text, const Lexicon& lexicon) {
  Wording reading;
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
  SettleResults(reading);
  WeighQuotes(reading, lexicon.scoring().quoted);
  WeighNegations(reading);
  WeighMentions(reading);
  WeighElsewhere(reading);
  return reading;
}

}  // namespace forumwatch
