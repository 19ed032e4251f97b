// Processor time of the calling thread: what a piece of work costs, whoever else is busy.
#pragma once

#include <chrono>
#include <ctime>

namespace forumwatch {

inline std::chrono::nanoseconds ThreadCpu() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

// In seconds.
template <typename Work>
double CpuOf(const Work& work) {
  const std::chrono::nanoseconds before = ThreadCpu();
  work();
  return std::chrono::duration<double>(ThreadCpu() - before).count();
}

}  // namespace forumwatch
