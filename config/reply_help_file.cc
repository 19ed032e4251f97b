#include "config/reply_help_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <string>
#include <utility>

#include "analysis/understanding/handbook.h"
#include "config/json_reader.h"
#include "config/lexicon_terms.h"

namespace forumwatch {
namespace {

// config/lexicons/common_pairs.json.
constexpr int kFewestPosts = 100;  // counted over fewer, "rare" would mean nothing
constexpr int kManyPosts = 100'000'000;
constexpr int kClasses = 3;  // A2

// {"120": "我们 物业 …"}: by the number of posts that have them.
CommonPairs::Counts ReadRows(const JsonValue& rows, int posts) {
  CommonPairs::Counts counts;
  for (const auto& [number, value] : rows.Members()) {
    int count = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (error != std::errc() || end != number.data() + number.size() || count < 1 ||
        count > posts) {
      value.Mistake("“" + number + "”要是 1 到 posts 之间的篇数");
      continue;
    }
    std::istringstream pairs(value.NonEmptyText());
    for (std::string pair; pairs >> pair;) {
      if (!counts.emplace(pair, count).second) {
        value.Mistake("“" + pair + "”写了两遍");
      }
    }
  }
  return counts;
}

CommonPairs ReadCommonPairs(const JsonFile& file) {
  const int posts =
      file.root().Required("posts", "数过多少篇").Int(kFewestPosts, kFewestPosts, kManyPosts);
  CommonPairs::Counts counts = ReadRows(file.root().Required("pairs", "常见的两个字"), posts);
  int least = posts;
  for (const auto& [pair, count] : counts) {
    least = std::min(least, count);
  }
  return {posts, least, std::move(counts)};
}

constexpr std::array<std::pair<std::string_view, DraftSign>, kDraftSigns> kSignLists = {
    {{"blame", DraftSign::Blame},
     {"shirking", DraftSign::Shirking},
     {"coldness", DraftSign::Coldness},
     {"warmth", DraftSign::Warmth},
     {"beyond_power", DraftSign::BeyondPower},
     {"undated", DraftSign::Undated}}};

std::vector<std::string> ReadTerms(const JsonValue& list) {
  TermReader reader;
  reader.List(list, {});
  std::vector<std::string> terms;
  for (Term& term : reader.Take()) {
    terms.push_back(std::move(term.written));
  }
  return terms;
}

AskWords ReadAsks(const JsonFile& file) {
  std::vector<AskKind> kinds;
  for (const JsonValue& value : file.root()["asks"].Items()) {
    AskKind& kind = kinds.emplace_back();
    kind.name = value.Required("name", "问的是什么").NonEmptyText();
    kind.asked = ReadTerms(value.Required("asked", "怎样问"));
    kind.not_asked = ReadTerms(value["not_asked"]);
    kind.answered = ReadTerms(value["answered"]);
    kind.dated = value["dated"].Bool(false);
  }
  return AskWords(kinds, ReadTerms(file.root()["past"]));
}

// config/lexicons/drafts.json.
struct DraftFile {
  DraftWords words;
  AskWords asks;
};

DraftFile ReadDrafts(const JsonFile& file) {
  DraftWords::Lists lists;
  for (const auto& [key, sign] : kSignLists) {
    lists.at(static_cast<std::size_t>(sign)) = ReadTerms(file.root()[key]);
  }
  return {DraftWords(lists), ReadAsks(file)};
}

std::vector<Guidance> ReadGuidance(const JsonFile& file, const Handbook& handbook) {
  std::vector<Guidance> all;
  for (const JsonValue& value : file.root().Required("guidance", "各话题的指引").Items()) {
    Guidance& one = all.emplace_back();
    one.name = value.Required("name", "叫什么").NonEmptyText();
    const JsonValue topics = value.Required("topics", "哪些话题用得上");
    one.topics = topics.Texts();
    for (const std::string& topic : one.topics) {
      if (!handbook.topics.empty() && !FindTopic(handbook, topic)) {
        topics.Mistake("handbook.json 里没有“" + topic + "”这个话题");
      }
    }
    for (const JsonValue& number : value["classes"].Items()) {
      one.classes.push_back(number.Int(1, 1, kClasses));
    }
    one.words = value["words"].Texts();
    one.tell = value["tell"].Text();
    one.guide = value["guide"].Text();
    one.involve = value["involve"].Texts();
    one.avoid = value["avoid"].Text();
    one.standard = value["standard"].Text();
  }
  return all;
}

// What `read` makes of a file, or nothing, its mistakes kept.
template <typename Read>
auto Tried(const std::filesystem::path& path, std::vector<ConfigMistake>& mistakes, Read read)
    -> decltype(read(std::declval<const JsonFile&>())) {
  try {
    const JsonFile file = JsonFile::Load(path);
    auto made = read(file);
    file.Done();
    return made;
  } catch (const ConfigError& error) {
    mistakes.insert(mistakes.end(), error.mistakes().begin(), error.mistakes().end());
    return {};
  }
}

}  // namespace

ReplyHelp LoadReplyHelp(const ReplyHelpFiles& files, const Handbook& handbook,
                        std::vector<ConfigMistake>& mistakes) {
  ReplyHelp help;
  help.common = Tried(files.common_pairs, mistakes, ReadCommonPairs);
  DraftFile drafts = Tried(files.drafts, mistakes, ReadDrafts);
  help.words = std::move(drafts.words);
  help.asks = std::move(drafts.asks);
  help.guidance = Tried(files.guidance, mistakes,
                        [&](const JsonFile& file) { return ReadGuidance(file, handbook); });
  return help;
}

ReplyHelpFiles ReplyHelpIn(const std::filesystem::path& data_dir) {
  const std::filesystem::path lexicons = data_dir / "lexicons";
  return {lexicons / "common_pairs.json", lexicons / "drafts.json",
          data_dir / "reply_guidance.json"};
}

}  // namespace forumwatch
