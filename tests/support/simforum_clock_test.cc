#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/simforum_fixture.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

using What = sim::Change::What;

std::vector<std::string> Rows(const std::string& list) {
  std::vector<std::string> rows;
  const std::string mark = "id=\"normalthread_";
  for (std::size_t at = list.find(mark); at != std::string::npos; at = list.find(mark, at + 1)) {
    rows.push_back(list.substr(at + mark.size(), 4));
  }
  return rows;
}

TEST_F(SimForumTest, APostShowsWhenTheClockPassesIt) {
  Begin().AddPosts({MakePost(1001, 5001, "2026-10-09T21:00:00", "九点")});
  EXPECT_EQ(Thread(1001).status, 404);
  clock_.Set(At("2026-10-09T20:59:59"));
  EXPECT_EQ(Thread(1001).status, 404);
  clock_.Set(At("2026-10-09T21:00:00"));
  EXPECT_THAT(Thread(1001).body, HasSubstr("刚刚"));
}

TEST_F(SimForumTest, APostSeenLaterThanItIsDatedShowsWhenItWasSeen) {
  PostLine future = MakePost(1001, 5001, "2026-10-12T08:00:00", "时间不对的帖子");
  future.seen_at = At("2026-10-09T21:00:00");
  Begin().AddPosts({future});
  clock_.Set(At("2026-10-09T21:00:00"));
  EXPECT_THAT(Thread(1001).body, HasSubstr("发表于 2026-10-12 08:00:00</em>"));
}

TEST_F(SimForumTest, ARepliedThreadMovesToTheTopAndAnEditedOneDoesNot) {
  SimForum& forum = Begin();
  forum.AddPosts({MakePost(1001, 5001, "2026-10-01T08:00:00", "一"),
                  MakePost(1002, 5002, "2026-10-02T08:00:00", "二"),
                  MakePost(1001, 5003, "2026-10-09T21:00:00", "顶")});
  forum.AddChange({At("2026-10-09T22:00:00"), What::Edit, "5002", "二，改过", false});
  EXPECT_THAT(Rows(List().body), ElementsAre("1002", "1001"));
  clock_.Set(At("2026-10-09T21:00:00"));
  EXPECT_THAT(Rows(List().body), ElementsAre("1001", "1002"));
  clock_.Set(At("2026-10-09T22:00:00"));
  EXPECT_THAT(Rows(List().body), ElementsAre("1001", "1002"));
}

TEST_F(SimForumTest, AnEditLeavesANoteUnlessItFollowsWithinAMinute) {
  SimForum& forum = Begin();
  forum.AddPosts({MakePost(1001, 5001, "2026-10-09T19:00:00", "原文"),
                  MakePost(1001, 5002, "2026-10-09T19:00:00", "错字")});
  forum.AddChange({At("2026-10-09T19:30:00"), What::Edit, "5001", "改后", false});
  forum.AddChange({At("2026-10-09T19:00:40"), What::Edit, "5002", "没错字", false});
  const std::string page = Thread(1001).body;
  EXPECT_THAT(page, HasSubstr("改后"));
  EXPECT_THAT(page, HasSubstr("没错字"));
  EXPECT_THAT(page, Not(HasSubstr("原文")));
  EXPECT_EQ(Occurrences(page, "class=\"pstatus\""), 1);
  EXPECT_THAT(page, HasSubstr("本帖最后由 住户5001 于 2026-10-9 19:30 编辑"));
}

TEST_F(SimForumTest, ADeletedPostLeavesAGapAndEachPageGoesRoundOnce) {
  SimForum& forum = Begin();
  forum.AddPosts({MakePost(1001, 5001, "2026-10-09T19:00:00", "一"),
                  MakePost(1001, 5002, "2026-10-09T19:01:00", "二"),
                  MakePost(1001, 5003, "2026-10-09T19:02:00", "三")});
  EXPECT_EQ(Thread(1001).status, 200);
  forum.AddChange({At("2026-10-09T19:30:00"), What::Delete, "5002", "", false});
  const RawAnswer round = Thread(1001);
  EXPECT_EQ(round.status, 302);
  EXPECT_EQ(round.headers.at("location"), "/forum.php?mod=viewthread&tid=1001&page=1");
  const std::string page = Thread(1001).body;
  EXPECT_THAT(page, Not(HasSubstr("post_5002")));
  EXPECT_THAT(page, HasSubstr("板凳"));
  EXPECT_THAT(page, Not(HasSubstr("沙发")));
}

