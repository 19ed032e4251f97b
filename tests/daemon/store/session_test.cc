#include "daemon/store/session.h"

#include <fstream>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/store/connection.h"
#include "daemon/store/meta.h"
#include "daemon/store/sql.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace fs = std::filesystem;

// The fault and the words of what opening gives; nullopt when it opens.
std::optional<std::pair<StoreFault, std::string>> Refusal(const fs::path& file, OpenMode mode) {
  try {
    Session session(file, mode);
    return std::nullopt;
  } catch (const StoreError& error) {
    return std::pair(error.fault(), std::string(error.what()));
  }
}

std::string RefusalText(const fs::path& file, OpenMode mode) {
  const auto refusal = Refusal(file, mode);
  return refusal ? refusal->second : "";
}

unsigned ModeOf(const fs::path& file) {
  struct stat found {};
  EXPECT_EQ(stat(file.c_str(), &found), 0) << file;
  return found.st_mode & 0777U;
}

std::string Pragma(Session& session, const char* text) {
  std::string value;
  sql::FetchOne(session, text, sql::Into(value));
  return value;
}

class SessionTest : public StoreTest {};

TEST(Session, AStoreThatShouldExistIsNeverMadeInSilence) {
  TempFolder folder;
  for (const OpenMode mode : {OpenMode::MustExist, OpenMode::Read}) {
    EXPECT_THAT(RefusalText(folder / "no.db", mode), HasSubstr("no store at"));
    EXPECT_FALSE(fs::exists(folder / "no.db"));
  }
  std::ofstream(folder / "empty.db").flush();
  EXPECT_THAT(RefusalText(folder / "empty.db", OpenMode::MustExist), HasSubstr("is empty"));
  fs::create_directory(folder / "folder.db");
  EXPECT_THAT(RefusalText(folder / "folder.db", OpenMode::MustExist), HasSubstr("not a file"));
  EXPECT_EQ(Refusal(folder / "no.db", OpenMode::CreateIfMissing), std::nullopt);
  EXPECT_EQ(Refusal(folder / "no.db", OpenMode::MustExist), std::nullopt);
  EXPECT_EQ(Refusal(folder / "no.db", OpenMode::Read), std::nullopt);
}

TEST(Session, WhatIsNoStoreIsRefused) {
  TempFolder folder;
  std::ofstream(folder / "text.db") << std::string(4096, 'x');
  const auto refusal = Refusal(folder / "text.db", OpenMode::MustExist);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->first, StoreFault::Corrupt);
  EXPECT_THAT(RefusalText(folder / "no-such-folder" / "x.db", OpenMode::CreateIfMissing),
              HasSubstr("cannot be made"));
  EXPECT_THAT(RefusalText(folder / "quo\"te.db", OpenMode::CreateIfMissing),
              HasSubstr("quotation mark"));
}

TEST(Session, NamesWithSpacesAndEqualSignsAreNames) {
  TempFolder folder;
  for (const char* name : {"my store.db", "a=b c=d.db", "库 2026 年.db"}) {
    EXPECT_EQ(Refusal(folder / name, OpenMode::CreateIfMissing), std::nullopt) << name;
    EXPECT_TRUE(fs::exists(folder / name)) << name;
  }
}

TEST_F(SessionTest, OnlyTheOwnerMayReadTheFiles) {
  Record(MakePost("1", "1"));
  for (const char* suffix : {"", "-wal", "-shm", ".writer"}) {
    EXPECT_EQ(ModeOf(store_.file().string() + suffix), 0600U) << suffix;
  }
  fs::permissions(store_.file(), fs::perms::all);
  store_.Reopen();
  EXPECT_EQ(ModeOf(store_.file()), 0600U);
}

