// What becomes of forum pages in the years a service runs: new templates, walls, broken lines; and
// that each is noticed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "daemon/store/sources.h"
#include "tests/daemon/watched_source.h"

namespace forumwatch {

struct Mutation {
  std::string name;
  Spoil spoil;
};

// Every occurrence of `what`.
inline Spoil Replaced(const std::string& what, const std::string& by) {
  return [what, by](PageOf, HttpOutcome& page) {
    for (std::size_t at = page.body.find(what); at != std::string::npos;
         at = page.body.find(what, at + by.size())) {
      page.body.replace(at, what.size(), by);
    }
  };
}

inline Spoil Only(PageOf which, Spoil spoil) {
  return [which, spoil = std::move(spoil)](PageOf page, HttpOutcome& outcome) {
    if (page == which) {
      spoil(page, outcome);
    }
  };
}

inline Spoil Both(Spoil first, Spoil then) {
  return [first = std::move(first), then = std::move(then)](PageOf page, HttpOutcome& outcome) {
    first(page, outcome);
    then(page, outcome);
  };
}

inline Spoil Answered(int status, const std::string& body) {
  return [status, body](PageOf, HttpOutcome& page) {
    page.status = status;
    page.body = body;
    page.headers["content-type"] = "text/html; charset=utf-8";
  };
}

inline Spoil CutAt(double share) {
  return [share](PageOf, HttpOutcome& page) {
    page.body.resize(static_cast<std::size_t>(share * static_cast<double>(page.body.size())));
  };
}

// Whatever the forum is.
inline std::vector<Mutation> AnyForum() {
  const std::string login =
      "<html><body><form action=\"/login\"><input name=\"username\"><input type=\"password\" "
      "name=\"password\"></form></body></html>";
  const std::string captcha =
      "<html><head><title>Just a moment...</title></head><body><div id=\"challenge\"></div>"
      "</body></html>";
  return {
      {"login wall", Answered(200, login)},
      {"login wall before threads", Only(PageOf::Thread, Answered(200, login))},
      {"captcha", Answered(200, captcha)},
      {"captcha with status 403", Answered(403, captcha)},
      {"captcha before threads", Only(PageOf::Thread, Answered(403, captcha))},
      {"foreign page", Answered(200, "<html><body><h1>Domain for sale</h1></body></html>")},
      {"empty page", Answered(200, "")},
      {"moved away", Answered(404, "<html><body>Not Found</body></html>")},
      {"unauthorised", Answered(401, "")},
      {"script only", Answered(200,
                               "<html><body><div id=\"app\"></div><script "
                               "src=\"/app.js\"></script></body></html>")},
      {"another answer", Answered(200, "{\"error\":\"moved to the app\"}")},
      {"cut off", CutAt(0.5)},
      {"threads cut off", Only(PageOf::Thread, CutAt(0.7))},
      {"cut off near the end", CutAt(0.95)},
  };
}

// Pages shaped like those of Discuz!.
inline std::vector<Mutation> DiscuzShaped() {
  return {
      {"rows renamed", Replaced("thread_", "topic_")},
      {"all rows but the sticky ones renamed", Replaced("normalthread_", "topic_")},
      {"title links renamed", Replaced("s xst", "subject")},
      {"titles gone", Replaced("class=\"s xst\">", "class=\"s xst\"></a><a>")},
      {"threads addressed otherwise", Replaced("tid=", "topic=")},
      {"threads on another host",
       Replaced("href=\"forum.php?mod=viewthread", "href=\"https://elsewhere.example/viewthread")},
      {"last posts gone from the list", Replaced("class=\"num\"", "class=\"count\"")},
      {"posts renamed", Replaced("id=\"post_", "id=\"reply_")},
      {"bodies renamed", Replaced("postmessage_", "message_")},
      {"bodies say nothing", Replaced("id=\"postmessage_", "id=\"postmessage_\"></td><td id=\"x")},
      {"authors gone", Only(PageOf::Thread, Replaced("\"pls", "\"profile"))},
      {"dates gone", Replaced("authorposton", "writtenon")},
      {"dates in another language",
       Both(Replaced("发表于", "verfasst am"), Replaced("title=\"20", "title=\"Anno 20"))},
      {"dates in another form",
       Only(PageOf::Thread, Both(Replaced("发表于 20", "发表于 Anno 20"),
                                 Replaced("title=\"20", "title=\"Anno 20")))},
      {"floors gone", Only(PageOf::Thread, Replaced("postnum", "level"))},
      {"everything renamed", Replaced("class=\"", "class=\"new-")},
      {"ids renamed", Replaced("id=\"", "id=\"new-")},
      {"threads said to be gone",
       Only(PageOf::Thread,
            Answered(200,
                     "<html><body><div id=\"messagetext\"><p>抱歉，您没有权限访问该版块</p></div>"
                     "</body></html>"))},
      {"anti-flood",
       Answered(200, "<html><head><title>频繁刷新限制</title></head><body></body></html>")},
      {"closed",
       Answered(200, "<html><body><div id=\"messagetext\"><p>论坛维护中</p></div></body></html>")},
  };
}

inline std::vector<Mutation> operator+(std::vector<Mutation> a, std::vector<Mutation> b) {
  a.insert(a.end(), std::make_move_iterator(b.begin()), std::make_move_iterator(b.end()));
  return a;
}

// Each mutation in turn befalls a board that is read well before and after it.
inline void ExpectEachIsNoticed(WatchedSource& source, const std::vector<Mutation>& mutations) {
  source.Visit();
  source.Visit();
  ASSERT_EQ(source.watch().last_result().end, VisitEnd::Good)
      << source.watch().last_result().reason;
  int alerts = source.Alerts();
  EXPECT_EQ(alerts, 0);
  for (const Mutation& mutation : mutations) {
    SCOPED_TRACE(mutation.name);
    source.spoil = mutation.spoil;
    source.Visit();
    source.Visit();
    EXPECT_EQ(source.Alerts(), ++alerts) << source.watch().last_result().reason;
    EXPECT_THAT(source.watch().last_result().reason, testing::HasSubstr("请"));
    EXPECT_THAT(SourceStore(source.session()).KeptPages(SourceId(1)),
                testing::Not(testing::IsEmpty()));
    alerts = source.Alerts();
    source.spoil = nullptr;
    for (int visit = 0; visit < 3 && source.watch().last_result().end != VisitEnd::Good; ++visit) {
      source.Visit();
    }
    EXPECT_EQ(source.watch().last_result().end, VisitEnd::Good)
        << source.watch().last_result().reason;
    source.Visit(std::chrono::hours(1));
  }
}

}  // namespace forumwatch
