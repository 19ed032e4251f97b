// Labelled posts → what a model is taught with: features beside the right answer of every output.
// Names of estates and whatever else must not be learnt are blotted out first. Pure.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/learning/labelled.h"
#include "analysis/understanding/learned.h"
#include "analysis/understanding/lexicon.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

enum class Truth : signed char { No = -1, Unknown = 0, Yes = 1 };

struct Example {
  std::vector<Feature> features;  // by slot, each once
  std::string group;
  std::string source;  // the set it is from: what only one set says may be its names
  Texts texts = Texts::Forum;
  Manner manner = Manner::FollowUp;
  bool danger = false;          // with a danger sign: must not be quieted
  std::vector<Truth> truth;     // by output
  std::vector<Truth> by_rules;  // the same by words and rules alone
};

// The outputs of these tasks, in the order of kLearnedTasks; biases and the rest still to be found.
std::vector<LinearOutput> OutputsFor(const std::vector<LearnedTask>& tasks,
                                     const Handbook& handbook);

// Then the first of them is whether it is a complaint.
bool LearnsKinds(const std::vector<LinearOutput>& outputs);

// What the opening post of each thread is taken for.
using Openings = std::map<std::string, Segment>;

// A model has to be taught with what it will meet: what models that had not learnt a post make of
// it. By fold, the lexicon that parts its posts into matters.
struct Known {
  Openings openings;
  std::vector<std::shared_ptr<const Lexicon>> parting;
};

// `lexicon` has no models: what is taught must be what the rules see. What is not known is what the
// rules make of it.
std::vector<Example> MakeExamples(const std::vector<LabelledPost>& posts,
                                  const std::vector<std::string>& masked,
                                  const std::vector<LinearOutput>& outputs, const Lexicon& lexicon,
                                  const Known& known = {});

// `text` with every character of what is masked turned into kBlot, the longest first.
std::string Blotted(std::string text, const std::vector<std::string>& masked);

}  // namespace forumwatch