TEST_F(SimForumTest, ADeletedFirstPostTakesItsThreadAlong) {
  SimForum& forum = Begin();
  forum.AddPosts({MakePost(1001, 5001, "2026-10-09T19:00:00", "一"),
                  MakePost(1001, 5002, "2026-10-09T19:01:00", "二")});
  EXPECT_EQ(Thread(1001).status, 200);
  forum.AddChange({At("2026-10-09T19:30:00"), What::Delete, "5001", "", false});
  EXPECT_EQ(Thread(1001).status, 404);
  EXPECT_THAT(List().body, HasSubstr("本版块或指定的范围内尚无主题"));
}

TEST_F(SimForumTest, ABannedPostShowsItsFrameWithoutWords) {
  SimForum& forum = Begin();
  forum.AddPosts({MakePost(1001, 5001, "2026-10-09T19:00:00", "骂人的话")});
  forum.AddChange({At("2026-10-09T19:30:00"), What::Ban, "5001", "", false});
  const std::string page = Thread(1001).body;
  EXPECT_THAT(page, HasSubstr("<div class=\"locked\">提示: <em>该帖被管理员或版主屏蔽</em>"));
  EXPECT_THAT(page, Not(HasSubstr("id=\"postmessage_5001\"")));
  EXPECT_THAT(page, Not(HasSubstr("骂人的话")));
  EXPECT_EQ(forum.VisiblePosts().at(0).seen.text, "");
}

struct TimeCase {
  const char* posted;
  const char* shown;  // behind "发表于 "
};

TEST_F(SimForumTest, WritesTimesTheWayDiscuzDoes) {
  const TimeCase cases[] = {
      // today, by distance
      {"2026-10-09T20:00:00", ">刚刚</span>"},
      {"2026-10-09T19:59:00", ">60&nbsp;秒前</span>"},
      {"2026-10-09T19:58:59", ">1&nbsp;分钟前</span>"},
      {"2026-10-09T19:30:00", ">30&nbsp;分钟前</span>"},
      {"2026-10-09T19:29:59", ">半小时前</span>"},
      {"2026-10-09T18:59:59", ">1&nbsp;小时前</span>"},
      {"2026-10-09T00:00:00", ">20&nbsp;小时前</span>"},
      // the days before, by name
      {"2026-10-08T23:59:59", ">昨天&nbsp;23:59</span>"},
      {"2026-10-07T07:05:00", ">前天&nbsp;07:05</span>"},
      {"2026-10-06T07:05:00", ">3&nbsp;天前</span>"},
      {"2026-10-02T07:05:00", ">7&nbsp;天前</span>"},
      // after that
      {"2026-10-01T23:59:59", "发表于 2026-10-1 23:59:59</em>"},
      {"2025-12-31T07:05:09", "发表于 2025-12-31 07:05:09</em>"},
  };
  SimForum& forum = Begin();
  int id = 0;
  for (const TimeCase& c : cases) {
    ++id;
    forum.AddPosts({MakePost(1000 + id, 5000 + id, c.posted, "x")});
    EXPECT_THAT(Thread(1000 + id).body, HasSubstr(c.shown)) << c.posted;
  }
}

TEST_F(SimForumTest, AnswersCarryTheForumsOwnDate) {
  Begin();
  EXPECT_EQ(List().headers.at("date"), "Fri, 09 Oct 2026 12:00:00 GMT");
  clock_.Advance(std::chrono::hours(24 * 90));
  EXPECT_EQ(List().headers.at("date"), "Thu, 07 Jan 2027 12:00:00 GMT");
}

