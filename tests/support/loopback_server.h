// A real HTTP server on a loopback port for tests: each path has a script that sends exact bytes.
// Counts requests and connections, remembers what was asked. Answers may be as wrong, slow or
// endless as a test needs. Set it up before the first request.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/socket_server.h"

namespace forumwatch {

struct AskedRequest {
  std::string method;
  std::string path;                            // with the query
  std::map<std::string, std::string> headers;  // lower-case names
  std::string body;
  int number = 1;      // of requests to this path, from 1
  int connection = 0;  // which connection it came by
};

// Answers on the peer; true: the connection may carry another request.
using Reply = std::function<bool(const AskedRequest&, Peer&)>;

namespace replies {

using Headers = std::vector<std::pair<std::string, std::string>>;

Reply Page(std::string body, Headers headers = {});
Reply Status(int status, std::string body = "", Headers headers = {});
Reply RedirectTo(std::string location, int status = 302);
// These bytes and nothing else, then the end of the connection.
Reply Raw(std::string bytes);
// The first for the first request, and so on; the last stays.
Reply InTurn(std::vector<Reply> replies);
// Reads the request and never answers.
Reply Silent();
// Closes with a reset after these bytes.
Reply ResetAfter(std::string bytes);
// `head`, then `piece` again and again until the client goes away.
Reply Endless(std::string head, std::string piece);
// `body` in pieces of `size`, one in `pause`, as a chunked page.
Reply Drip(std::string body, std::size_t size, std::chrono::milliseconds pause);

}  // namespace replies

// `count` zero bytes (above a million a multiple of it), compressed `layers` times.
std::string GzipOfZeros(std::size_t count, int layers = 1);
std::string Gzip(std::string_view bytes);

class LoopbackServer {
 public:
  explicit LoopbackServer(const std::string& address = "127.0.0.1", int port = 0);

  LoopbackServer& On(const std::string& path, Reply reply);
  // Paths without a script of their own; 404 when there is none.
  LoopbackServer& Otherwise(Reply reply);

  [[nodiscard]] int port() const noexcept { return server_.port(); }
  [[nodiscard]] std::string host() const;  // "127.0.0.1:12345"
  [[nodiscard]] std::string Url(const std::string& path) const { return "http://" + host() + path; }

  [[nodiscard]] int connections() const noexcept { return server_.connections(); }
  [[nodiscard]] int Hits(const std::string& path) const;
  [[nodiscard]] std::vector<AskedRequest> asked() const;  // in the order of arrival

 private:
  void Serve(Peer& peer);
  Reply Note(AskedRequest& request);

  std::string address_;
  std::map<std::string, Reply> scripts_;
  Reply otherwise_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<AskedRequest> asked_;
  std::map<std::string, int> hits_;
  int last_connection_ = 0;
  SocketServer server_;  // the last member: its threads end first
};

}  // namespace forumwatch
