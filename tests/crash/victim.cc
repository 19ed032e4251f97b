// The service as it is ("whole"), as it is until it has passed a named point so many times and
// kills itself ("page.recorded:3"), or gone about carelessly, as the controls that a crash test
// must catch: "split", each page's transaction in two; "hasty", a delivery marked as made before it
// is; "forgetful", an attempt forgotten once it was answered.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>

#include "daemon/cli/command_line.h"
#include "daemon/cli/commands.h"
#include "daemon/daemon.h"
#include "daemon/store/connection.h"
#include "tests/support/process.h"

namespace forumwatch {
namespace {

using Observer = std::function<void(CrashPoint)>;

std::string_view NameOf(CrashPoint point) {
  return kPointNames[static_cast<std::size_t>(point)];
}

Observer DieAt(const std::string& name, int times) {
  if (std::find(kPointNames.begin(), kPointNames.end(), name) == kPointNames.end()) {
    throw std::invalid_argument("no such point: " + name);
  }
  return [name, times](CrashPoint point) mutable {
    if (NameOf(point) == name && --times == 0) {
      std::raise(SIGKILL);
    }
  };
}

// Commits what was done so far, does something slow, and goes on in a transaction of its own.
Observer Split(Session& session) {
  return [&session](CrashPoint point) {
    if (NameOf(point).starts_with("page.") && session.in_transaction()) {
      session.connection().sql << "COMMIT";
      Pause(std::chrono::milliseconds(5));
      session.connection().sql << "BEGIN IMMEDIATE";
    }
  };
}

Observer After(CrashPoint careless, Session& session, const char* sql) {
  return [&session, careless, sql](CrashPoint point) {
    if (point == careless) {
      session.connection().sql << sql;
      Pause(std::chrono::milliseconds(5));
    }
  };
}

Observer ObserverFor(const std::string& as, Session& session) {
  if (as == "split") {
    return Split(session);
  }
  if (as == "hasty") {
    return After(CrashPoint::DeliveryClaimed, session,
                 "UPDATE delivery SET state = 'sent', due_at = NULL WHERE state = 'claimed'");
  }
  if (as == "forgetful") {
    return After(CrashPoint::DeliveryAnswered, session,
                 "UPDATE delivery SET state = 'waiting', due_at = 0 WHERE state = 'claimed'");
  }
  if (as == "whole") {
    return {};
  }
  const auto colon = as.find(':');
  return DieAt(as.substr(0, colon), std::stoi(as.substr(colon + 1)));
}

int Main(char** argv) {
  CommonOptions common;
  common.places.data = argv[1];
  common.config = argv[2];
  RunOptions options;
  options.prepare = [as = std::string(argv[3])](Daemon& /*daemon*/, Session& session) {
    session.ObservePoints(ObserverFor(as, session));
  };
  return static_cast<int>(Run(common, options));
}

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  return argc == 4 ? forumwatch::Main(argv) : 64;
}