TEST_F(SessionTest, TheWriterIsSetUpToLoseNothing) {
  EXPECT_EQ(Pragma(session(), "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(Pragma(session(), "PRAGMA synchronous"), "2");
  EXPECT_EQ(Pragma(session(), "PRAGMA foreign_keys"), "1");
  EXPECT_EQ(Pragma(session(), "PRAGMA trusted_schema"), "0");
  EXPECT_EQ(Pragma(session(), "PRAGMA busy_timeout"), "5000");
  EXPECT_EQ(Pragma(session(), "PRAGMA mmap_size"), "0");
}

TEST_F(SessionTest, AReaderReadsWhatIsCommittedAndWritesNothing) {
  Session reader(store_.file(), OpenMode::Read);
  EXPECT_EQ(Pragma(reader, "PRAGMA query_only"), "1");
  EXPECT_EQ(Pragma(reader, "PRAGMA wal_autocheckpoint"), "0");
  PostStore posts(reader);
  Transaction open(session());
  const PostId id = posts_.Record(source_, MakePost("1", "1"), Channel::Forum, kNoon, kNoon).id;
  EXPECT_EQ(posts.Load(id), std::nullopt);
  open.Commit();
  EXPECT_TRUE(posts.Load(id).has_value());
  const auto write = [&] { MetaStore(reader).Save("a", "b"); };
  EXPECT_THROW(InTransaction(reader, write), StoreError);
}

TEST_F(SessionTest, AReadersTransactionIsOfOneMoment) {
  Session reader(store_.file(), OpenMode::Read);
  PostStore posts(reader);
  Transaction moment(reader);
  EXPECT_THAT(posts.OfThread(source_, "1"), IsEmpty());
  Record(MakePost("1", "1"));
  EXPECT_THAT(posts.OfThread(source_, "1"), IsEmpty());
  moment.Commit();
  EXPECT_THAT(posts.OfThread(source_, "1"), SizeIs(1));
}

TEST_F(SessionTest, AReaderThatLeavesLastLeavesTheLogAlone) {
  Record(MakePost("1", "1"));
  const auto wal = store_.file().string() + "-wal";
  const auto size = fs::file_size(wal);
  EXPECT_GT(size, 0U);
  { Session reader(store_.file(), OpenMode::Read); }
  EXPECT_EQ(fs::file_size(wal), size);
}

TEST_F(SessionTest, AStoreAtRestCanBeRead) {
  const PostId id = Record(MakePost("1", "1")).id;
  store_.Close();
  EXPECT_FALSE(fs::exists(store_.file().string() + "-wal")) << "the writer tidied up";
  Session reader(store_.file(), OpenMode::Read);
  EXPECT_TRUE(PostStore(reader).Load(id).has_value());
}

TEST_F(SessionTest, ASecondWriterIsRefusedUntilTheFirstEnds) {
  for (const OpenMode mode : {OpenMode::CreateIfMissing, OpenMode::MustExist}) {
    const auto refusal = Refusal(store_.file(), mode);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->first, StoreFault::Busy);
    EXPECT_THAT(refusal->second, HasSubstr("already has a writer"));
  }
  store_.Close();
  EXPECT_EQ(Refusal(store_.file(), OpenMode::MustExist), std::nullopt);
}

TEST_F(SessionTest, AStoreInMemoryIsWholeAndAlone) {
  Session memory(":memory:", OpenMode::CreateIfMissing);
  Session other(":memory:", OpenMode::CreateIfMissing);
  InTransaction(memory, [&] { MetaStore(memory).Save("a", "1"); });
  EXPECT_EQ(MetaStore(memory).Load("a"), "1");
  EXPECT_EQ(MetaStore(other).Load("a"), std::nullopt);
  memory.Probe();
  memory.CheckIntegrity();
  EXPECT_FALSE(fs::exists(":memory:"));
}

TEST_F(SessionTest, WhatIsNotCommittedNeverWas) {
  {
    Transaction transaction(session());
    EXPECT_TRUE(session().in_transaction());
    posts_.Record(source_, MakePost("1", "1"), Channel::Forum, kNoon, kNoon);
  }
  EXPECT_FALSE(session().in_transaction());
  EXPECT_EQ(posts_.Find(source_, "1", "1"), std::nullopt);
}

TEST_F(SessionTest, AnExceptionOnTheWayRollsBackAndTheNextTransactionWorks) {
  const auto record = [&] {
    posts_.Record(source_, MakePost("1", "1"), Channel::Forum, kNoon, kNoon);
    posts_.Record(SourceId{99}, MakePost("1", "2"), Channel::Forum, kNoon, kNoon);
  };
  EXPECT_THROW(Write(record), StoreError);
  EXPECT_EQ(posts_.Find(source_, "1", "1"), std::nullopt);
  EXPECT_EQ(Record(MakePost("1", "1")).change, PostChange::New);
}

TEST_F(SessionTest, AnErrorTellsWhatWasBeingDoneButNotPeoplesWords) {
  try {
    Write([&] {
      posts_.Record(SourceId{99}, MakePost("8841", "7", "秘密"), Channel::Forum, kNoon, kNoon);
    });
    ADD_FAILURE() << "there is no source 99";
  } catch (const StoreError& error) {
    EXPECT_EQ(error.fault(), StoreFault::Constraint);
    EXPECT_THAT(error.what(), HasSubstr("recording post 7 of thread 8841"));
    try {
      std::rethrow_if_nested(error);
      ADD_FAILURE() << "the reason is nested";
    } catch (const StoreError& reason) {
      EXPECT_THAT(reason.what(), HasSubstr("FOREIGN KEY"));
      EXPECT_THAT(reason.what(), Not(HasSubstr("秘密")));
    }
  }
}

#ifndef NDEBUG
using SessionDeathTest = SessionTest;

TEST_F(SessionDeathTest, TransactionsDoNotNest) {
  EXPECT_DEATH(
      {
        Transaction outer(session());
        Transaction inner(session());
      },
      "do not nest");
}

TEST_F(SessionDeathTest, ATransactionIsCommittedOnce) {
  EXPECT_DEATH(
      {
        Transaction transaction(session());
        transaction.Commit();
        transaction.Commit();
      },
      "committed once");
}

TEST_F(SessionDeathTest, WritingNeedsATransaction) {
  EXPECT_DEATH(sources_.EnsureCommunity("桃花源"), "needs a transaction");
}
#endif

TEST_F(SessionTest, AFullDiskRollsBackAndTheStoreGoesOnWhenThereIsRoom) {
  Record(MakePost("1", "1"));
  const std::string pages = Pragma(session(), "PRAGMA page_count");
  Pragma(session(), "PRAGMA max_page_count = 1");  // the least SQLite grants: what it has
  try {
    Write([&] {
      for (int i = 2; i < 1000; ++i) {
        posts_.Record(source_, MakePost("1", std::to_string(i), std::string(3000, 'x')),
                      Channel::Forum, kNoon, kNoon);
      }
    });
    ADD_FAILURE() << "the disk is full";
  } catch (const StoreError& error) {
    EXPECT_EQ(error.fault(), StoreFault::Full);
  }
  EXPECT_FALSE(session().in_transaction());
  EXPECT_THAT(posts_.OfThread(source_, "1"), SizeIs(1));
  EXPECT_EQ(Pragma(session(), "PRAGMA page_count"), pages);
  session().CheckIntegrity();
  Pragma(session(), "PRAGMA max_page_count = 100000");
  EXPECT_EQ(Record(MakePost("1", "2")).change, PostChange::New);
}

TEST_F(SessionTest, WhatRootMakesInTheServicesFolderIsTheServices) {
  const fs::path folder = store_.folder() / "var";
  fs::create_directory(folder);
  constexpr uid_t kService = 65534;
  if (geteuid() != 0 || chown(folder.c_str(), kService, kService) != 0) {
    GTEST_SKIP() << "root alone can give a file away";
  }
  std::ofstream(store_.folder() / "other").close();
  fs::create_symlink(store_.folder() / "other", folder / "linked.db.writer");
  {
    const Session session(folder / "store.db", OpenMode::CreateIfMissing);
    for (const char* name : {"store.db", "store.db.writer", "store.db-wal", "store.db-shm"}) {
      struct stat found {};
      EXPECT_EQ(stat((folder / name).c_str(), &found), 0) << name;
      EXPECT_EQ(found.st_uid, kService) << name;
    }
  }
  EXPECT_THAT(RefusalText(folder / "linked.db", OpenMode::CreateIfMissing), HasSubstr("lock"));
}

TEST_F(SessionTest, ADiskThatIsFullAtTheStartIsToldFromADiskThatIsBroken) {
  const fs::path disk = store_.folder() / "disk";
  fs::create_directory(disk);
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=1m") != 0) {
    GTEST_SKIP() << "a small disk can be mounted by root alone";
  }
  const fs::path store = disk / "store.db";
  EXPECT_EQ(Refusal(store, OpenMode::CreateIfMissing), std::nullopt);
  std::ofstream(disk / "other") << std::string(std::size_t{1024} * 1024, 'x');
  const auto full = Refusal(store, OpenMode::MustExist);
  ASSERT_TRUE(full);
  EXPECT_EQ(full->first, StoreFault::Full) << full->second;
  fs::remove(disk / "other");
  EXPECT_EQ(Refusal(store, OpenMode::MustExist), std::nullopt);
  EXPECT_EQ(umount(disk.c_str()), 0);
}

