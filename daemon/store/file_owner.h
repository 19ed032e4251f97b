// Whose a new file of the store is.
#pragma once

#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

namespace forumwatch {

// What root makes in a folder of the service is the service's: an administrator who tries a command
// leaves nothing that the service could not open. Only a file that is empty yet and lies there
// itself: the owner of the folder could have laid a link to somebody else's. `file` is open as
// `fd`. Any thread.
inline void GiveToOwnerOfFolder(int fd, const std::filesystem::path& file) noexcept {
  struct stat folder {};
  struct stat opened {};
  struct stat there {};
  const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : ".";
  if (geteuid() != 0 || stat(parent.c_str(), &folder) != 0 || fstat(fd, &opened) != 0 ||
      lstat(file.c_str(), &there) != 0) {
    return;
  }
  const bool is_there = opened.st_ino == there.st_ino && opened.st_dev == there.st_dev;
  if (is_there && S_ISREG(opened.st_mode) && opened.st_size == 0 && opened.st_nlink == 1) {
    [[maybe_unused]] const int refused = fchown(fd, folder.st_uid, folder.st_gid);
  }
}

}  // namespace forumwatch
