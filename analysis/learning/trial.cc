#include "analysis/learning/trial.h"

#include <algorithm>
#include <array>
#include <iomanip>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>

#include "analysis/text/normalise.h"
#include "analysis/understanding/features.h"

namespace forumwatch {
namespace {

// By which figures a task is decided.
std::vector<std::string_view> DecidingTasks(LearnedTask task) {
  switch (task) {
    case LearnedTask::Kind:
      return {"complaint", "wakes"};
    case LearnedTask::Class:
      return {"class"};
    case LearnedTask::Topic:
      return {"main topic"};
    case LearnedTask::Topics:
      return {"topics"};
    case LearnedTask::Cause:
      return {"cause and item"};
    case LearnedTask::Flags:
      return {"flags"};
    case LearnedTask::Reply:
      return {"reply"};
    case LearnedTask::Cut:
      return {"another matter"};
  }
  return {};
}

const TaskRows* SameTask(const TaskRows& task, const std::vector<TaskRows>& among) {
  const auto found = std::find_if(among.begin(), among.end(), [&](const TaskRows& other) {
    return other.task == task.task && other.texts == task.texts;
  });
  return found == among.end() ? nullptr : &*found;
}

// Its class when it is a complaint (0 unknown).
using Verdict = std::optional<int>;

template <typename Segments, typename SegmentOf>
Verdict VerdictOn(const Segments& segments, const SegmentOf& segment_of) {
  for (const auto& each : segments) {
    const Segment& segment = segment_of(each);
    if (segment.kind == Kind::Complaint) {
      return segment.complaint_class.value_or(0);
    }
  }
  return std::nullopt;
}

std::string VerdictInWords(const Verdict& verdict) {
  constexpr std::array<std::string_view, 4> kClasses = {"没有类别", "一类", "二类", "三类"};
  return verdict ? "投诉，" + std::string(kClasses.at(static_cast<std::size_t>(*verdict)))
                 : "不是投诉";
}

std::vector<Verdict> VerdictsOf(const std::vector<LabelledPost>& gate, const Lexicon& lexicon) {
  const Judgements judgements = JudgeLabelled(gate, lexicon);
  std::vector<Verdict> verdicts;
  std::transform(judgements.posts.begin(), judgements.posts.end(), std::back_inserter(verdicts),
                 [](const JudgedPost& post) {
                   return VerdictOn(post.found.segments,
                                    [](const Segment& s) -> const Segment& { return s; });
                 });
  return verdicts;
}

// Remembers of which events there was talk.
class Events {
 public:
  // Whether the post opens its thread or is the first about an event.
  bool Opens(const LabelledPost& post) {
    bool opens = post.is_first;
    for (const LabelledMatter& matter : post.matters) {
      opens |= matter.label.kind == Kind::Complaint && seen_.insert(matter.group).second;
    }
    return opens && !post.official;
  }

 private:
  std::set<std::string> seen_;
};

}  // namespace

std::optional<Comparison> CompareBy(const NamedMetric& metric, const TaskRows& before,
                                    const TaskRows& after, bool testing) {
  const auto rows_before = RowsOfPart(before, testing);
  const auto rows_after = RowsOfPart(after, testing);
  if (rows_before.empty()) {
    return std::nullopt;
  }
  return Comparison{before.task,
                    before.texts,
                    metric.name,
                    Measure(rows_before, metric.metric),
                    Measure(rows_after, metric.metric),
                    MeasureGain(rows_before, rows_after, metric.metric)};
}

std::string AsLine(const Comparison& c) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(3) << c.task << " / " << c.texts << " / " << c.metric
      << " " << c.before.value << " → " << c.after.value << "（" << std::showpos << c.gain.value
      << " [" << c.gain.low << ", " << c.gain.high << "]）";
  return out.str();
}

std::vector<Comparison> Compare(LearnedTask task, const std::vector<TaskRows>& before,
                                const std::vector<TaskRows>& after, bool testing) {
  std::vector<Comparison> comparisons;
  const auto deciding = DecidingTasks(task);
  for (const TaskRows& rows : before) {
    const TaskRows* const same = SameTask(rows, after);
    if (same == nullptr ||
        std::find(deciding.begin(), deciding.end(), rows.task) == deciding.end()) {
      continue;
    }
    if (const auto comparison = CompareBy(rows.metrics.front(), rows, *same, testing)) {
      comparisons.push_back(*comparison);
    }
  }
  return comparisons;
}

