#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "tests/support/simforum_fixture.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string FromGbk(const std::string& bytes) {
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), "GBK");
  std::string utf8;
  return text.toUTF8String(utf8);
}

// Without what differs on every fetch.
std::string WithoutNoise(std::string page) {
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>("<font class=\"jammer\">", "</font>"),
        {"<span style=\"display:none\">", "</span>"}}) {
    for (std::size_t at = page.find(from); at != std::string::npos; at = page.find(from)) {
      page.erase(at, page.find(to, at) + to.size() - at);
    }
  }
  return page;
}

TEST_F(SimForumTest, ListRowsNameThreadAuthorTimesAndNumbers) {
  SimForum& forum = Begin();
  PostLine first = MakePost(1001, 5001, "2026-10-01T08:05:09", "又停了");
  first.seen.title = "电梯 <又> 停了";
  first.seen.views = 120;
  forum.AddPosts({first, MakePost(1001, 5002, "2026-10-09T19:40:00", "顶")});
  const std::string page = List().body;
  EXPECT_THAT(page, HasSubstr("<base href=\"" + forum.base_url() + "\""));
  EXPECT_THAT(page, HasSubstr("<tbody id=\"normalthread_1001\">"));
  EXPECT_THAT(page, HasSubstr("class=\"s xst\">电梯 &lt;又&gt; 停了</a>"));
  EXPECT_THAT(page, HasSubstr("tid=1001&amp;extra=page%3D1"));
  EXPECT_THAT(page, HasSubstr("<a href=\"home.php?mod=space&amp;uid=6001\">住户5001</a>"));
  EXPECT_THAT(page, HasSubstr("<em><span>2026-10-1</span></em>"));
  EXPECT_THAT(page, HasSubstr("class=\"xi2\">1</a><em>234</em>"));
  EXPECT_THAT(page, HasSubstr("<span title=\"2026-10-9 19:40\">20&nbsp;分钟前</span>"));
  EXPECT_THAT(page, Not(HasSubstr("class=\"pg\"")));
}

TEST_F(SimForumTest, PostsHaveEveryPartAReaderLooksFor) {
  SimForum& forum = Begin();
  PostLine reply = MakePost(1001, 5002, "2026-10-09T19:59:30", "一样的 & <b>\n第二行");
  reply.seen.quotes = "5001";
  forum.AddPosts({MakePost(1001, 5001, "2026-10-01T08:05:09", "又停了"), reply});
  const std::string page = WithoutNoise(Thread(1001).body);
  EXPECT_THAT(page, HasSubstr("<div id=\"post_5001\"><table id=\"pid5001\""));
  EXPECT_THAT(page, HasSubstr("<span id=\"thread_subject\">主题 1001</span>"));
  EXPECT_THAT(page, HasSubstr("uid=6001\" target=\"_blank\" class=\"xw1\">住户5001</a>"));
  EXPECT_THAT(page, HasSubstr("<em id=\"authorposton5001\">发表于 2026-10-1 08:05:09</em>"));
  EXPECT_THAT(page, HasSubstr("发表于 <span title=\"2026-10-9 19:59:30\">30&nbsp;秒前</span>"));
  EXPECT_THAT(page, HasSubstr("id=\"postmessage_5001\">\n又停了</td>"));
  EXPECT_THAT(page, HasSubstr("return false;\">楼主</a>"));
  EXPECT_THAT(page, HasSubstr("return false;\">沙发</a>"));
  EXPECT_THAT(page, HasSubstr("<div class=\"quote\"><blockquote>"));
  EXPECT_THAT(page, HasSubstr("pid=5001&amp;ptid=1001"));
  EXPECT_THAT(page, HasSubstr("住户5001 发表于 2026-10-1 08:05"));
  EXPECT_THAT(page, HasSubstr("一样的 &amp; &lt;b&gt;<br />\r\n第二行</td>"));
  EXPECT_THAT(page, HasSubstr("id=\"post_rate_div_5001\""));
  EXPECT_THAT(page, HasSubstr("forum.php?mod=forumdisplay&amp;fid=2\">业主论坛</a>"));
}

