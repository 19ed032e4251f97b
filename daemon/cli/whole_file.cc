#include "daemon/cli/whole_file.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "daemon/descriptor.h"
#include "daemon/store/file_owner.h"

namespace forumwatch {
namespace {

[[noreturn]] void Fail(const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), "无法写入 " + file.string());
}

void RefuseWhatIsNoFile(const std::filesystem::path& file) {
  std::error_code error;
  const auto there = std::filesystem::symlink_status(file, error);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
    throw std::system_error(
        std::make_error_code(std::errc::file_exists),
        file.string() + " 不是普通文件（设备、管道、链接或文件夹），没有去替换它");
  }
}

}  // namespace

void WriteWhole(const std::filesystem::path& file, std::string_view content, Readers readers) {
  RefuseWhatIsNoFile(file);
  const std::filesystem::path part = file.string() + ".part";
  if (unlink(part.c_str()) != 0 && errno != ENOENT) {
    Fail(file);
  }
  const mode_t mode = readers == Readers::OwnerOnly ? 0600 : 0640;
  const int fd = open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
  if (fd < 0) {
    Fail(file);
  }
  {
    const Descriptor descriptor(fd);
    GiveToOwnerOfFolder(descriptor.fd(), part);
    while (!content.empty()) {
      const ssize_t written = write(descriptor.fd(), content.data(), content.size());
      if (written < 0 && errno != EINTR) {
        Fail(file);
      }
      content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    if (fsync(descriptor.fd()) != 0) {
      Fail(file);
    }
  }
  if (rename(part.c_str(), file.c_str()) != 0) {
    Fail(file);
  }
}

}  // namespace forumwatch
