// The shipped Discuz! engine reads the simulated forum: what a visit brings is what stands there.
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/engine_file.h"
#include "crawlers/http/politeness.h"
#include "crawlers/sites/feed.h"
#include "crawlers/sites/html_forum.h"
#include "tests/support/manual_clock.h"
#include "tests/support/raw_client.h"
#include "tests/support/simforum.h"
#include "tests/support/visit_runner.h"

namespace forumwatch {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const std::string kSample = FORUMWATCH_SOURCE_DIR "/tests/data/sample/";

// Line ends and runs of blanks as one blank.
std::string Folded(const std::string& text) {
  std::string folded;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      folded += c;
    } else if (!folded.empty() && folded.back() != ' ') {
      folded += ' ';
    }
  }
  return folded;
}

// What both sides know of a post, for people to compare.
std::string Line(const SeenPost& post) {
  std::string line = post.thread + "/" + post.post + " #" + std::to_string(post.floor.value_or(0));
  line += post.is_first ? " first " : " ";
  line += post.official ? "official " : "";
  line += post.title + " | " + post.author + " (" + post.author_id + ") ";
  line += post.posted_at ? FormatRfc3339(*post.posted_at, std::chrono::hours(8)) : "undated";
  line += post.quotes.empty() ? "" : " quotes " + post.quotes;
  return line + (post.edited_at ? " edited" : "") + " | " + Folded(post.text);
}

class SampleVisit : public testing::Test {
 protected:
  void Begin(const std::string& local, SimForumOptions options = {}) {
    clock_.Set(ParseRfc3339(local + "+08:00").value());
    forum_ = std::make_unique<SimForum>(clock_, std::move(options));
    EXPECT_THAT(forum_->AddPosts(ReadPostsFile(kSample + "posts.jsonl").posts), IsEmpty());
    std::ifstream changes(kSample + "changes.jsonl");
    for (std::string line; std::getline(changes, line);) {
      forum_->AddChange(std::get<sim::Change>(sim::ParseChangeLine(line, clock_.Now())));
    }
    forum_->Start();
  }

  std::optional<PageAnswer> Fetch(const PageRequest& request) {
    std::string target = request.url.substr(forum_->base_url().size() - 1);
    RawAnswer answer = Get(forum_->port(), target);
    if (answer.status == 302 && answer.headers["location"] == target) {
      answer = Get(forum_->port(), target);  // as the client does: once
    }
    if (!answer.complete || (answer.status != 200 && answer.status != 404)) {
      return std::nullopt;
    }
    PageAnswer page;
    page.request = request;
    page.status = answer.status;
    page.content_type = answer.headers["content-type"];
    page.body = answer.body;
    page.answered_at = ParseHttpDate(answer.headers["date"]).value();
    return page;
  }

  VisitRecord Visit(const std::string& board) {
    static const auto kEngine = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
    BoardSource source;
    source.url = forum_->BoardUrl(board);
    source.staff = {"云栖苑客服"};
    const auto crawler = MakeHtmlForum(kEngine, source);
    VisitOptions options;
    options.recheck_after = std::chrono::hours(6);
    options.recheck_window = std::chrono::hours(24 * 14);
    return RunVisit(*crawler, remembered_[board], options, clock_.Now(),
                    [this](const PageRequest& request) { return Fetch(request); });
  }

  // By post id, what stands on a board now.
  std::map<std::string, std::string> OnBoard(const std::string& board) {
    std::map<std::string, std::string> lines;
    for (const PostLine& line : forum_->VisiblePosts()) {
      if (line.source == board) {
        lines[line.seen.post] = Line(line.seen);
      }
    }
    return lines;
  }

  static std::map<std::string, std::string> InVisit(const VisitRecord& visit) {
    std::map<std::string, std::string> lines;
    for (const SeenPost& post : visit.posts) {
      EXPECT_FALSE(lines.contains(post.post)) << post.post << " was read twice";
      lines[post.post] = Line(post);
    }
    return lines;
  }

  ManualClock clock_{UtcTime()};
  std::unique_ptr<SimForum> forum_;
  std::map<std::string, Remembered> remembered_;
};

TEST_F(SampleVisit, BringsEveryPostOnceAndNothingElse) {
  Begin("2026-10-12T12:00:00");
  for (const std::string board : {"业主论坛", "维修报修"}) {
    const VisitRecord visit = Visit(board);
    EXPECT_EQ(InVisit(visit), OnBoard(board));
    for (const Reading& reading : visit.readings) {
      EXPECT_THAT(reading.problems, IsEmpty()) << reading.problems.front().reason;
    }
  }
}

TEST_F(SampleVisit, ReadsGbkWithoutABrokenCharacter) {
  Begin("2026-10-12T12:00:00", {.gbk = true});
  EXPECT_EQ(InVisit(Visit("业主论坛")), OnBoard("业主论坛"));
}

