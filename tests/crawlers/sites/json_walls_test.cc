// Where the pages of forums that answer in JSON are asked for, and what is said of answers that
// hold nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/sites/json_boards.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

struct Address {
  const char* engine;
  const char* pasted;
  const char* asked;  // "" it is no board
};

TEST(JsonForumAddresses, ABoardIsKnownByTheAddressItsReadersSee) {
  const std::string bbs = "https://bbs.yinxingli.example";
  const Address cases[] = {
      {"nodebb", "/category/5/tousu", "/api/category/5?page=1"},
      {"nodebb", "/category/5", "/api/category/5?page=1"},
      {"nodebb", "/forum/category/5/tousu?page=3", "/forum/api/category/5?page=1"},
      {"nodebb", "/topic/5/tousu", ""},
      {"nodebb", "/", ""},
      {"discourse", "/c/tousu/5", "/c/tousu/5/l/latest.json?page=0"},
      {"discourse", "/c/wuye/tousu/7/l/top", "/c/wuye/tousu/7/l/latest.json?page=0"},
      {"discourse", "/c/tousu/5/none", "/c/tousu/5/none/l/latest.json?page=0"},
      {"discourse", "/c/5.json", "/c/5/l/latest.json?page=0"},
      {"discourse", "/tag/dianti", "/tag/dianti/l/latest.json?page=0"},
      {"discourse", "/bbs/latest", "/bbs/latest.json?page=0"},
      {"discourse", "", "/latest.json?page=0"},
      {"discourse", "/t/louti/12", ""},
      {"flarum", "/t/tousu",
       "/api/discussions?filter%5Btag%5D=tousu&sort=-lastPostedAt&include=lastPostedUser&"
       "page%5Boffset%5D=0&page%5Blimit%5D=50"},
      {"flarum", "/",
       "/api/discussions?sort=-lastPostedAt&include=lastPostedUser&page%5Boffset%5D=0&"
       "page%5Blimit%5D=50"},
      {"flarum", "/d/12-louti", ""},
  };
  for (const Address& c : cases) {
    SCOPED_TRACE(c.pasted);
    const auto engine = EngineInJson(c.engine);
    ASSERT_EQ(KnowsBoard(*engine, bbs + c.pasted), *c.asked != '\0');
    if (*c.asked != '\0') {
      const auto crawler = MakeJsonForum(engine, {bbs + c.pasted, {}});
      EXPECT_EQ(crawler->Plan({}, {}, kJsonAnswered).front().url, bbs + c.asked);
    }
  }
}

TEST(JsonForumAddresses, FurtherPagesOfListAndThread) {
  EXPECT_EQ(JsonVisit(kNodebb1).second_.url, "https://bbs.yinxingli.example/api/category/5?page=2");
  EXPECT_EQ(JsonVisit(kDiscourse).second_.url,
            "https://bbs.yinxingli.example/c/tousu/5/l/latest.json?page=1");
  EXPECT_THAT(JsonVisit(kFlarum).second_.url, HasSubstr("page%5Boffset%5D=50&"));
  EXPECT_EQ(JsonVisit(kNodebb1).Asked().front().url,
            "https://bbs.yinxingli.example/api/topic/12?page=1&sort=oldest_to_newest");
  EXPECT_EQ(JsonVisit(kDiscourse).Asked().front().url,
            "https://bbs.yinxingli.example/t/12.json?page=1");
  EXPECT_EQ(JsonVisit(kFlarum).Asked().front().url,
            "https://bbs.yinxingli.example/api/posts?filter%5Bdiscussion%5D=12&sort=number&include="
            "user&page%5Boffset%5D=0&page%5Blimit%5D=50");
}

struct JsonWall {
  JsonSoftware software;
  PageKind kind;
  int status;
  const char* body;
  PageVerdict verdict;
  const char* said;
};

