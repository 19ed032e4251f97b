#include "daemon/source_watch.h"

#include <memory>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/logging.h"
#include "tests/support/house.h"
#include "tests/support/scripted_crawler.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const UtcTime kFirstVisit = At("2026-03-02T10:00:00+08:00");
const std::string kList = "https://forum.example/board";
const std::string kThread = "https://forum.example/t1";

PageRequest ListPage(bool conditional = false) {
  PageRequest page;
  page.url = kList;
  page.conditional = conditional;
  return page;
}

PageRequest ThreadPage(const std::string& thread = "1") {
  PageRequest page;
  page.url = "https://forum.example/t" + thread;
  page.kind = PageKind::Thread;
  page.thread = thread;
  return page;
}

// What a crawler says of a thread that it will try again.
Reading OnRecordAsUnread(const std::string& thread) {
  Reading reading;
  reading.remember.emplace_back();
  reading.remember.back().thread = thread;
  reading.remember.back().signature = "unread";
  return reading;
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
      Seen({"1", "11", "七栋老王", "7栋电梯停了两天，没人修。", "电梯又停了"}, kFirstVisit)};
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
  bool FirstVisit() { return sources_.AwaitsFirstVisit(house_.board().id); }

  House house_{kFirstVisit};
  SourceStore sources_{house_.session()};
  ScriptedHttp http_{kFirstVisit};
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

TEST_F(SourceWatchTest, AThreadThatCanNeverBeReadIsNoTroubleOfItsBoard) {
  http_.Replace(kThread, answers::Status(500));
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->failures[kThread] = OnRecordAsUnread("1");
  for (int i = 0; i < 3; ++i) {
    Visit();
    EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
  }
  EXPECT_EQ(Health().failed_visits, 0);
  EXPECT_FALSE(FirstVisit());
}

TEST_F(SourceWatchTest, SeveralThreadsInARowThatCannotBeReadAreTroubleUntilOneCan) {
  crawler_->readings[kList] = Rows({ThreadPage("1"), ThreadPage("2")});
  http_.On("https://forum.example/t", answers::Page("thread"));
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
  crawler_->readings[kList] = Rows({ThreadPage("3")});
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Blind);
  PageRequest again = ThreadPage("3");
  again.again = true;
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = WholeThread();
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
  crawler_->readings[kList] = Rows({ThreadPage("4"), ThreadPage("5"), again});
  Visit();
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Good) << "what was tried again proves nothing";
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

TEST_F(SourceWatchTest, WhatFellShortOfHabitIsAskedForAnew) {
  crawler_->plan = {ListPage(true)};
  const auto show = [this](const std::string& version, int rows) {
    ScriptedAnswer page = answers::Page("list");
    page.outcome.headers["etag"] = version;
    http_.Replace(kList, page);
    crawler_->readings[kList].rows = rows;
    Visit();
  };
  show("1", 3);
  show("2", 3);
  show("3", 0);
  ASSERT_EQ(watch_->last_result().end, VisitEnd::Blind);
  show("3", 0);
  EXPECT_EQ(http_.requests().back().etag, "2") << "that nothing changed would look like health";
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Blind);
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
            kFirstVisit + Duration(house_.config.communities[0].sources[0].interval));
}

