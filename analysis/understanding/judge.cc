#include "analysis/understanding/judge.h"

#include <algorithm>
#include <cmath>

#include "analysis/understanding/reasons.h"

namespace forumwatch {
namespace {

constexpr float kPlainGrievance =
    2.5F;  // from which a question or a suggestion is a complaint (A1)
constexpr std::size_t kMostTopics = 3;

struct KindScores {
  float complaint = 0;
  float other = 0;
  float inquiry = 0;
  float suggestion = 0;
};

struct KindChoice {
  Kind kind = Kind::Other;
  float margin = 0;  // to the second best
};

bool IsComplaint(const Segment* segment) {
  return segment != nullptr && segment->kind == Kind::Complaint;
}

class Judgement {
 public:
  Judgement(const Tally& tally, const Setting& setting, const Lexicon& lexicon,
            const Answered& answered)
      : tally_(tally),
        setting_(setting),
        lexicon_(lexicon),
        answered_(answered),
        topics_(tally.topics) {
    if (setting.thread_matter != nullptr && !setting.is_first) {
      thread_ = setting.thread_matter;
    }
    WeighThread();
    PutInOrder();
    if (answered.topic) {
      topics_[*answered.topic] = *std::max_element(topics_.begin(), topics_.end()) + 1;
    }
  }

  Segment Make() {
    Segment segment;
    const KindChoice choice = answered_.kind ? KindChoice{*answered_.kind, 0} : ChooseKind();
    segment.kind = choice.kind;
    segment.confidence = Confidence(choice.margin);
    if (segment.kind == Kind::Other) {
      segment.topics = {"其他"};
    } else {
      SetTopics(segment);
    }
    if (segment.kind == Kind::Complaint) {
      SetComplaint(segment);
    }
    segment.supports = Supports(segment);
    segment.reasons =
        ReasonsFor(segment, tally_, lexicon_.handbook(), inherits_ ? thread_ : nullptr);
    return segment;
  }

 private:
  // A follow-up speaks of its thread's topic unless it plainly has one of its own.
  void WeighThread() {
    if (thread_ == nullptr || thread_->kind == Kind::Other) {
      return;
    }
    const Scoring& scoring = lexicon_.scoring();
    own_matter_ = HasOwnMatter();
    inherits_ = !own_matter_;
    float prior = scoring.thread_topic;
    for (const std::string& name : thread_->topics) {
      if (const auto topic = FindTopic(lexicon_.handbook(), name); topic && !own_matter_) {
        topics_[*topic] += prior;
        prior /= 2;
      }
    }
  }

  // 停车费 is about parking first, whatever is said of money.
  void PutInOrder() {
    constexpr float kAtLeast = 2.5F;
    constexpr float kShare = 0.5F;
    for (const TopicOrder& order : lexicon_.order()) {
      float& first = topics_[order.first];
      const float second = topics_[order.second];
      if (first >= kAtLeast && first < second && first >= second * kShare) {
        first = second + 0.1F;
      }
    }
  }

  [[nodiscard]] bool HasOwnMatter() const {
    constexpr float kAnnouncedTopic = 2;
    const std::size_t own = tally_.MainTopic();
    const float least = setting_.announced ? kAnnouncedTopic : lexicon_.scoring().new_matter;
    if (own == tally_.topics.size() || tally_.topics[own] < least) {
      return false;
    }
    float of_thread = 0;
    for (const std::string& name : thread_->topics) {
      const auto topic = FindTopic(lexicon_.handbook(), name);
      if (!topic) {
        continue;
      }
      of_thread = std::max(of_thread, tally_.topics[*topic]);
      if (!setting_.announced && IsPart(own, *topic)) {
        return false;
      }
    }
    return tally_.topics[own] > of_thread + 1;
  }

  // 收费 in a thread about 停车 is no other matter.
  [[nodiscard]] bool IsPart(std::size_t topic, std::size_t of) const {
    return std::any_of(
        lexicon_.order().begin(), lexicon_.order().end(),
        [&](const TopicOrder& order) { return order.first == of && order.second == topic; });
  }

  [[nodiscard]] float Of(Sign sign) const {
    return std::min(tally_.Of(sign), lexicon_.scoring().most_of_a_sign);
  }
  [[nodiscard]] bool InThread(Kind kind) const {
    return thread_ != nullptr && thread_->kind == kind;
  }

