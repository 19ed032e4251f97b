// The words and rules understanding works with, as filled by config from config/lexicons/*.json and
// config/handbook.json. A term (term_index.h) says one or several things, each with a weight: that
// a post is about a topic, that somebody is dissatisfied, that he threatens to sue. Immutable once
// made; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analysis/understanding/handbook.h"
#include "analysis/understanding/places.h"
#include "analysis/understanding/term_index.h"

namespace forumwatch {

class Learned;

// What a term can speak of. `which` of its Meaning is an index into …
enum class Aspect : std::uint8_t {
  Topic,      // Handbook::topics
  Sign,       // Sign
  Class,      // 1, 2, 3 (A2)
  Cause,      // Handbook::causes
  Threat,     // Handbook::flags: enough alone
  Mention,    // Handbook::flags: a threat only beside an Intent
  CalledOff,  // Handbook::flags: it is not going to happen
  Scope,      // Scope
  Reply,      // ReplySign
  Frame,      // Frame
};
constexpr std::size_t kAspects = 10;

// What tells the kinds of a post apart (A1).
enum class Sign : std::uint8_t {
  Grievance,    // something is wrong
  Support,      // sides with the thread
  Praise,       // thanks, approval
  Resolved,     // it has been put right
  Calming,      // asks others to be patient
  Unconcerned,  // not so here; only passing by
  Advice,       // tells others what to do or what the law says
  Trade,        // sells, lets, looks for, shares a ride
  SmallTalk,    // jokes, lost and found, greetings, appointments
  News,         // passes on what happened elsewhere
  Question,
  Suggestion,
};
constexpr std::size_t kSigns = 12;

// What changes the weight of the words around it.
enum class Scope : std::uint8_t {
  Ignored,       // the words inside it mean nothing
  Negation,      // turns round the word behind it
  Elsewhere,     // another estate, another town: what is said of it counts little
  Here,          // back to this one
  Contrast,      // what stands before it counts half
  Shift,         // another matter begins
  ShiftAtStart,  // the same, at the begin of a clause only
  Intent,        // makes a mention a threat
};

// What tells the kinds of a reply apart (B2, B3).
enum class ReplySign : std::uint8_t {
  Courtesy,  // greetings, receipt, thanks, passing on: nothing done
  Deed,      // done, or who does it
  Date,      // when
  Position,  // what the rules say, whose business it is not
  Result,    // of a lexicon only: reading makes it a Deed, or nothing where it stands in a Frame
};
constexpr std::size_t kReplySigns = 4;  // of a text that was read

// What makes a Result none of ours: a negation, a question, a condition, somebody else's work.
enum class Frame : std::uint8_t {
  OfClause,
  OfSentence,
};

// One of no weight says nothing; it hides the shorter words of its aspect that it is made of.
struct Meaning {
  Aspect aspect;
  std::uint8_t which;
  float weight;
};

struct Term {
  std::string written;
  std::vector<Meaning> meanings;
};

// How the weights become a judgement (config/lexicons/scoring.json).
struct Scoring {
  float opening = -2.0F;      // what a complaint starts with in an opening post
  float in_complaint = 1.0F;  // in a follow-up of a complaint
  float elsewhere = -2.5F;    // in any other follow-up
  float topic_share = 0.35F;  // how much a named topic of the estate speaks for a complaint
  float topic_share_in_complaint = 0.2F;
  float talk = 0.6F;            // what 其他 starts with below a post of talk or trade
  float news = 1.5F;            // weight of signs that it happened elsewhere
  float title = 1.7F;           // topics of the title count so much more than those of the text
  float without_topic = 0.5F;   // share of dissatisfaction that counts where no topic is named
  float most_of_a_sign = 8.0F;  // a long post says everything once: more than this does not count
  float question_in_complaint = 0.5F;  // questions in a complaint's thread are mostly no questions
  float trade_in_complaint = 0.4F;     // nor is trade trade
  float question_in_talk = 0.5F;       // and in a thread of talk or trade they are part of it
  float flag_grievance = 2.0F;         // what a danger sign says of dissatisfaction
  float thread_topic = 2.0F;           // what the thread's topic starts with in a follow-up
  float new_matter = 3.0F;       // from which weight a follow-up's own topic is one of its own
  float second_topic = 0.5F;     // further topics: at least this share of the main one's weight
  float default_cause = 2.0F;    // what the topic's usual cause starts with
  float quoted = 0.4F;           // weight of words inside quotation marks
  float before_contrast = 0.5F;  // of signs before 但是
};

// Two topics that belong to one matter: the first is named first.
struct TopicOrder {
  std::size_t first;
  std::size_t second;
};

struct LexiconWords {
  Handbook handbook;
  std::vector<Term> terms;
  std::vector<TopicOrder> order;
  std::vector<PlaceRule> places;  // the most exact first
  Scoring scoring;
  std::shared_ptr<const Learned> learned;  // null: the words and rules decide alone
};

class Lexicon {
 public:
  Lexicon() = default;  // knows no word
  explicit Lexicon(LexiconWords words);

  [[nodiscard]] const Handbook& handbook() const noexcept { return handbook_; }
  [[nodiscard]] const Scoring& scoring() const noexcept { return scoring_; }
  [[nodiscard]] const std::vector<TopicOrder>& order() const noexcept { return order_; }
  [[nodiscard]] const TermIndex& index() const noexcept { return index_; }
  [[nodiscard]] const PlaceFinder& places() const noexcept { return places_; }
  [[nodiscard]] const Learned* learned() const noexcept { return learned_.get(); }
  [[nodiscard]] const std::vector<Meaning>& MeaningsOf(std::uint32_t term) const {
    return meanings_[term];
  }

 private:
  Handbook handbook_;
  Scoring scoring_;
  std::vector<TopicOrder> order_;
  TermIndex index_;
  PlaceFinder places_;
  std::shared_ptr<const Learned> learned_;
  std::vector<std::vector<Meaning>> meanings_;  // by term of index_
};

}  // namespace forumwatch