TEST_F(SimForumTest, ListsAndThreadsHavePages) {
  SimForum& forum = Begin();
  std::vector<PostLine> posts;
  for (int i = 0; i < 45; ++i) {
    posts.push_back(MakePost(1000 + i, 5000 + i, "2026-09-01T08:00:00", "开帖"));
    posts.back().seen.posted_at.value() += std::chrono::minutes(i);
  }
  for (int i = 0; i < 24; ++i) {
    posts.push_back(MakePost(1000, 6000 + i, "2026-09-02T08:00:00", "跟帖"));
    posts.back().seen.posted_at.value() += std::chrono::minutes(i);
  }
  forum.AddPosts(posts);
  EXPECT_EQ(Occurrences(List(1).body, "id=\"normalthread_"), 20);
  EXPECT_EQ(Occurrences(List(3).body, "id=\"normalthread_"), 5);
  EXPECT_THAT(List(2).body, HasSubstr("<strong>2</strong>"));
  EXPECT_THAT(List(2).body, HasSubstr("<span title=\"共 3 页\"> / 3 页</span>"));
  EXPECT_EQ(Occurrences(Thread(1000, 1).body, "<div id=\"post_"), 10 + 10);  // and its rates
  EXPECT_EQ(Occurrences(Thread(1000, 3).body, "<table id=\"pid"), 5);
  EXPECT_THAT(Thread(1000, 3).body, HasSubstr("<em>25</em><sup>#</sup>"));
  EXPECT_THAT(List(1).body, HasSubstr("<span class=\"tps\">"));
}

TEST_F(SimForumTest, BeyondTheLastPageAListStartsAgainAndAThreadStays) {
  SimForum& forum = Begin({.threads_per_page = 2, .posts_per_page = 2});
  for (int i = 0; i < 5; ++i) {
    forum.AddPosts({MakePost(1001 + i, 5001 + i, "2026-10-01T08:00:00", "甲"),
                    MakePost(1001, 6001 + i, "2026-10-02T08:00:00", "乙")});
  }
  const std::string beyond = List(99).body;
  EXPECT_THAT(beyond, HasSubstr("第99页"));
  EXPECT_THAT(beyond, HasSubstr("normalthread_1001"));
  EXPECT_THAT(beyond, HasSubstr("<strong>1</strong>"));
  EXPECT_THAT(Thread(1001, 99).body, HasSubstr("<strong>3</strong>"));
}

TEST_F(SimForumTest, StickiesStandFirstAndThoseOfAllBoardsEverywhere) {
  SimForum& forum = Begin();
  PostLine other = MakePost(1003, 5003, "2026-10-03T08:00:00", "水管");
  other.source = "维修报修";
  forum.AddPosts({MakePost(1001, 5001, "2026-09-01T08:00:00", "版规"),
                  MakePost(1002, 5002, "2026-10-02T08:00:00", "新帖"), other});
  forum.AddChange({At("2026-10-04T08:00:00"), sim::Change::What::Stick, "1001", "", true});
  for (const int fid : {2, 3}) {
    const std::string page = Page("forumdisplay&fid=" + std::to_string(fid)).body;
    EXPECT_LT(page.find("stickthread_1001"), page.find("id=\"separatorline\"")) << fid;
    EXPECT_LT(page.find("id=\"separatorline\""), page.find("normalthread_")) << fid;
  }
  EXPECT_THAT(Page("forumdisplay&fid=3").body, Not(HasSubstr("thread_1002")));
}

TEST_F(SimForumTest, MissingThreadsAndBoardsAreSaidInTheForumsOwnWay) {
  Begin();
  const RawAnswer thread = Thread(4711);
  EXPECT_EQ(thread.status, 404);
  EXPECT_THAT(thread.body,
              HasSubstr("<div id=\"messagetext\" class=\"alert_error\"><p>抱歉，指定的主题不存在"));
  const RawAnswer board = Page("forumdisplay&fid=77");
  EXPECT_EQ(board.status, 200);
  EXPECT_THAT(board.body, HasSubstr("抱歉，指定的版块不存在"));
  EXPECT_EQ(Get(forum_->port(), "/nothing").status, 404);
}

