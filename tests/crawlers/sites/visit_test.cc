// The way through a board: what is asked for, in which visit, and what is concluded.
#include "crawlers/sites/visit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/sites/board_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST_F(VisitOfABoard, ReadsEverythingTheFirstTimeAndThenOneListPage) {
  EXPECT_EQ(Known(), board_.AllPosts());
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
}

TEST_F(VisitOfABoard, ReadsANewThreadWhole) {
  board_.Open("t50", now_);
  for (int i = 0; i < 6; ++i) {
    board_.Reply("t50", now_ + minutes(1));
  }
  EXPECT_THAT(Asked(Run()), ElementsAre("L1", "t50/1", "t50/2", "t50/3"));
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, ReadsAKnownThreadFromItsLastPage) {
  for (int i = 0; i < 8; ++i) {
    board_.Reply("t15", now_ + minutes(i));
  }
  RunAfter(minutes(10));
  board_.Reply("t15", now_ + minutes(1));
  board_.Reply("t15", now_ + minutes(1));
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_THAT(Asked(visit), ElementsAre("L1", "t15/3", "t15/4"));
  EXPECT_EQ(Known(), board_.AllPosts());
  ASSERT_NE(visit.Finished("t15"), nullptr);
  EXPECT_FALSE(visit.Finished("t15")->whole);
  EXPECT_EQ(visit.Finished("t15")->state.posts, 11);
}

TEST_F(VisitOfABoard, GoesBackUntilItMeetsAKnownPost) {
  for (int i = 0; i < 6; ++i) {
    board_.Reply("t15", now_ + minutes(i));
  }
  RunAfter(minutes(10));  // 7 posts, the last alone on page 3
  board_.DeletePost("t15", 1);
  board_.Reply("t15", now_ + minutes(7));
  board_.Reply("t15", now_ + minutes(7));
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_EQ(Known().size(), board_.AllPosts().size() + 1);
  EXPECT_THAT(remembered_.missing, testing::SizeIs(1));
  EXPECT_TRUE(visit.Finished("t15")->whole);
}

TEST_F(VisitOfABoard, ADeletedPostIsMissedByFloorsByRepliesOrByBoth) {
  for (const bool floors : {true, false}) {
    for (const bool replies : {true, false}) {
      if (!floors && !replies) {
        continue;  // then only a whole reading tells, as after an edit
      }
      board_.shows_floors = floors;
      board_.counts_replies = replies;
      const std::string thread = std::string("d") + (floors ? "f" : "") + (replies ? "r" : "");
      const std::string gone = board_.Open(thread, now_);
      for (int i = 0; i < 6; ++i) {
        board_.Reply(thread, now_ + minutes(1));
      }
      RunAfter(minutes(10));
      board_.DeletePost(thread, 0);
      board_.Reply(thread, now_ + minutes(1));
      RunAfter(minutes(10));
      EXPECT_THAT(remembered_.missing, Contains(gone)) << thread;
    }
  }
}

TEST_F(VisitOfABoard, ATreadThatShrankIsReadFromThePageThatIsLeft) {
  for (int i = 0; i < 6; ++i) {
    board_.Reply("t15", now_ + minutes(i));
  }
  RunAfter(minutes(10));
  board_.DeletePost("t15", 6);
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_THAT(remembered_.missing, testing::SizeIs(1));
  EXPECT_TRUE(visit.Finished("t15")->whole);
  EXPECT_EQ(visit.Finished("t15")->state.pages, 2);
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
}

TEST_F(VisitOfABoard, ADeletedThreadIsAskedForOnceAndGone) {
  board_.threads.erase("t21");  // the newest
  const VisitRecord visit = Run();
  EXPECT_THAT(Asked(visit), ElementsAre("L1", "t21/1"));
  ASSERT_NE(visit.Finished("t21"), nullptr);
  EXPECT_TRUE(visit.Finished("t21")->gone);
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
  // The store wants it confirmed.
  remembered_.cursor.threads["t21"].look_again_at = now_;
  EXPECT_THAT(Asked(Run()), ElementsAre("L1", "t21/1"));
}

TEST_F(VisitOfABoard, AThreadDeletedFurtherDownIsFoundWhenTheWindowIsSwept) {
  board_.threads.erase("t11");
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
  const VisitRecord sweep = RunAfter(hours(6));
  EXPECT_THAT(Asked(sweep), ElementsAre("L1", "L2", "L3", "t11/1"));
  EXPECT_TRUE(remembered_.cursor.threads["t11"].gone);
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
}

