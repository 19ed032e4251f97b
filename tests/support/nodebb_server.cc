#include "tests/support/nodebb_server.h"

#include "tests/support/loopback_server.h"

namespace forumwatch {

struct NodebbServer::Server {
  LoopbackServer loopback;
};

NodebbServer::NodebbServer(SmallNodebb& forum) : server_(std::make_unique<Server>()) {
  server_->loopback.Otherwise([&forum](const AskedRequest& request, Peer& peer) {
    if (request.path == "/alert") {
      return replies::Status(200, "{}")(request, peer);
    }
    const auto token = request.headers.find("authorization");
    const std::string as = token == request.headers.end() ? "" : token->second;
    const SmallNodebb::Answer answer = request.method == "POST"
                                           ? forum.Reply(request.path, as, request.body)
                                           : forum.Get(request.path, as);
    return replies::Status(answer.status, answer.body, {{"Content-Type", "application/json"}})(
        request, peer);
  });
}

NodebbServer::~NodebbServer() = default;

std::string NodebbServer::host() const {
  return server_->loopback.host();
}

}  // namespace forumwatch
