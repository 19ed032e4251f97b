// Whole visits over recorded Discuz! boards: every post a guest can see, none twice, and what
// changed between two states of the board.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/model/time.h"
#include "crawlers/sites/html_forum.h"
#include "tests/crawlers/sites/engines.h"
#include "tests/crawlers/sites/truth.h"
#include "tests/support/recorded_forum.h"
#include "tests/support/visit_runner.h"

namespace forumwatch {
namespace {

struct CutShort {};

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const char* const kBase = "discuz-x3.5-utf8";

VisitOptions Options() {
  VisitOptions options;
  options.recheck_after = std::chrono::minutes(2);
  options.recheck_window = std::chrono::hours(24 * 30);
  return options;
}

UtcTime At(const char* text) {
  return ParseRfc3339(text).value();
}

const UtcTime kFirstRecordedVisit = At("2026-11-23T17:34:00+08:00");
const UtcTime kLater = At("2026-11-23T17:36:30+08:00");

class Recordings : public testing::Test {
 protected:
  void SetUp() override {
    truth_ = Truth::Of(RecordingsFolder() / kBase);
    if (!truth_) {
      GTEST_SKIP() << "no recordings at " << RecordingsFolder();
    }
  }

  static std::unique_ptr<Crawler> Board(const std::string& address) {
    return MakeHtmlForum(Discuz(), {"http://127.0.0.1:8711/" + address, {"物业客服"}});
  }

  static VisitRecord Run(Crawler& crawler, Remembered& remembered, RecordedForum& forum,
                         UtcTime now) {
    return RunVisit(crawler, remembered, Options(), now,
                    [&forum](const PageRequest& request) { return forum.Answer(request); });
  }

