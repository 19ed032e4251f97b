#include "config/lexicon_file.h"

#include <array>

#include "config/handbook_file.h"
#include "config/lexicon_terms.h"
#include "config/model_file.h"

namespace forumwatch {
namespace {

constexpr float kFaultTopic = 3;      // what a word under "faults" says of its topic
constexpr float kFaultGrievance = 2;  // and that something is wrong

Meaning Means(Aspect aspect, std::size_t which, float weight = 1) {
  return {aspect, static_cast<std::uint8_t>(which), weight};
}
Meaning Means(Sign sign, float weight = 1) {
  return Means(Aspect::Sign, static_cast<std::size_t>(sign), weight);
}

constexpr std::array<std::pair<std::string_view, Sign>, kSigns> kSignKeys = {
    {{"grievance", Sign::Grievance},
     {"support", Sign::Support},
     {"praise", Sign::Praise},
     {"resolved", Sign::Resolved},
     {"calming", Sign::Calming},
     {"unconcerned", Sign::Unconcerned},
     {"advice", Sign::Advice},
     {"trade", Sign::Trade},
     {"small_talk", Sign::SmallTalk},
     {"news", Sign::News},
     {"question", Sign::Question},
     {"suggestion", Sign::Suggestion}}};
constexpr std::array<std::pair<std::string_view, Scope>, 8> kScopeKeys = {
    {{"ignored", Scope::Ignored},
     {"negation", Scope::Negation},
     {"elsewhere", Scope::Elsewhere},
     {"here", Scope::Here},
     {"contrast", Scope::Contrast},
     {"shift", Scope::Shift},
     {"shift_at_start", Scope::ShiftAtStart},
     {"intent", Scope::Intent}}};
constexpr std::array<std::pair<std::string_view, ReplySign>, 5> kReplyKeys = {
    {{"courtesy", ReplySign::Courtesy},
     {"deed", ReplySign::Deed},
     {"date", ReplySign::Date},
     {"position", ReplySign::Position},
     {"result", ReplySign::Result}}};
constexpr std::array<std::pair<std::string_view, float Scoring::*>, 20> kScoringKeys = {
    {{"opening", &Scoring::opening},
     {"in_complaint", &Scoring::in_complaint},
     {"elsewhere", &Scoring::elsewhere},
     {"topic_share", &Scoring::topic_share},
     {"topic_share_in_complaint", &Scoring::topic_share_in_complaint},
     {"talk", &Scoring::talk},
     {"news", &Scoring::news},
     {"title", &Scoring::title},
     {"without_topic", &Scoring::without_topic},
     {"most_of_a_sign", &Scoring::most_of_a_sign},
     {"question_in_complaint", &Scoring::question_in_complaint},
     {"trade_in_complaint", &Scoring::trade_in_complaint},
     {"question_in_talk", &Scoring::question_in_talk},
     {"flag_grievance", &Scoring::flag_grievance},
     {"thread_topic", &Scoring::thread_topic},
     {"new_matter", &Scoring::new_matter},
     {"second_topic", &Scoring::second_topic},
     {"default_cause", &Scoring::default_cause},
     {"quoted", &Scoring::quoted},
     {"before_contrast", &Scoring::before_contrast}}};

// Reads file after file and keeps what is wrong with any of them.
class LexiconFiles {
 public:
  explicit LexiconFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

  template <typename Reader>
  void Read(std::string_view name, Reader reader) {
    try {
      const JsonFile file = JsonFile::Load(directory_ / name);
      reader(file);
      const auto found = file.Mistakes();
      mistakes_.insert(mistakes_.end(), found.begin(), found.end());
    } catch (const ConfigError& error) {
      mistakes_.insert(mistakes_.end(), error.mistakes().begin(), error.mistakes().end());
    }
  }

  void Done() const {
    if (!mistakes_.empty()) {
      throw ConfigError(mistakes_);
    }
  }

