#include "daemon/store/session.h"

#include <cassert>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/store/connection.h"
#include "daemon/store/file_owner.h"
#include "daemon/store/migrations.h"
#include "daemon/store/sql.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMemory = ":memory:";
constexpr mode_t kOwnerOnly = 0600;

StoreFault FaultOf(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreFault::Busy;
    case SQLITE_FULL:
      return StoreFault::Full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return StoreFault::Corrupt;
    case SQLITE_CONSTRAINT:
      return StoreFault::Constraint;
    case SQLITE_READONLY:
      return StoreFault::ReadOnly;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return StoreFault::Io;
    default:
      return StoreFault::Other;
  }
}

bool InMemory(const fs::path& file) {
  return file == kMemory;
}

// SQLite gives -wal and -shm the mode of the database, so that is settled before it opens anything.
void MakeFile(const fs::path& file) {
  const int fd = open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, kOwnerOnly);
  if (fd < 0 || fchmod(fd, kOwnerOnly) != 0) {
    const std::string reason = SystemReason();
    if (fd >= 0) {
      close(fd);
    }
    throw StoreError("store " + file.string() + " cannot be made: " + reason, StoreFault::Io);
  }
  GiveToOwnerOfFolder(fd, file);
  close(fd);
}

void RequireFile(const fs::path& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) {
    throw StoreError("no store at " + file.string() + ": " + SystemReason());
  }
  if (!S_ISREG(found.st_mode)) {
    throw StoreError("store " + file.string() + " is not a file");
  }
  if (found.st_size == 0) {
    throw StoreError("store " + file.string() + " is empty");
  }
}

int LockWriter(const fs::path& file) {
  const std::string name = file.string() + ".writer";
  const int fd = open(name.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
  if (fd < 0) {
    throw StoreError("lock " + name + " cannot be made: " + SystemReason(), StoreFault::Io);
  }
  GiveToOwnerOfFolder(fd, name);
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    close(fd);
    throw StoreError("store " + file.string() + " already has a writer", StoreFault::Busy);
  }
  return fd;
}

void Connect(Session::Connection& connection) {
  const std::string file = connection.file.string();
  if (file.find('"') != std::string::npos) {
    throw StoreError("store " + file + ": a quotation mark cannot stand in its name");
  }
  const char* const access = connection.mode == OpenMode::Read ? " readonly=true" : "";
  connection.sql.open(soci::sqlite3, "db=\"" + file + "\"" + access);
  sqlite_api::sqlite3* const handle = Handle(connection.sql);
  sqlite_api::sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // Only the writer checkpoints (faults.md F6), closing included.
  const int readers_leave_the_wal = connection.mode == OpenMode::Read ? 1 : 0;
  sqlite_api::sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, readers_leave_the_wal,
                                nullptr);
}

void SetUp(Session::Connection& connection) {
  soci::session& sql = connection.sql;
  sql << "PRAGMA busy_timeout = 5000";
  sql << "PRAGMA foreign_keys = ON";
  sql << "PRAGMA trusted_schema = OFF";
  sql << "PRAGMA cell_size_check = ON";
  sql << "PRAGMA mmap_size = 0";
  sql << "PRAGMA cache_size = -1000";  // KiB; the system keeps the file's pages anyway
  if (connection.mode == OpenMode::Read) {
    sql << "PRAGMA query_only = ON";
    sql << "PRAGMA wal_autocheckpoint = 0";
    return;
  }
  std::string journal;
  sql << "PRAGMA journal_mode = WAL", soci::into(journal);
  if (journal != "wal" && !InMemory(connection.file)) {
    throw StoreError("store " + connection.file.string() + " cannot keep a write-ahead log");
  }
  sql << "PRAGMA synchronous = FULL";
}

void RequireCurrentSchema(Session& session) {
  const int version = SchemaVersion(session);
  const int ours = StoreMigrations().back().version;
  if (version != ours) {
    throw StoreError("store " + session.file().string() + " has schema " + std::to_string(version) +
                     ", this program reads schema " + std::to_string(ours));
  }
}

}  // namespace

sqlite_api::sqlite3* Handle(soci::session& sql) {
  return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

std::string SystemReason() {
  return std::system_category().message(errno);
}

StoreError FromSoci(const std::string& doing, const soci::soci_error& error) {
  StoreFault fault = StoreFault::Other;
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    fault = FaultOf(sqlite->result());
  }
  return StoreError(doing + ": " + error.get_error_message(), fault);
}

namespace {
// SOCI tells the coarse code, if any; the connection knows the whole one.
StoreError WhyNotOpened(Session::Connection& connection, const soci::soci_error& error) {
  StoreError said = FromSoci("opening store " + connection.file.string(), error);
  if (connection.sql.get_backend() != nullptr &&
      sqlite_api::sqlite3_extended_errcode(Handle(connection.sql)) == SQLITE_IOERR_SHMSIZE) {
    // No room for the index of the write-ahead log.
    return StoreError(said.what(), StoreFault::Full);
  }
  return said;
}
}  // namespace

