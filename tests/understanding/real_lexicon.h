// The lexicon as it is delivered, read once a test program.
#pragma once

#include "config/lexicon_file.h"

namespace forumwatch {

inline const Lexicon& RealLexicon() {
  static const std::shared_ptr<const Lexicon> kLexicon =
      LoadLexicon(std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config");
  return *kLexicon;
}

}  // namespace forumwatch
