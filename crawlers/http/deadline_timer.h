// Real time running out, told by the kernel through a descriptor: for waits that curl does not
// count. Throws std::system_error when there are no more descriptors.
#pragma once

#include <chrono>

namespace forumwatch {

class DeadlineTimer {
 public:
  explicit DeadlineTimer(std::chrono::milliseconds span);
  ~DeadlineTimer();
  DeadlineTimer(const DeadlineTimer&) = delete;
  DeadlineTimer& operator=(const DeadlineTimer&) = delete;

  [[nodiscard]] int fd() const noexcept { return fd_; }  // readable: it has run out
  [[nodiscard]] std::chrono::microseconds left() const noexcept;

 private:
  int fd_;
};

}  // namespace forumwatch
