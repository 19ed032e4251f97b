#include "analysis/learning/examples.h"

#include <algorithm>
#include <cstdlib>

#include "analysis/learning/tasks.h"
#include "analysis/text/code_points.h"
#include "analysis/text/normalise.h"
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

bool LearnsCuts(const std::vector<LinearOutput>& outputs) {
  return std::any_of(outputs.begin(), outputs.end(), [](const LinearOutput& output) {
    return output.task == Name(LearnedTask::Cut);
  });
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
    case LearnedTask::Cut:
      break;
  }
  return std::nullopt;
}

class ExampleMaker {
 public:
  ExampleMaker(const std::vector<std::string>& masked, const std::vector<LinearOutput>& outputs,
               const Lexicon& lexicon, const Known& known)
      : masked_(masked),
        outputs_(outputs),
        lexicon_(lexicon),
        openings_(known.openings),
        parting_(known.parting) {
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
    const Lexicon& lexicon = parting_.empty() ? lexicon_ : *parting_.at(FoldOf(post.group));
    const bool with_borders = TellsOfBorders(post);
    const auto [taught, borders] =
        FeaturesOfPost({title, text, post.is_first, false, known}, lexicon, with_borders);
    if (taught.empty()) {
      return;
    }
    if (post.is_first) {
      openings_.emplace(post.thread, taught.front().by_rules);
    }
    AddMatters(post, taught);
    AddBorders(post, borders);
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
    Example example;
    example.features = BySlot(features);
    example.group = group;
    example.source = post.set;
    example.texts = TextsOf(post);
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
      example.manner = MannerOfReply(Normalise(text));
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
      const auto cause = AnswersTo(LearnedTask::Cause, matter.label);
      if (post.decided && !cause) {
        continue;
      }
      const std::size_t beside = Beside(matter.label, by_rules);
      Example example = ExampleOf(post, matter.group, taught[beside]);
      if (post.decided) {
        Answer(LearnedTask::Cause, *cause, example.truth);
      } else {
        AnswerAll(matter.label, example.truth);
      }
      examples_.push_back(std::move(example));
    }
  }

  // Where the matters of a letter begin nobody has said: it is labelled whole. Nor of a decided
  // post.
  [[nodiscard]] bool TellsOfBorders(const LabelledPost& post) const {
    return !post.matters.empty() && !post.decided && TextsOf(post) == Texts::Forum &&
           LearnsCuts(outputs_);
  }

  // They belong to the post, not to the event of a matter: a post is learnt from whole or not at
  // all. What the rules say of a border they say of what has been parted before it.
  void AddBorders(const LabelledPost& post, const std::vector<TaughtBorder>& borders) {
    const std::vector<bool> begin = Beginning(post.matters, borders);
    for (std::size_t i = 0; i < borders.size(); ++i) {
      Example example = ExampleOf(post, post.group, borders[i].features);
      example.manner = borders[i].manner;
      Answer(LearnedTask::Cut, AnswerIf(begin[i]), example.truth);
      Answer(LearnedTask::Cut, AnswerIf(borders[i].by_rules), example.by_rules);
      examples_.push_back(std::move(example));
    }
  }

  [[nodiscard]] std::vector<std::string> AnswerIf(bool parts) const {
    return parts ? AnswersOf(LearnedTask::Cut, lexicon_.handbook()) : std::vector<std::string>();
  }

  // Which borders begin a labelled matter: of each but the first, the nearest.
  static std::vector<bool> Beginning(const std::vector<LabelledMatter>& matters,
                                     const std::vector<TaughtBorder>& borders) {
    std::vector<bool> begin(borders.size());
    for (std::size_t i = 1; i < matters.size() && !borders.empty(); ++i) {
      const int start = matters[i].label.start;
      const auto nearest = std::min_element(
          borders.begin(), borders.end(), [&](const TaughtBorder& a, const TaughtBorder& b) {
            return std::abs(a.at - start) < std::abs(b.at - start);
          });
      if (IsNear(nearest->at, start)) {
        begin[static_cast<std::size_t>(nearest - borders.begin())] = true;
      }
    }
    return begin;
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
  const std::vector<std::shared_ptr<const Lexicon>>& parting_;
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
                                  const Known& known) {
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
