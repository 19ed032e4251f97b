#include <iostream>

#include <nlohmann/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/store/backup.h"

namespace forumwatch {

ExitCode BackupStore(const CommonOptions& common, const std::filesystem::path& file) {
  const Config config = LoadConfig(common.config, common.places);
  Session session(config.store, OpenMode::Read);
  Backup(session, file);
  const auto bytes = std::filesystem::file_size(file);
  if (common.json) {
    std::cout << nlohmann::ordered_json{{"file", file.string()}, {"bytes", bytes}}.dump(
                     -1, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
    return ExitCode::Done;
  }
  std::cerr << "已备份并核对：" << file.string() << "（" << bytes / 1024 << " KiB）\n";
  return ExitCode::Done;
}

}  // namespace forumwatch
