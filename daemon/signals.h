// SIGTERM, SIGINT and SIGHUP as readable events instead of interruptions: blocked for the process,
// read from a descriptor the loop waits on; SIGPIPE is ignored, whoever hangs up. Make it before
// any thread starts. Owns the descriptor. Throws std::system_error.
#pragma once

namespace forumwatch {

class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  [[nodiscard]] int fd() const noexcept { return fd_; }
  // Takes what has arrived; true when the process was asked to end.
  bool StopAsked();

 private:
  int fd_ = -1;
  bool stop_ = false;
};

}  // namespace forumwatch
