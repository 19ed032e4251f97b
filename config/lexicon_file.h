// config/handbook.json and config/lexicons/*.json → Lexicon: the closed tables of the handbook and
// the words of every task. A word written twice in one list, a topic the handbook does not know, an
// expression that cannot be read: each is a mistake with its place.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "analysis/understanding/lexicon.h"
#include "config/mistakes.h"

namespace forumwatch {

// `data_dir` is the folder that holds handbook.json and lexicons/, and models/ where there are
// trained ones. Throws ConfigError with every mistake of every file; what is wrong with the model
// goes to `of_model`, where that is given, and words and rules decide alone.
std::shared_ptr<const Lexicon> LoadLexicon(const std::filesystem::path& data_dir,
                                           std::vector<ConfigMistake>* of_model = nullptr);

// The same with `learned` in place of models/; null: the words and rules decide alone.
std::shared_ptr<const Lexicon> LoadLexiconWith(const std::filesystem::path& data_dir,
                                               std::shared_ptr<const Learned> learned);

}  // namespace forumwatch