TEST_F(SourceWatchTest, IsDueSoonerWhileAClockRuns) {
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = WholeThread();
  Visit();
  Visit();
  EXPECT_EQ(watch_->due_at(),
            kFirstVisit + Duration(house_.config.communities[0].sources[0].watched_interval));
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

TEST_F(SourceWatchTest, AForumThatAsksToBeLeftAloneForHoursIsDownBeforeTheyAreOver) {
  http_.Replace(kThread, answers::Throttled(hours(1), 503));
  http_.Replace("https://forum.example/t2", answers::Silent());
  crawler_->readings[kList] = Rows({ThreadPage(), ThreadPage("2")});
  watch_->Visit(house_.clock.Now());
  http_.DeliverAll();
  EXPECT_TRUE(watch_->visiting()) << "the second thread is not answered";
  house_.clock.Advance(minutes(9));
  watch_->Tick(house_.clock.Now());
  EXPECT_TRUE(watch_->visiting());
  house_.clock.Advance(minutes(1));
  EXPECT_EQ(watch_->NextTick(), house_.clock.Now());
  watch_->Tick(house_.clock.Now());
  EXPECT_FALSE(watch_->visiting());
  EXPECT_EQ(http_.in_flight(), 0U);
  EXPECT_EQ(watch_->last_result().end, VisitEnd::Failed);
  EXPECT_EQ(watch_->last_result().reason, "10 分钟没有得到任何答复，论坛要求过 50 分钟再来");
  EXPECT_EQ(Health().failed_visits, 1);
}

TEST_F(SourceWatchTest, AVisitThatLastsLongIsWoundUpAndTheNextBeginsAtOnce) {
  ScriptedAnswer slow = answers::Page("thread");
  slow.after = seconds(50);
  http_.Replace(kThread, slow);
  crawler_->readings[kList] = Rows({ThreadPage()});
  crawler_->readings[kThread] = WholeThread();
  for (const bool leaves_news : {true, false}) {
    crawler_->leaves_news = leaves_news;
    watch_->Visit(house_.clock.Now());
    http_.DeliverAll();
    house_.clock.Advance(minutes(5));
    ASSERT_TRUE(watch_->NextTick());
    EXPECT_LE(*watch_->NextTick(), house_.clock.Now());
    watch_->Tick(house_.clock.Now());
    watch_->Tick(house_.clock.Now());
    EXPECT_EQ(crawler_->wound_up, leaves_news ? 1 : 2);
    EXPECT_EQ(watch_->NextTick(), house_.clock.Now() + minutes(5)) << "until it counts as silent";
    http_.Advance(seconds(50));
    http_.DeliverAll();
    EXPECT_FALSE(watch_->visiting());
    EXPECT_EQ(watch_->last_result().end, VisitEnd::Good);
    EXPECT_EQ(watch_->due_at(), house_.clock.Now());
    EXPECT_EQ(watch_->NextTick(), std::nullopt);
    EXPECT_EQ(watch_->complete_visits(), leaves_news ? 0 : 1);
  }
}

TEST_F(SourceWatchTest, TheLogSaysHowAPageFailedAndKeepsSecretsOfItsAddress) {
  testing::internal::CaptureStderr();
  StartLogging("info");
  PageRequest thread = ThreadPage();
  thread.url += "?tid=1&auth=geheim";
  http_.Replace(kThread, answers::Unreachable());
  crawler_->readings[kList] = Rows({thread});
  Visit();
  StartLogging("off");
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("kind=thread thread=\"1\" n=1 status=0 verdict=network"));
  EXPECT_THAT(log, HasSubstr("unread source=\"云栖苑/业主论坛\" thread=\"1\""));
  EXPECT_THAT(log, HasSubstr("https://forum.example/t1?tid=1&auth=***"));
  EXPECT_THAT(log, testing::Not(HasSubstr("geheim")));
}

TEST_F(SourceWatchTest, AMistakeOfOursWithOnePageIsLoggedWithoutSecrets) {
  testing::internal::CaptureStderr();
  StartLogging("info");
  crawler_->plan[0].url += "?token=geheim";
  crawler_->readings[crawler_->plan[0].url] = WholeThread();
  watch_->Tell([](const SeenPost&) { throw std::runtime_error("no more room"); });
  Visit();
  StartLogging("off");
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("https://forum.example/board?token=***"));
  EXPECT_THAT(log, testing::Not(HasSubstr("geheim")));
}

TEST_F(SourceWatchTest, WhenStoppedNothingMoreIsHeard) {
  crawler_->readings[kList] = Rows();
  watch_->Visit(kFirstVisit);
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