TEST(JsonForumWalls, EachIsCalledByItsName) {
  const auto list = PageKind::List;
  const auto thread = PageKind::Thread;
  const JsonWall cases[] = {
      {kNodebb1, list, 401, R"("not-authorized")", PageVerdict::Login, "要登录"},
      {kNodebb4, list, 403, R"({"error": "x"})", PageVerdict::Login, "没有权限"},
      {kNodebb4, thread, 401, R"({"status": {"code": "not-authorised"}})", PageVerdict::Blind,
       "删掉了，或移到了不公开的版块"},
      {kNodebb1, list, 404, "Not Found", PageVerdict::Blind, "请检查配置里的网址"},
      {kNodebb4, list, 200, "<!DOCTYPE html><p>x", PageVerdict::Blind, "得到的不是 JSON"},
      {kNodebb4, list, 200, R"({"topics": 5})", PageVerdict::Blind, "没有找到 /topics"},
      {kNodebb4, list, 200,
       R"({"topics": [{"tid": 1, "title": "x", "lastposttime": 1788224400000}]})",
       PageVerdict::Blind, "没有找到页数（/pagination/pageCount）"},
      {kNodebb4, list, 200, R"({"topics": [{"tid": {}, "title": "x"}, {"tid": 1.5}, 7]})",
       PageVerdict::Blind, "3 行有 3 行读不懂：没有找到主题编号（list.id）"},
      {kNodebb4, thread, 200, R"({"posts": [{"pid": 1}], "pagination": {}})", PageVerdict::Blind,
       "没有找到页数"},
      {kNodebb4, thread, 200, R"({"posts": [], "pagination": {"pageCount": 1}})",
       PageVerdict::Blind, "一帖也没有"},
      {kNodebb4, list, 200,
       R"({"topics": [{"tid": 1, "title": "x", "lastposttime": 1, "deleted": {"by": null}},
                      {"tid": 2, "title": "x", "lastposttime": 1, "deleted": {"by": null}},
                      {"tid": 3, "title": "x", "lastposttime": 1, "deleted": {"by": null}}],
           "pagination": {"pageCount": 1}})",
       PageVerdict::Blind, "3 行全都写着已删除（list.removed）"},
      {kNodebb4, thread, 200,
       R"({"posts": [{"pid": 1, "deleted": []}, {"pid": 2, "deleted": []}, {"pid": 3, "deleted": []}],
           "pagination": {"pageCount": 1}})",
       PageVerdict::Blind, "3 条全都写着已删除或不是帖子"},
      {kFlarum, list, 200, R"({"links": {"first": "x"}, "data": []})", PageVerdict::Blind,
       "标签不存在、不让游客看"},
      {kFlarum, thread, 200,
       R"({"data": [{"type": "posts", "id": "1", "attributes": {"number": 1}}]})",
       PageVerdict::Blind, "看不出还有没有下一页"},
      {kNodebb4, list, 200, R"({"topics": [}])", PageVerdict::Blind, "JSON 写得不对"},
      {kDiscourse, list, 403, R"({"errors": ["您需要登录"], "error_type": "not_logged_in"})",
       PageVerdict::Login, "要登录"},
      {kDiscourse, thread, 403, R"({"errors": ["没有权限"], "error_type": "invalid_access"})",
       PageVerdict::Login, "要登录才能看"},
      {kDiscourse, thread, 403, "<html>Attention Required! | Cloudflare", PageVerdict::Blocked,
       "拒绝访问"},
      {kDiscourse, list, 404, R"({"errors": ["x"], "error_type": "not_found"})", PageVerdict::Blind,
       "请检查配置里的网址"},
      {kFlarum, list, 401, R"({"errors": [{"status": "401", "code": "not_authenticated"}]})",
       PageVerdict::Login, "要登录"},
      {kFlarum, list, 403, R"({"errors": [{"status": "403", "code": "permission_denied"}]})",
       PageVerdict::Login, "permission_denied"},
      {kFlarum, list, 404, "<html>", PageVerdict::Blind, "大概不是 Flarum"},
  };
  for (const JsonWall& c : cases) {
    SCOPED_TRACE(c.body);
    Reading reading;
    if (c.kind == PageKind::List) {
      const auto crawler = MakeJsonForum(EngineInJson(c.software.engine), {c.software.board, {}});
      reading =
          crawler->Read(AnswerTo(crawler->Plan({}, {}, kJsonAnswered).front(), c.body, c.status));
    } else {
      reading = JsonVisit(c.software).Thread(c.body, c.status);
    }
    EXPECT_EQ(reading.verdict, c.verdict) << reading.reason;
    EXPECT_THAT(reading.reason, HasSubstr(c.said));
    EXPECT_THAT(reading.posts, IsEmpty());
    EXPECT_EQ(reading.guest, c.kind == list && c.verdict == PageVerdict::Login)
        << "one thread may be for others alone";
  }
}

}  // namespace
}  // namespace forumwatch
