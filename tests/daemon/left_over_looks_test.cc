// More to look over than the boards of a forum have time for within a visit: the real service over
// real sockets, started again in the middle of it. A page takes a second.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/engine_file.h"
#include "crawlers/http/client.h"
#include "daemon/daemon.h"
#include "daemon/logging.h"
#include "daemon/store/posts.h"
#include "daemon/store/sources.h"
#include "tests/support/house.h"
#include "tests/support/simforum.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kBoards = 5;
constexpr int kThreads = 48;  // of a board; together they take four minutes and more

class BoardsOfOneForum : public testing::Test {
 protected:
  BoardsOfOneForum() {
    StartLogging("error");
    for (int board = 0; board < kBoards; ++board) {
      for (int thread = 0; thread < kThreads; ++thread) {
        Post(board, thread, kStart - minutes(1 + thread));
      }
    }
    forum_.Start();
    config_.channels.clear();
    config_.http.host_spacing = milliseconds(0);
    config_.http.allow_private = {"127.0.0.1:" + std::to_string(forum_.port())};
    config_.visits.recheck_after = hours(1);
    config_.visits.recheck_window = hours(24);
    config_.communities.front().sources.clear();
    for (int board = 0; board < kBoards; ++board) {
      SourceConfig source;
      source.name = Name(board);
      source.engine = "discuz";
      source.html = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
      source.url = forum_.BoardUrl(source.name);
      source.interval = source.quiet_interval = seconds(60);
      config_.communities.front().sources.push_back(std::move(source));
    }
    client_.emplace(config_.http);
    Start();
  }

  static std::string Name(int board) { return "版块" + std::to_string(board); }
  static std::string ThreadOf(int board, int thread) {
    return std::to_string(1000 * (board + 1) + thread);
  }
  static std::string PostOf(int board, int thread) { return "9" + ThreadOf(board, thread); }

  void Post(int board, int thread, UtcTime at) {
    PostLine line;
    line.community = "云栖苑";
    line.source = Name(board);
    line.seen.thread = ThreadOf(board, thread);
    line.seen.post = PostOf(board, thread);
    line.seen.title = "周末爬山";
    line.seen.author = "邻居";
    line.seen.posted_at = at;
    line.seen.text = "周末有人一起去爬山吗？";
    EXPECT_THAT(forum_.AddPosts({line}), testing::IsEmpty());
  }
  void Change(sim::Change::What what, int board, int thread, UtcTime at) {
    sim::Change change;
    change.what = what;
    change.target = PostOf(board, thread);
    change.text = "不去了。";
    change.at = at;
    forum_.AddChange(std::move(change));
  }

  void Start() {
    daemon_ = std::make_unique<Daemon>(Ground{config_, store_.session(), *client_, clock_}, "run");
  }
  void Restart() {
    daemon_.reset();
    store_.Reopen();
    Start();
  }

  void RunUntil(UtcTime end) {
    while (clock_.Now() < end) {
      daemon_->Turn(clock_.Now());
      const bool waits = client_->in_flight() > 0;
      client_->Turn(clock_.Now(), milliseconds(waits ? 100 : 0));
      const int pages = forum_.Counts()["requests"];
      clock_.Advance(
          waits ? seconds(pages - std::exchange(pages_, pages))
                : std::max<Duration>(*daemon_->NextTurn() - clock_.Now(), milliseconds(10)));
    }
  }

  std::optional<StoredPost> Stored(int board, int thread) {
    const auto source = SourceStore(store_.session()).Find("云栖苑", Name(board));
    return PostStore(store_.session())
        .Find(source.value(), ThreadOf(board, thread), PostOf(board, thread));
  }

  static inline const UtcTime kStart = At("2026-10-12T12:00:00+08:00");
  static constexpr int kLast = kBoards - 1;
  static constexpr int kLowest = kThreads - 1;

  ManualClock clock_{kStart};
  SimForum forum_{clock_};
  Config config_ = HouseConfig();
  TempStore store_;
  std::optional<HttpClient> client_;
  std::unique_ptr<Daemon> daemon_;
  int pages_ = 0;
};

// Nothing in the list tells of the edit; the sweep that has to find it begins an hour after the
// start.
TEST_F(BoardsOfOneForum, TheLastThreadOfTheLastIsLookedOverWithinTenMinutesOfTheSweep) {
  Change(sim::Change::What::Edit, kLast, kLowest, kStart + minutes(50));
  Change(sim::Change::What::Delete, kLast, kLowest - 1, kStart + minutes(50));
  Post(kLast, kThreads, kStart + minutes(62));
  RunUntil(kStart + minutes(60));
  EXPECT_EQ(Stored(kLast, kLowest)->seen.text, "周末有人一起去爬山吗？");
  RunUntil(kStart + minutes(62));
  EXPECT_EQ(Stored(kLast, kLowest)->seen.text, "周末有人一起去爬山吗？");
  Restart();
  RunUntil(kStart + minutes(65));
  EXPECT_TRUE(Stored(kLast, kThreads)) << "what is new does not wait for it";
  RunUntil(kStart + minutes(70));
  EXPECT_EQ(Stored(kLast, kLowest)->seen.text, "不去了。");
  EXPECT_TRUE(Stored(kLast, kLowest - 1)->missing_since);
  RunUntil(kStart + minutes(85));
  EXPECT_TRUE(Stored(kLast, kLowest - 1)->gone_since);
}

}  // namespace
}  // namespace forumwatch