TEST_F(SimForumTest, TheFeedHasTheNewestThreads) {
  SimForum& forum = Begin();
  for (int i = 0; i < 25; ++i) {
    forum.AddPosts(
        {MakePost(1001 + i, 5001 + i,
                  "2026-09-0" + std::to_string(1 + i / 5) + "T08:0" + std::to_string(i % 5) + ":00",
                  "第一帖 ]]> & 其余")});
  }
  const RawAnswer feed = Page("rss&fid=2");
  EXPECT_EQ(feed.headers.at("content-type"), "application/xml");
  EXPECT_EQ(Occurrences(feed.body, "<item>"), 20);
  EXPECT_THAT(feed.body, HasSubstr("<pubDate>Sat, 05 Sep 2026 00:04:00 +0000</pubDate>"));
  EXPECT_THAT(feed.body, HasSubstr("viewthread&amp;tid=1025</link>"));
  EXPECT_THAT(feed.body, Not(HasSubstr("tid=1001<")));
  EXPECT_THAT(Page("rss&fid=9").headers.at("content-type"), HasSubstr("text/html"));
}

TEST_F(SimForumTest, BytesDifferOnEveryFetchUnlessNoiseIsOff) {
  Begin().AddPosts({MakePost(1001, 5001, "2026-10-01T08:00:00", "一行\n两行\n三行")});
  EXPECT_NE(Thread(1001).body, Thread(1001).body);
  EXPECT_THAT(WithoutNoise(Thread(1001).body), HasSubstr("一行<br />\r\n两行<br />\r\n三行</td>"));
  Begin({.noise = false}).AddPosts({MakePost(1001, 5001, "2026-10-01T08:00:00", "一行")});
  EXPECT_EQ(Thread(1001).body, Thread(1001).body);
}

TEST_F(SimForumTest, AGbkForumSendsGbkAndKeepsWhatItCannotWriteAsReferences) {
  SimForum& forum = Begin({.gbk = true, .noise = false});
  PostLine post = MakePost(1001, 5001, "2026-10-01T08:00:00", "笑死😂，喆哥说的对");
  post.seen.author = "7栋老喆";
  forum.AddPosts({post});
  const RawAnswer answer = Thread(1001);
  EXPECT_EQ(answer.headers.at("content-type"), "text/html; charset=gbk");
  EXPECT_THAT(answer.body, HasSubstr("<meta charset=\"gbk\" />"));
  EXPECT_THAT(answer.body, HasSubstr("\xD0\xA6\xCB\xC0"));  // 笑死
  const std::string read = FromGbk(answer.body);
  EXPECT_THAT(read, HasSubstr("笑死&amp;#128514;，喆哥说的对"));
  EXPECT_THAT(read, HasSubstr("7栋老喆"));
  EXPECT_THAT(FromGbk(Page("rss&fid=2").body), HasSubstr("encoding=\"gbk\""));
}

TEST_F(SimForumTest, LinksToAPostLeadToItsPage) {
  SimForum& forum = Begin({.posts_per_page = 2});
  for (int i = 0; i < 5; ++i) {
    forum.AddPosts({MakePost(1001, 5001 + i, "2026-10-01T08:00:00", "x")});
  }
  const RawAnswer answer = Page("redirect&goto=findpost&ptid=1001&pid=5004");
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(answer.headers.at("location"), "forum.php?mod=viewthread&tid=1001&page=2#pid5004");
}

TEST_F(SimForumTest, OneConnectionServesManyRequests) {
  Begin().AddPosts({MakePost(1001, 5001, "2026-10-01T08:00:00", "x")});
  RawClient client(forum_->port());
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(client.Ask("GET", "/forum.php?mod=viewthread&tid=1001").complete);
  }
  client.Send(
      "GET /robots.txt HTTP/1.1\r\n\r\nGET /robots.txt HTTP/1.1\r\nConnection: close\r\n\r\n");
  std::string both;
  for (auto more = client.Receive(); more && !more->empty(); more = client.Receive()) {
    both += *more;
  }
  EXPECT_EQ(Occurrences(both, "User-agent: *"), 2);
}

}  // namespace
}  // namespace forumwatch
