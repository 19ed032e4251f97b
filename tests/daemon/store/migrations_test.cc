#include "daemon/store/migrations.h"

#include <set>

#include "daemon/store/connection.h"
#include "daemon/store/sql.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

std::set<std::string> Schema(Session& session) {
  std::set<std::string> names;
  std::string name;
  sql::ForEachRow(
      session, "SELECT name FROM sqlite_master", [&] { names.insert(name); }, sql::Into(name));
  return names;
}

void Do(Session& session, const std::string& text) {
  session.connection().sql << text;
}

TEST(Migrations, VersionsAreNumberedWithoutGaps) {
  int expected = 1;
  for (const Migration& step : StoreMigrations()) {
    EXPECT_EQ(step.version, expected++);
    EXPECT_FALSE(step.statements.empty());
  }
}

TEST(Migrations, ANewStoreGetsTheNewestSchemaAndKeepsIt) {
  TempStore store;
  EXPECT_EQ(SchemaVersion(store.session()), StoreMigrations().back().version);
  const auto schema = Schema(store.session());
  store.Reopen();
  EXPECT_EQ(Schema(store.session()), schema);
  EXPECT_FALSE(fs::exists(store.file().string() + ".schema-1")) << "nothing was migrated";
}

// Takes the tables away again, as if nothing had ever been created.
void Empty(Session& session) {
  for (const char* table : {"delivery", "alert", "duty", "complaint_thread", "segment", "step",
                            "revision", "post", "thread", "gap", "kept_page", "validator",
                            "complaint", "source", "community", "meta", "schema_version"}) {
    Do(session, std::string("DROP TABLE ") + table);
  }
}

TEST(Migrations, AFaultAtAnyStatementLeavesNothingBehind) {
  Session session(":memory:", OpenMode::CreateIfMissing);
  const auto whole = Schema(session);
  Empty(session);
  const std::set<std::string> nothing = {"sqlite_sequence"};  // SQLite's own
  ASSERT_EQ(Schema(session), nothing);
  const auto first = StoreMigrations().front().statements;
  for (std::size_t i = 0; i < first.size(); ++i) {
    std::vector<const char*> statements(first.begin(), first.end());
    statements[i] = "INSERT INTO no_such_table VALUES (1)";
    const Migration broken[] = {{1, statements}};
    EXPECT_THROW(Migrate(session, broken), StoreError) << i;
    EXPECT_EQ(Schema(session), nothing) << i;
    EXPECT_FALSE(session.in_transaction());
  }
  Migrate(session, StoreMigrations());
  EXPECT_EQ(Schema(session), whole);
}

const char* const kSecond[] = {
    "ALTER TABLE community ADD COLUMN region TEXT NOT NULL DEFAULT ''",
    "UPDATE community SET region = '华东'",
    "CREATE INDEX community_region ON community (region)",
};

std::vector<Migration> WithSecond(std::span<const char* const> second) {
  std::vector<Migration> migrations(StoreMigrations().begin(), StoreMigrations().end());
  migrations.push_back({migrations.back().version + 1, second});
  return migrations;
}

class SecondMigrationTest : public StoreTest {
 protected:
  fs::path BackupFile() {
    return store_.file().string() + ".schema-" + std::to_string(SchemaVersion(session()));
  }
};

TEST_F(SecondMigrationTest, AVerifiedBackupComesFirst) {
  const PostId post = Record(MakePost("1", "1")).id;
  const fs::path backup = BackupFile();
  Migrate(session(), WithSecond(kSecond));
  EXPECT_EQ(SchemaVersion(session()), StoreMigrations().back().version + 1);
  EXPECT_TRUE(posts_.Load(post).has_value());
  Session old(backup, OpenMode::MustExist);
  EXPECT_EQ(SchemaVersion(old), StoreMigrations().back().version);
  EXPECT_TRUE(PostStore(old).Load(post).has_value());
}

TEST_F(SecondMigrationTest, AFaultAtAnyStatementLeavesTheOldSchema) {
  const auto schema = Schema(session());
  for (std::size_t i = 0; i < std::size(kSecond); ++i) {
    std::vector<const char*> statements(std::begin(kSecond), std::end(kSecond));
    statements[i] = "SELECT no_such_column";
    EXPECT_THROW(Migrate(session(), WithSecond(statements)), StoreError) << i;
    EXPECT_EQ(Schema(session()), schema) << i;
    EXPECT_EQ(SchemaVersion(session()), StoreMigrations().back().version) << i;
  }
  Migrate(session(), WithSecond(kSecond));
  EXPECT_EQ(SchemaVersion(session()), StoreMigrations().back().version + 1);
}

TEST_F(SecondMigrationTest, WithoutABackupNothingIsMigrated) {
  const auto schema = Schema(session());
  fs::create_directories(BackupFile() / "in the way");
  EXPECT_THROW(Migrate(session(), WithSecond(kSecond)), StoreError);
  EXPECT_EQ(Schema(session()), schema);
}

TEST_F(SecondMigrationTest, ANewerStoreIsRefusedByWriterAndReader) {
  Migrate(session(), WithSecond(kSecond));
  store_.Close();
  for (const OpenMode mode : {OpenMode::CreateIfMissing, OpenMode::MustExist, OpenMode::Read}) {
    try {
      Session session(store_.file(), mode);
      ADD_FAILURE() << "a newer schema was taken";
    } catch (const StoreError& error) {
      EXPECT_THAT(error.what(),
                  HasSubstr("schema " + std::to_string(StoreMigrations().back().version + 1)));
    }
  }
}

TEST_F(SecondMigrationTest, ADatabaseOfAnotherProgramIsRefused) {
  Do(session(), "DROP TABLE schema_version");
  store_.Close();
  for (const OpenMode mode : {OpenMode::CreateIfMissing, OpenMode::MustExist, OpenMode::Read}) {
    EXPECT_THROW(Session(store_.file(), mode), StoreError);
  }
}

}  // namespace
}  // namespace forumwatch
