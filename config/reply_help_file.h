// What helps to write replies (B11, B13, H): lexicons/common_pairs.json, lexicons/drafts.json and
// reply_guidance.json → ReplyHelp.
#pragma once

#include <filesystem>
#include <vector>

#include "analysis/reply/reply_help.h"
#include "analysis/understanding/handbook.h"
#include "config/mistakes.h"

namespace forumwatch {

struct ReplyHelpFiles {
  std::filesystem::path common_pairs;
  std::filesystem::path drafts;
  std::filesystem::path guidance;
};

// Never throws for what stands in the files: a reply can be written without help. What is wrong is
// added to `mistakes`, and the file it stands in helps with nothing.
ReplyHelp LoadReplyHelp(const ReplyHelpFiles& files, const Handbook& handbook,
                        std::vector<ConfigMistake>& mistakes);
// The files as they are delivered in a data folder.
ReplyHelpFiles ReplyHelpIn(const std::filesystem::path& data_dir);

}  // namespace forumwatch
