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

constexpr std::size_t kMostSymbols = 600;  // of a text; what comes later adds nothing
constexpr float kTitle = 1.0F;
constexpr float kThreadTitle = 0.5F;
constexpr float kWholePost = 0.7F;
constexpr float kInContext = 0.7F;  // the words once more, by where they were said
constexpr float kFound = 0.25F;
constexpr float kMuch = 1.5F;  // weight of lexicon words that says half of what can be said

// A character, or a whole run of letters and digits in place of its characters.
struct Symbol {
  std::uint32_t value = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Numbers, codes and addresses are one symbol each, whatever they say.
constexpr std::uint32_t kNumber = 0x110000;
constexpr std::uint32_t kCode = 0x110001;
constexpr std::uint32_t kAddress = 0x110002;
constexpr std::uint32_t kWord = 0x80000000U;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsOfRun(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z');
}

// Of a run of ASCII letters and digits.
std::uint32_t ValueOf(std::string_view run) {
  if (std::all_of(run.begin(), run.end(), IsDigit)) {
    return kNumber;
  }
  if (run.size() == 1 || std::any_of(run.begin(), run.end(), IsDigit)) {
    return kCode;
  }
  return static_cast<std::uint32_t>(FixedHash(run)) | kWord;
}

std::vector<Symbol> SymbolsOf(std::string_view text) {
  std::vector<Symbol> symbols;
  symbols.reserve(std::min(kMostSymbols, text.size() / 3 + 1));
  for (std::size_t at = 0; at < text.size() && symbols.size() < kMostSymbols;) {
    const std::size_t begin = at;
    std::uint32_t value = 0;
    if (!IsOfRun(text[at])) {
      value = static_cast<std::uint32_t>(NextCodePoint(text, at));
    } else if (text.substr(at).starts_with("http")) {
      while (at < text.size() && text[at] > ' ' && text[at] <= '~') {
        ++at;
      }
      value = kAddress;
    } else {
      while (at < text.size() && IsOfRun(text[at])) {
        ++at;
      }
      value = ValueOf(text.substr(begin, at - begin));
    }
    if (value == kBlot) {
      continue;
    }
    symbols.push_back({value, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
  }
  return symbols;
}

constexpr unsigned kFold = 29;

// A pair of neighbours, or a symbol and 0.
std::uint64_t KeyOfPiece(std::uint64_t first, std::uint64_t second) {
  constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15U;
  constexpr std::uint64_t kSecond = 0xC2B2AE3D27D4EB4FU;
  const std::uint64_t mixed = first * kFirst;
  return (mixed ^ (mixed >> kFold) ^ second) * kSecond;
}

std::uint32_t SlotOf(char family, std::uint64_t key) {
  constexpr std::uint64_t kFamily = 0x165667B19E3779F9U;
  constexpr std::uint64_t kThird = 0x85EBCA77C2B2AE63U;
  const std::uint64_t mixed = key + static_cast<unsigned char>(family) * kFamily;
  return static_cast<std::uint32_t>(((mixed ^ (mixed >> kFold)) * kThird) >> (64U - kSlotBits));
}

float Damped(float weight) {
  return kFound * weight / (std::abs(weight) + kMuch);
}

}  // namespace

void FeatureList::AddText(std::string_view text, std::initializer_list<Family> families, Of what) {
  struct Piece {
    std::uint64_t key;
    std::uint32_t begin;
    std::uint32_t end;
  };
  std::vector<Piece> pieces;
  const std::vector<Symbol> symbols = SymbolsOf(text);
  pieces.reserve(symbols.size() * 2);
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const Symbol& symbol = symbols[i];
    pieces.push_back({KeyOfPiece(symbol.value, 0), symbol.begin, symbol.end});
    if (i + 1 < symbols.size()) {
      const Symbol& next = symbols[i + 1];
      pieces.push_back(
          {KeyOfPiece(symbol.value, next.value + std::uint64_t{1}), symbol.begin, next.end});
    }
  }
  std::vector<std::uint64_t> keys;
  keys.reserve(pieces.size());
  std::transform(pieces.begin(), pieces.end(), std::back_inserter(keys),
                 [](const Piece& piece) { return piece.key; });
  std::sort(keys.begin(), keys.end());
  std::vector<std::pair<std::uint64_t, float>> values;  // what is said often counts little more
  float squares = 0;
  for (auto from = keys.begin(); from != keys.end();) {
    const auto to = std::find_if(from, keys.end(), [&](std::uint64_t key) { return key != *from; });
    const float value = std::sqrt(static_cast<float>(to - from));
    values.emplace_back(*from, value);
    squares += value * value;
    from = to;
  }
  for (const Family& family : families) {
    const float share = squares > 0 ? family.weight / std::sqrt(squares) : 0;
    for (const auto& [key, value] : values) {
      features_.push_back({SlotOf(family.name, key), value * share});
    }
    for (const Piece& piece : pieces) {
      if (what != Of::WholePost) {
        grams_.push_back(
            {SlotOf(family.name, piece.key), piece.begin, piece.end, share, what == Of::Title});
      }
    }
  }
}

void FeatureList::Add(char family, std::string_view name, float value) {
  if (value != 0) {
    features_.push_back({SlotOf(family, FixedHash(name)), value});
  }
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
    return MannerOf(matter) == Manner::Letter ? Context::Letter : Context::Opening;
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

// Lengths as one of eight names, each about three times the one before.
void AddLength(std::string_view text, FeatureList& list) {
  constexpr std::string_view kLengths = "01234567";
  constexpr std::array<int, 7> kFrom = {2, 7, 22, 63, 181, 511, 1448};
  const auto which =
      std::upper_bound(kFrom.begin(), kFrom.end(), CountCodePoints(text)) - kFrom.begin();
  list.Add('l', kLengths.substr(static_cast<std::size_t>(which), 1), kFound);
}

}  // namespace

Manner MannerOf(const ReadMatter& matter) {
  constexpr int kLetter = 150;  // code points
  if (!matter.setting->is_first) {
    return Manner::FollowUp;
  }
  return CountCodePoints(matter.post) >= kLetter ? Manner::Letter : Manner::Opening;
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
  AddLength(matter.text, list);
  return list;
}

FeatureList FeaturesOfReply(const Wording& reading, ReplyKind rules) {
  constexpr std::string_view kSignNames = "0123";
  FeatureList list;
  list.AddText(reading.text(), {{'r', 1}}, FeatureList::Of::Matter);
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
  AddLength(reading.text(), list);
  return list;
}

}  // namespace forumwatch