  [[nodiscard]] float ScoreComplaint() const {
    const Scoring& scoring = lexicon_.scoring();
    constexpr float kMostOfTopic = 6;
    const float topic = std::min(tally_.TopicWeight(), kMostOfTopic);
    const bool in_complaint = InThread(Kind::Complaint);
    const float share = in_complaint || topic >= 2 ? 1 : scoring.without_topic;
    const float topic_share = in_complaint ? scoring.topic_share_in_complaint : scoring.topic_share;
    float score = Of(Sign::Grievance) * share + topic_share * topic;
    const auto flags = FlagsOf(tally_, lexicon_.handbook());
    score += scoring.flag_grievance * static_cast<float>(flags.size());
    if (in_complaint) {
      return score + Of(Sign::Support) + (own_matter_ ? scoring.opening / 2 : scoring.in_complaint);
    }
    return score + (thread_ == nullptr ? scoring.opening : scoring.elsewhere);
  }

  // 有没有人知道 asks wherever it stands; a mere 吗 may be anything.
  [[nodiscard]] float ScoreInquiry() const {
    constexpr float kPlainQuestion = 3;
    constexpr float kQuestionMark = 0.5F;
    const float score = Of(Sign::Question) + (tally_.asks ? kQuestionMark : 0);
    if (Of(Sign::Question) >= kPlainQuestion) {
      return score;
    }
    if (InThread(Kind::Complaint)) {
      return score * lexicon_.scoring().question_in_complaint;
    }
    return InThread(Kind::Other) ? score * lexicon_.scoring().question_in_talk : score;
  }

  [[nodiscard]] KindScores ScoreKinds() const {
    const Scoring& scoring = lexicon_.scoring();
    KindScores scores;
    scores.complaint = ScoreComplaint();
    for (const Sign sign : {Sign::Praise, Sign::Resolved, Sign::Calming, Sign::Unconcerned,
                            Sign::Advice, Sign::SmallTalk}) {
      scores.other += Of(sign);
    }
    scores.other += Of(Sign::News) * scoring.news;
    scores.other += InThread(Kind::Other) ? scoring.talk : 0;
    const bool in_complaint = InThread(Kind::Complaint);
    scores.other += Of(Sign::Trade) * (in_complaint ? scoring.trade_in_complaint : 1);
    if (Of(Sign::Grievance) < kPlainGrievance || scores.complaint <= 0) {
      scores.inquiry = ScoreInquiry();
      scores.suggestion = Of(Sign::Suggestion);
    }
    scores.suggestion += InThread(Kind::Suggestion) ? Of(Sign::Support) / 2 : 0;
    scores.inquiry += InThread(Kind::Inquiry) ? Of(Sign::Support) / 2 : 0;
    return scores;
  }

  [[nodiscard]] KindChoice ChooseKind() const {
    const KindScores scores = ScoreKinds();
    std::array<std::pair<float, Kind>, 4> ranked = {{{scores.complaint, Kind::Complaint},
                                                     {scores.suggestion, Kind::Suggestion},
                                                     {scores.inquiry, Kind::Inquiry},
                                                     {std::max(scores.other, 0.1F), Kind::Other}}};
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    return {ranked[0].second, ranked[0].first - ranked[1].first};
  }

  static double Confidence(float margin) {
    constexpr double kSteepness = 0.6;
    constexpr double kMost = 0.98;
    return std::min(kMost, 1.0 / (1.0 + std::exp(-kSteepness * static_cast<double>(margin))));
  }

  void SetTopics(Segment& segment) {
    const Handbook& handbook = lexicon_.handbook();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < topics_.size(); ++i) {
      if (topics_[i] > 0) {
        order.push_back(i);
      }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return topics_[a] > topics_[b]; });
    for (const std::size_t topic : order) {
      const bool enough = topics_[topic] >= topics_[order[0]] * lexicon_.scoring().second_topic &&
                          (topic == order[0] || topics_[topic] >= 2);
      if (enough && segment.topics.size() < kMostTopics) {
        segment.topics.push_back(handbook.topics[topic].name);
      }
    }
    main_ = order.empty() ? topics_.size() : order[0];
    if (order.empty()) {
      segment.topics = {"其他"};
      main_ = FindTopic(handbook, "其他").value_or(topics_.size());
    }
    if (main_ < handbook.topics.size()) {
      segment.specialty = handbook.topics[main_].specialty;
    }
  }

