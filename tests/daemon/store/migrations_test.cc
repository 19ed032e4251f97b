#include "daemon/store/migrations.h"

#include <algorithm>
#include <set>

#include "daemon/store/connection.h"
#include "daemon/store/objections.h"
#include "daemon/store/sql.h"
#include "tests/daemon/store/old_store.h"
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

std::string PlanOf(Session& session, const std::string& text) {
  std::string plan;
  std::string detail;
  long long ignored = 0;
  const std::string explain = "EXPLAIN QUERY PLAN " + text;
  sql::ForEachRow(
      session, explain.c_str(), [&] { plan += detail + "\n"; }, sql::Into(ignored),
      sql::Into(ignored), sql::Into(ignored), sql::Into(detail));
  session.connection().statements.erase(explain.c_str());
  return plan;
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

// A rule that comes with an upgrade is silent about what was there before.
TEST(Migrations, WhatNewRulesWouldSayOfAnOldStoreIsTakenAsSaid) {
  TempStore store;
  Session& session = store.session();
  Empty(session);
  const auto all = StoreMigrations();
  const auto seventh =
      std::find_if(all.begin(), all.end(), [](const Migration& step) { return step.version == 7; });
  Migrate(session, all.first(static_cast<std::size_t>(seventh - all.begin())));
  Do(session, "INSERT INTO community (id, name) VALUES (1, '云栖苑')");
  const char* const complaints[] = {"1, '[\"曝光\",\"诉讼\"]', 3", "2, '[\"群体\"]', 3",
                                    "3, '[]', 10", "4, '[]', 9"};
  for (const char* const row : complaints) {
    const std::string id_flags_people = row;
    Do(session,
       "INSERT INTO complaint (id, flags, people, community_id, summary, opened_at, history, "
       "topics, specialty, cause, cause_item, cause_confirmed, place, times, heat_now, heat_peak, "
       "heat_total, heat_terms, status) VALUES (" +
           id_flags_people +
           ", 1, '电梯', 0, 0, '[]', '', '', '', 0, '', 1, 0, 0, 0, '{}', 'open')");
  }
  for (const char* const what : {"drafted", "rejected", "drafted"}) {
    Do(session, "INSERT INTO step (complaint_id, who, done_at, what, why) VALUES (4, '小林', 0, '" +
                    std::string(what) + "', '')");
  }
  Do(session, "INSERT INTO source (id, community_id, name, engine, url) VALUES (1, 1, '', '', '')");
  Do(session, "INSERT INTO thread (id, source_id, key) VALUES (1, 1, 't')");
  Do(session, "INSERT INTO complaint_thread (complaint_id, thread_id, since_at) VALUES (3, 1, 0)");
  for (const char* const official_at : {"1, 120000000", "1, 60000000", "0, 180000000"}) {
    Do(session,
       "INSERT INTO post (official, posted_at, key, thread_id, channel, is_first, title, author, "
       "author_id, quotes, text, url, seen_at, changed_at) VALUES (" +
           std::string(official_at) + ", '" + official_at +
           "', 1, 'forum', 0, '', '', '', '', '', '', 900000000, 0)");
  }
  Do(session,
     "INSERT INTO segment (post_id, ordinal, start_point, end_point, kind, topics, specialty, "
     "cause, cause_item, flags, place, supports, confidence, reasons, complaint_id, decision) "
     "VALUES (1, 0, 0, 0, '投诉', '[]', '', '', '', '[]', '', 0, 0, '[]', 4, 'suggest')");
  Migrate(session, all);
  OutboxStore outbox(session);
  const auto said = [&](int complaint) {
    std::vector<std::string> marks;
    for (const AlertMark& mark : outbox.SaidAbout(ComplaintId{complaint})) {
      EXPECT_EQ(mark.stage, kLastStage);
      marks.push_back(mark.rule + " " + std::to_string(mark.episode));
    }
    return marks;
  };
  EXPECT_THAT(said(1), testing::ElementsAre("danger 5"));
  EXPECT_THAT(said(2), testing::ElementsAre("group_tendency 1"));
  EXPECT_THAT(said(3),
              testing::ElementsAre("group_tendency 1", "heat.surge 3", "reply.backlash 2"));
  EXPECT_THAT(said(4), testing::ElementsAre("approval.waiting 2", "suggestion.merge 1"));
}

// A store in which a version of then has seen some complaints: C1 of history, C2 woken by a live
// post that threatens nothing, C3 woken by one that threatens, too, C4 live, C5 live and closed.
class BeforeTheNinth : public testing::Test {
 protected:
  BeforeTheNinth() {
    Session& session = store_.session();
    Empty(session);
    Migrate(session, MigrationsBefore(9));
    Do(session, "INSERT INTO community (id, name) VALUES (1, '云栖苑')");
    Do(session,
       "INSERT INTO source (id, community_id, name, engine, url) VALUES (1, 1, '', '', '')");
    Do(session, "INSERT INTO thread (id, source_id, key) VALUES (1, 1, 't')");
    Do(session, "INSERT INTO meta (key, value) VALUES ('horizon/1', '1000')");
    Complaint(1, true, "open");
    Complaint(2, false, "open");
    Complaint(3, false, "open");
    Complaint(4, false, "open");
    Complaint(5, false, "closed");
    Complaint(6, false, "open");
    Complaint(7, false, "open");
    Complaint(8, false, "closed");
    Complaint(9, false, "closed");
    Say(1, 10, "[\"曝光\",\"群体\"]");
    Say(2, 10, "[\"曝光\",\"群体\"]");
    Say(2, 2000, "[]");
    Say(3, 10, "[\"曝光\",\"过激\"]");
    Say(3, 2000, "[\"过激\",\"群体\"]");
    Say(4, 2000, "[]");  // an edit took its sign away
    Say(5, 2000, "[\"诉讼\"]");
    // One account under two names, and staff, are one person; whoever is anonymous twice is two.
    Say(6, 10, "[\"群体\"]");
    Say(6, 2000, "[]", "小满", "7");
    Say(6, 2001, "[]", "大满", "7");
    Say(6, 2002, "[]", "客服", "9", true);
    Say(7, 10, "[\"群体\"]");
    Say(7, 2000, "[]", "匿名");
    Say(7, 2001, "[]", "匿名");
    for (int person = 0; person < 12; ++person) {
      Say(8, 2000 + person, "[]", "业主" + std::to_string(person));
    }
    Say(9, 10, "[\"曝光\",\"群体\"]");
    Say(9, 2000, "[\"群体\"]");
    for (const char* const mark :
         {"1, 'danger', 1", "1, 'group_tendency', 1", "2, 'danger', 1", "2, 'group_tendency', 1",
          "2, 'heat.surge', 7", "3, 'danger', 9", "3, 'group_tendency', 1", "4, 'danger', 2",
          "6, 'group_tendency', 1", "7, 'group_tendency', 1"}) {
      Do(session, "INSERT INTO taken_as_said (complaint_id, rule, episode) VALUES (" +
                      std::string(mark) + ")");
    }
  }

  std::vector<std::string> Said(int complaint) {
    std::vector<std::string> marks;
    for (const AlertMark& mark : OutboxStore(store_.session()).SaidAbout(ComplaintId{complaint})) {
      marks.push_back(mark.rule + " " + std::to_string(mark.episode));
    }
    return marks;
  }
  TempStore store_;

 private:
  void Complaint(int id, bool history, const std::string& status) {
    Do(store_.session(),
       "INSERT INTO complaint (id, history, status, flags, people, community_id, summary, "
       "opened_at, topics, specialty, cause, cause_item, cause_confirmed, place, times, heat_now, "
       "heat_peak, heat_total, heat_terms) VALUES (" +
           std::to_string(id) + ", " + (history ? "1" : "0") + ", '" + status +
           "', '[]', 1, 1, '电梯', 0, '[]', '', '', '', 0, '', 1, 0, 0, 0, '{}')");
  }
  void Say(int complaint, int at, const std::string& flags, const std::string& author = "小满",
           const std::string& account = "", bool official = false) {
    ++posts_;
    Do(store_.session(),
       "INSERT INTO post (id, official, posted_at, key, thread_id, channel, is_first, title, "
       "author, author_id, quotes, text, url, seen_at, changed_at) VALUES (" +
           std::to_string(posts_) + ", " + (official ? "1, " : "0, ") + std::to_string(at) + ", '" +
           std::to_string(posts_) + "', 1, 'forum', 0, '', '" + author + "', '" + account +
           "', '', '', '', 5000, 0)");
    Do(store_.session(),
       "INSERT INTO segment (post_id, complaint_id, flags, ordinal, start_point, end_point, kind, "
       "topics, specialty, cause, cause_item, place, supports, confidence, reasons) VALUES (" +
           std::to_string(posts_) + ", " + std::to_string(complaint) + ", '" + flags +
           "', 0, 0, 0, '投诉', '[]', '', '', '', '', 0, 0, '[]')");
  }
  int posts_ = 0;
};

TEST_F(BeforeTheNinth, WhatHistoryAloneShowedIsNotTakenAsSaid) {
  Migrate(store_.session(), StoreMigrations());
  EXPECT_THAT(Said(1), IsEmpty());
  EXPECT_THAT(Said(2), testing::ElementsAre("heat.surge 7"));
  EXPECT_THAT(Said(3), testing::ElementsAre("danger 8", "group_tendency 1"));
  EXPECT_THAT(Said(4), testing::ElementsAre("danger 2"));
}

TEST_F(BeforeTheNinth, TheSignsOfClosedComplaintsAreTakenAsSaid) {
  EXPECT_THAT(Said(5), IsEmpty());
  Migrate(store_.session(), StoreMigrations());
  EXPECT_THAT(Said(5), testing::ElementsAre("danger 4"));
  EXPECT_THAT(Said(8), IsEmpty()) << "how many they are is no sign of a closed one";
  EXPECT_THAT(Said(9), testing::ElementsAre("group_tendency 1"));
}

// From how many people on they are a crowd is not known here, but one is none.
TEST_F(BeforeTheNinth, WhereSeveralSpokeSinceACrowdStaysAsItWasTaken) {
  Migrate(store_.session(), StoreMigrations());
  EXPECT_THAT(Said(6), IsEmpty());
  EXPECT_THAT(Said(7), testing::ElementsAre("group_tendency 1"));
}

TEST_F(BeforeTheNinth, TheCostDoesNotGrowWithTheProductOfWhatIsOnRecord) {
  Session& session = store_.session();
  for (const char* const statement : StoreMigrations()[8].statements) {
    if (std::string_view(statement).starts_with("UPDATE taken_as_said")) {
      EXPECT_THAT(PlanOf(session, statement), HasSubstr("SEARCH s USING INTEGER PRIMARY KEY"));
    }
    Do(session, statement);
  }
}

// What the twelfth knows of objections to revisits is what was put on record with complaints.
TEST_F(BeforeTheNinth, WhoeverObjectedToARevisitIsTakenForTheFirstWhoSpoke) {
  for (const char* const waived :
       {"3, '客户不愿'", "4, '敏感'", "2, '客户不愿'", "6, '客户不愿'", "7, '客户不愿'"}) {
    Do(store_.session(),
       "INSERT INTO step (complaint_id, detail, who, done_at, what, why) VALUES (" +
           std::string(waived) + ", '李', 3000, 'revisit_waived', '')");
  }
  Do(store_.session(),
     "UPDATE post SET author_id = '7' WHERE posted_at = 10 AND id IN "
     "(SELECT post_id FROM segment WHERE complaint_id = 6)");
  Migrate(store_.session(), StoreMigrations());
  ObjectionStore objections(store_.session());
  EXPECT_EQ(objections.SaidIn("1/name/小满"), ComplaintId{3}) << "said there first";
  EXPECT_EQ(objections.SaidIn("1/account/7"), ComplaintId{6});
  int on_record = 0;
  sql::FetchOne(store_.session(), "SELECT COUNT(*) FROM objection", sql::Into(on_record));
  EXPECT_EQ(on_record, 2) << "who spoke later in C6 has not objected";
}

// What was said before the thirteenth, and what it was not said of, is not said at the upgrade.
TEST_F(BeforeTheNinth, WhatThreatensSinceAReopeningIsTakenAsSaidAsFarAsItWasSaid) {
  Migrate(store_.session(), MigrationsBefore(13));
  Do(store_.session(), "UPDATE complaint SET merged_into = 5 WHERE id = 4");
  for (const char* const reopened : {"2, 3000", "3, 3000", "3, 4000", "5, 3000"}) {
    Do(store_.session(),
       "INSERT INTO step (complaint_id, done_at, who, what, detail, why) VALUES (" +
           std::string(reopened) + ", 'forumwatch', 'reopened', '', '')");
  }
  for (const char* const clock :
       {"3, 'first_reply', 1, 2000", "3, 'first_reply', 2, 4000", "3, 'first_reply', 3, 4001",
        "3, 'measures', 1, 2000", "6, 'first_reply', 1, 2000"}) {
    Do(store_.session(),
       "INSERT INTO duty (complaint_id, kind, episode, starts_at, due_at, satisfied_by, state, "
       "explain) VALUES (" +
           std::string(clock) + ", 9000, '', 'open', '[]')");
  }
  Migrate(store_.session(), StoreMigrations());
  EXPECT_THAT(Said(2), testing::ElementsAre("heat.surge 7")) << "nothing was said of it";
  EXPECT_THAT(Said(3),
              testing::ElementsAre("complaint.unacknowledged 1", "complaint.unacknowledged 2",
                                   "danger 8", "danger 40", "group_tendency 1"));
  EXPECT_THAT(Said(5), testing::ElementsAre("danger 2", "danger 4", "danger 22"))
      << "what is part of it now among them";
  EXPECT_THAT(Said(6), IsEmpty());
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
