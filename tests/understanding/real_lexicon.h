// The lexicon as it is delivered, read once a test program; the words and rules without models,
// which are measured, not told what to say.
#pragma once

#include "config/lexicon_file.h"

namespace forumwatch {

inline const Lexicon& RealLexicon() {
  static const std::shared_ptr<const Lexicon> kLexicon =
      LoadLexiconWith(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config", nullptr);
  return *kLexicon;
}

}  // namespace forumwatch
