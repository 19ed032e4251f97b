#include "tests/support/raw_client.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace forumwatch {
namespace {

constexpr timeval kPatience{5, 0};

int Number(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Fills in status and headers. The position behind the head, nullopt while it is not whole.
std::optional<std::size_t> ReadHead(const std::string& bytes, RawAnswer& answer) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string::npos || bytes.size() < 12) {
    return std::nullopt;
  }
  answer.status = Number(std::string_view(bytes).substr(9));
  std::size_t line = bytes.find("\r\n") + 2;
  while (line < end) {
    const std::size_t next = bytes.find("\r\n", line);
    const std::size_t colon = bytes.find(": ", line);
    std::string name = bytes.substr(line, colon - line);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    answer.headers[name] = bytes.substr(colon + 2, next - colon - 2);
    line = next + 2;
  }
  return end + 4;
}

}  // namespace

RawClient::RawClient(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // connect takes the address in this general form.
  if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int error = errno;
    close(fd_);
    throw std::system_error(error, std::generic_category(), "connect");
  }
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
}

RawClient::~RawClient() {
  close(fd_);
}

void RawClient::Send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t gone = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (gone < 0) {
      throw std::system_error(errno, std::generic_category(), "send");
    }
    bytes.remove_prefix(static_cast<std::size_t>(gone));
  }
}

std::optional<std::string> RawClient::Receive(std::size_t at_most) const {
  std::string buffer(at_most, '\0');
  const ssize_t got = recv(fd_, buffer.data(), buffer.size(), 0);
  if (got < 0) {
    return std::nullopt;
  }
  buffer.resize(static_cast<std::size_t>(got));
  return buffer;
}

RawAnswer RawClient::Ask(std::string_view method, std::string_view target,
                         std::string_view body) const {
  std::string request(method);
  request.append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ");
  Send(request.append(std::to_string(body.size())).append("\r\n\r\n").append(body));
  RawAnswer answer;
  std::string bytes;
  std::optional<std::size_t> body_at;
  while (true) {
    const auto more = Receive();
    answer.reset = !more;
    if (!more || more->empty()) {
      break;
    }
    bytes += *more;
    body_at = body_at ? body_at : ReadHead(bytes, answer);
    if (body_at && bytes.size() - *body_at >=
                       static_cast<std::size_t>(Number(answer.headers["content-length"]))) {
      answer.complete = true;
      break;
    }
  }
  answer.body = bytes.substr(std::min(body_at.value_or(bytes.size()), bytes.size()));
  return answer;
}

RawAnswer Get(std::uint16_t port, std::string_view target) {
  return RawClient(port).Ask("GET", target);
}

RawAnswer Post(std::uint16_t port, std::string_view target, std::string_view body) {
  return RawClient(port).Ask("POST", target, body);
}

}  // namespace forumwatch
