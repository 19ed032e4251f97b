// One daemon per store: a lock file beside the database, held for the life of the process and
// released by the kernel however it ends. Owns the descriptor.
#pragma once

#include <filesystem>
#include <stdexcept>

namespace forumwatch {

// Another process holds the lock; exit code 75.
class AnotherInstance : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Whether some process holds the lock now; takes nothing away from one that holds it.
bool IsLocked(const std::filesystem::path& file);

class InstanceLock {
 public:
  // Throws AnotherInstance, or std::system_error when the file cannot be made.
  explicit InstanceLock(const std::filesystem::path& file);
  ~InstanceLock();
  InstanceLock(const InstanceLock&) = delete;
  InstanceLock& operator=(const InstanceLock&) = delete;

 private:
  int fd_;
};

}  // namespace forumwatch
