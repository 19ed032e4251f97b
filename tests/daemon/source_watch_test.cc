#include "daemon/source_watch.h"

#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/logging.h"
#include "tests/support/house.h"
#include "tests/support/scripted_crawler.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const UtcTime kMorning = At("2026-03-02T10:00:00+08:00");
const std::string kList = "https://forum.example/board";
const std::string kThread = "https://forum.example/t1";

PageRequest ListPage(bool conditional = false) {
  PageRequest page;
  page.url = kList;
  page.conditional = conditional;
  return page;
}

PageRequest ThreadPage() {
  PageRequest page;
  page.url = kThread;
  page.kind = PageKind::Thread;
  page.thread = "1";
  return page;
}

Reading Rows(std::vector<PageRequest> follow_ups = {}) {
  Reading reading;
  reading.rows = 3;
  reading.follow_ups = std::move(follow_ups);
  return reading;
}

Reading WholeThread() {
  Reading reading;
  reading.posts = {
      Seen({"1", "11", "七栋老王", "7栋电梯停了两天，没人修。", "电梯又停了"}, kMorning)};
  ThreadReading thread;
  thread.state.thread = "1";
  thread.state.signature = "2/99";
  thread.whole = true;
  thread.post_ids = {"11"};
  reading.finished = {thread};
  return reading;
}

class SourceWatchTest : public testing::Test {
 protected:
  SourceWatchTest() {
    StartLogging("off");
    auto crawler = std::make_unique<ScriptedCrawler>();
    crawler_ = crawler.get();
    crawler_->plan = {ListPage()};
    watch_ = std::make_unique<SourceWatch>(
        WatchTools{http_, house_.session(), house_.pipeline(), sources_, house_.clock}, "云栖苑",
        house_.config.communities[0].sources[0], std::move(crawler), VisitOptions{},
        house_.board());
    http_.On(kList, answers::Page("list"));
    http_.On(kThread, answers::Page("thread"));
  }

  void Visit() {
    watch_->Visit(house_.clock.Now());
    for (int turns = 0; watch_->visiting() && turns < 20; ++turns) {
      http_.Advance(seconds(61));
      http_.DeliverAll();
    }
    ASSERT_FALSE(watch_->visiting());
  }
  SourceHealth Health() { return sources_.LoadHealth(house_.board().id); }
  bool FirstVisit() { return sources_.LoadCursor(house_.board().id).first_visit; }

  House house_{kMorning};
  SourceStore sources_{house_.session()};
  ScriptedHttp http_{kMorning};
  ScriptedCrawler* crawler_ = nullptr;
  std::unique_ptr<SourceWatch> watch_;
};

TEST_F(SourceWatchTest, FollowsThePlanAndWhatPagesName) {
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = WholeThread();
  Visit();
  EXPECT_THAT(http_.urls(), ElementsAre(kList, kThread));
  EXPECT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
  EXPECT_EQ(watch_->counts().pages, 2);
  EXPECT_EQ(watch_->counts().posts, 1);
  EXPECT_FALSE(FirstVisit());
}

TEST_F(SourceWatchTest, RemembersThreadsForTheNextVisit) {
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = WholeThread();
  Visit();
  Visit();
  EXPECT_EQ(crawler_->cursors.back().threads.at("1").signature, "2/99");
}

TEST_F(SourceWatchTest, ABoardThatCannotBeReachedIsAFailedVisit) {
  http_.Replace(kList, answers::Unreachable());
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Failed);
  EXPECT_THAT(crawler_->failed, ElementsAre(kList));
  EXPECT_EQ(Health().failed_visits, 1);
  EXPECT_TRUE(FirstVisit());
}

TEST_F(SourceWatchTest, ABoardWithoutContentIsABlindVisitAndItsPageIsKept) {
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Blind);
  EXPECT_THAT(watch_->last_result().reason, HasSubstr("列表"));
  EXPECT_EQ(Health().blind_visits, 1);
  const auto kept = sources_.KeptPages(house_.board().id);
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_EQ(kept[0].bytes, "list");
  EXPECT_THAT(kept[0].reason, HasSubstr("列表"));
}

TEST_F(SourceWatchTest, OneClosedThreadIsNoTrouble) {
  PageRequest closed = ThreadPage();
  closed.url = "https://forum.example/t2";
  closed.thread = "2";
  http_.On(closed.url, answers::Page("members only"));
  crawler_->readings[kList] = Rows({ThreadPage(), closed});
  crawler_->readings[kThread] = WholeThread();
  crawler_->readings[closed.url] = ScriptedCrawler::Bad(PageVerdict::Login, "要登录才能看");
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
}

