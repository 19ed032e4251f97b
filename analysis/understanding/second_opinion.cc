#include "analysis/understanding/second_opinion.h"

#include <algorithm>
#include <cmath>

#include "analysis/understanding/learned.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostTopicsGiven = 3;
constexpr std::size_t kWordsShown = 3;  // of the model, for each answer

std::size_t Highest(std::span<const float> scores) {
  return static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

bool IsAmong(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

std::string ClassInWords(std::optional<int> complaint_class) {
  constexpr std::array<std::string_view, 4> kClasses = {"没有类别", "一类", "二类", "三类"};
  return std::string(kClasses.at(static_cast<std::size_t>(complaint_class.value_or(0))));
}

std::string CauseInWords(const Segment& segment) {
  return segment.cause.empty() ? "看不出原因" : segment.cause + "·" + segment.cause_item;
}

class Opinion {
 public:
  Opinion(const ReadMatter& matter, const Lexicon& lexicon)
      : matter_(matter),
        lexicon_(lexicon),
        learned_(*lexicon.learned()),
        handbook_(lexicon.handbook()),
        manner_(MannerOf(matter.setting->is_first, matter.post)),
        list_(FeaturesOf(matter, handbook_)),
        scores_(learned_.Score(list_)),
        segment_(*matter.rules) {}

  Segment Make() {
    TakeKind();
    if (segment_.kind != Kind::Other) {
      TakeTopic();
      TakeOtherTopics();
    }
    if (segment_.kind == Kind::Complaint) {
      TakeClass();
      TakeCause();
      AddFlags();
    }
    if (Knows(LearnedTask::Kind)) {
      segment_.confidence = Confidence();
    }
    AddReasonsOfRules();
    segment_.reasons = std::move(reasons_);
    return std::move(segment_);
  }

 private:
  [[nodiscard]] bool Knows(LearnedTask task) const { return learned_.Knows(task); }
  [[nodiscard]] std::span<const float> Of(LearnedTask task) const {
    return learned_.Of(task, scores_);
  }
  [[nodiscard]] const Surety& SuretyOf(LearnedTask task, std::size_t answer) const {
    return learned_.SuretyOf(task, answer, manner_);
  }
  [[nodiscard]] std::size_t Choose(LearnedTask task, std::optional<std::size_t> by_rules) const {
    return learned_.Choose(task, Of(task), by_rules, manner_);
  }

  // What has been answered so far is no question any more; the topics stay what they were made.
  void JudgeAnew() { segment_ = Judge(*matter_.tally, *matter_.setting, lexicon_, answered_); }

  void TakeKind() {
    if (!Knows(LearnedTask::Kind)) {
      return;
    }
    constexpr std::array<Kind, 4> kKinds = {Kind::Complaint, Kind::Suggestion, Kind::Inquiry,
                                            Kind::Other};
    const auto odds = Of(LearnedTask::Kind);
    const Surety& sure = SuretyOf(LearnedTask::Kind, 0);
    const bool by_rules = segment_.kind == Kind::Complaint;
    if (by_rules ? odds[0] >= sure.no : odds[0] <= sure.yes) {
      return;
    }
    const std::size_t kind = by_rules ? 1 + Highest(odds.subspan(1)) : 0;
    if (by_rules && !MayBeQuieted()) {
      reasons_.push_back("按学过的帖子更像" + std::string(ChineseName(kKinds.at(kind))) +
                         "；有危险信号的，词和规则说是投诉就是投诉");
      return;
    }
    answered_.kind = kKinds.at(kind);
    Overrule(LearnedTask::Kind, kind, ChineseName(segment_.kind), ChineseName(*answered_.kind));
    JudgeAnew();
  }

  [[nodiscard]] bool MayBeQuieted() const { return FlagsOf(*matter_.tally, handbook_).empty(); }

  // As sure as the rules are of what they say: from a half to one.
  [[nodiscard]] double Confidence() const {
    const double complaint =
        1 / (1 + std::exp(-static_cast<double>(Of(LearnedTask::Kind).front())));
    const double likely = segment_.kind == Kind::Complaint ? complaint : 1 - complaint;
    return (1 + likely) / 2;
  }

  void TakeTopic() {
    if (!Knows(LearnedTask::Topic)) {
      return;
    }
    const auto by_rules = FindTopic(handbook_, segment_.topics.front());
    const std::size_t topic = Choose(LearnedTask::Topic, by_rules);
    if (topic == by_rules) {
      return;
    }
    answered_.topic = topic;
    const std::string& name = handbook_.topics[topic].name;
    Overrule(LearnedTask::Topic, topic, segment_.topics.front(), name);
    JudgeAnew();
    const Segment* const thread = matter_.setting->thread_matter;
    segment_.supports = segment_.supports && thread != nullptr && IsAmong(thread->topics, name);
  }

  void TakeOtherTopics() {
    const auto odds = Of(LearnedTask::Topics);
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < odds.size(); ++i) {
      const std::string& name = handbook_.topics[i].name;
      const Surety& sure = SuretyOf(LearnedTask::Topics, i);
      const bool is_so = IsAmong(segment_.topics, name) ? odds[i] >= sure.no : odds[i] > sure.yes;
      if (is_so && name != segment_.topics.front()) {
        others.push_back(i);
      }
    }
    if (odds.empty()) {
      return;
    }
    std::stable_sort(others.begin(), others.end(),
                     [&](std::size_t a, std::size_t b) { return odds[a] > odds[b]; });
    others.resize(std::min(others.size(), kMostTopicsGiven - 1));
    const std::vector<std::string> by_rules = std::move(segment_.topics);
    segment_.topics = {by_rules.front()};
    for (const std::size_t other : others) {
      const std::string& name = handbook_.topics[other].name;
      segment_.topics.push_back(name);
      if (!IsAmong(by_rules, name)) {
        AddWords(LearnedTask::Topics, other, name);
      }
    }
  }

  void TakeClass() {
    if (!Knows(LearnedTask::Class)) {
      return;
    }
    const std::optional<int> by_rules = segment_.complaint_class;
    const auto row =
        by_rules ? std::optional(static_cast<std::size_t>(*by_rules) - 1) : std::nullopt;
    const std::size_t chosen = Choose(LearnedTask::Class, row);
    if (chosen == row) {
      return;
    }
    answered_.complaint_class = static_cast<int>(chosen) + 1;
    Overrule(LearnedTask::Class, chosen, ClassInWords(by_rules),
             ClassInWords(answered_.complaint_class));
    const std::vector<std::string> topics = std::move(segment_.topics);
    const bool supports = segment_.supports;
    JudgeAnew();
    segment_.topics = topics;
    segment_.supports = supports;
  }

  // Class 3 is 环 unless it clearly is otherwise; the others never are.
  void TakeCause() {
    if (!Knows(LearnedTask::Cause)) {
      return;
    }
    const auto of_any = Of(LearnedTask::Cause);
    std::vector<float> odds(of_any.begin(), of_any.end());
    for (std::size_t i = 0; i < odds.size(); ++i) {
      if (handbook_.causes[i].cause == "环" && segment_.complaint_class != 3) {
        odds[i] = -kNever;
      }
    }
    const auto by_rules = FindCause(handbook_, segment_.cause, segment_.cause_item);
    const std::size_t chosen = learned_.Choose(LearnedTask::Cause, odds, by_rules, manner_);
    if (chosen == by_rules) {
      return;
    }
    const std::string before = CauseInWords(segment_);
    segment_.cause = handbook_.causes[chosen].cause;
    segment_.cause_item = handbook_.causes[chosen].item;
    Overrule(LearnedTask::Cause, chosen, before, CauseInWords(segment_));
  }

  void AddFlags() {
    const auto odds = Of(LearnedTask::Flags);
    for (std::size_t i = 0; i < odds.size(); ++i) {
      const std::string& flag = handbook_.flags[i];
      if (!IsAmong(segment_.flags, flag) && odds[i] > SuretyOf(LearnedTask::Flags, i).yes) {
        segment_.flags.push_back(flag);
        AddWords(LearnedTask::Flags, i, flag);
      }
    }
  }

  // Where the model overruled the rules, that is said, and the words it went by.
  void Overrule(LearnedTask task, std::size_t answer, std::string_view before,
                std::string_view now) {
    reasons_.push_back("按词和规则算" + std::string(before) + "，按学过的帖子更像" +
                       std::string(now));
    const std::size_t before_words = reasons_.size();
    AddWords(task, answer, now);
    if (reasons_.size() == before_words) {
      reasons_.emplace_back("没有哪个词单独起作用，看的是整段话和它在的主题");
    }
  }

  void AddWords(LearnedTask task, std::size_t answer, std::string_view what) {
    const auto words = learned_.WordsFor(task, answer, list_, matter_.text, matter_.title);
    for (std::size_t i = 0; i < std::min(words.size(), kWordsShown); ++i) {
      std::string reason = "词：" + std::string(words[i].word) + "（像" + std::string(what) + "）";
      if (!IsAmong(reasons_, reason)) {
        reasons_.push_back(std::move(reason));
      }
    }
  }

  // The words of the lexicons follow, as far as they were taken for what still stands.
  void AddReasonsOfRules() {
    for (const std::string& reason : segment_.reasons) {
      if (!IsAmong(reasons_, reason) && StillStands(reason)) {
        reasons_.push_back(reason);
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
  Manner manner_;
  FeatureList list_;
  LearnedScores scores_;
  Segment segment_;
  Answered answered_;
  std::vector<std::string> reasons_;
};

}  // namespace

Segment SecondOpinion(const ReadMatter& matter, const Lexicon& lexicon) {
  return Opinion(matter, lexicon).Make();
}

}  // namespace forumwatch