Session::Connection::~Connection() {
  statements.clear();
  sql.close();
  if (writer_lock >= 0) {
    close(writer_lock);  // after the connection: its last checkpoint is still under the lock
  }
}

Session::Session(const fs::path& file, OpenMode mode) : connection_(new Connection) {
  connection_->file = file;
  connection_->mode = mode;
  if (!InMemory(file)) {
    if (mode != OpenMode::CreateIfMissing) {
      RequireFile(file);
    }
    if (mode != OpenMode::Read) {
      connection_->writer_lock = LockWriter(file);
      MakeFile(file);
    }
  }
  try {
    Connect(*connection_);
    SetUp(*connection_);
  } catch (const soci::soci_error& error) {
    throw WhyNotOpened(*connection_, error);
  }
  if (mode == OpenMode::Read) {
    RequireCurrentSchema(*this);
  } else {
    Migrate(*this, StoreMigrations());
  }
}

Session::~Session() = default;

const fs::path& Session::file() const noexcept {
  return connection_->file;
}

bool Session::in_transaction() const noexcept {
  return connection_->in_transaction;
}

namespace {
constexpr const char* kProbe = "SELECT version FROM schema_version";
}

void Session::Probe() {
  int version = 0;
  if (!sql::FetchOne(*this, kProbe, sql::Into(version))) {
    throw StoreError("store " + file().string() + " has lost its schema version",
                     StoreFault::Corrupt);
  }
  int moved = 0;
  sqlite_api::sqlite3_file_control(Handle(connection_->sql), "main", SQLITE_FCNTL_HAS_MOVED,
                                   &moved);
  if (moved != 0) {
    throw StoreError("store " + file().string() + " was moved or replaced while in use",
                     StoreFault::Io);
  }
}

namespace {
constexpr const char* kIntegrity = "PRAGMA integrity_check(1)";
constexpr const char* kQuick = "PRAGMA quick_check(1)";
constexpr const char* kForeignKeys = "PRAGMA foreign_key_check";

void RequireOk(Session& session, const char* check) {
  std::string finding;
  sql::FetchOne(session, check, sql::Into(finding));
  if (finding != "ok") {
    throw StoreError("store " + session.file().string() + " is damaged: " + finding,
                     StoreFault::Corrupt);
  }
}
}  // namespace

void Session::CheckTables() {
  RequireOk(*this, kQuick);
}

void Session::CheckIntegrity() {
  RequireOk(*this, kIntegrity);
  std::string table;
  if (sql::FetchOne(*this, kForeignKeys, sql::Into(table))) {
    throw StoreError("store " + file().string() + " is damaged: a row of " + table +
                         " refers to one that is not there",
                     StoreFault::Corrupt);
  }
}

namespace {
constexpr const char* kCheckpoint = "PRAGMA wal_checkpoint(PASSIVE)";
constexpr const char* kShrink = "PRAGMA shrink_memory";
}  // namespace

void Session::Checkpoint() {
  assert(connection_->mode != OpenMode::Read && !in_transaction());
  int blocked = 0;
  sql::FetchOne(*this, kCheckpoint, sql::Into(blocked));
  sql::Execute(*this, kShrink);
}

namespace {
constexpr const char* kBegin = "BEGIN IMMEDIATE";
constexpr const char* kBeginReading = "BEGIN";
constexpr const char* kCommit = "COMMIT";
constexpr const char* kRollback = "ROLLBACK";

// SQLite ends a transaction by itself when the disk is full or fails; there is nothing to roll back
// then.
void RollBack(Session& session) {
  Session::Connection& connection = session.connection();
  connection.in_transaction = false;
  if (sqlite_api::sqlite3_get_autocommit(Handle(connection.sql)) == 0) {
    sql::Execute(session, kRollback);
  }
}
}  // namespace

Transaction::Transaction(Session& session) : session_(session) {
  assert(!session.in_transaction() && "transactions do not nest");
  sql::Execute(session, session.connection().mode == OpenMode::Read ? kBeginReading : kBegin);
  session.connection().in_transaction = true;
}

Transaction::~Transaction() {
  if (!open_) {
    return;
  }
  try {
    RollBack(session_);
  } catch (const StoreError&) {
    // Whoever begins the next transaction hears of it: SQLite refuses to begin within this one.
    open_ = false;
  }
}

void Transaction::Commit() {
  assert(open_ && "a transaction is committed once");
  try {
    sql::Execute(session_, kCommit);
  } catch (const StoreError&) {
    open_ = false;
    RollBack(session_);
    throw;
  }
  open_ = false;
  session_.connection().in_transaction = false;
}

}  // namespace forumwatch