TEST_F(SampleVisit, BelievesTheBytesWhenHeaderAndMetaLie) {
  for (const bool gbk : {false, true}) {
    remembered_.clear();
    Begin("2026-10-12T12:00:00", {.gbk = gbk});
    sim::Mode lie;
    lie.what = sim::Misbehaviour::WrongCharset;
    forum_->SetMode(lie);
    EXPECT_EQ(InVisit(Visit("维修报修")), OnBoard("维修报修")) << (gbk ? "gbk" : "utf-8");
  }
}

TEST_F(SampleVisit, OfAnUnchangedBoardTheListIsEnough) {
  Begin("2026-10-12T12:00:00");
  Visit("业主论坛");
  clock_.Advance(std::chrono::minutes(5));
  forum_->ForgetRequests();
  EXPECT_THAT(Visit("业主论坛").posts, IsEmpty());
  EXPECT_FALSE(forum_->Counts().contains("thread"));
}

TEST_F(SampleVisit, AWeekendSeenEveryHourLosesNothing) {
  Begin("2026-10-09T17:20:00");
  const UtcTime monday = ParseRfc3339("2026-10-12T12:00:00+08:00").value();
  while (clock_.Now() < monday) {
    Visit("业主论坛");
    Visit("维修报修");
    clock_.Advance(std::chrono::hours(1));
  }
  for (const std::string board : {"业主论坛", "维修报修"}) {
    std::map<std::string, std::string> kept;
    for (const auto& [id, post] : remembered_[board].posts) {
      if (!remembered_[board].missing.contains(id)) {
        kept[id] = Folded(post.text);
      }
    }
    std::map<std::string, std::string> standing;
    for (const PostLine& line : forum_->VisiblePosts()) {
      if (line.source == board) {
        standing[line.seen.post] = Folded(line.seen.text);
      }
    }
    EXPECT_EQ(kept, standing);
  }
  EXPECT_THAT(remembered_["业主论坛"].missing, SizeIs(1));  // the deleted one
}

TEST_F(SampleVisit, PagesThatDriftLoseNothing) {
  Begin("2026-10-12T12:00:00", {.threads_per_page = 5});
  sim::Mode drift;
  drift.what = sim::Misbehaviour::Drift;
  forum_->SetMode(drift);
  Visit("业主论坛");
  forum_->ClearMode();
  clock_.Advance(std::chrono::minutes(5));
  Visit("业主论坛");
  EXPECT_THAT(remembered_["业主论坛"].posts, SizeIs(OnBoard("业主论坛").size()));
  EXPECT_THAT(remembered_["业主论坛"].missing, IsEmpty());
}

TEST_F(SampleVisit, TheFeedBringsTheTwentyNewestThreads) {
  for (const bool gbk : {false, true}) {
    Begin("2026-10-12T12:00:00", {.gbk = gbk});
    FeedSource source;
    source.url = forum_->base_url() + "forum.php?mod=rss&fid=2";
    Remembered remembered;
    const auto feed = MakeFeed(source);
    const VisitRecord visit = RunVisit(*feed, remembered, {}, clock_.Now(),
                                       [this](const PageRequest& page) { return Fetch(page); });
    ASSERT_THAT(visit.posts, SizeIs(20));
    EXPECT_EQ(visit.posts.front().title, "8栋电梯今早又抖了");
    EXPECT_EQ(visit.posts.front().author, "豆包妈妈");
    EXPECT_EQ(visit.posts.front().posted_at, ParseRfc3339("2026-10-12T07:45:58+08:00"));
  }
}

struct WrongPage {
  sim::Misbehaviour what;
  PageVerdict verdict;
};

TEST_F(SampleVisit, PagesThatAreNoContentAreNamedAndNothingGoesMissing) {
  const WrongPage pages[] = {
      {sim::Misbehaviour::LoginWall, PageVerdict::Login},
      {sim::Misbehaviour::AntiFlood, PageVerdict::Blocked},
      {sim::Misbehaviour::NoRows, PageVerdict::Blind},
      {sim::Misbehaviour::NewLayout, PageVerdict::Blind},
      {sim::Misbehaviour::Foreign, PageVerdict::Blind},
      {sim::Misbehaviour::Truncated, PageVerdict::Blind},
      {sim::Misbehaviour::Nested, PageVerdict::Refused},
  };
  Begin("2026-10-12T12:00:00");
  Visit("维修报修");
  for (const WrongPage& page : pages) {
    sim::Mode mode;
    mode.what = page.what;
    forum_->SetMode(mode);
    clock_.Advance(std::chrono::hours(24));
    const VisitRecord visit = Visit("维修报修");
    ASSERT_FALSE(visit.readings.empty());
    EXPECT_EQ(Name(visit.readings.front().verdict), Name(page.verdict)) << Name(page.what);
    EXPECT_THAT(visit.posts, IsEmpty()) << Name(page.what);
    EXPECT_THAT(remembered_["维修报修"].missing, IsEmpty()) << Name(page.what);
  }
}

}  // namespace
}  // namespace forumwatch
