// HTTP by hand over a loopback socket: for tests that must see how the bytes came. Blocking; a read
// gives up after five seconds. Throws std::system_error when the connection cannot be made.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace forumwatch {

struct RawAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // lower-case names
  std::string body;
  bool complete = false;  // all that Content-Length promised
  bool reset = false;     // torn down by the other side
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  void Send(std::string_view bytes) const;
  // What comes next, at most `at_most` bytes; "" at the end, nullopt when the connection is torn.
  [[nodiscard]] std::optional<std::string> Receive(std::size_t at_most = 65536) const;
  // One request, its whole answer. Can be called again on the same connection.
  [[nodiscard]] RawAnswer Ask(std::string_view method, std::string_view target,
                              std::string_view body = {}) const;

 private:
  int fd_;
};

// On a connection of its own.
RawAnswer Get(std::uint16_t port, std::string_view target);
RawAnswer Post(std::uint16_t port, std::string_view target, std::string_view body);

}  // namespace forumwatch
