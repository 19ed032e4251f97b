// Whose a new file or folder is.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace forumwatch {

// What root makes in a folder of the service is the service's: an administrator who tries a command
// leaves nothing that the service could not open. Only a file or folder that is empty yet and lies
// there itself: the owner of the folder could have laid a link to somebody else's, or another in
// its place. `file` is open as `fd`. Any thread.
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
  const bool is_new_file = S_ISREG(opened.st_mode) && opened.st_size == 0 && opened.st_nlink == 1;
  std::error_code unknown;
  const bool is_new_folder =
      S_ISDIR(opened.st_mode) &&
      std::filesystem::is_empty("/proc/self/fd/" + std::to_string(fd), unknown) && !unknown;
  if (is_there && (is_new_file || is_new_folder)) {
    [[maybe_unused]] const int refused = fchown(fd, folder.st_uid, folder.st_gid);
  }
}

}  // namespace forumwatch
