#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/support/simforum_fixture.h"

namespace forumwatch {
namespace {

using sim::Misbehaviour;
using testing::HasSubstr;
using testing::Not;

class SimForumModes : public SimForumTest {
 protected:
  SimForum& BeginWithThread(SimForumOptions options = {}) {
    SimForum& forum = Begin(std::move(options));
    forum.AddPosts({MakePost(1001, 5001, "2026-10-08T08:00:00", "电梯又停了"),
                    MakePost(1001, 5002, "2026-10-08T09:00:00", "顶")});
    return forum;
  }

  void SetMode(Misbehaviour what) {
    sim::Mode mode;
    mode.what = what;
    forum_->SetMode(mode);
  }
  RawAnswer ThreadIn(Misbehaviour what) {
    SetMode(what);
    return Thread(1001);
  }
};

// The bytes that a gzip stream unpacks into; nullopt when it is damaged.
std::optional<std::size_t> UnpackedSize(std::string packed) {
  z_stream stream{};
  inflateInit2(&stream, 16 + MAX_WBITS);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());  // zlib's form of bytes
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string chunk(1U << 20U, '\0');
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    result = inflate(&stream, Z_NO_FLUSH);
  }
  const std::size_t size = stream.total_out;
  inflateEnd(&stream);
  return result == Z_STREAM_END ? std::optional(size) : std::nullopt;
}

TEST_F(SimForumModes, WithoutAModeEverythingIsWhole) {
  BeginWithThread();
  const RawAnswer answer = ThreadIn(Misbehaviour::None);
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.complete);
  EXPECT_THAT(answer.body, HasSubstr("电梯又停了"));
  EXPECT_THAT(answer.body, HasSubstr("</html>"));
}

TEST_F(SimForumModes, SlowComesByteByByte) {
  SimForum& forum = BeginWithThread();
  sim::Mode slow;
  slow.what = Misbehaviour::Slow;
  slow.every = std::chrono::milliseconds(3);
  forum.SetMode(slow);
  RawClient client(forum.port());
  client.Send("GET /forum.php HTTP/1.1\r\n\r\n");
  std::string got;
  int reads = 0;
  while (got.size() < 12) {
    got += client.Receive().value();
    ++reads;
  }
  EXPECT_THAT(got, HasSubstr("HTTP/1.1 200"));
  EXPECT_GE(reads, 6);
}

TEST_F(SimForumModes, SlowIsNoHindranceToOthers) {
  SimForum& forum = BeginWithThread();
  sim::Mode slow;
  slow.what = Misbehaviour::Slow;
  slow.only = "fid=2";
  forum.SetMode(slow);
  RawClient waiting(forum.port());
  waiting.Send("GET /forum.php?mod=forumdisplay&fid=2 HTTP/1.1\r\n\r\n");
  EXPECT_THAT(waiting.Receive().value(), "H");
  EXPECT_TRUE(Thread(1001).complete);
}

TEST_F(SimForumModes, AnEndlessBodyDoesNotEnd) {
  SimForum& forum = BeginWithThread();
  SetMode(Misbehaviour::EndlessBody);
  RawClient client(forum.port());
  client.Send("GET /forum.php HTTP/1.1\r\n\r\n");
  std::size_t got = 0;
  std::string begin;
  while (got < 20'000'000) {
    const std::string more = client.Receive().value();
    ASSERT_FALSE(more.empty());
    begin += begin.size() < 4096 ? more : "";
    got += more.size();
  }
  EXPECT_THAT(begin, HasSubstr("Transfer-Encoding: chunked"));
  EXPECT_THAT(begin, Not(HasSubstr("Content-Length")));
}

TEST_F(SimForumModes, EndlessHeadersDoNotEnd) {
  SimForum& forum = BeginWithThread();
  SetMode(Misbehaviour::EndlessHead);
  RawClient client(forum.port());
  client.Send("GET /forum.php HTTP/1.1\r\n\r\n");
  std::string got;
  while (got.size() < 2'000'000) {
    got += client.Receive().value();
  }
  EXPECT_EQ(got.find("\r\n\r\n"), std::string::npos);
  EXPECT_THAT(got.substr(got.size() - 1000), HasSubstr("\r\nX-And-So-On: xxx"));
}

TEST_F(SimForumModes, AGzipBombUnpacksIntoThreeHundredMebibytes) {
  BeginWithThread();
  const RawAnswer answer = ThreadIn(Misbehaviour::GzipBomb);
  EXPECT_EQ(answer.headers.at("content-encoding"), "gzip");
  EXPECT_LT(answer.body.size(), 2'000'000U);
  EXPECT_EQ(UnpackedSize(answer.body), 300U << 20U);
  EXPECT_EQ(UnpackedSize(answer.body.substr(0, answer.body.size() - 1)), std::nullopt);
}