TEST_F(VisitOfABoard, AThreadMovedAwayIsReadAndThenAskedForSeldom) {
  board_.threads["t21"].sticky = false;
  const Board::Thread moved = board_.threads["t21"];
  Mishap none;
  // Still there by its address, but no row shows it: the list is another board's now.
  Board list = board_;
  list.threads.erase("t21");
  const auto run = [&] {
    Visit visit(remembered_.cursor, visit_.options, now_, {"http://forum.test/board", {}, {}});
    std::vector<std::string> asked;
    std::vector<PageRequest> waiting = visit.Begin();
    while (!waiting.empty()) {
      const PageRequest request = waiting.front();
      waiting.erase(waiting.begin());
      Reading reading;
      if (request.kind == PageKind::List) {
        visit.TakeList(list.ListPage(request.page), reading);
      } else {
        asked.push_back(request.thread);
        visit.TakeThread(request, board_.ThreadPage(request.thread, request.page), reading);
      }
      remembered_.Keep(reading);
      waiting.insert(waiting.end(), reading.follow_ups.begin(), reading.follow_ups.end());
    }
    return asked;
  };
  EXPECT_THAT(run(), ElementsAre("t21"));
  EXPECT_FALSE(remembered_.cursor.threads["t21"].gone);
  EXPECT_THAT(run(), IsEmpty());
  now_ += hours(7);
  EXPECT_THAT(run(), Contains("t21"));
}

TEST_F(VisitOfABoard, AnEditIsFoundOnceViewsMovedAndTheTimeHasCome) {
  board_.threads["t20"].posts[0].text = "edited";
  board_.threads["t20"].views += 3;
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
  EXPECT_THAT(Asked(RunAfter(hours(6))), Contains("t20/1"));
  EXPECT_EQ(remembered_.posts.at(board_.threads["t20"].posts[0].id).text, "edited");
}

// The new post's floor says that nothing is missing: floors keep their holes.
TEST_F(VisitOfABoard, ADeletionBesideANewPostIsFoundByTheListsCountThoughNobodyViewedIt) {
  board_.floors_keep_holes = true;
  for (int i = 0; i < 8; ++i) {
    board_.Reply("t15", now_ + minutes(i));
  }
  RunAfter(minutes(10));
  const std::string deleted = board_.threads["t15"].posts.at(1).id;
  board_.DeletePost("t15", 1);
  board_.Reply("t15", now_ + minutes(1));
  RunAfter(minutes(10));
  ASSERT_FALSE(remembered_.missing.contains(deleted));
  RunAfter(hours(7));
  EXPECT_TRUE(remembered_.missing.contains(deleted));
  EXPECT_THAT(Asked(RunAfter(hours(7))), testing::Not(Contains("t15/1"))) << "it adds up again";
}

TEST_F(VisitOfABoard, AThreadNobodyViewedIsNotReadAgain) {
  EXPECT_THAT(Asked(RunAfter(hours(7))), ElementsAre("L1", "L2", "L3"));
}

TEST_F(VisitOfABoard, ANewTitleMakesTheOpeningPageBeReadAgain) {
  for (int i = 0; i < 6; ++i) {
    board_.Reply("t21", now_ + minutes(1));
  }
  RunAfter(minutes(10));
  board_.threads["t21"].title = "sold";
  EXPECT_THAT(Asked(Run()), ElementsAre("L1", "t21/1", "t21/2", "t21/3"));
}

TEST_F(VisitOfABoard, GoesDownAsFarAsRowsChanged) {
  for (int i = 0; i < 7; ++i) {
    board_.Reply("t" + std::to_string(10 + i), now_ + minutes(1));
  }
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_EQ(visit.Count(PageKind::List), 2);
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, ABoardInAnotherOrderIsReadToItsEnd) {
  board_.bumps = false;
  for (int i = 0; i < 12; i += 2) {
    board_.Reply("t" + std::to_string(10 + i), now_);
  }
  RunAfter(hours(6));  // the sweep finds the rows out of order
  EXPECT_EQ(Known(), board_.AllPosts());
  board_.Reply("t13", now_ + minutes(1));
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_EQ(visit.Count(PageKind::List), 3);
  EXPECT_EQ(Known(), board_.AllPosts());
  EXPECT_THAT(visit.readings[2].problems, testing::SizeIs(1));
}

TEST_F(VisitOfABoard, WhatIsPushedUpWhileTheListIsReadStandsOnTheFirstPageInTheEnd) {
  remembered_ = {};
  visit_.before = [&](int answered) {
    if (answered == 1) {
      board_.Reply("t10", now_);              // from the last page to the first
      board_.Reply("t20", now_);              // its row on the first page has become an old one
      board_.Open("t90", now_ + minutes(1));  // everything moves down by one
    }
  };
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_EQ(Known(), board_.AllPosts());
  const auto asked = Asked(visit);
  EXPECT_THAT(std::vector(asked.begin(), asked.begin() + 4), ElementsAre("L1", "L2", "L3", "L1"));
  EXPECT_EQ(std::count(asked.begin(), asked.end(), "L1"), 2) << "once more is enough";
  visit_.before = nullptr;
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
}

