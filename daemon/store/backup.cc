#include "daemon/store/backup.h"

#include <cassert>
#include <cerrno>
#include <cstdint>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/store/connection.h"
#include "daemon/store/sql.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

// The copy while it has no name yet; removed unless it gets one.
class PartFile {
 public:
  explicit PartFile(fs::path target)
      : target_(std::move(target)), part_(target_.string() + ".part") {
    std::error_code ignored;
    fs::remove(part_, ignored);
    const int fd = open(part_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
      throw StoreError("backup " + part_.string() + " cannot be made: " + SystemReason(),
                       StoreFault::Io);
    }
    close(fd);
  }
  ~PartFile() {
    std::error_code ignored;
    fs::remove(part_, ignored);
    fs::remove(part_.string() + "-journal", ignored);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  [[nodiscard]] const fs::path& path() const { return part_; }

  void Name() {
    Sync(part_, O_RDWR);
    fs::rename(part_, target_);
    const fs::path folder = target_.parent_path();
    Sync(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  }

 private:
  static void Sync(const fs::path& path, int flags) {
    const int fd = open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = fd >= 0 && fsync(fd) == 0;
    const std::string reason = SystemReason();
    if (fd >= 0) {
      close(fd);
    }
    if (!synced) {
      throw StoreError("backup " + path.string() + " cannot be written: " + reason, StoreFault::Io);
    }
  }

  fs::path target_;
  fs::path part_;
};

constexpr const char* kRows[] = {"SELECT COUNT(*) FROM community", "SELECT COUNT(*) FROM source",
                                 "SELECT COUNT(*) FROM thread",    "SELECT COUNT(*) FROM post",
                                 "SELECT COUNT(*) FROM revision",  "SELECT COUNT(*) FROM complaint",
                                 "SELECT COUNT(*) FROM segment",   "SELECT COUNT(*) FROM duty",
                                 "SELECT COUNT(*) FROM alert",     "SELECT COUNT(*) FROM delivery",
                                 "SELECT COUNT(*) FROM step"};
constexpr const char* kVersionOfCopy = "SELECT version FROM schema_version";

std::vector<long long> CountRows(soci::session& sql) {
  std::vector<long long> counts;
  for (const char* text : kRows) {
    long long count = 0;
    sql << text, soci::into(count);
    counts.push_back(count);
  }
  return counts;
}

long long VersionOf(soci::session& sql) {
  long long version = 0;
  sql << kVersionOfCopy, soci::into(version);
  return version;
}

// All pages in one step: one snapshot; in WAL mode the writer is not held up.
void Copy(soci::session& from, soci::session& to) {
  sqlite_api::sqlite3* const target = Handle(to);
  sqlite_api::sqlite3_backup* const copy =
      sqlite_api::sqlite3_backup_init(target, "main", Handle(from), "main");
  if (copy != nullptr) {
    sqlite_api::sqlite3_backup_step(copy, -1);
    if (sqlite_api::sqlite3_backup_finish(copy) == SQLITE_OK) {
      return;
    }
  }
  throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(target),
                                 sqlite_api::sqlite3_errcode(target));
}

void Verify(soci::session& copy, const std::vector<long long>& at_least, long long version) {
  std::string finding;
  copy << "PRAGMA integrity_check(1)", soci::into(finding);
  if (finding != "ok") {
    throw StoreError("the copy is damaged: " + finding, StoreFault::Corrupt);
  }
  if (VersionOf(copy) != version) {
    throw StoreError("the copy has another schema", StoreFault::Corrupt);
  }
  const std::vector<long long> counts = CountRows(copy);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < at_least[i]) {
      throw StoreError("the copy has lost rows: " + std::string(kRows[i]) + " gives " +
                           std::to_string(counts[i]) + ", was " + std::to_string(at_least[i]),
                       StoreFault::Corrupt);
    }
  }
}

// What is sent after the copy was made is not on its record.
constexpr const char* kMarkWaiting =
    "UPDATE delivery SET maybe_repeat = 1 WHERE due_at IS NOT NULL";
constexpr long long kPostingsSince = 10;
constexpr const char* kMarkPostings =
    "UPDATE posting SET copied = 1 WHERE state NOT IN ('posted', 'refused')";
constexpr const char* kMarkCopy = "INSERT OR REPLACE INTO meta (key, value) VALUES ('copy', '1')";

void CopyAndVerify(soci::session& from, const fs::path& part) {
  const std::vector<long long> rows = CountRows(from);
  const long long version = VersionOf(from);
  soci::session to(soci::sqlite3, "db=\"" + part.string() + "\"");
  Copy(from, to);
  std::string journal;
  to << "PRAGMA journal_mode = DELETE", soci::into(journal);  // one file, whole by itself
  to << kMarkWaiting;
  if (version >= kPostingsSince) {
    to << kMarkPostings;
  }
  to << kMarkCopy;
  Verify(to, rows, version);
}

}  // namespace

void Backup(Session& session, const std::filesystem::path& file) {
  assert(!session.in_transaction() && "a backup would copy what is not committed");
  std::error_code ignored;
  if (fs::equivalent(session.file(), file, ignored)) {
    throw StoreError("backup " + file.string() + " is the store itself");
  }
  sql::InContext([&] { return "backup to " + file.string(); },
                 [&] {
                   PartFile part(file);
                   try {
                     CopyAndVerify(session.connection().sql, part.path());
                     part.Name();
                   } catch (const soci::soci_error& error) {
                     throw FromSoci("copying", error);
                   } catch (const fs::filesystem_error& error) {
                     throw StoreError(error.what(), StoreFault::Io);
                   }
                 });
}

}  // namespace forumwatch
