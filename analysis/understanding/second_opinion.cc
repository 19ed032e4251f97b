#include "analysis/understanding/second_opinion.h"

#include <algorithm>
#include <cmath>

#include "analysis/understanding/learned.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostTopicsGiven = 3;
constexpr std::size_t kWordsShown = 2;  // of the model, for each answer

std::size_t Highest(std::span<const float> scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

bool IsAmong(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

class Opinion {
 public:
  Opinion(const ReadMatter& matter, const Lexicon& lexicon)
      : matter_(matter),
        lexicon_(lexicon),
        learned_(*lexicon.learned()),
        handbook_(lexicon.handbook()),
        list_(FeaturesOf(matter, handbook_)),
        scores_(learned_.Score(list_)),
        segment_(*matter.rules) {}

  Segment Make() {
    Answered answered;
    if (Knows(LearnedTask::Kind)) {
      answered.kind = ChooseKind();
    }
    if (Knows(LearnedTask::Class)) {
      answered.complaint_class = static_cast<int>(Highest(Of(LearnedTask::Class))) + 1;
    }
    if (Knows(LearnedTask::Topic)) {
      answered.topic = Highest(Of(LearnedTask::Topic));
    }
    if (Differs(answered)) {
      segment_ = Judge(*matter_.tally, *matter_.setting, lexicon_, answered);
    }
    if (answered.kind) {
      segment_.confidence = confidence_;
    }
    if (segment_.kind != Kind::Other && Knows(LearnedTask::Topics)) {
      SetOtherTopics();
    }
    if (segment_.kind == Kind::Complaint) {
      SetCause();
      SetFlags();
    }
    segment_.supports = segment_.supports && SpeaksOfThread();
    segment_.reasons = Reasons();
    return std::move(segment_);
  }

 private:
  [[nodiscard]] bool Knows(LearnedTask task) const { return learned_.Knows(task); }
  [[nodiscard]] std::span<const float> Of(LearnedTask task) const {
    return learned_.Of(task, scores_);
  }
  [[nodiscard]] float ThresholdOf(LearnedTask task, std::size_t answer) const {
    return learned_.ThresholdOf(task, answer, matter_.setting->is_first);
  }

  Kind ChooseKind() {
    constexpr std::array<Kind, 4> kKinds = {Kind::Complaint, Kind::Suggestion, Kind::Inquiry,
                                            Kind::Other};
    constexpr double kDoubted = 0.6;
    const auto odds = Of(LearnedTask::Kind);
    const double margin = static_cast<double>(odds[0] - ThresholdOf(LearnedTask::Kind, 0));
    confidence_ = 1 / (1 + std::exp(-std::abs(margin)));
    if (margin > 0) {
      return Kind::Complaint;
    }
    const Segment& rules = *matter_.rules;
    if (rules.kind == Kind::Complaint && !FlagsOf(*matter_.tally, handbook_).empty()) {
      confidence_ = std::min(rules.confidence, kDoubted);
      return Kind::Complaint;
    }
    return kKinds.at(1 + Highest(odds.subspan(1)));
  }

  // Whether the rules have said anything else.
  [[nodiscard]] bool Differs(const Answered& answered) const {
    const Segment& rules = *matter_.rules;
    if (answered.kind && answered.kind != rules.kind) {
      return true;
    }
    const bool other_class = rules.kind == Kind::Complaint && answered.complaint_class &&
                             answered.complaint_class != rules.complaint_class;
    const bool other_topic = rules.kind != Kind::Other && answered.topic &&
                             handbook_.topics[*answered.topic].name != rules.topics.front();
    return other_class || other_topic;
  }

  void SetOtherTopics() {
    const auto any = Of(LearnedTask::Topics);
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < any.size(); ++i) {
      if (any[i] > ThresholdOf(LearnedTask::Topics, i)) {
        others.push_back(i);
      }
    }
    std::stable_sort(others.begin(), others.end(),
                     [&](std::size_t a, std::size_t b) { return any[a] > any[b]; });
    segment_.topics.resize(1);
    for (const std::size_t other : others) {
      const std::string& name = handbook_.topics[other].name;
      if (name != segment_.topics.front() && segment_.topics.size() < kMostTopicsGiven) {
        segment_.topics.push_back(name);
      }
    }
  }

  // Who sides with a thread's matter speaks of it; what the rules know of that, they have seen to.
  [[nodiscard]] bool SpeaksOfThread() const {
    const Segment* const thread = matter_.setting->thread_matter;
    return !Knows(LearnedTask::Topic) || thread == nullptr ||
           IsAmong(thread->topics, segment_.topics.front());
  }

  // Class 3 is 环 unless it clearly is otherwise; the others never are.
  void SetCause() {
    const auto odds = Of(LearnedTask::Cause);
    std::size_t best = odds.size();
    for (std::size_t i = 0; i < odds.size(); ++i) {
      const bool can_be = handbook_.causes[i].cause != "环" || segment_.complaint_class == 3;
      if (can_be && (best == odds.size() || odds[i] > odds[best])) {
        best = i;
      }
    }
    if (best < odds.size()) {
      segment_.cause = handbook_.causes[best].cause;
      segment_.cause_item = handbook_.causes[best].item;
    }
  }

  void SetFlags() {
    const auto odds = Of(LearnedTask::Flags);
    for (std::size_t i = 0; i < odds.size(); ++i) {
      const std::string& flag = handbook_.flags[i];
      if (!IsAmong(segment_.flags, flag) && odds[i] > ThresholdOf(LearnedTask::Flags, i)) {
        segment_.flags.push_back(flag);
      }
    }
  }

  void AddWords(LearnedTask task, std::size_t answer, std::string_view what,
                std::vector<std::string>& reasons) const {
    const auto words = learned_.WordsFor(task, answer, list_, matter_.text, matter_.title);
    for (std::size_t i = 0; i < std::min(words.size(), kWordsShown); ++i) {
      std::string reason = "词：" + std::string(words[i].word) + "（像" + std::string(what) + "）";
      if (!IsAmong(reasons, reason)) {
        reasons.push_back(std::move(reason));
      }
    }
  }

  // Where the model overruled the rules, that is said first, and the words it went by; then those
  // words of the lexicons that were taken for what still stands.
  [[nodiscard]] std::vector<std::string> Reasons() const {
    const Segment& rules = *matter_.rules;
    std::vector<std::string> reasons;
    if (segment_.kind != rules.kind) {
      reasons.push_back("按词和规则算" + std::string(ChineseName(rules.kind)) +
                        "，按学过的帖子更像" + std::string(ChineseName(segment_.kind)));
    }
    const bool agreed_on_nothing = segment_.kind == Kind::Other && rules.kind == Kind::Other;
    if (Knows(LearnedTask::Kind) && !agreed_on_nothing) {
      AddWords(LearnedTask::Kind, static_cast<std::size_t>(segment_.kind),
               ChineseName(segment_.kind), reasons);
    }
    if (segment_.kind != Kind::Other) {
      AddWordsOfTopicAndClass(reasons);
    }
    for (const std::string& reason : segment_.reasons) {
      if (!IsAmong(reasons, reason) && StillStands(reason)) {
        reasons.push_back(reason);
      }
    }
    return reasons;
  }

  void AddWordsOfTopicAndClass(std::vector<std::string>& reasons) const {
    constexpr std::array<std::string_view, 3> kClasses = {"一类", "二类", "三类"};
    if (Knows(LearnedTask::Topic)) {
      const std::size_t topic = Highest(Of(LearnedTask::Topic));
      AddWords(LearnedTask::Topic, topic, handbook_.topics[topic].name, reasons);
    }
    if (Knows(LearnedTask::Class) && segment_.kind == Kind::Complaint) {
      const std::size_t which = Highest(Of(LearnedTask::Class));
      AddWords(LearnedTask::Class, which, kClasses.at(which), reasons);
    }
    for (std::size_t i = 0; i < Of(LearnedTask::Flags).size(); ++i) {
      const std::string& flag = handbook_.flags[i];
      if (IsAmong(segment_.flags, flag) && !IsAmong(matter_.rules->flags, flag)) {
        AddWords(LearnedTask::Flags, i, flag, reasons);
      }
    }
  }

  [[nodiscard]] bool StillStands(const std::string& reason) const {
    const auto& topics = handbook_.topics;
    return std::none_of(topics.begin(), topics.end(), [&](const TopicRow& topic) {
      return reason.ends_with("（" + topic.name + "）") && !IsAmong(segment_.topics, topic.name);
    });
  }

  const ReadMatter& matter_;
  const Lexicon& lexicon_;
  const Learned& learned_;
  const Handbook& handbook_;
  FeatureList list_;
  LearnedScores scores_;
  Segment segment_;
  double confidence_ = 0;  // in the kind
};

}  // namespace

Segment SecondOpinion(const ReadMatter& matter, const Lexicon& lexicon) {
  return Opinion(matter, lexicon).Make();
}

}  // namespace forumwatch
