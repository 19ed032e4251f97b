// Whether a model is fit to be used: which of its tasks it does better than the rules, whether it
// is better than what is used now, and what it must not get wrong at all. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/learning/labelled.h"
#include "analysis/learning/tasks.h"
#include "analysis/understanding/learned.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

// One task on one kind of texts, judged in two ways; by its deciding metric.
struct Comparison {
  std::string_view task;
  std::string_view texts;
  std::string_view metric;
  Figure before;
  Figure after;
  Figure gain;
};

// The same rows judged in two ways; nullopt where the part has none.
std::optional<Comparison> CompareBy(const NamedMetric& metric, const TaskRows& before,
                                    const TaskRows& after, bool testing);
// "class / forum / accuracy 0.722 → 0.786（+0.064 [0.031, 0.090]）"
std::string AsLine(const Comparison& comparison);

// Of the rows by which a learned task is decided, those `testing` or the others.
std::vector<Comparison> Compare(LearnedTask task, const std::vector<TaskRows>& before,
                                const std::vector<TaskRows>& after, bool testing);

// Clearly better (the whole interval of the gain) on some texts, clearly worse on none.
bool Wins(const std::vector<Comparison>& of_task);

// Clearly worse on some texts, or worse on the whole.
bool IsWorse(const std::vector<Comparison>& comparisons);

// People's decisions are fair judges only in their test part (labelled.h): of the others the model
// in use may have learnt some, and the new one all. There the new one must be clearly better. Of
// fewer events than these nothing is made of it: a clear gain is at least four that are won and
// none lost, and those should be no more than a fifth of all.
constexpr std::size_t kLeastDecided = 20;

// Why a model must not replace the one in use by what people decided; "" it may. `on_decisions`:
// both, on the test part of `what` was decided ("确认过原因的投诉"); nullopt where there is none.
std::string WhyNotBetter(const std::optional<Comparison>& on_decisions, std::string_view what);

// The model with the tasks that are wanted, by name, alone.
LinearParts Only(const std::function<bool(std::string_view task)>& wanted,
                 const LinearParts& parts);

// A post of a gate that the rules judge right and `candidate` does not: whether it is a complaint,
// and of which class. Asked of openings and of the first post of every event.
struct GateFailure {
  enum class Wrong { Woken, Quieted, Class };
  const LabelledPost* post = nullptr;
  Wrong wrong = Wrong::Class;
  std::string wanted;  // in words
  std::string found;
};
std::vector<GateFailure> FailuresAt(const std::vector<LabelledPost>& gate, const Lexicon& rules,
                                    const Lexicon& candidate);

// The model must be surer by `step` to err like that on posts said in the same manner.
void RaiseSurety(const GateFailure& failure, float step, LinearParts& parts);

}  // namespace forumwatch
