#include "analysis/understanding/features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "analysis/text/code_points.h"
#include "analysis/text/tokens.h"

namespace forumwatch {
namespace {

constexpr float kTitle = 1.0F;
constexpr float kThreadTitle = 0.5F;
constexpr float kWholePost = 0.7F;
constexpr float kInContext = 0.7F;  // the words once more, by where they were said
constexpr float kFound = 0.25F;
constexpr float kMuch = 1.5F;  // weight of lexicon words that says half of what can be said

float Damped(float weight) {
  return kFound * weight / (std::abs(weight) + kMuch);
}

}  // namespace

void FeatureList::AddText(std::string_view text, std::initializer_list<Family> families, Of what) {
  const std::vector<Piece> pieces = PiecesOf(SymbolsOf(text));
  const WeighedPieces weighed = Weighed(pieces);
  for (const Family& family : families) {
    AddPieces(weighed, family);
    for (const Piece& piece : pieces) {
      if (what != Of::WholePost) {
        grams_.push_back({SlotOf(family.name, piece.key), piece.begin, piece.end,
                          family.weight * weighed.share, what == Of::Title});
      }
    }
  }
}

void FeatureList::AddPieces(const WeighedPieces& pieces, const Family& family) {
  const float share = family.weight * pieces.share;
  for (const auto& [key, value] : pieces.values) {
    AddKey(family.name, key, value * share);
  }
}

void FeatureList::AddKey(char family, std::uint64_t key, float value) {
  features_.push_back({SlotOf(family, key), value});
}

void FeatureList::Add(char family, std::string_view name, float value) {
  if (value != 0) {
    AddKey(family, FixedHash(name), value);
  }
}

void FeatureList::AddLength(char family, int length) {
  constexpr std::string_view kLengths = "01234567";
  constexpr std::array<int, 7> kFrom = {2, 7, 22, 63, 181, 511, 1448};
  const auto which = std::upper_bound(kFrom.begin(), kFrom.end(), length) - kFrom.begin();
  Add(family, kLengths.substr(static_cast<std::size_t>(which), 1), kFound);
}

namespace {

constexpr std::string_view kIndices = "abcdefghijklmnopqrstuvwxyz";

void AddTally(const Tally& tally, const Handbook& handbook, FeatureList& list) {
  for (std::size_t i = 0; i < tally.signs.size(); ++i) {
    list.Add('s', kIndices.substr(i, 1), Damped(tally.signs.at(i)));
  }
  for (std::size_t i = 0; i < tally.topics.size(); ++i) {
    list.Add('t', handbook.topics[i].name, Damped(tally.topics[i]));
  }
  for (std::size_t i = 1; i < tally.classes.size(); ++i) {
    list.Add('c', kIndices.substr(i, 1), Damped(tally.classes.at(i)));
  }
  for (std::size_t i = 0; i < tally.causes.size(); ++i) {
    list.Add('k', handbook.causes[i].item, Damped(tally.causes[i]));
  }
  for (std::size_t i = 0; i < tally.flags.size(); ++i) {
    list.Add('f', handbook.flags[i], Damped(tally.flags[i].threat));
    list.Add('o', handbook.flags[i], Damped(tally.flags[i].called_off));
  }
  list.Add('a', "asks", tally.asks ? kFound : 0);
}

// A letter, an opening post, a follow-up to a complaint and one to anything else use the same words
// differently.
enum class Context : unsigned char { Letter, Opening, InComplaint, Elsewhere };

Context ContextOf(const ReadMatter& matter) {
  if (matter.setting->is_first) {
    return MannerOf(true, matter.post) == Manner::Letter ? Context::Letter : Context::Opening;
  }
  const Segment* const thread = matter.setting->thread_matter;
  const bool in_complaint = thread != nullptr && thread->kind == Kind::Complaint;
  return in_complaint ? Context::InComplaint : Context::Elsewhere;
}

// The families of what is told apart by context.
struct FamiliesInContext {
  char words;
  char signs;
  char kind;
};
constexpr std::array<FamiliesInContext, 4> kInContexts = {
    {{'n', '7', '8'}, {'x', '1', '4'}, {'y', '2', '5'}, {'z', '3', '6'}}};

void AddSignsInContext(const ReadMatter& matter, const FamiliesInContext& families,
                       FeatureList& list) {
  const auto& signs = matter.tally->signs;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    list.Add(families.signs, kIndices.substr(i, 1), Damped(signs.at(i)));
  }
  list.Add(families.signs, "asks", matter.tally->asks ? kFound : 0);
  list.Add(families.kind, ChineseName(matter.rules->kind), kFound);
}

// What a segment is taken for: by the rules, or the thread's matter.
struct Families {
  char kind;
  char complaint_class;
  char cause;
  char main_topic;
  char topic;
  char flag;
};
constexpr Families kOfRules = {'A', 'B', 'C', 'D', 'E', 'F'};
constexpr Families kOfThread = {'G', 'H', 'I', 'J', 'K', 'L'};

void AddSegment(const Segment& segment, const Families& families, FeatureList& list) {
  constexpr std::string_view kClasses = "0123";
  list.Add(families.kind, ChineseName(segment.kind), kFound);
  const int complaint_class = segment.complaint_class.value_or(0);
  list.Add(families.complaint_class, kClasses.substr(static_cast<std::size_t>(complaint_class), 1),
           kFound);
  list.Add(families.cause, segment.cause_item, kFound);
  for (std::size_t i = 0; i < segment.topics.size(); ++i) {
    list.Add(i == 0 ? families.main_topic : families.topic, segment.topics[i], kFound);
  }
  for (const std::string& flag : segment.flags) {
    list.Add(families.flag, flag, kFound);
  }
}

}  // namespace

