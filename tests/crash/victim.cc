// The service as it is, or with each page's transaction split into its steps (--split): the control
// that a crash test must catch.
#include <chrono>
#include <cstring>

#include "daemon/cli/command_line.h"
#include "daemon/cli/commands.h"
#include "daemon/daemon.h"
#include "daemon/store/connection.h"
#include "tests/support/process.h"

namespace {

// Commits what was done so far, does something slow, and goes on in a transaction of its own, as
// careless code would.
void Split(forumwatch::Daemon& daemon, forumwatch::Session& session) {
  daemon.pipeline().InterruptWith([&session](std::string_view /*step*/) {
    session.connection().sql << "COMMIT";
    forumwatch::Pause(std::chrono::milliseconds(5));
    session.connection().sql << "BEGIN IMMEDIATE";
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    return 64;
  }
  forumwatch::CommonOptions common;
  common.places.data = argv[1];
  common.config = argv[2];
  forumwatch::RunOptions options;
  if (std::strcmp(argv[3], "--split") == 0) {
    options.prepare = Split;
  }
  return static_cast<int>(forumwatch::Run(common, options));
}
