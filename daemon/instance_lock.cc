#include "daemon/instance_lock.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "daemon/store/file_owner.h"

namespace forumwatch {

InstanceLock::InstanceLock(const std::filesystem::path& file)
    : fd_(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
  if (fd_ < 0) {
    throw std::system_error(errno, std::generic_category(), "无法打开锁文件 " + file.string());
  }
  GiveToOwnerOfFolder(fd_, file);
  if (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    close(fd_);
    if (error == EWOULDBLOCK) {
      throw AnotherInstance("已有另一个 forumwatch 在使用这个数据目录（" + file.string() +
                            "）。请先停止它，例如 systemctl stop forumwatch");
    }
    throw std::system_error(error, std::generic_category(), "无法锁定 " + file.string());
  }
}

bool IsLocked(const std::filesystem::path& file) {
  const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) {
    return false;
  }
  const bool is_locked = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close(fd);
  return is_locked;
}

InstanceLock::~InstanceLock() {
  close(fd_);
}

}  // namespace forumwatch
