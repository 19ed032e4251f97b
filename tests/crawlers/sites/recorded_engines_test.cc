// Whole visits over recorded boards of the engines beside Discuz! (which has recordings_test.cc):
// every post a guest can see, as it is, none twice and none invented; a second visit that reads the
// list alone; walls known for what they are.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/html_forum.h"
#include "tests/crawlers/sites/engines.h"
#include "tests/crawlers/sites/truth.h"
#include "tests/support/recorded_forum.h"
#include "tests/support/visit_runner.h"

namespace forumwatch {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;

struct RecordedBoard {
  const char* address;
  int id;
  int list_pages;
};

struct Wall {
  PageKind kind;
  const char* address;
  const char* said;  // verdict and reason
};

struct RecordedEngine {
  const char* engine;
  const char* folder;
  const char* site;
  bool shows_floors;
  std::vector<RecordedBoard> boards;
  const char* beyond_the_list;  // of the first board
  std::vector<Wall> walls;
};

void PrintTo(const RecordedEngine& recorded, std::ostream* out) {
  *out << recorded.folder;
}

const UtcTime kFirstVisit = ParseRfc3339("2026-11-23T17:34:00+08:00").value();

class RecordedEngines : public testing::TestWithParam<RecordedEngine> {
 protected:
  void SetUp() override {
    truth_ = Truth::Of(Folder());
    if (!truth_) {
      GTEST_SKIP() << "no recording at " << Folder();
    }
    forum_ = std::make_unique<RecordedForum>(Folder());
  }

  static std::filesystem::path Folder() { return RecordingsFolder() / GetParam().folder; }

  static std::unique_ptr<Crawler> Crawling(const RecordedBoard& board) {
    return MakeHtmlForum(Engine(GetParam().engine),
                         {std::string(GetParam().site) + board.address, {"物业客服"}});
  }

  static VisitOptions Options() {
    VisitOptions options;
    options.recheck_after = std::chrono::minutes(2);
    options.recheck_window = std::chrono::hours(24 * 30);
    return options;
  }

  VisitRecord Run(Crawler& crawler, Remembered& remembered, UtcTime now) {
    return RunVisit(crawler, remembered, Options(), now,
                    [this](const PageRequest& request) { return forum_->Answer(request); });
  }

  Reading Ask(PageKind kind, const std::string& address) {
    const auto crawler = Crawling(GetParam().boards.front());
    PageRequest request = crawler->Plan({}, Options(), kFirstVisit).front();
    request.kind = kind;
    request.url = GetParam().site + address;
    request.thread = kind == PageKind::Thread ? "1" : "";
    return crawler->Read(forum_->Answer(request));
  }