TEST_F(SourceWatchTest, ThreadsOfWhichNoneCanBeReadAreTrouble) {
  crawler_->readings[kList] = Rows({ThreadPage()});
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Blind);
}

TEST_F(SourceWatchTest, AnAntiFloodPageIsTroubleWhereverItComes) {
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = ScriptedCrawler::Bad(PageVerdict::Blocked, "访问过于频繁");
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Blind);
  EXPECT_THAT(Health().reason, HasSubstr("频繁"));
}

TEST_F(SourceWatchTest, A404PageIsReadBecauseItExplainsItself) {
  http_.Replace(kThread, answers::Status(404, "the thread does not exist"));
  Reading gone = ScriptedCrawler::Bad(PageVerdict::Gone, "主题不存在");
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = gone;
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
  EXPECT_EQ(crawler_->answers.back().status, 404);
}

TEST_F(SourceWatchTest, A503IsNotRead) {
  http_.Replace(kList, answers::Status(503, "<html>maintenance"));
  Visit();
  EXPECT_THAT(crawler_->answers, IsEmpty());
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Failed);
}

TEST_F(SourceWatchTest, ValidatorsAreSentAfterACompleteVisit) {
  ScriptedAnswer page = answers::Page("list");
  page.outcome.headers["etag"] = "\"v1\"";
  http_.Replace(kList, page);
  crawler_->plan = {ListPage(true)};
  crawler_->readings[kList] = Rows();
  Visit();
  Visit();
  EXPECT_EQ(http_.requests().back().etag, "\"v1\"");
  EXPECT_THAT(crawler_->unchanged, ElementsAre(kList));
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
}

TEST_F(SourceWatchTest, NotModifiedThatNobodyAskedForIsNoReading) {
  ScriptedAnswer page = answers::Status(304);
  page.outcome.kind = OutcomeKind::NotModified;
  http_.Replace(kList, page);
  crawler_->plan = {ListPage(false)};
  Visit();
  EXPECT_THAT(crawler_->unchanged, IsEmpty());
}

TEST_F(SourceWatchTest, AThreadThatFailedIsNotHiddenByAnUnchangedBoard) {
  ScriptedAnswer page = answers::Page("list");
  page.outcome.headers["etag"] = "\"v1\"";
  http_.Replace(kList, page);
  http_.Replace(kThread, answers::Status(500));
  crawler_->plan = {ListPage(true)};
  crawler_->readings[kList] = Rows({ThreadPage()});
  Visit();
  Visit();
  EXPECT_EQ(http_.requests().back().url, kThread) << "the board was read again, and so the thread";
}

TEST_F(SourceWatchTest, IsDueAgainAfterItsInterval) {
  crawler_->readings[kList] = Rows();
  Visit();
  EXPECT_EQ(watch_->due_at(),
            kMorning + Duration(house_.config.communities[0].sources[0].interval));
}

TEST_F(SourceWatchTest, IsDueSoonerWhileAClockRuns) {
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = WholeThread();
  Visit();
  Visit();
  EXPECT_EQ(watch_->due_at(),
            kMorning + Duration(house_.config.communities[0].sources[0].watched_interval));
}

TEST_F(SourceWatchTest, PausesLongerAfterEachBadVisitAndNeverGivesUp) {
  http_.Replace(kList, answers::Unreachable());
  Duration longest{};
  for (int i = 0; i < 40; ++i) {
    Visit();
    longest = std::max(longest, watch_->due_at() - house_.clock.Now());
  }
  EXPECT_GT(longest, minutes(5));
  EXPECT_LE(longest, minutes(20));
}

TEST_F(SourceWatchTest, WhenStoppedNothingMoreIsHeard) {
  crawler_->readings[kList] = Rows();
  watch_->Visit(kMorning);
  watch_->Stop();
  EXPECT_EQ(http_.in_flight(), 0U);
  EXPECT_FALSE(watch_->visiting());
  http_.DeliverAll();
  EXPECT_THAT(crawler_->answers, IsEmpty());
}

TEST_F(SourceWatchTest, TellsEachPostItReads) {
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = WholeThread();
  std::vector<std::string> told;
  watch_->Tell([&](const SeenPost& post) { told.push_back(post.post); });
  Visit();
  EXPECT_THAT(told, ElementsAre("11"));
}

}  // namespace
}  // namespace forumwatch
