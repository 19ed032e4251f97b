// A program of ours as a child process: started with arguments, its output read line by line or
// dropped, killed or asked to end, waited for. Ends with its object. One thread. Throws
// std::system_error.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace forumwatch {

class Process {
 public:
  // Standard error goes to `log` when named, else to ours.
  explicit Process(const std::vector<std::string>& command, const std::string& log = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The next line of its standard output that begins with `prefix`, without it; nullopt when the
  // output ends first.
  std::optional<std::string> ReadLine(const std::string& prefix);
  void Signal(int signal) const;
  [[nodiscard]] pid_t pid() const noexcept { return pid_; }
  // Its exit code (128 + signal when killed); nullopt when it has not ended within `limit`.
  std::optional<int> Wait(std::chrono::milliseconds limit);

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  std::string buffered_;
  std::optional<int> ended_;
};

// Lets real time pass, for tests whose subject is another process's time.
void Pause(std::chrono::microseconds span);

}  // namespace forumwatch