  [[nodiscard]] bool SpeaksOfThreadTopic() const {
    return IsComplaint(thread_) && main_ < topics_.size() && !thread_->topics.empty() &&
           lexicon_.handbook().topics[main_].name == thread_->topics.front();
  }

  // 其他 for want of any word of a topic is no topic: nothing follows from it.
  [[nodiscard]] bool KnowsTopic() const {
    const auto& rows = lexicon_.handbook().topics;
    return main_ < rows.size() &&
           (answered_.topic || tally_.topics[main_] > 0 || rows[main_].name != "其他");
  }

  void SetComplaint(Segment& segment) {
    segment.complaint_class = answered_.complaint_class ? answered_.complaint_class : ChooseClass();
    SetCause(segment);
    segment.flags = FlagsOf(tally_, lexicon_.handbook());
  }

  [[nodiscard]] std::optional<int> ChooseClass() const {
    constexpr float kTopicClass = 2;
    std::array<float, 4> classes = tally_.classes;
    const auto& rows = lexicon_.handbook().topics;
    if (SpeaksOfThreadTopic() && thread_->complaint_class) {
      classes.at(static_cast<std::size_t>(*thread_->complaint_class)) += kTopicClass * 1.5F;
    } else if (KnowsTopic()) {
      classes.at(static_cast<std::size_t>(rows[main_].complaint_class)) += kTopicClass;
    }
    const auto* const best = std::max_element(classes.begin() + 1, classes.end());
    return *best > 0 ? std::optional(static_cast<int>(best - classes.begin())) : std::nullopt;
  }

  void SetCause(Segment& segment) {
    const Handbook& handbook = lexicon_.handbook();
    std::vector<float> causes = tally_.causes;
    const float usual = lexicon_.scoring().default_cause;
    if (SpeaksOfThreadTopic()) {
      if (const auto cause = FindCause(handbook, thread_->cause, thread_->cause_item)) {
        causes[*cause] += usual * 1.5F;
      }
    } else if (KnowsTopic()) {
      causes[handbook.topics[main_].cause] += usual;
    }
    for (std::size_t i = 0; i < causes.size(); ++i) {
      if (handbook.causes[i].cause == "环") {
        // Class 3 is 环 unless it clearly is otherwise; the others never are.
        causes[i] = segment.complaint_class == 3 ? causes[i] + 2 * usual : 0;
      }
    }
    const auto best = std::max_element(causes.begin(), causes.end());
    if (best != causes.end() && *best > 0) {
      const CauseRow& row = handbook.causes[static_cast<std::size_t>(best - causes.begin())];
      segment.cause = row.cause;
      segment.cause_item = row.item;
    }
  }

  [[nodiscard]] bool Supports(const Segment& segment) const {
    if (thread_ == nullptr || segment.kind == Kind::Other || segment.kind != thread_->kind ||
        own_matter_) {
      return false;
    }
    return tally_.Of(Sign::Support) > 0 || tally_.TopicWeight() < lexicon_.scoring().new_matter;
  }

  const Tally& tally_;
  const Setting& setting_;
  const Lexicon& lexicon_;
  const Answered& answered_;
  std::vector<float> topics_;  // with what the thread adds
  const Segment* thread_ = nullptr;
  bool own_matter_ = false;
  bool inherits_ = false;
  std::size_t main_ = 0;
};

}  // namespace

std::vector<std::string> FlagsOf(const Tally& tally, const Handbook& handbook) {
  std::vector<std::string> flags;
  for (std::size_t i = 0; i < tally.flags.size(); ++i) {
    const FlagTally& flag = tally.flags[i];
    if (flag.threat - flag.called_off >= 1) {
      flags.push_back(handbook.flags[i]);
    }
  }
  return flags;
}

Segment Judge(const Tally& tally, const Setting& setting, const Lexicon& lexicon,
              const Answered& answered) {
  return Judgement(tally, setting, lexicon, answered).Make();
}

}  // namespace forumwatch
