// A listening loopback socket with a thread, and a thread for each connection that runs a script
// written as plain blocking code. Everything waits on sockets; closing the server unblocks all of
// it. What the scripts share is theirs to guard.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace forumwatch {

// One accepted connection; belongs to its thread.
class Peer {
 public:
  explicit Peer(int fd) noexcept : fd_(fd) {}

  // False when the other side is gone or the server ends: the script should return.
  bool Send(std::string_view bytes);
  // Up to and with `end`; without it when the other side closed before. At most 1 MiB.
  std::string ReadUntil(std::string_view end);
  std::string ReadExactly(std::size_t count);
  // True when the other side closed within `limit`, false when the time passed first. What it sends
  // meanwhile is dropped.
  bool AwaitClose(std::chrono::milliseconds limit);
  // Until the other side closes or the server ends.
  void AwaitClose();
  // Closes with a reset instead of a farewell.
  void Reset();
  [[nodiscard]] bool gone() const noexcept { return gone_; }
  [[nodiscard]] int fd() const noexcept { return fd_; }

 private:
  bool Fill();

  int fd_;
  bool gone_ = false;
  std::string read_;  // received, not yet asked for
};

class SocketServer {
 public:
  // `address`: "127.0.0.1" or "::1". Port 0: any free one. Throws std::system_error.
  explicit SocketServer(std::function<void(Peer&)> script, const std::string& address = "127.0.0.1",
                        int port = 0);
  ~SocketServer();
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;

  [[nodiscard]] int port() const noexcept { return port_; }
  [[nodiscard]] int connections() const noexcept { return accepted_; }

 private:
  struct Conversation {
    int fd = -1;  // below 0: over
    std::thread thread;
  };
  void Accept();
  void Talk(Conversation& conversation);
  void Reap();

  std::function<void(Peer&)> script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> accepted_{0};
  std::atomic<bool> ending_{false};
  std::mutex mutex_;  // guards conversations_
  std::list<Conversation> conversations_;
  std::thread thread_;
};

}  // namespace forumwatch