 private:
  std::filesystem::path directory_;
  std::vector<ConfigMistake> mistakes_;
};

// Where the handbook cannot be read, that it does not know a name is no mistake of another file.
bool IsWhole(const Handbook& handbook) {
  return !handbook.topics.empty();
}

std::optional<std::size_t> TopicOf(const JsonValue& value, const std::string& name,
                                   const Handbook& handbook) {
  const auto topic = FindTopic(handbook, name);
  if (!topic && IsWhole(handbook)) {
    value.Mistake("handbook.json 里没有“" + name + "”这个话题");
  }
  return topic;
}

void ReadTopics(const JsonFile& file, const Handbook& handbook, TermReader& terms) {
  for (const auto& [name, lists] : file.root().Required("topics", "各话题的词").Members()) {
    if (const auto topic = TopicOf(lists, name, handbook)) {
      terms.Graded(lists, {Means(Aspect::Topic, *topic)});
      terms.List(lists["faults"], {Means(Aspect::Topic, *topic, kFaultTopic),
                                   Means(Sign::Grievance, kFaultGrievance)});
    }
  }
  for (const JsonValue& group : file.root()["mixed"].Items()) {
    TermReader::Meanings meanings;
    for (const auto& [name, weight] : group.Required("topics", "话题和权重").Members()) {
      if (const auto topic = TopicOf(weight, name, handbook)) {
        meanings.push_back(
            Means(Aspect::Topic, *topic, static_cast<float>(weight.Number(1, 0.1, 10))));
      }
    }
    const double grievance = group["grievance"].Number(0, 0, 10);
    if (grievance > 0) {
      meanings.push_back(Means(Sign::Grievance, static_cast<float>(grievance)));
    }
    terms.List(group.Required("words", "词"), meanings);
  }
}

std::vector<TopicOrder> ReadOrder(const JsonFile& file, const Handbook& handbook) {
  std::vector<TopicOrder> order;
  for (const JsonValue& pair : file.root()["order"].Items()) {
    const std::vector<JsonValue> names = pair.Items();
    if (names.size() != 2) {
      pair.Mistake("应当是两个话题：[主要的, 附带的]");
      continue;
    }
    const auto first = TopicOf(names[0], names[0].NonEmptyText(), handbook);
    const auto second = TopicOf(names[1], names[1].NonEmptyText(), handbook);
    if (first && second) {
      order.push_back({*first, *second});
    }
  }
  return order;
}

void ReadKinds(const JsonFile& file, TermReader& terms) {
  for (const auto& [key, sign] : kSignKeys) {
    terms.Graded(file.root()[key], {Means(sign)});
  }
}

void ReadClasses(const JsonFile& file, TermReader& terms) {
  constexpr std::array<std::string_view, 3> kClassNames = {"1", "2", "3"};
  for (std::size_t i = 0; i < kClassNames.size(); ++i) {
    terms.Graded(file.root()[kClassNames.at(i)], {Means(Aspect::Class, i + 1)});
  }
}

void ReadCauses(const JsonFile& file, const Handbook& handbook, TermReader& terms) {
  for (const auto& [cause, items] : file.root().Required("causes", "各原因的词").Members()) {
    for (const auto& [item, lists] : items.Members()) {
      if (const auto known = FindCause(handbook, cause, item)) {
        terms.Graded(lists, {Means(Aspect::Cause, *known)});
      } else if (IsWhole(handbook)) {
        std::string unknown = "handbook.json 的 causes 里没有“";
        unknown += cause;
        unknown += "：";
        unknown += item;
        unknown += "”";
        lists.Mistake(unknown);
      }
    }
  }
}

void ReadFlags(const JsonFile& file, const Handbook& handbook, TermReader& terms) {
  for (const auto& [name, lists] : file.root().Required("flags", "危险信号的词").Members()) {
    const auto flag = FindFlag(handbook, name);
    if (!flag && IsWhole(handbook)) {
      lists.Mistake("handbook.json 的 flags 里没有“" + name + "”");
    }
    if (!flag) {
      continue;
    }
    terms.List(lists["threats"], {Means(Aspect::Threat, *flag, 2)});
    terms.List(lists["mentions"], {Means(Aspect::Mention, *flag, 2)});
    terms.List(lists["harmless"], {Means(Aspect::Threat, *flag, 0)});
    terms.List(lists["called_off"], {Means(Aspect::CalledOff, *flag, 3)});
  }
}

void ReadScope(const JsonFile& file, TermReader& terms) {
  for (const auto& [key, scope] : kScopeKeys) {
    terms.List(file.root()[key], {Means(Aspect::Scope, static_cast<std::size_t>(scope))});
  }
}

void ReadReplies(const JsonFile& file, TermReader& terms) {
  for (const auto& [key, sign] : kReplyKeys) {
    terms.Graded(file.root()[key], {Means(Aspect::Reply, static_cast<std::size_t>(sign))});
  }
  const JsonValue frames = file.root()["frames"];
  terms.List(frames["clause"], {Means(Aspect::Frame, static_cast<std::size_t>(Frame::OfClause))});
  terms.List(frames["sentence"],
             {Means(Aspect::Frame, static_cast<std::size_t>(Frame::OfSentence))});
  terms.List(frames["spared"], {Means(Aspect::Frame, 0, 0)});
}

std::vector<PlaceRule> ReadPlaces(const JsonFile& file) {
  std::vector<PlaceRule> rules;
  int rank = 0;
  for (const JsonValue& group : file.root().Required("places", "地点").Items()) {
    const std::string name = group.Required("name", "统一写成什么").NonEmptyText();
    const bool is_building = group["building"].Bool(false);
    for (const JsonValue& value : group.Required("written", "各种写法").Items()) {
      PlaceRule rule{value.NonEmptyText(), name, rank, is_building};
      if (!CheckTerm(value, rule.written)) {
        continue;
      }
      if (const auto wrong = WhatIsWrongWithPlace(rule)) {
        value.Mistake(*wrong);
        continue;
      }
      rules.push_back(std::move(rule));
    }
    rank += group["same_rank_as_next"].Bool(false) ? 0 : 1;
  }
  return rules;
}

Scoring ReadScoring(const JsonFile& file) {
  constexpr double kLimit = 20;
  Scoring scoring;
  for (const auto& [key, member] : kScoringKeys) {
    scoring.*member = static_cast<float>(
        file.root()[key].Number(static_cast<double>(scoring.*member), -kLimit, kLimit));
  }
  return scoring;
}

LexiconWords ReadWords(const std::filesystem::path& data_dir) {
  LexiconWords words;
  TermReader terms;
  LexiconFiles files(data_dir);
  const Handbook& handbook = words.handbook;
  files.Read("handbook.json", [&](const JsonFile& file) { words.handbook = ReadHandbook(file); });
  files.Read("lexicons/topics.json", [&](const JsonFile& file) {
    ReadTopics(file, handbook, terms);
    words.order = ReadOrder(file, handbook);
  });
  files.Read("lexicons/kinds.json", [&](const JsonFile& file) { ReadKinds(file, terms); });
  files.Read("lexicons/classes.json", [&](const JsonFile& file) { ReadClasses(file, terms); });
  files.Read("lexicons/causes.json",
             [&](const JsonFile& file) { ReadCauses(file, handbook, terms); });
  files.Read("lexicons/flags.json",
             [&](const JsonFile& file) { ReadFlags(file, handbook, terms); });
  files.Read("lexicons/scope.json", [&](const JsonFile& file) { ReadScope(file, terms); });
  files.Read("lexicons/replies.json", [&](const JsonFile& file) { ReadReplies(file, terms); });
  files.Read("lexicons/places.json",
             [&](const JsonFile& file) { words.places = ReadPlaces(file); });
  files.Read("lexicons/scoring.json",
             [&](const JsonFile& file) { words.scoring = ReadScoring(file); });
  files.Done();
  words.terms = terms.Take();
  return words;
}

}  // namespace

std::shared_ptr<const Lexicon> LoadLexicon(const std::filesystem::path& data_dir,
                                           std::vector<ConfigMistake>* of_model) {
  LexiconWords words = ReadWords(data_dir);
  try {
    words.learned = LoadLearned(data_dir / "models", words.handbook);
  } catch (const ConfigError& error) {
    if (of_model == nullptr) {
      throw;
    }
    of_model->insert(of_model->end(), error.mistakes().begin(), error.mistakes().end());
  }
  return std::make_shared<const Lexicon>(std::move(words));
}

std::shared_ptr<const Lexicon> LoadLexiconWith(const std::filesystem::path& data_dir,
                                               std::shared_ptr<const Learned> learned) {
  LexiconWords words = ReadWords(data_dir);
  words.learned = std::move(learned);
  return std::make_shared<const Lexicon>(std::move(words));
}

}  // namespace forumwatch