Manner MannerOf(bool is_first, std::string_view post) {
  constexpr int kLetter = 150;  // code points
  if (!is_first) {
    return Manner::FollowUp;
  }
  return CountCodePoints(post) >= kLetter ? Manner::Letter : Manner::Opening;
}

Manner MannerOfReply(std::string_view post) {
  return MannerOf(true, post);
}

FeatureList FeaturesOf(const ReadMatter& matter, const Handbook& handbook) {
  FeatureList list;
  const Setting& setting = *matter.setting;
  const FamiliesInContext& in_context = kInContexts.at(static_cast<std::size_t>(ContextOf(matter)));
  if (matter.text.size() == matter.post.size()) {
    list.AddText(matter.text, {{'b', 1}, {in_context.words, kInContext}, {'w', kWholePost}},
                 FeatureList::Of::Matter);
  } else {
    list.AddText(matter.text, {{'b', 1}, {in_context.words, kInContext}}, FeatureList::Of::Matter);
    list.AddText(matter.post, {{'w', kWholePost}}, FeatureList::Of::WholePost);
  }
  if (setting.is_first) {
    list.AddText(matter.title, {{'q', kTitle}}, FeatureList::Of::Title);
  } else {
    list.AddText(matter.title, {{'h', kThreadTitle}}, FeatureList::Of::Title);
  }
  AddTally(*matter.tally, handbook, list);
  AddSegment(*matter.rules, kOfRules, list);
  AddSignsInContext(matter, in_context, list);
  list.Add('m', "supports", matter.rules->supports ? kFound : 0);
  if (!setting.is_first && setting.thread_matter != nullptr) {
    AddSegment(*setting.thread_matter, kOfThread, list);
  }
  list.Add('m', "first", setting.is_first ? kFound : 0);
  list.Add('m', "announced", setting.announced ? kFound : 0);
  list.AddLength('l', CountCodePoints(matter.text));
  return list;
}

FeatureList FeaturesOfReply(const Wording& reading, ReplyKind rules) {
  constexpr std::string_view kSignNames = "0123";
  FeatureList list;
  // An office's letter says at length what a post says in a line.
  const bool is_letter = MannerOfReply(reading.text()) == Manner::Letter;
  list.AddText(reading.text(), {{'r', 1}, {is_letter ? 'i' : 'j', kInContext}},
               FeatureList::Of::Matter);
  std::array<float, kReplySigns> signs{};
  for (const Evidence& e : reading.evidence) {
    if (e.meaning.aspect == Aspect::Reply) {
      signs.at(e.meaning.which) += e.weight;
    }
  }
  for (std::size_t i = 0; i < signs.size(); ++i) {
    list.Add('u', kSignNames.substr(i, 1), Damped(signs.at(i)));
  }
  list.Add('v', Name(rules), kFound);
  list.AddLength('l', CountCodePoints(reading.text()));
  return list;
}

}  // namespace forumwatch