  std::optional<Truth> truth_;
};

TEST_F(Recordings, EveryPostAGuestCanSeeIsReadOnce) {
  RecordedForum forum(RecordingsFolder() / kBase);
  std::set<std::string> read;
  for (const char* const address :
       {"forum.php?mod=forumdisplay&fid=2", "forum.php?mod=forumdisplay&fid=36",
        "forum.php?mod=forumdisplay&fid=37"}) {
    SCOPED_TRACE(address);
    const auto crawler = Board(address);
    Remembered remembered;
    const VisitRecord visit = Run(*crawler, remembered, forum, kFirstRecordedVisit);
    for (const SeenPost& post : visit.posts) {
      EXPECT_TRUE(read.insert(post.post).second) << post.post << " twice";
      ComparePost(post, *truth_);
      EXPECT_EQ(post.attachments > 0, truth_->posts[post.post].has_attachment) << post.post;
    }
    for (const Reading& reading : visit.readings) {
      EXPECT_THAT(reading.problems, IsEmpty());
      EXPECT_TRUE(reading.verdict == PageVerdict::Ok || reading.verdict == PageVerdict::Login)
          << reading.reason;
    }
  }
  const std::set<std::string> visible = truth_->VisibleIn({2, 36, 37});
  EXPECT_GT(visible.size(), 800U);
  EXPECT_TRUE(std::includes(read.begin(), read.end(), visible.begin(), visible.end()));
  // What is read beyond that are the frames of posts that were banned.
  std::vector<std::string> beyond;
  std::set_difference(read.begin(), read.end(), visible.begin(), visible.end(),
                      std::back_inserter(beyond));
  for (const std::string& id : beyond) {
    EXPECT_EQ(truth_->posts[id].state, "banned");
  }
}

TEST_F(Recordings, NoAddressIsAskedForTwiceInAVisit) {
  RecordedForum forum(RecordingsFolder() / kBase);
  const auto crawler = Board("forum.php?mod=forumdisplay&fid=2");
  Remembered remembered;
  const VisitRecord visit = Run(*crawler, remembered, forum, kFirstRecordedVisit);
  const auto urls = visit.urls();
  EXPECT_EQ(std::set<std::string>(urls.begin(), urls.end()).size(), urls.size());
  EXPECT_EQ(visit.Count(PageKind::List), 3);
}

TEST_F(Recordings, ASecondVisitOfAnUnchangedBoardAsksForOneListPage) {
  RecordedForum forum(RecordingsFolder() / kBase);
  const auto crawler = Board("forum.php?mod=forumdisplay&fid=2");
  Remembered remembered;
  Run(*crawler, remembered, forum, kFirstRecordedVisit);
  for (const auto& [id, state] : remembered.cursor.threads) {
    remembered.cursor.watched.push_back(id);
  }
  const VisitRecord again =
      Run(*crawler, remembered, forum, kFirstRecordedVisit + std::chrono::minutes(1));
  EXPECT_THAT(again.urls(), ElementsAre("http://127.0.0.1:8711/forum.php?mod=forumdisplay&fid=2"));
  EXPECT_THAT(again.posts, IsEmpty());
}

TEST_F(Recordings, AVisitCutShortAnywhereIsTakenUpByTheNext) {
  for (const int stop : {1, 2, 5, 20}) {
    SCOPED_TRACE(stop);
    RecordedForum forum(RecordingsFolder() / kBase);
    int asked = 0;
    const auto answer = [&](const PageRequest& request) {
      return asked++ < stop ? forum.Answer(request) : throw CutShort();
    };
    const auto crawler = Board("forum.php?mod=forumdisplay&fid=36");
    Remembered cut;
    EXPECT_THROW(RunVisit(*crawler, cut, Options(), kFirstRecordedVisit, answer), CutShort);
    cut.cursor.first_visit = false;
    Run(*crawler, cut, forum, kFirstRecordedVisit + std::chrono::minutes(1));
    const std::set<std::string> visible = truth_->VisibleIn({36});
    for (const std::string& id : visible) {
      EXPECT_TRUE(cut.posts.contains(id)) << id;
    }
  }
}

TEST_F(Recordings, ALaterVisitFindsExactlyWhatChanged) {
  RecordedForum forum(RecordingsFolder() / kBase);
  std::map<std::string, Remembered> boards;
  for (const char* const address :
       {"forum.php?mod=forumdisplay&fid=2", "forum.php?mod=forumdisplay&fid=37"}) {
    Run(*Board(address), boards[address], forum, kFirstRecordedVisit);
  }
  forum.Switch(RecordingsFolder() / "discuz-x3.5-utf8-t1");
  const auto changes = TrueChanges::Of(RecordingsFolder() / "discuz-x3.5-utf8-t1", *truth_);
  std::set<std::string> fresh;
  std::set<std::string> edited;
  std::set<std::string> missing;
  std::set<std::string> gone;
  for (auto& [address, remembered] : boards) {
    const auto before = remembered.posts;
    const VisitRecord visit = Run(*Board(address), remembered, forum, kLater);
    EXPECT_EQ(visit.Count(PageVerdict::Blind), 0);
    for (const auto& [id, post] : remembered.posts) {
      fresh.merge(before.contains(id) ? std::set<std::string>() : std::set{id});
      if (!remembered.earlier_texts[id].empty()) {
        edited.insert(id);
        EXPECT_EQ(WithoutBlanks(post.text), WithoutBlanks(changes.texts.at(id).now));
      }
    }
    missing.insert(remembered.missing.begin(), remembered.missing.end());
    for (const auto& [id, state] : remembered.cursor.threads) {
      gone.merge(state.gone ? std::set{id} : std::set<std::string>());
    }
  }
  EXPECT_EQ(fresh, changes.New());
  EXPECT_EQ(edited, changes.Edited());
  EXPECT_EQ(missing, changes.gone);
  EXPECT_EQ(gone, changes.gone_threads);
}

TEST_F(Recordings, RewrittenAddressesAreReadAlike) {
  RecordedForum forum(RecordingsFolder() / "discuz-x3.5-utf8-rewrite");
  const auto crawler = Board("forum-2-1.html");
  Remembered remembered;
  const VisitRecord visit = Run(*crawler, remembered, forum, kFirstRecordedVisit);
  EXPECT_EQ(visit.Count(PageKind::List), 3);
  EXPECT_THAT(visit.urls(), Contains("http://127.0.0.1:8711/forum-2-3.html"));
  std::map<std::string, int> posts;
  for (const SeenPost& post : visit.posts) {
    ComparePost(post, *truth_);
    ++posts[post.thread];
  }
  // Threads nobody recorded answer a bare 404, which says nothing.
  EXPECT_THAT(posts, Contains(testing::Pair("1095", 50)));
  for (const auto& [id, state] : remembered.cursor.threads) {
    EXPECT_FALSE(state.gone) << id;
  }
}

TEST_F(Recordings, EachAntiFloodPageOfAGbkBoardIsBlockedAndEachListReads) {
  const auto folder = RecordingsFolder() / "discuz-x3.4-gbk-anticc";
  std::ifstream in(folder / "index.json");
  int blocked = 0;
  int read = 0;
  const json index = json::parse(in);
  for (const json& entry : index.at("entries")) {
    SCOPED_TRACE(entry.at("file").get<std::string>());
    const auto crawler =
        MakeHtmlForum(Discuz(), {"http://127.0.0.1:8712/forum.php?mod=forumdisplay&fid=2", {}});
    Remembered remembered;
    remembered.cursor.first_visit = false;
    ThreadState known;
    known.thread = "1095";
    known.posts = 5;
    known.last_post_at = kLater;
    remembered.cursor.threads["1095"] = known;
    PageAnswer answer;
    answer.request = crawler->Plan(remembered.cursor, Options(), kLater).front();
    answer.content_type = "text/html; charset=gbk";
    answer.body = ReadBytes(folder / entry.at("file").get<std::string>());
    answer.answered_at = kLater;
    const Reading reading = crawler->Read(answer);
    EXPECT_THAT(reading.finished, IsEmpty());
    if (entry.at("bytes").get<int>() < 1000) {
      ++blocked;
      EXPECT_EQ(reading.verdict, PageVerdict::Blocked) << reading.reason;
      EXPECT_THAT(reading.follow_ups, IsEmpty());
    } else {
      ++read;
      EXPECT_EQ(reading.verdict, PageVerdict::Ok) << reading.reason;
      EXPECT_GE(reading.rows, 20);
      EXPECT_THAT(reading.problems, IsEmpty());
    }
  }
  EXPECT_EQ(blocked, 10);
  EXPECT_EQ(read, 8);
}

TEST_F(Recordings, WallsAndMissingPlacesAreToldApart) {
  RecordedForum forum(RecordingsFolder() / kBase);
  const auto verdict_of = [&](PageKind kind, const std::string& address) {
    const auto crawler =
        Board(kind == PageKind::List ? address : "forum.php?mod=forumdisplay&fid=2");
    PageRequest request = crawler->Plan({}, Options(), kLater).front();
    request.kind = kind;
    request.url = "http://127.0.0.1:8711/" + address;
    request.thread = kind == PageKind::Thread ? "1" : "";
    const Reading reading = crawler->Read(forum.Answer(request));
    return std::string(Name(reading.verdict)) + ": " + reading.reason;
  };
  EXPECT_THAT(verdict_of(PageKind::List, "forum.php?mod=forumdisplay&fid=38"), HasSubstr("login"));
  EXPECT_THAT(verdict_of(PageKind::List, "forum.php?mod=forumdisplay&fid=999"),
              HasSubstr("blind: 没有这个版块"));
  EXPECT_THAT(verdict_of(PageKind::Thread, "forum.php?mod=viewthread&tid=1067"), HasSubstr("gone"));
  EXPECT_THAT(verdict_of(PageKind::Thread, "forum.php?mod=viewthread&tid=1072"),
              HasSubstr("login"));
  EXPECT_THAT(verdict_of(PageKind::Thread, "forum.php?mod=viewthread&tid=1087"),
              HasSubstr("login"));
  EXPECT_THAT(verdict_of(PageKind::List, "member.php?mod=logging&action=login"),
              HasSubstr("login"));
  EXPECT_THAT(verdict_of(PageKind::Thread, "thread-1095-1-1.html"), HasSubstr("blind: HTTP 404"));
}

TEST_F(Recordings, PagesBeyondTheLastAreKnownForWhatTheyAre) {
  RecordedForum forum(RecordingsFolder() / kBase);
  const auto crawler = Board("forum.php?mod=forumdisplay&fid=2");
  PageRequest list = crawler->Plan({}, Options(), kLater).front();
  const Reading first = crawler->Read(forum.Answer(list));
  ASSERT_EQ(first.follow_ups.size(), 1U);
  PageRequest beyond = first.follow_ups.front();
  beyond.page = 99;
  beyond.url = "http://127.0.0.1:8711/forum.php?mod=forumdisplay&fid=2&page=99";
  // It repeats the rows of page 1: the list is over, and nothing is asked for twice.
  const Reading repeated = crawler->Read(forum.Answer(beyond));
  for (const PageRequest& next : repeated.follow_ups) {
    EXPECT_EQ(next.kind, PageKind::Thread);
  }
}

// A redirect may drop the number of the page.
TEST_F(Recordings, AnotherPageThanTheOneAskedForIsNotTaken) {
  RecordedForum forum(RecordingsFolder() / kBase);
  const auto crawler = Board("forum.php?mod=forumdisplay&fid=2");
  const PageRequest first = crawler->Plan({}, Options(), kLater).front();
  PageAnswer answer = forum.Answer(first);
  answer.request = crawler->Read(answer).follow_ups.at(0);
  ASSERT_EQ(answer.request.page, 2);
  const Reading list = crawler->Read(answer);
  EXPECT_EQ(list.verdict, PageVerdict::Blind);
  EXPECT_THAT(list.reason, HasSubstr("要的是第 2 页，得到的是第 1 页（共 3 页）"));
  PageRequest thread;
  thread.kind = PageKind::Thread;
  thread.thread = "1095";
  thread.url = "http://127.0.0.1:8711/forum.php?mod=viewthread&tid=1095";
  answer = forum.Answer(thread);
  EXPECT_EQ(crawler->Read(answer).verdict, PageVerdict::Ok);
  answer.request.page = 3;
  const Reading page = crawler->Read(answer);
  EXPECT_EQ(page.verdict, PageVerdict::Blind);
  EXPECT_THAT(page.posts, IsEmpty());
}

}  // namespace
}  // namespace forumwatch
