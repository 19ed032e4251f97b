#include "daemon/cli/progress.h"

#include <iostream>
#include <utility>

#include <unistd.h>

namespace forumwatch {

Progress::Progress(std::string unit, std::size_t of)
    : unit_(std::move(unit)), of_(of), terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::At(std::size_t count) {
  constexpr std::size_t kSteps = 200;
  const std::size_t step = of_ > kSteps ? of_ / kSteps : 1;
  if (!terminal_ || count < shown_ + step) {
    return;
  }
  shown_ = count;
  std::cerr << "\r" << count;
  if (of_ > 0) {
    std::cerr << "/" << of_;
  }
  std::cerr << " " << unit_ << std::flush;
}

void Progress::Done() const {
  if (terminal_ && shown_ > 0) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

}  // namespace forumwatch
