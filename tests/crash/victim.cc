// The service as it is ("whole"), or gone about carelessly, as the controls that a crash test must
// catch: "split", each page's transaction in two; "hasty", a delivery marked as made before it is;
// "forgetful", an attempt forgotten once it was answered. "page.recorded:3" kills itself when it
// has come there for the third time, "split:3" when it was careless for the third time.
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

// Whether the page's transaction was committed with half of its work, and another begun.
bool Split(Session& session, CrashPoint point) {
  if (!NameOf(point).starts_with("page.") || !session.in_transaction()) {
    return false;
  }
  session.connection().sql << "COMMIT";
  session.connection().sql << "BEGIN IMMEDIATE";
  return true;
}

// Whether the deliveries under way were noted as something else.
bool Note(Session& session, const char* sql) {
  session.connection().sql << sql;
  return true;
}

// What is done at each point; true where `as` would die.
std::function<bool(CrashPoint)> WaysOf(const std::string& as, Session& session) {
  if (as == "split") {
    return [&session](CrashPoint point) { return Split(session, point); };
  }
  if (as == "hasty") {
    return [&session](CrashPoint point) {
      return point == CrashPoint::DeliveryClaimed &&
             Note(session,
                  "UPDATE delivery SET state = 'sent', due_at = NULL WHERE state = 'claimed'");
    };
  }
  if (as == "forgetful") {
    return [&session](CrashPoint point) {
      return point == CrashPoint::DeliveryAnswered &&
             Note(session,
                  "UPDATE delivery SET state = 'waiting', due_at = 0 WHERE state = 'claimed'");
    };
  }
  if (std::find(kPointNames.begin(), kPointNames.end(), as) == kPointNames.end()) {
    throw std::invalid_argument("no such way or point: " + as);
  }
  return [as](CrashPoint point) { return NameOf(point) == as; };
}

Observer ObserverFor(const std::string& as, Session& session) {
  if (as == "whole") {
    return {};
  }
  const auto colon = as.find(':');
  const int times = colon == std::string::npos ? 0 : std::stoi(as.substr(colon + 1));
  return [ways = WaysOf(as.substr(0, colon), session), left = times](CrashPoint point) mutable {
    if (ways(point) && --left == 0) {
      std::raise(SIGKILL);
    }
  };
}

int Main(char** argv) {
  CommonOptions common;
  common.places.data = argv[1];
  common.config = argv[2];
  RunOptions options;
  options.prepare = [as = std::string(argv[3])](Daemon& daemon, Session& session) {
    daemon.poster().SetPauses(std::chrono::milliseconds(500), std::chrono::milliseconds(100));
    session.ObservePoints(ObserverFor(as, session));
  };
  return static_cast<int>(Run(common, options));
}

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  return argc == 4 ? forumwatch::Main(argv) : 64;
}