TEST_F(SimForumModes, ANestedPageIsDivsAllTheWayDown) {
  BeginWithThread();
  const RawAnswer answer = ThreadIn(Misbehaviour::Nested);
  EXPECT_GE(answer.body.size(), 100'000U);
  EXPECT_GT(Occurrences(answer.body, "<div>"), 19'900);
  EXPECT_THAT(answer.body, Not(HasSubstr("</div>")));
}

TEST_F(SimForumModes, RefusalsSayWhenToComeAgain) {
  SimForum& forum = BeginWithThread();
  sim::Mode mode;
  mode.what = Misbehaviour::TooMany;
  mode.retry_after = std::chrono::seconds(77);
  forum.SetMode(mode);
  EXPECT_EQ(Thread(1001).status, 429);
  EXPECT_EQ(Thread(1001).headers.at("retry-after"), "77");
  const RawAnswer unavailable = ThreadIn(Misbehaviour::Unavailable);
  EXPECT_EQ(unavailable.status, 503);
  EXPECT_EQ(unavailable.headers.at("retry-after"), "30");
}

TEST_F(SimForumModes, RedirectsLeadWhereTheyAreTold) {
  SimForum& forum = BeginWithThread();
  sim::Mode mode;
  mode.what = Misbehaviour::Redirect;
  mode.to = "http://169.254.169.254/latest/meta-data/";
  forum.SetMode(mode);
  EXPECT_EQ(Thread(1001).status, 302);
  EXPECT_EQ(Thread(1001).headers.at("location"), mode.to);
}

TEST_F(SimForumModes, EachPageIsSentToItselfOnce) {
  BeginWithThread();
  const RawAnswer first = ThreadIn(Misbehaviour::SelfRedirect);
  EXPECT_EQ(first.status, 302);
  EXPECT_EQ(first.headers.at("location"), "/forum.php?mod=viewthread&tid=1001&page=1");
  EXPECT_EQ(Thread(1001).status, 200);
  EXPECT_EQ(List().status, 302);
  EXPECT_EQ(List().status, 200);
}

TEST_F(SimForumModes, AResetGivesNothing) {
  BeginWithThread();
  const RawAnswer answer = ThreadIn(Misbehaviour::Reset);
  EXPECT_TRUE(answer.reset);
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(forum_->Requests().back().status, 0);
}

TEST_F(SimForumModes, HalfAPageComesAsAWholeOneOrBrokenOff) {
  BeginWithThread({.noise = false});
  const std::size_t whole = ThreadIn(Misbehaviour::None).body.size();
  const RawAnswer truncated = ThreadIn(Misbehaviour::Truncated);
  EXPECT_TRUE(truncated.complete);
  EXPECT_EQ(truncated.body.size(), whole / 2);
  const RawAnswer cut_off = ThreadIn(Misbehaviour::CutOff);
  EXPECT_FALSE(cut_off.complete);
  EXPECT_FALSE(cut_off.reset);
  EXPECT_EQ(cut_off.body.size(), whole / 2);
  EXPECT_EQ(cut_off.headers.at("content-length"), std::to_string(whole));
}

struct PageCase {
  Misbehaviour what;
  const char* has;
  const char* lacks;
};

TEST_F(SimForumModes, PagesThatAreNotWhatWasAskedForComeWithStatus200) {
  const PageCase cases[] = {
      {Misbehaviour::LoginWall, "抱歉，您尚未登录，没有权限访问该版块", "postmessage_"},
      {Misbehaviour::LoginWall, "name=\"loginsubmit\"", "电梯又停了"},
      {Misbehaviour::AntiFlood, "<title>频繁刷新限制</title>", "postmessage_"},
      {Misbehaviour::Foreign, "This domain may be for sale", "Discuz"},
      {Misbehaviour::NoRows, "id=\"postlist\"", "id=\"post_"},
      {Misbehaviour::NewLayout, "电梯又停了", "postmessage_"},
      {Misbehaviour::NewLayout, "class=\"by-line\"", "authorposton"},
      {Misbehaviour::NoAuthor, "电梯又停了", "住户5001"},
      {Misbehaviour::NoDate, "电梯又停了", "发表于"},
  };
  BeginWithThread();
  for (const PageCase& c : cases) {
    const RawAnswer answer = ThreadIn(c.what);
    EXPECT_EQ(answer.status, 200) << c.has;
    EXPECT_THAT(answer.body, HasSubstr(c.has));
    EXPECT_THAT(answer.body, Not(HasSubstr(c.lacks)));
  }
}

TEST_F(SimForumModes, AnEmptyListClaimsThereIsNothingAndABareOneSaysNothing) {
  BeginWithThread();
  EXPECT_THAT(List().body, HasSubstr("normalthread_1001"));
  SetMode(Misbehaviour::EmptyList);
  EXPECT_THAT(List().body, HasSubstr("class=\"emp\""));
  EXPECT_THAT(List().body, Not(HasSubstr("normalthread_")));
  EXPECT_THAT(Thread(1001).body, HasSubstr("电梯又停了"));
  SetMode(Misbehaviour::NoRows);
  EXPECT_THAT(List().body, Not(HasSubstr("class=\"emp\"")));
  EXPECT_THAT(List().body, Not(HasSubstr("normalthread_")));
}

TEST_F(SimForumModes, TheCharsetIsLiedAboutInHeaderAndMeta) {
  for (const bool gbk : {false, true}) {
    BeginWithThread({.gbk = gbk});
    const RawAnswer answer = ThreadIn(Misbehaviour::WrongCharset);
    EXPECT_THAT(answer.headers.at("content-type"), HasSubstr(gbk ? "utf-8" : "gbk"));
    EXPECT_THAT(answer.body, HasSubstr("<meta charset=\"big5\" />"));
    EXPECT_THAT(answer.body, HasSubstr(gbk ? "\xB5\xE7\xCC\xDD" : "电梯"));
  }
}

// The threads of a list page, in order.
std::vector<int> RowNumbers(const std::string& list) {
  const std::string mark = "id=\"normalthread_";
  std::vector<int> rows;
  for (std::size_t at = list.find(mark); at != std::string::npos; at = list.find(mark, at + 1)) {
    rows.push_back(std::stoi(list.substr(at + mark.size(), 4)));
  }
  return rows;
}

TEST_F(SimForumModes, DriftPushesANewThreadIntoTheListAtEachRequest) {
  SimForum& forum = Begin({.threads_per_page = 5});
  for (int i = 1; i <= 9; ++i) {
    forum.AddPosts(
        {MakePost(1000 + i, 5000 + i, "2026-10-0" + std::to_string(i) + "T08:00:00", "x")});
  }
  SetMode(Misbehaviour::Drift);
  EXPECT_THAT(RowNumbers(List(1).body), testing::ElementsAre(1010, 1009, 1008, 1007, 1006));
  EXPECT_THAT(RowNumbers(List(2).body), testing::ElementsAre(1006, 1005, 1004, 1003, 1002));
  EXPECT_THAT(RowNumbers(List(3).body), testing::ElementsAre(1002, 1001));
  EXPECT_THAT(forum.VisiblePosts(), testing::SizeIs(9 + 3));
  EXPECT_THAT(Thread(1010).body, HasSubstr("翻页的时候又来一帖"));
}

TEST_F(SimForumModes, AModeEndsAfterSoManyRequestsAndMayMeanOnlySomePages) {
  SimForum& forum = BeginWithThread();
  sim::Mode mode;
  mode.what = Misbehaviour::Unavailable;
  mode.requests = 2;
  mode.only = "tid=1001";
  forum.SetMode(mode);
  EXPECT_EQ(List().status, 200);
  EXPECT_EQ(Thread(1001).status, 503);
  EXPECT_EQ(Get(forum.port(), "/robots.txt").status, 200);
  EXPECT_EQ(Thread(1001).status, 503);
  EXPECT_EQ(Thread(1001).status, 200);
  EXPECT_EQ(forum.Counts().at("misbehaved"), 2);
}

TEST_F(SimForumModes, EveryModeHasANameAndCanBeSetFromOutside) {
  SimForum& forum = BeginWithThread();
  for (const std::string_view name : sim::MisbehaviourNames()) {
    const std::string target = "/__sim__/mode?what=" + std::string(name) + "&to=http://x/";
    EXPECT_EQ(Get(forum.port(), target).status, 200) << name;
    EXPECT_EQ(sim::Name(sim::MisbehaviourFromName(name).value()), name);
  }
  Get(forum.port(), "/__sim__/mode?what=429&for=1&only=viewthread&after=5");
  EXPECT_EQ(List().status, 200);
  EXPECT_EQ(Thread(1001).headers.at("retry-after"), "5");
  EXPECT_EQ(Thread(1001).status, 200);
  const RawAnswer unknown = Get(forum.port(), "/__sim__/mode?what=strike");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_THAT(unknown.body, HasSubstr("self-302"));
  EXPECT_EQ(Get(forum.port(), "/__sim__/mode?what=redirect").status, 400);
  EXPECT_EQ(Get(forum.port(), "/__sim__/magic").status, 400);
}

}  // namespace
}  // namespace forumwatch