TEST_F(SessionTest, ProbeNoticesThatTheFileWasReplaced) {
  session().Probe();
  fs::rename(store_.file(), store_.folder() / "elsewhere.db");
  EXPECT_THROW(session().Probe(), StoreError);
  std::ofstream(store_.file()) << "another";
  EXPECT_THROW(session().Probe(), StoreError);
}

TEST_F(SessionTest, DamageIsFound) {
  for (int i = 0; i < 200; ++i) {
    Record(MakePost("1", std::to_string(i), std::string(500, 'x')));
  }
  session().CheckIntegrity();
  session().CheckTables();
  store_.Close();
  {
    std::fstream file(store_.file(), std::ios::in | std::ios::out | std::ios::binary);
    const auto size = static_cast<std::streamoff>(fs::file_size(store_.file()));
    for (auto at = std::streamoff{3} * 4096; at < size; at += 4096) {
      file.seekp(at);
      file.write("\xff\xff\xff\xff\xff\xff\xff\xff", 8);
    }
  }
  try {
    store_.Reopen();
    session().CheckTables();
    ADD_FAILURE() << "damage was not found";
  } catch (const StoreError& error) {
    EXPECT_EQ(error.fault(), StoreFault::Corrupt) << error.what();
  }
}

TEST_F(SessionTest, ACheckpointMovesTheLogIntoTheFile) {
  const auto before = fs::file_size(store_.file());
  for (int i = 0; i < 50; ++i) {
    Record(MakePost("1", std::to_string(i), std::string(3000, 'x')));
  }
  EXPECT_EQ(fs::file_size(store_.file()), before);
  session().Checkpoint();
  EXPECT_GT(fs::file_size(store_.file()), before);
}

TEST_F(SessionTest, ACheckpointGivesBackTheMemoryOfThePageCache) {
  for (int i = 0; i < 50; ++i) {
    Record(MakePost("1", std::to_string(i), std::string(3000, 'x')));
  }
  const auto cached = [this] {
    int bytes = 0;
    int highest = 0;
    sqlite_api::sqlite3_db_status(Handle(session().connection().sql), SQLITE_DBSTATUS_CACHE_USED,
                                  &bytes, &highest, 0);
    return bytes;
  };
  EXPECT_GT(cached(), 150'000);
  session().Checkpoint();
  EXPECT_LT(cached(), 50'000);
}

}  // namespace
}  // namespace forumwatch