TEST_F(VisitOfABoard, AListThatWasReadIsReadThoughItsFirstPageFailsTheSecondTime) {
  remembered_ = {};
  visit_.before = [&](int answered) {
    if (answered == 1) {
      board_.Open("t90", now_);
    }
  };
  int first_pages = 0;
  visit_.mishap = [&](const PageRequest& request) -> std::optional<PageVerdict> {
    const bool list = request.kind == PageKind::List && request.page == 1;
    first_pages += list ? 1 : 0;
    return list && first_pages == 2 ? std::make_optional(PageVerdict::Blind) : std::nullopt;
  };
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_EQ(first_pages, 2);
  for (const Reading& reading : visit.readings) {
    EXPECT_EQ(reading.verdict, PageVerdict::Ok);
  }
  visit_.before = nullptr;
  EXPECT_THAT(Asked(Run()), ElementsAre("L1", "t90/1"));
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, WatchedThreadsAreLookedAtThroughTheListAndElseByThemselves) {
  remembered_.cursor.watched = {"t12", "t20"};
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));  // an ordered list shows that neither was answered
  visit_.mishap = [](const PageRequest& request) {
    return request.kind == PageKind::List ? std::make_optional(PageVerdict::Blind) : std::nullopt;
  };
  EXPECT_THAT(Asked(Run()), UnorderedElementsAre("L1", "t12/1", "t20/1"));
}

TEST_F(VisitOfABoard, AWallStopsTheVisitAndConcludesNothing) {
  for (const PageVerdict wall : {PageVerdict::Blocked, PageVerdict::Login}) {
    visit_.mishap = [wall](const PageRequest&) { return wall; };
    remembered_.cursor.watched = {"t12"};
    const VisitRecord visit = RunAfter(hours(7));
    EXPECT_THAT(Asked(visit), ElementsAre("L1"));
    EXPECT_THAT(remembered_.missing, IsEmpty());
    EXPECT_TRUE(visit.leaves_news);
  }
  visit_.mishap = nullptr;
  Run();
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, AnAntiFloodPageAmongThreadsEndsTheVisitSoon) {
  remembered_ = {};
  int threads = 0;
  visit_.mishap = [&](const PageRequest& request) {
    return request.kind == PageKind::Thread && ++threads > 2
               ? std::make_optional(PageVerdict::Blocked)
               : std::nullopt;
  };
  for (int i = 0; i < 40; ++i) {
    board_.Open("u" + std::to_string(i), now_);
  }
  const VisitRecord visit = Run();
  EXPECT_LE(visit.Count(PageKind::Thread), 2 + 8);
  EXPECT_TRUE(visit.leaves_news) << "though nothing of it is asked for";
  visit_.mishap = nullptr;
  RunAfter(minutes(10));
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, AThreadClosedToGuestsIsAskedForOnceUntilItsRowChanges) {
  board_.Open("t60", now_);
  board_.threads["t60"].closed = true;
  EXPECT_THAT(Asked(Run()), ElementsAre("L1", "t60/1"));
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
  board_.Reply("t60", now_);
  EXPECT_THAT(Asked(RunAfter(minutes(5))), ElementsAre("L1", "t60/1"));
  board_.threads["t60"].closed = false;
  board_.threads["t60"].views += 1;
  RunAfter(hours(7));
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, ThreadsOfOtherBoardsThatStickOnTopAreLeftToTheirBoard) {
  board_.Open("t70", now_);
  board_.threads["t70"].sticky = true;
  board_.threads["t70"].board = "other";
  const VisitRecord visit = Run();
  EXPECT_THAT(Asked(visit), ElementsAre("L1", "t70/1"));
  EXPECT_THAT(visit.posts, IsEmpty());
  EXPECT_THAT(visit.readings.back().problems, IsEmpty());
  EXPECT_THAT(Asked(RunAfter(hours(5))), ElementsAre("L1"));
  board_.threads["t70"].sticky = false;
  board_.Reply("t70", now_);
  EXPECT_THAT(RunAfter(minutes(10)).readings.back().problems, testing::SizeIs(1));
}

TEST_F(VisitOfABoard, AListThatBreaksOffIsWalkedAgainToItsEnd) {
  board_.threads.clear();
  remembered_ = {};
  for (int i = 0; i < 20; ++i) {
    board_.Open("b" + std::to_string(10 + i), now_ + minutes(i));
  }
  RunAfter(hours(1));
  for (int i = 0; i < 12; ++i) {
    board_.Reply("b" + std::to_string(10 + i), now_ + minutes(i));
  }
  visit_.mishap = [](const PageRequest& request) {
    return request.page == 2 && request.kind == PageKind::List
               ? std::make_optional(PageVerdict::Blind)
               : std::nullopt;
  };
  RunAfter(hours(1));
  EXPECT_NE(Known(), board_.AllPosts());
  visit_.mishap = nullptr;
  Run();
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, APageLimitIsKeptAndWhatIsLeftComesNextTime) {
  remembered_ = {};
  visit_.options.max_pages = 8;
  const VisitRecord first = Run();
  EXPECT_EQ(first.requests.size(), 8U);
  EXPECT_EQ(first.Count(PageKind::List), 3);
  Run();
  Run();
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, ACutVisitIsTakenUpWhereverItWasCut) {
  for (int stop = 1; stop < 16; ++stop) {
    remembered_ = {};
    remembered_.cursor.first_visit = false;
    visit_.stop_after = stop;
    Run();
    visit_.stop_after = 0;
    Run();
    EXPECT_EQ(Known(), board_.AllPosts()) << "cut after " << stop;
  }
}

}  // namespace
}  // namespace forumwatch
