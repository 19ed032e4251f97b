// The subcommands `complaint …`: what people do about a complaint, for scripts and for those who
// have no browser at hand.
#pragma once

#include <functional>
#include <string>

#include "daemon/cli/commands.h"

namespace CLI {
class App;
}

namespace forumwatch {

// What was typed; outlives the parsing.
struct ComplaintWords {
  std::string complaint;
  Order order;
  ListOptions list;
  LogOptions log;
  std::string out;
};

// Where the options that all commands share are kept, and what was chosen to be done.
struct SharedWords {
  std::string& config;
  std::string& now;
  bool& json;
  std::function<ExitCode(const CommonOptions&)>& work;
};

void AddComplaintCommands(CLI::App& app, ComplaintWords& words, SharedWords shared);

}  // namespace forumwatch
