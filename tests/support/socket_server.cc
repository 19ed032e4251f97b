#include "tests/support/socket_server.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace forumwatch {
namespace {

constexpr std::size_t kLongestRead = std::size_t{1024} * 1024;

[[noreturn]] void Fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  sockaddr* get() { return static_cast<sockaddr*>(static_cast<void*>(&storage)); }
};

Address MakeAddress(const std::string& figures, int port) {
  Address address;
  auto* const v4 = static_cast<sockaddr_in*>(static_cast<void*>(&address.storage));
  auto* const v6 = static_cast<sockaddr_in6*>(static_cast<void*>(&address.storage));
  const auto net_port = htons(static_cast<std::uint16_t>(port));
  if (inet_pton(AF_INET, figures.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = net_port;
    address.length = sizeof(sockaddr_in);
  } else if (inet_pton(AF_INET6, figures.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = net_port;
    address.length = sizeof(sockaddr_in6);
  }
  return address;
}

int PortOf(int fd) {
  Address bound;
  bound.length = sizeof bound.storage;
  if (getsockname(fd, bound.get(), &bound.length) != 0) {
    Fail("getsockname");
  }
  // sin_port and sin6_port lie at the same place.
  return ntohs(static_cast<sockaddr_in*>(static_cast<void*>(&bound.storage))->sin_port);
}

int Listen(const std::string& figures, int port) {
  Address address = MakeAddress(figures, port);
  const int fd = socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    Fail("socket");
  }
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, address.get(), address.length) != 0 || listen(fd, 512) != 0) {
    const int error = errno;
    close(fd);
    errno = error;
    Fail("bind");
  }
  return fd;
}

}  // namespace

bool Peer::Send(std::string_view bytes) {
  while (!bytes.empty() && !gone_) {
    const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EINTR) {
      gone_ = true;
    }
  }
  return !gone_;
}

bool Peer::Fill() {
  std::array<char, 16384> buffer{};
  ssize_t got = 0;
  do {
    got = recv(fd_, buffer.data(), buffer.size(), 0);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) {
    gone_ = true;
    return false;
  }
  read_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

std::string Peer::ReadUntil(std::string_view end) {
  std::size_t found = read_.find(end);
  while (found == std::string::npos && read_.size() < kLongestRead && Fill()) {
    found = read_.find(end);
  }
  const std::size_t size = found == std::string::npos ? read_.size() : found + end.size();
  std::string text = read_.substr(0, size);
  read_.erase(0, size);
  return text;
}

std::string Peer::ReadExactly(std::size_t count) {
  while (read_.size() < count && Fill()) {
  }
  std::string bytes = read_.substr(0, count);
  read_.erase(0, bytes.size());
  return bytes;
}

bool Peer::AwaitClose(std::chrono::milliseconds limit) {
  pollfd waiting{fd_, POLLIN, 0};
  while (!gone_) {
    const int ready = poll(&waiting, 1, static_cast<int>(limit.count()));
    if (ready == 0) {
      return false;
    }
    if (ready > 0) {
      read_.clear();
      Fill();
    }
  }
  return true;
}

void Peer::AwaitClose() {
  AwaitClose(std::chrono::milliseconds(-1));
}

void Peer::Reset() {
  const linger at_once{1, 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  gone_ = true;
}

SocketServer::SocketServer(std::function<void(Peer&)> script, const std::string& address, int port)
    : script_(std::move(script)),
      listener_(Listen(address, port)),
      port_(PortOf(listener_)),
      thread_([this] { Accept(); }) {}

SocketServer::~SocketServer() {
  ending_ = true;
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const Conversation& conversation : conversations_) {
      if (conversation.fd >= 0) {
        shutdown(conversation.fd, SHUT_RDWR);
      }
    }
  }
  for (Conversation& conversation : conversations_) {
    conversation.thread.join();
  }
}

void SocketServer::Accept() {
  while (!ending_) {
    const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) {
      if (errno == EINTR || errno == ECONNABORTED) {
        continue;
      }
      return;
    }
    ++accepted_;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Reap();
    const std::lock_guard lock(mutex_);
    Conversation& conversation = conversations_.emplace_back();
    conversation.fd = fd;
    conversation.thread = std::thread([this, &conversation] { Talk(conversation); });
  }
}

void SocketServer::Talk(Conversation& conversation) {
  Peer peer(conversation.fd);
  script_(peer);
  const std::lock_guard lock(mutex_);
  close(conversation.fd);
  conversation.fd = -1;
}

void SocketServer::Reap() {
  const std::lock_guard lock(mutex_);
  std::erase_if(conversations_, [](Conversation& conversation) {
    if (conversation.fd >= 0) {
      return false;
    }
    conversation.thread.join();
    return true;
  });
}

}  // namespace forumwatch
