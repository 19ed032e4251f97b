// The inside of a Session: SOCI's connection and the statements prepared on it. Inside daemon/store
// only.
#pragma once

#include <filesystem>
#include <memory>
#include <unordered_map>

#include "daemon/store/session.h"
#include "daemon/store/soci_headers.h"

namespace forumwatch {

struct PreparedStatement {
  explicit PreparedStatement(soci::session& sql) : statement(sql) {}
  soci::statement statement;
  bool in_use = false;
};

struct Session::Connection {
  std::filesystem::path file;
  OpenMode mode = OpenMode::MustExist;
  int writer_lock = -1;  // descriptor of FILE.writer
  bool in_transaction = false;
  soci::session sql;
  // By the address of the named constant that holds the text. After `sql`, so that statements end
  // before their connection.
  std::unordered_map<const char*, std::unique_ptr<PreparedStatement>> statements;

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();
};

sqlite_api::sqlite3* Handle(soci::session& sql);

std::string SystemReason();  // of errno

// SOCI's own message would carry the bound values, which are people's words: only the reason and
// what was being done are taken over.
StoreError FromSoci(const std::string& doing, const soci::soci_error& error);

}  // namespace forumwatch
