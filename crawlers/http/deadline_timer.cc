#include "crawlers/http/deadline_timer.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/timerfd.h>
#include <unistd.h>

namespace forumwatch {

DeadlineTimer::DeadlineTimer(std::chrono::milliseconds span)
    : fd_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
  if (fd_ < 0) {
    throw std::system_error(errno, std::generic_category(), "timerfd_create");
  }
  const auto some = std::max(span, std::chrono::milliseconds(1));  // zero would mean never
  itimerspec until{};
  until.it_value.tv_sec = some.count() / 1000;
  until.it_value.tv_nsec = some.count() % 1000 * 1'000'000;
  timerfd_settime(fd_, 0, &until, nullptr);
}

DeadlineTimer::~DeadlineTimer() {
  close(fd_);
}

std::chrono::microseconds DeadlineTimer::left() const noexcept {
  itimerspec now{};
  timerfd_gettime(fd_, &now);
  return std::chrono::seconds(now.it_value.tv_sec) +
         std::chrono::microseconds(now.it_value.tv_nsec / 1000);
}

}  // namespace forumwatch
