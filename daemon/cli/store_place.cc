#include <filesystem>

#include "daemon/cli/commands.h"

namespace forumwatch {

void CheckStoreIsThere(const std::filesystem::path& store, bool init) {
  std::error_code absent;
  const bool holds_something = std::filesystem::file_size(store, absent) > 0 && !absent;
  if (init || holds_something || !std::filesystem::exists(store.string() + ".writer")) {
    return;
  }
  throw StoreError("数据库 " + store.string() +
                   " 不见了，但这里曾经有过。请先用备份恢复；确实要从头开始，用 run --init（"
                   "所有未处理的投诉会重新提醒一遍）");
}

}  // namespace forumwatch