bool Wins(const std::vector<Comparison>& of_task) {
  const auto better = [](const Comparison& c) { return c.gain.low > 0; };
  const auto worse = [](const Comparison& c) { return c.gain.high < 0; };
  return std::any_of(of_task.begin(), of_task.end(), better) &&
         std::none_of(of_task.begin(), of_task.end(), worse);
}

// Of twenty comparisons one is clearly worse by chance: here the interval reaches half as far again
// on either side, which chance leaves once in three hundred.
bool IsWorse(const std::vector<Comparison>& comparisons) {
  double sum = 0;
  bool clearly = false;
  for (const Comparison& comparison : comparisons) {
    const Figure& gain = comparison.gain;
    sum += gain.value;
    clearly |= gain.high + (gain.high - gain.low) / 4 < 0;
  }
  return clearly || sum < 0;
}

std::string WhyNotBetter(const std::optional<Comparison>& on_decisions, std::string_view what) {
  const std::size_t events = on_decisions ? on_decisions->before.groups : 0;
  if (events < kLeastDecided) {
    return std::string(what) + "还太少：留作测试的只有 " + std::to_string(events) + " 件，至少要 " +
           std::to_string(kLeastDecided) + " 件（大约每五件留一件）才看得出新模型是不是更好";
  }
  return on_decisions->gain.low > 0 ? ""
                                    : "在没有学过的" + std::string(what) +
                                          "上，新模型没有胜过现在的：" + AsLine(*on_decisions);
}

LinearParts Only(const std::function<bool(std::string_view task)>& wanted,
                 const LinearParts& parts) {
  LinearParts only;
  std::vector<std::optional<std::uint8_t>> numbers;  // what each output is called now
  for (const LinearOutput& output : parts.outputs) {
    if (!wanted(output.task)) {
      numbers.emplace_back(std::nullopt);
    } else {
      numbers.emplace_back(static_cast<std::uint8_t>(only.outputs.size()));
      only.outputs.push_back(output);
    }
  }
  std::size_t next = 0;
  for (const LinearRow& row : parts.rows) {
    LinearRow kept{row.slot, 0};
    for (std::uint32_t i = 0; i < row.weights; ++i, ++next) {
      const LinearWeight& weight = parts.weights[next];
      if (const auto number = numbers[weight.output]) {
        only.weights.push_back({*number, weight.weight});
        ++kept.weights;
      }
    }
    if (kept.weights > 0) {
      only.rows.push_back(kept);
    }
  }
  return only;
}

std::vector<GateFailure> FailuresAt(const std::vector<LabelledPost>& gate, const Lexicon& rules,
                                    const Lexicon& candidate) {
  const std::vector<Verdict> by_rules = VerdictsOf(gate, rules);
  const std::vector<Verdict> by_candidate = VerdictsOf(gate, candidate);
  std::vector<GateFailure> failures;
  Events events;
  for (std::size_t i = 0; i < gate.size(); ++i) {
    const Verdict wanted = VerdictOn(
        gate[i].matters, [](const LabelledMatter& m) -> const Segment& { return m.label; });
    if (events.Opens(gate[i]) && by_rules[i] == wanted && by_candidate[i] != wanted) {
      using Wrong = GateFailure::Wrong;
      const Wrong wrong = !wanted ? Wrong::Woken : !by_candidate[i] ? Wrong::Quieted : Wrong::Class;
      failures.push_back(
          {&gate[i], wrong, VerdictInWords(wanted), VerdictInWords(by_candidate[i])});
    }
  }
  return failures;
}

void RaiseSurety(const GateFailure& failure, float step, LinearParts& parts) {
  const LabelledPost& post = *failure.post;
  const auto manner = static_cast<std::size_t>(MannerOf(post.is_first, Normalise(post.text)));
  const bool of_class = failure.wrong == GateFailure::Wrong::Class;
  for (LinearOutput& output : parts.outputs) {
    if (output.task == Name(of_class ? LearnedTask::Class : LearnedTask::Kind)) {
      Surety& surety = output.surety.at(manner);
      if (failure.wrong == GateFailure::Wrong::Quieted) {
        surety.no -= step;
      } else {
        surety.yes += step;
      }
    }
  }
}

}  // namespace forumwatch
