// Discuz! by its JSON for phones, on the answers that were recorded of it: a page of a list, two
// of a thread, a thread that is closed to guests.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/json_forum.h"
#include "tests/crawlers/sites/engines.h"
#include "tests/crawlers/sites/truth.h"
#include "tests/support/recorded_forum.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kSite = "http://127.0.0.1:8711/";
const UtcTime kRecorded = ParseRfc3339("2026-11-23T17:34:00+08:00").value();

class DiscuzInJson : public testing::Test {
 protected:
  void SetUp() override {
    truth_ = Truth::Of(RecordingsFolder() / "discuz-x3.5-utf8");
    if (!truth_) {
      GTEST_SKIP() << "no recordings at " << RecordingsFolder();
    }
    forum_ = std::make_unique<RecordedForum>(RecordingsFolder() / "discuz-x3.5-utf8");
    crawler_ = MakeJsonForum(EngineInJson("discuz-json"),
                             {kSite + "forum.php?mod=forumdisplay&fid=2", {"物业客服"}});
    first_ = crawler_->Plan({}, {}, kRecorded).front();
    list_ = crawler_->Read(forum_->Answer(first_));
  }

  // A page of a thread of this board.
  static PageRequest PageOf(const std::string& thread, int page) {
    PageRequest request;
    request.kind = PageKind::Thread;
    request.thread = thread;
    request.page = page;
    request.url = kSite + "api/mobile/index.php?version=4&module=viewthread&tid=" + thread +
                  "&page=" + std::to_string(page);
    return request;
  }
  Reading Thread(const std::string& thread, int page) {
    return crawler_->Read(forum_->Answer(PageOf(thread, page)));
  }
  // The list is over, so that its threads are asked for.
  Reading EndList() {
    PageAnswer end;
    end.request = list_.follow_ups.at(0);
    end.status = 404;
    end.body = "{}";
    end.answered_at = kRecorded;
    return crawler_->Read(end);
  }

  std::optional<Truth> truth_;
  std::unique_ptr<RecordedForum> forum_;
  std::unique_ptr<Crawler> crawler_;
  PageRequest first_;
  Reading list_;
};

TEST_F(DiscuzInJson, TheListIsReadAndItsPagesAreCounted) {
  EXPECT_EQ(first_.url, kSite + "api/mobile/index.php?version=4&module=forumdisplay&fid=2&page=1");
  EXPECT_EQ(list_.verdict, PageVerdict::Ok) << list_.reason;
  EXPECT_THAT(list_.problems, IsEmpty());
  EXPECT_EQ(list_.rows, 22) << "two of them stick on top";
  EXPECT_EQ(list_.pages, 3);
  ASSERT_THAT(list_.follow_ups, SizeIs(1));
  EXPECT_THAT(list_.follow_ups[0].url, HasSubstr("fid=2&page=2"));
}

TEST_F(DiscuzInJson, PostsAreReadAsTheyAre) {
  EndList();
  std::set<std::string> read;
  Reading first = Thread("1095", 1);
  EXPECT_EQ(first.pages, 5);
  Reading second = Thread("1095", 2);
  for (const Reading* const page : {&first, &second}) {
    EXPECT_EQ(page->verdict, PageVerdict::Ok) << page->reason;
    EXPECT_THAT(page->problems, IsEmpty());
    for (const SeenPost& post : page->posts) {
      EXPECT_TRUE(read.insert(post.post).second);
      ComparePost(post, *truth_);
      EXPECT_THAT(post.url, HasSubstr("ptid=1095&pid=" + post.post));
    }
  }
  std::set<std::string> true_ones;
  for (const auto& [id, post] : truth_->posts) {
    if (post.thread == "1095" && post.guest_visible && post.floor <= 20) {
      true_ones.insert(id);
    }
  }
  EXPECT_EQ(read, true_ones);
}

TEST_F(DiscuzInJson, NobodyWritesAsOneOfTheStaffByANameThatOnlyLooksLikeTheirs) {
  PageAnswer page = forum_->Answer(PageOf("1095", 1));
  const auto name = page.body.find("\"author\":\"", page.body.find("\"postlist\"")) + 10;
  page.body.replace(name, page.body.find('"', name) - name, "&#29289;业客服");
  EndList();
  const Reading reading = crawler_->Read(page);
  ASSERT_FALSE(reading.posts.empty());
  EXPECT_EQ(reading.posts[0].author, "&#29289;业客服");
  EXPECT_FALSE(reading.posts[0].official);
}

TEST_F(DiscuzInJson, AThreadThatIsClosedToGuestsIsNotGone) {
  EndList();
  const Reading closed = Thread("1072", 1);
  EXPECT_EQ(closed.verdict, PageVerdict::Login) << closed.reason;
  EXPECT_THAT(closed.posts, IsEmpty());
}

TEST(DiscuzJsonAddresses, ABoardIsKnownHoweverItsReadersSeeIt) {
  const std::string bbs = "https://bbs.example.com";
  const auto engine = EngineInJson("discuz-json");
  for (const char* const board :
       {"/forum.php?mod=forumdisplay&fid=12", "/forum.php?fid=12&mod=forumdisplay&page=3",
        "/forum-12-1.html", "/forum.php?mod=forumdisplay&fid=12#x"}) {
    SCOPED_TRACE(board);
    ASSERT_TRUE(KnowsBoard(*engine, bbs + board));
    const auto crawler = MakeJsonForum(engine, {bbs + board, {}});
    EXPECT_EQ(crawler->Plan({}, {}, kRecorded).front().url,
              bbs + "/api/mobile/index.php?version=4&module=forumdisplay&fid=12&page=1");
  }
  EXPECT_FALSE(KnowsBoard(*engine, bbs + "/forum.php?mod=viewthread&tid=12"));
}

}  // namespace
}  // namespace forumwatch