TEST_F(SimForumTest, VisiblePostsAreWhatThePagesShow) {
  SimForum& forum = Begin();
  PostLine official = MakePost(1001, 5002, "2026-10-09T19:01:00", "收到");
  official.seen.official = true;
  official.seen.quotes = "5001";
  forum.AddPosts({MakePost(1001, 5001, "2026-10-09T19:00:00", "一"), official,
                  MakePost(1001, 5003, "2026-10-09T21:00:00", "还没到时候")});
  const auto visible = forum.VisiblePosts();
  ASSERT_THAT(visible, SizeIs(2));
  EXPECT_TRUE(visible[0].seen.is_first);
  EXPECT_EQ(visible[0].source, "业主论坛");
  EXPECT_EQ(visible[1].seen.floor, 2);
  EXPECT_TRUE(visible[1].seen.official);
  EXPECT_EQ(visible[1].seen.quotes, "5001");
  EXPECT_EQ(visible[1].seen.replies, 1);
}

TEST_F(SimForumTest, WhatCannotBeShownIsNamed) {
  SimForum& forum = Begin();
  PostLine undated = MakePost(1001, 5001, "2026-10-09T19:00:00", "x");
  undated.seen.posted_at = std::nullopt;
  PostLine lettered = MakePost(1001, 5002, "2026-10-09T19:00:00", "x");
  lettered.seen.thread = "a7";
  EXPECT_THAT(forum.AddPosts({undated, lettered, MakePost(1001, 5003, "2026-10-09T19:00:00", "x")}),
              ElementsAre(HasSubstr("5001"), HasSubstr("5002")));
  EXPECT_THAT(forum.VisiblePosts(), SizeIs(1));
}

TEST_F(SimForumTest, PostsAndChangesCanBeSentWhileItRuns) {
  SimForum& forum = Begin();
  const std::string line = FormatPostLine(MakePost(1001, 5001, "2026-10-09T19:00:00", "临时加的"),
                                          std::chrono::minutes(480));
  EXPECT_EQ(Post(forum.port(), "/__sim__/posts", line + "\n\n").status, 200);
  EXPECT_THAT(Thread(1001).body, HasSubstr("临时加的"));
  EXPECT_EQ(Post(forum.port(), "/__sim__/changes", R"({"what":"edit","post":"5001","text":"改了"})")
                .status,
            200);
  EXPECT_THAT(Thread(1001).body, HasSubstr("改了"));
  EXPECT_THAT(Get(forum.port(), "/__sim__/posts").body, HasSubstr(R"("text":"改了")"));
  const RawAnswer bad = Post(forum.port(), "/__sim__/posts", "{\n" + line);
  EXPECT_EQ(bad.status, 400);
  EXPECT_THAT(bad.body, HasSubstr(R"("taken":1)"));
  EXPECT_EQ(Post(forum.port(), "/__sim__/changes", R"({"what":"paint","post":"1"})").status, 400);
}

TEST_F(SimForumTest, RequestsAreRememberedAndCounted) {
  SimForum& forum = Begin();
  List();
  Thread(1001);
  RawClient probe(forum.port());
  probe.Send("GET /robots.txt HTTP/1.1\r\nUser-Agent: probe\r\nIf-None-Match: x\r\n\r\n");
  EXPECT_THAT(probe.Receive().value(), HasSubstr("Disallow: /member.php"));
  Page("rss&fid=2");
  const auto requests = forum.Requests();
  ASSERT_THAT(requests, SizeIs(4));
  EXPECT_EQ(requests[0].target, "/forum.php?mod=forumdisplay&fid=2&page=1");
  EXPECT_EQ(requests[0].at, At(kNow));
  EXPECT_EQ(requests[1].status, 404);
  EXPECT_EQ(requests[2].user_agent, "probe");
  EXPECT_TRUE(requests[2].conditional);
  const std::map<std::string, int> counts = {
      {"requests", 4}, {"list", 1}, {"thread", 1}, {"robots", 1}, {"rss", 1}};
  EXPECT_EQ(forum.Counts(), counts);
  EXPECT_EQ(Occurrences(Get(forum.port(), "/__sim__/log").body, "\n"), 4);
  EXPECT_THAT(Get(forum.port(), "/__sim__/counts").body, HasSubstr(R"("requests":4)"));
  EXPECT_THAT(Get(forum.port(), "/__sim__/clock").body, HasSubstr("2026-10-09T20:00:00+08:00"));
  forum.ForgetRequests();
  EXPECT_THAT(forum.Requests(), IsEmpty());
}

}  // namespace
}  // namespace forumwatch
