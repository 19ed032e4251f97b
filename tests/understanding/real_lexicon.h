// The lexicon as it is delivered, read once a test program; the words and rules without models,
// which are measured, not told what to say.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "analysis/understanding/learned.h"
#include "config/lexicon_file.h"

namespace forumwatch {

inline const Lexicon& RealLexicon() {
  static const std::shared_ptr<const Lexicon> kLexicon =
      LoadLexiconWith(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config", nullptr);
  return *kLexicon;
}

// The words and rules with a model that knows one task and gives one answer to everything.
inline std::shared_ptr<const Lexicon> WithModel(LearnedTask task, const std::string& answer,
                                                Surety of_openings = {}) {
  LinearParts parts;
  for (const std::string& name : AnswersOf(task, RealLexicon().handbook())) {
    LinearOutput output;
    output.task = Name(task);
    output.name = name;
    output.bias = name == answer ? 4 : -4;
    output.surety[1] = of_openings;
    parts.outputs.push_back(output);
  }
  return LoadLexiconWith(
      std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config",
      std::make_shared<const Learned>(LinearModel(std::move(parts)), RealLexicon().handbook()));
}

}  // namespace forumwatch
