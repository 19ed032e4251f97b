// The subcommands `alert …` and `roster`: what people are told, who they are, and what did not
// reach them.
#pragma once

#include <string>

#include "daemon/cli/complaint_commands.h"

namespace forumwatch {

// What was typed; outlives the parsing.
struct AlertWords {
  std::string channel;
  AlertListOptions list;
  std::string date;
};

void AddAlertCommands(CLI::App& app, AlertWords& words, SharedWords shared);

}  // namespace forumwatch
