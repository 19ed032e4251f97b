#include <iostream>

#include "daemon/cli/commands.h"
#include "daemon/store/backup.h"

namespace forumwatch {

ExitCode BackupStore(const CommonOptions& common, const std::filesystem::path& file) {
  const Config config = LoadConfig(common.config, common.places);
  Session session(config.store, OpenMode::Read);
  Backup(session, file);
  std::cerr << "已备份并核对：" << file.string() << "（" << std::filesystem::file_size(file) / 1024
            << " KiB）\n";
  return ExitCode::Done;
}

}  // namespace forumwatch
