#include "analysis/understanding/learned.h"

#include <algorithm>

#include "analysis/model/complaint.h"
#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr std::array<std::string_view, kLearnedTasks.size()> kNames = {
    "kind", "class", "topic", "topics", "cause", "flags", "reply", "cut"};

// The weight of each byte of a text for one answer.
std::vector<float> WeighBytes(const LinearModel& model, std::size_t output, const FeatureList& list,
                              bool of_title, std::size_t size) {
  std::vector<float> bytes(size);
  for (const Gram& gram : list.grams()) {
    if (gram.in_title != of_title) {
      continue;
    }
    for (const LinearWeight& weight : model.WeightsOf(gram.slot)) {
      if (weight.output != output) {
        continue;
      }
      const float share = gram.value * static_cast<float>(weight.weight);
      for (std::size_t at = gram.begin; at < gram.end; ++at) {
        bytes[at] += share / static_cast<float>(gram.end - gram.begin);
      }
    }
  }
  return bytes;
}

bool IsOfWord(char32_t c) {
  return IsHan(c) || (c >= 'a' && c <= 'z');
}

// The run without what stands around its words; "" when a person would see no word in it: a
// number, a point, a single character.
std::string_view WordIn(std::string_view run) {
  std::size_t begin = run.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < run.size();) {
    const std::size_t from = at;
    if (IsOfWord(NextCodePoint(run, at))) {
      begin = std::min(begin, from);
      end = at;
    }
  }
  const std::string_view word = begin < end ? run.substr(begin, end - begin) : std::string_view();
  return CountCodePoints(word) > 1 ? word : std::string_view();
}

// Runs of bytes that speak for the answer more than the others do.
void AddWords(std::string_view text, const std::vector<float>& bytes,
              std::vector<Learned::Word>& words) {
  const float most = bytes.empty() ? 0 : *std::max_element(bytes.begin(), bytes.end());
  const float least = most / 3;
  for (std::size_t at = 0; most > 0 && at < bytes.size();) {
    std::size_t end = at;
    float sum = 0;
    while (end < bytes.size() && bytes[end] >= least) {
      sum += bytes[end++];
    }
    if (const auto word = WordIn(text.substr(at, end - at)); !word.empty()) {
      words.push_back({word, sum});
    }
    at = std::max(end, at + 1);
  }
}

}  // namespace

std::string_view Name(LearnedTask task) {
  return kNames.at(static_cast<std::size_t>(task));
}

std::optional<LearnedTask> LearnedTaskFromName(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  return found == kNames.end()
             ? std::nullopt
             : std::optional(kLearnedTasks.at(static_cast<std::size_t>(found - kNames.begin())));
}

std::vector<std::string> AnswersOf(LearnedTask task, const Handbook& handbook) {
  std::vector<std::string> answers;
  const auto add = [&](std::string_view answer) { answers.emplace_back(answer); };
  switch (task) {
    case LearnedTask::Kind:
      for (const Kind kind : {Kind::Complaint, Kind::Suggestion, Kind::Inquiry, Kind::Other}) {
        add(ChineseName(kind));
      }
      break;
    case LearnedTask::Class:
      return {"1", "2", "3"};
    case LearnedTask::Topic:
    case LearnedTask::Topics:
      for (const TopicRow& row : handbook.topics) {
        add(row.name);
      }
      break;
    case LearnedTask::Cause:
      for (const CauseRow& row : handbook.causes) {
        add(row.cause + row.item);
      }
      break;
    case LearnedTask::Flags:
      return handbook.flags;
    case LearnedTask::Reply:
      for (const ReplyKind kind :
           {ReplyKind::Acknowledgement, ReplyKind::Measures, ReplyKind::Other}) {
        add(Name(kind));
      }
      break;
    case LearnedTask::Cut:
      add("另起一件事");
      break;
  }
  return answers;
}

std::optional<std::string> Learned::WhatIsWrong(const LinearModel& model,
                                                const Handbook& handbook) {
  const std::vector<LinearOutput>& outputs = model.outputs();
  std::size_t next = 0;
  for (const LearnedTask task : kLearnedTasks) {
    if (next == outputs.size() || outputs[next].task != Name(task)) {
      continue;
    }
    for (const std::string& answer : AnswersOf(task, handbook)) {
      if (next == outputs.size() || outputs[next].task != Name(task) ||
          outputs[next].name != answer) {
        return "模型和 handbook.json 对不上：第 " + std::to_string(next + 1) + " 项应为 " +
               std::string(Name(task)) + " 的“" + answer + "”；手册改过以后要重新 train";
      }
      ++next;
    }
  }
  if (next != outputs.size()) {
    return "模型和 handbook.json 对不上：第 " + std::to_string(next + 1) + " 项 " +
           outputs[next].task + " 的“" + outputs[next].name +
           "”是多出来的，或次序不对；手册改过以后要重新 train";
  }
  return std::nullopt;
}

Learned::Learned(LinearModel model, const Handbook& handbook) : model_(std::move(model)) {
  const std::vector<LinearOutput>& outputs = model_.outputs();
  std::size_t next = 0;
  for (const LearnedTask task : kLearnedTasks) {
    const bool known = next < outputs.size() && outputs[next].task == Name(task);
    begins_.at(static_cast<std::size_t>(task)) = next;
    next += known ? AnswersOf(task, handbook).size() : 0;
    ends_.at(static_cast<std::size_t>(task)) = next;
  }
}

LearnedScores Learned::Score(const FeatureList& list) const {
  return model_.Score(list.features());
}

std::span<const float> Learned::Of(LearnedTask task, const LearnedScores& scores) const {
  return std::span(scores).subspan(Begin(task),
                                   ends_.at(static_cast<std::size_t>(task)) - Begin(task));
}

std::size_t Learned::Choose(LearnedTask task, std::span<const float> odds,
                            std::optional<std::size_t> by_rules, Manner manner) const {
  const auto best =
      static_cast<std::size_t>(std::max_element(odds.begin(), odds.end()) - odds.begin());
  const bool stands = by_rules && odds[best] - odds[*by_rules] <= SuretyOf(task, best, manner).yes;
  return stands ? *by_rules : best;
}

std::vector<Learned::Word> Learned::WordsFor(LearnedTask task, std::size_t answer,
                                             const FeatureList& list, std::string_view text,
                                             std::string_view title) const {
  const std::size_t output = Begin(task) + answer;
  std::vector<Word> words;
  AddWords(text, WeighBytes(model_, output, list, false, text.size()), words);
  AddWords(title, WeighBytes(model_, output, list, true, title.size()), words);
  std::stable_sort(words.begin(), words.end(),
                   [](const Word& a, const Word& b) { return a.weight > b.weight; });
  return words;
}

}  // namespace forumwatch
