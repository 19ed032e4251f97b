// What helps with replies as it is delivered, read once a test program.
#pragma once

#include "config/reply_help_file.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {

inline const ReplyHelp& RealHelp() {
  static const ReplyHelp kHelp = [] {
    std::vector<ConfigMistake> mistakes;
    return LoadReplyHelp(ReplyHelpIn(FORUMWATCH_SOURCE_DIR "/config"), RealLexicon().handbook(),
                         mistakes);
  }();
  return kHelp;
}

}  // namespace forumwatch
