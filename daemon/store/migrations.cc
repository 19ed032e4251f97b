#include "daemon/store/migrations.h"

#include <cassert>
#include <string>

#include "daemon/store/backup.h"
#include "daemon/store/connection.h"
#include "daemon/store/schema_1.h"
#include "daemon/store/schema_10.h"
#include "daemon/store/schema_11.h"
#include "daemon/store/schema_12.h"
#include "daemon/store/schema_13.h"
#include "daemon/store/schema_14.h"
#include "daemon/store/schema_2.h"
#include "daemon/store/schema_3.h"
#include "daemon/store/schema_4.h"
#include "daemon/store/schema_5.h"
#include "daemon/store/schema_6.h"
#include "daemon/store/schema_7.h"
#include "daemon/store/schema_8.h"
#include "daemon/store/schema_9.h"
#include "daemon/store/sql.h"

namespace forumwatch {
namespace {

constexpr Migration kMigrations[] = {
    {1, kSchema1},   {2, kSchema2},   {3, kSchema3},   {4, kSchema4},  {5, kSchema5},
    {6, kSchema6},   {7, kSchema7},   {8, kSchema8},   {9, kSchema9},  {10, kSchema10},
    {11, kSchema11}, {12, kSchema12}, {13, kSchema13}, {14, kSchema14}};

// Run a few times in a session's life: prepared for once, so that a text made on the fly (tests,
// file names) is never remembered by its address.
void ExecuteOnce(Session& session, const char* text) {
  try {
    session.connection().sql << text;
  } catch (const soci::soci_error& error) {
    throw FromSoci(std::string(text).substr(0, std::string_view(text).find_first_of("(\n")), error);
  }
}

constexpr const char* kTables =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

void Apply(Session& session, const Migration& step) {
  sql::InContext([&] { return "migrating to schema " + std::to_string(step.version); },
                 [&] {
                   Transaction transaction(session);
                   for (const char* statement : step.statements) {
                     ExecuteOnce(session, statement);
                   }
                   ExecuteOnce(session, "DELETE FROM schema_version");
                   const std::string version = "INSERT INTO schema_version (version) VALUES (" +
                                               std::to_string(step.version) + ")";
                   ExecuteOnce(session, version.c_str());
                   transaction.Commit();
                 });
}

constexpr const char* kVersion = "SELECT version FROM schema_version";

}  // namespace

std::span<const Migration> StoreMigrations() {
  return kMigrations;
}

int SchemaVersion(Session& session) {
  bool empty = true;
  bool ours = false;
  std::string table;
  sql::ForEachRow(
      session, kTables,
      [&] {
        empty = false;
        ours = ours || table == "schema_version";
      },
      sql::Into(table));
  if (empty) {
    return 0;
  }
  int version = 0;
  if (!ours || !sql::FetchOne(session, kVersion, sql::Into(version))) {
    throw StoreError(session.file().string() + " is a database of another program");
  }
  return version;
}

void Migrate(Session& session, std::span<const Migration> migrations) {
  const int found = SchemaVersion(session);
  const int newest = migrations.back().version;
  if (found > newest) {
    throw StoreError("store " + session.file().string() + " has schema " + std::to_string(found) +
                     ", newer than this program's " + std::to_string(newest));
  }
  if (found > 0 && found < newest) {
    Backup(session, session.file().string() + ".schema-" + std::to_string(found));
  }
  for (const Migration& step : migrations) {
    if (step.version > found) {
      Apply(session, step);
    }
  }
}

}  // namespace forumwatch
