#include "daemon/cli/whole_file.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
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

// The content while it has no name yet; removed unless it gets one. Its own name tells the process,
// so that two writers do not meet in it.
class PartFile {
 public:
  PartFile(const std::filesystem::path& file, mode_t mode)
      : file_(file), part_(file.string() + "." + std::to_string(getpid()) + ".part") {
    if (unlink(part_.c_str()) != 0 && errno != ENOENT) {
      Fail(file_);
    }
    fd_ = open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd_ < 0) {
      Fail(file_);
    }
  }
  ~PartFile() {
    close(fd_);
    if (!named_) {
      unlink(part_.c_str());
    }
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  void Write(std::string_view content) {
    GiveToOwnerOfFolder(fd_, part_);
    while (!content.empty()) {
      const ssize_t written = write(fd_, content.data(), content.size());
      if (written < 0 && errno != EINTR) {
        Fail(file_);
      }
      content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    if (fsync(fd_) != 0) {
      Fail(file_);
    }
  }

  void Name() {
    if (rename(part_.c_str(), file_.c_str()) != 0) {
      Fail(file_);
    }
    named_ = true;
    const std::filesystem::path folder = file_.has_parent_path() ? file_.parent_path() : ".";
    const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // A folder that may be written and not read cannot be synced.
    if (fd < 0) {
      return;
    }
    const Descriptor descriptor(fd);
    if (fsync(descriptor.fd()) != 0) {
      Fail(file_);
    }
  }

 private:
  std::filesystem::path file_;
  std::filesystem::path part_;
  int fd_ = -1;
  bool named_ = false;
};

}  // namespace

void WriteWhole(const std::filesystem::path& file, std::string_view content, Readers readers) {
  if (file.empty()) {
    throw std::system_error(std::make_error_code(std::errc::invalid_argument),
                            "没有写要写到哪个文件");
  }
  RefuseWhatIsNoFile(file);
  PartFile part(file, readers == Readers::OwnerOnly ? 0600 : 0640);
  part.Write(content);
  part.Name();
}

void MakePrivateFolder(const std::filesystem::path& folder) {
  if (std::filesystem::is_directory(folder)) {
    return;
  }
  if (folder.has_parent_path()) {
    MakePrivateFolder(folder.parent_path());
  }
  constexpr mode_t kOwnerAlone = 0700;
  if (mkdir(folder.c_str(), kOwnerAlone) != 0) {
    if (errno == EEXIST && std::filesystem::is_directory(folder)) {
      return;
    }
    Fail(folder);
  }
  const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) {
    Fail(folder);
  }
  const Descriptor descriptor(fd);
  GiveToOwnerOfFolder(fd, folder);
}

}  // namespace forumwatch
