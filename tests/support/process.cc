#include "tests/support/process.h"

#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace forumwatch {
namespace {

[[noreturn]] void Fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

[[noreturn]] void Become(const std::vector<std::string>& command, int out, const std::string& log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, nullptr);
  dup2(out, STDOUT_FILENO);
  if (!log.empty()) {
    const int fd = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd >= 0) {
      dup2(fd, STDERR_FILENO);
    }
  }
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(
        word.c_str()));  // NOLINT(cppcoreguidelines-pro-type-const-cast): execv's type
  }
  arguments.push_back(nullptr);
  execv(arguments.front(), arguments.data());
  _exit(127);
}

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::string& log) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    Fail("pipe");
  }
  pid_ = fork();
  if (pid_ < 0) {
    Fail("fork");
  }
  if (pid_ == 0) {
    Become(command, ends[1], log);
  }
  close(ends[1]);
  out_ = ends[0];
}

Process::~Process() {
  if (!ended_) {
    Signal(SIGKILL);
    Wait(std::chrono::seconds(10));
  }
  close(out_);
}

std::optional<std::string> Process::ReadLine(const std::string& prefix) {
  for (;;) {
    for (auto end = buffered_.find('\n'); end != std::string::npos; end = buffered_.find('\n')) {
      const std::string line = buffered_.substr(0, end);
      buffered_.erase(0, end + 1);
      if (line.starts_with(prefix)) {
        return line.substr(prefix.size());
      }
    }
    char bytes[4096];
    const ssize_t n = read(out_, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return std::nullopt;
    }
    buffered_.append(bytes, static_cast<std::size_t>(n));
  }
}

void Process::Signal(int signal) const {
  if (!ended_) {
    kill(pid_, signal);
  }
}

std::optional<int> Process::Wait(std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!ended_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      break;
    }
    if (std::chrono::steady_clock::now() >= until) {
      return std::nullopt;
    }
    Pause(std::chrono::milliseconds(1));
  }
  return ended_;
}

void Pause(std::chrono::microseconds span) {
  timespec time{};
  time.tv_sec = span.count() / 1'000'000;
  time.tv_nsec = (span.count() % 1'000'000) * 1000;
  ppoll(nullptr, 0, &time, nullptr);
}

}  // namespace forumwatch
