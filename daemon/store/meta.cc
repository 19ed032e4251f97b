#include "daemon/store/meta.h"

#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
constexpr const char* kLoad = "SELECT value FROM meta WHERE key = :key";
constexpr const char* kSave =
    "INSERT INTO meta (key, value) VALUES (:key, :value) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}  // namespace

std::optional<std::string> MetaStore::Load(std::string_view key) {
  std::string value;
  if (!sql::FetchOne(session_, kLoad, With("key", key), Into(value))) {
    return std::nullopt;
  }
  return value;
}

void MetaStore::Save(std::string_view key, std::string_view value) {
  sql::Execute(session_, kSave, With("key", key), With("value", value));
}

}  // namespace forumwatch
