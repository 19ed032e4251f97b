#include "analysis/learning/examples.h"

#include <algorithm>

#include "analysis/learning/tasks.h"
#include "analysis/text/code_points.h"
#include "analysis/understanding/reply.h"
#include "analysis/understanding/taught.h"

namespace forumwatch {
namespace {

bool IsAmong(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<Feature> BySlot(const FeatureList& list) {
  std::vector<Feature> features = list.features();
  std::sort(features.begin(), features.end(),
            [](const Feature& a, const Feature& b) { return a.slot < b.slot; });
  std::vector<Feature> merged;
  for (const Feature& feature : features) {
    if (!merged.empty() && merged.back().slot == feature.slot) {
      merged.back().value += feature.value;
    } else {
      merged.push_back(feature);
    }
  }
  return merged;
}

// The answers to a task that are right for a labelled matter; nothing when the label is silent.
std::optional<std::vector<std::string>> AnswersTo(LearnedTask task, const Segment& label) {
  using List = std::vector<std::string>;
  const bool complains = label.kind == Kind::Complaint;
  switch (task) {
    case LearnedTask::Kind:
      return List{std::string(ChineseName(label.kind))};
    case LearnedTask::Class:
      return label.complaint_class ? std::optional(List{std::to_string(*label.complaint_class)})
                                   : std::nullopt;
    case LearnedTask::Topic:
      return complains ? std::optional(List{label.topics.front()}) : std::nullopt;
    case LearnedTask::Topics:
      return complains ? std::optional(label.topics) : std::nullopt;
    case LearnedTask::Cause:
      return label.cause.empty() ? std::nullopt
                                 : std::optional(List{label.cause + label.cause_item});
    case LearnedTask::Flags:
      return complains ? std::optional(label.flags) : std::nullopt;
    case LearnedTask::Reply:
      break;
  }
  return std::nullopt;
}

class ExampleMaker {
 public:
  ExampleMaker(const std::vector<std::string>& masked, const std::vector<LinearOutput>& outputs,
               const Lexicon& lexicon, const Openings& known)
      : masked_(masked), outputs_(outputs), lexicon_(lexicon), openings_(known) {
    std::sort(masked_.begin(), masked_.end(),
              [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  }

  void Add(const LabelledPost& post) {
    const std::string text = Blotted(post.text, masked_);
    if (post.official) {
      AddReply(post, text);
      return;
    }
    const std::string title = Blotted(post.title, masked_);
    const auto opening = openings_.find(post.thread);
    const Segment* const known =
        post.is_first || opening == openings_.end() ? nullptr : &opening->second;
    const auto taught = FeaturesOfPost({title, text, post.is_first, false, known}, lexicon_);
    if (taught.empty()) {
      return;
    }
    if (post.is_first) {
      openings_.emplace(post.thread, taught.front().by_rules);
    }
    AddMatters(post, taught);
    if (post.wakes && post.certain && LearnsKinds(outputs_)) {
      const TaughtSegment& worst = Worst(taught);
      Example example = ExampleOf(post, post.group, worst);
      example.truth.front() = *post.wakes ? Truth::Yes : Truth::No;
      examples_.push_back(std::move(example));
    }
  }

  std::vector<Example> Take() { return std::move(examples_); }

 private:
  [[nodiscard]] Example ExampleOf(const LabelledPost& post, const std::string& group,
                                  const FeatureList& features) const {
    const bool letter = post.set == "letters" || post.set == "replies";
    Example example;
    example.features = BySlot(features);
    example.group = group;
    example.source = post.set;
    example.texts = post.wakes ? Texts::Chatter : letter ? Texts::Letters : Texts::Forum;
    example.truth.resize(outputs_.size(), Truth::Unknown);
    example.by_rules.resize(outputs_.size(), Truth::Unknown);
    return example;
  }

  [[nodiscard]] Example ExampleOf(const LabelledPost& post, const std::string& group,
                                  const TaughtSegment& taught) const {
    Example example = ExampleOf(post, group, taught.features);
    example.manner = taught.manner;
    example.danger = !taught.by_rules.flags.empty();
    AnswerAll(taught.by_rules, example.by_rules);
    return example;
  }

  void Answer(LearnedTask task, const std::vector<std::string>& right,
              std::vector<Truth>& answers) const {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      if (outputs_[i].task == Name(task)) {
        answers[i] = IsAmong(right, outputs_[i].name) ? Truth::Yes : Truth::No;
      }
    }
  }

  void AnswerAll(const Segment& right, std::vector<Truth>& answers) const {
    for (const LearnedTask task : kLearnedTasks) {
      if (const auto words = AnswersTo(task, right)) {
        Answer(task, *words, answers);
      }
    }
  }

  void AddReply(const LabelledPost& post, const std::string& text) {
    if (post.reply) {
      Example example = ExampleOf(post, post.group, FeaturesOfReply(text, lexicon_));
      Answer(LearnedTask::Reply, {std::string(Name(*post.reply))}, example.truth);
      Answer(LearnedTask::Reply, {std::string(Name(JudgeReply(text, lexicon_)))}, example.by_rules);
      examples_.push_back(std::move(example));
    }
  }

  void AddMatters(const LabelledPost& post, const std::vector<TaughtSegment>& taught) {
    std::vector<Segment> by_rules;
    by_rules.reserve(taught.size());
    for (const TaughtSegment& segment : taught) {
      by_rules.push_back(segment.by_rules);
    }
    for (const LabelledMatter& matter : post.matters) {
      const std::size_t beside = Beside(matter.label, by_rules);
      Example example = ExampleOf(post, matter.group, taught[beside]);
      AnswerAll(matter.label, example.truth);
      examples_.push_back(std::move(example));
    }
  }

  // The first complaint of the rules, else the first segment.
  static const TaughtSegment& Worst(const std::vector<TaughtSegment>& taught) {
    const auto complaint = std::find_if(
        taught.begin(), taught.end(),
        [](const TaughtSegment& segment) { return segment.by_rules.kind == Kind::Complaint; });
    return complaint == taught.end() ? taught.front() : *complaint;
  }

  std::vector<std::string> masked_;
  const std::vector<LinearOutput>& outputs_;
  const Lexicon& lexicon_;
  Openings openings_;
  std::vector<Example> examples_;
};

}  // namespace

std::vector<LinearOutput> OutputsFor(const std::vector<LearnedTask>& tasks,
                                     const Handbook& handbook) {
  std::vector<LinearOutput> outputs;
  for (const LearnedTask task : kLearnedTasks) {
    if (std::find(tasks.begin(), tasks.end(), task) == tasks.end()) {
      continue;
    }
    for (std::string& answer : AnswersOf(task, handbook)) {
      LinearOutput output;
      output.task = Name(task);
      output.name = std::move(answer);
      outputs.push_back(std::move(output));
    }
  }
  return outputs;
}

bool LearnsKinds(const std::vector<LinearOutput>& outputs) {
  return !outputs.empty() && outputs.front().task == Name(LearnedTask::Kind);
}

std::vector<Example> MakeExamples(const std::vector<LabelledPost>& posts,
                                  const std::vector<std::string>& masked,
                                  const std::vector<LinearOutput>& outputs, const Lexicon& lexicon,
                                  const Openings& known) {
  ExampleMaker maker(masked, outputs, lexicon, known);
  for (const LabelledPost& post : posts) {
    maker.Add(post);
  }
  return maker.Take();
}

std::string Blotted(std::string text, const std::vector<std::string>& masked) {
  for (const std::string& name : masked) {
    std::string blots;
    for (int i = CountCodePoints(name); i > 0; --i) {
      AppendUtf8(blots, kBlot);
    }
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      text.replace(at, name.size(), blots);
      at += blots.size();
    }
  }
  return text;
}

}  // namespace forumwatch