  std::optional<Truth> truth_;
  std::unique_ptr<RecordedForum> forum_;
};

TEST_P(RecordedEngines, EveryPostAGuestCanSeeIsReadOnceAsItIs) {
  std::set<std::string> read;
  std::set<int> boards;
  for (const RecordedBoard& board : GetParam().boards) {
    SCOPED_TRACE(board.address);
    boards.insert(board.id);
    const auto crawler = Crawling(board);
    Remembered remembered;
    const VisitRecord visit = Run(*crawler, remembered, kFirstVisit);
    EXPECT_EQ(visit.Count(PageKind::List), board.list_pages);
    const auto urls = visit.urls();
    EXPECT_EQ(std::set<std::string>(urls.begin(), urls.end()).size(), urls.size());
    for (const Reading& reading : visit.readings) {
      EXPECT_EQ(reading.verdict, PageVerdict::Ok) << reading.reason;
      EXPECT_THAT(reading.problems, IsEmpty());
    }
    for (const SeenPost& post : visit.posts) {
      EXPECT_TRUE(read.insert(post.post).second) << post.post << " twice";
      ComparePost(post, *truth_, GetParam().shows_floors);
      EXPECT_EQ(post.edited_at.has_value(), truth_->posts[post.post].edited_at.has_value());
      EXPECT_EQ(post.attachments > 0, truth_->posts[post.post].has_attachment) << post.post;
      EXPECT_EQ(post.quotes, truth_->posts[post.post].quotes.value_or(""));
      EXPECT_THAT(post.url, testing::Not(HasSubstr("sid=")));
    }
    const VisitRecord again = Run(*crawler, remembered, kFirstVisit + std::chrono::minutes(1));
    EXPECT_THAT(again.requests, Each(testing::Field(&PageRequest::kind, PageKind::List)));
    EXPECT_THAT(again.posts, IsEmpty());
  }
  EXPECT_GT(read.size(), 800U);
  EXPECT_EQ(read, truth_->VisibleIn(boards));
}

TEST_P(RecordedEngines, WallsAndMissingPlacesAreToldApart) {
  for (const Wall& wall : GetParam().walls) {
    const Reading reading = Ask(wall.kind, wall.address);
    EXPECT_THAT(std::string(Name(reading.verdict)) + ": " + reading.reason, HasSubstr(wall.said))
        << wall.address;
    EXPECT_THAT(reading.posts, IsEmpty());
  }
}

TEST_P(RecordedEngines, BeyondTheLastPageTheListIsOver) {
  const auto crawler = Crawling(GetParam().boards.front());
  PageRequest request = crawler->Plan({}, Options(), kFirstVisit).front();
  const Reading first = crawler->Read(forum_->Answer(request));
  ASSERT_EQ(first.follow_ups.size(), 1U);
  request = first.follow_ups.front();
  request.page = 99;
  request.url = std::string(GetParam().site) + GetParam().beyond_the_list;
  for (const PageRequest& next : crawler->Read(forum_->Answer(request)).follow_ups) {
    EXPECT_EQ(next.kind, PageKind::Thread) << next.url;
  }
}

const RecordedEngine kRecorded[] = {
    {"phpbb",
     "phpbb-3.3.10",
     "http://127.0.0.1:8715/",
     false,
     {{"viewforum.php?f=2", 2, 2}, {"viewforum.php?f=3", 3, 1}, {"viewforum.php?f=4", 4, 1}},
     "viewforum.php?f=2&start=9999",
     {{PageKind::List, "viewforum.php?f=5", "login: 论坛要求登录"},
      {PageKind::List, "viewforum.php?f=999", "blind: 没有这个版面"},
      {PageKind::List, "ucp.php?mode=login", "login: 论坛要求登录"},
      {PageKind::List, "app.php/feed/news", "blind: "},
      {PageKind::Thread, "viewtopic.php?t=80", "gone: "},
      {PageKind::Thread, "viewtopic.php?t=99999", "gone: "},
      {PageKind::Thread, "viewtopic.php?t=97", "login: 论坛要求登录"},
      {PageKind::Thread, "viewtopic.php?t=100000", "blind: "}}},
    {"mybb",
     "mybb-1.8.37",
     "http://127.0.0.1:8713/",
     true,
     {{"forumdisplay.php?fid=2", 2, 3},
      {"forumdisplay.php?fid=3", 3, 1},
      {"forumdisplay.php?fid=4", 4, 1}},
     "forumdisplay.php?fid=2&page=99",
     {{PageKind::List, "forumdisplay.php?fid=5", "login: 要登录才能看"},
      {PageKind::List, "forumdisplay.php?fid=999", "blind: 没有这个版块"},
      {PageKind::List, "member.php?action=login", "login: 论坛要求登录"},
      {PageKind::List, "portal.php", "blind: 没有找到主题行"},
      {PageKind::Thread, "showthread.php?tid=110", "gone: "},
      {PageKind::Thread, "showthread.php?tid=99999", "gone: "},
      {PageKind::Thread, "showthread.php?tid=127", "login: 要登录才能看"},
      {PageKind::Thread, "showthread.php?tid=100000", "blind: "}}},
};

INSTANTIATE_TEST_SUITE_P(Each, RecordedEngines, testing::ValuesIn(kRecorded),
                         [](const auto& recorded) { return std::string(recorded.param.engine); });

}  // namespace
}  // namespace forumwatch
