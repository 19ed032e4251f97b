#include "daemon/store/backup.h"

#include <fstream>
#include <sstream>

#include <sys/stat.h>

#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

namespace fs = std::filesystem;

class BackupTest : public StoreTest {
 protected:
  [[nodiscard]] fs::path Target() const { return store_.folder() / "copy.db"; }

  void ExpectNoHalfCopy() {
    for (const auto& entry : fs::directory_iterator(store_.file().parent_path())) {
      EXPECT_THAT(entry.path().string(), Not(HasSubstr(".part")));
    }
  }
};

TEST_F(BackupTest, TheCopyIsAStoreOfItsOwn) {
  const PostId post = Record(MakePost("1", "1")).id;
  Backup(session(), Target());
  ExpectNoHalfCopy();
  EXPECT_FALSE(fs::exists(Target().string() + "-wal")) << "one file is the whole of it";
  struct stat found {};
  ASSERT_EQ(stat(Target().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  Record(MakePost("1", "2"));
  Session copy(Target(), OpenMode::MustExist);
  copy.CheckIntegrity();
  EXPECT_TRUE(PostStore(copy).Load(post).has_value());
  EXPECT_THAT(PostStore(copy).OfThread(source_, "1"), SizeIs(1));
}

TEST_F(BackupTest, AReaderCanCopyWhileTheWriterWrites) {
  Record(MakePost("1", "1"));
  Session reader(store_.file(), OpenMode::Read);
  Transaction open(session());
  posts_.Record(source_, MakePost("1", "2"), Channel::Forum, kNoon, kNoon);
  Backup(reader, Target());
  open.Commit();
  Session copy(Target(), OpenMode::MustExist);
  EXPECT_THAT(PostStore(copy).OfThread(source_, "1"), SizeIs(1));
}

TEST_F(BackupTest, AnOlderBackupIsReplacedOnlyByAGoodOne) {
  Backup(session(), Target());
  Record(MakePost("1", "1"));
  Backup(session(), Target());
  Session copy(Target(), OpenMode::MustExist);
  EXPECT_THAT(PostStore(copy).OfThread(source_, "1"), SizeIs(1));
}

TEST_F(BackupTest, ADamagedStoreGivesNoBackup) {
  for (int i = 0; i < 200; ++i) {
    Record(MakePost("1", std::to_string(i), std::string(500, 'x')));
  }
  Backup(session(), Target());
  const auto good = fs::file_size(Target());
  store_.Close();
  {
    std::fstream file(store_.file(), std::ios::in | std::ios::out | std::ios::binary);
    const auto size = static_cast<std::streamoff>(fs::file_size(store_.file()));
    for (std::streamoff at = size / 4096 * 3 / 4 * 4096; at < size; at += 4096) {
      file.seekp(at);
      file.write("\xff\xff\xff\xff\xff\xff\xff\xff", 8);
    }
  }
  store_.Reopen();
  EXPECT_THROW(Backup(session(), Target()), StoreError);
  ExpectNoHalfCopy();
  EXPECT_EQ(fs::file_size(Target()), good) << "the last good one stays";
}

TEST_F(BackupTest, SaysWhereItCannotWrite) {
  try {
    Backup(session(), "/nonexistent/copy.db");
    ADD_FAILURE();
  } catch (const StoreError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/nonexistent/copy.db"));
  }
  fs::create_directories(Target() / "in the way");
  EXPECT_THROW(Backup(session(), Target()), StoreError);
  ExpectNoHalfCopy();
}

TEST_F(BackupTest, WhatTheCopySendsMayBeARepeatUntilItHasCaughtUp) {
  const auto say = [](Session& into, int episode) {
    Alert alert;
    alert.id = "01J" + std::to_string(episode);
    alert.at = kNoon;
    alert.rule = "complaint.new";
    alert.episode = episode;
    const AlertTarget duty{"群", ""};
    InTransaction(into, [&] { OutboxStore(into).InsertAlert(alert, "新投诉", {&duty, 1}); });
  };
  const auto marks = [](Session& of) {
    std::vector<bool> found;
    InTransaction(of, [&] {
      for (const Delivery& delivery : OutboxStore(of).ClaimDue("群", kNoon, "run", 9)) {
        found.push_back(delivery.maybe_repeat);
      }
    });
    return found;
  };
  say(session(), 1);
  Backup(session(), Target());
  EXPECT_THAT(marks(session()), ElementsAre(false));
  Session copy(Target(), OpenMode::MustExist);
  say(copy, 2);
  EXPECT_TRUE(OutboxStore(copy).IsCopy());
  InTransaction(copy, [&] { OutboxStore(copy).NoLongerACopy(); });
  say(copy, 3);
  EXPECT_THAT(marks(copy), ElementsAre(true, true, false));
  EXPECT_FALSE(OutboxStore(copy).IsCopy());
}

TEST_F(BackupTest, TheStoreItselfIsNoBackup) {
  EXPECT_THROW(Backup(session(), store_.file()), StoreError);
  fs::create_symlink(store_.file(), store_.folder() / "link.db");
  EXPECT_THROW(Backup(session(), store_.folder() / "link.db"), StoreError);
  session().Probe();
}

TEST_F(BackupTest, AStoreInMemoryCanBeCopied) {
  Session memory(":memory:", OpenMode::CreateIfMissing);
  Backup(memory, Target());
  Session copy(Target(), OpenMode::MustExist);
  copy.CheckIntegrity();
}

}  // namespace
}  // namespace forumwatch
