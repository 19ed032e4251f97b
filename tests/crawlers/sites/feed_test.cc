#include "crawlers/sites/feed.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/feed_document.h"
#include "tests/crawlers/sites/engines.h"
#include "tests/support/recorded_forum.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const UtcTime kFeedAnswered = ParseRfc3339("2027-03-09T10:30:00+08:00").value();
const char* const kAddress = "https://bbs.yinxingli.example/forum.php?mod=rss&fid=6";

Reading ReadText(std::string body, std::string content_type = "application/xml") {
  const auto crawler = MakeFeed({kAddress, {"银杏里物业"}});
  PageAnswer answer;
  answer.request = crawler->Plan({}, {}, kFeedAnswered).front();
  answer.content_type = std::move(content_type);
  answer.body = std::move(body);
  answer.answered_at = kFeedAnswered;
  return crawler->Read(answer);
}

std::string Rss(const std::string& items) {
  return R"(<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>银杏里 - 报修投诉</title>
<link>https://bbs.yinxingli.example/</link>)" +
         items + "</channel></rss>";
}

const char* const kItem = R"(<item><title>地下车库 B2 又积水 &amp;amp; 没人管</title>
<link>https://bbs.yinxingli.example/forum.php?mod=viewthread&amp;tid=409</link>
<description><![CDATA[积水到<b>脚踝</b>了。<br />三天没人来。]]></description>
<author>老葛</author><pubDate>Tue, 09 Mar 2027 01:20:30 +0000</pubDate></item>)";

TEST(Feed, AsksForItsAddressAndLetsTheServerSayThatNothingChanged) {
  const auto crawler = MakeFeed({kAddress, {}});
  const auto requests = crawler->Plan({}, {}, kFeedAnswered);
  ASSERT_THAT(requests, SizeIs(1));
  EXPECT_EQ(requests.front().url, kAddress);
  EXPECT_EQ(requests.front().kind, PageKind::Feed);
  EXPECT_TRUE(requests.front().conditional);
  EXPECT_EQ(crawler->Unchanged(requests.front()).verdict, PageVerdict::Unchanged);
  EXPECT_THAT(crawler->Failed(requests.front()).posts, IsEmpty());
}

TEST(Feed, ReadsRss) {
  const Reading reading = ReadText(Rss(kItem));
  EXPECT_EQ(reading.verdict, PageVerdict::Ok);
  EXPECT_EQ(reading.rows, 1);
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_THAT(reading.posts, SizeIs(1));
  const SeenPost& post = reading.posts.front();
  EXPECT_EQ(post.thread, "https://bbs.yinxingli.example/forum.php?mod=viewthread&tid=409");
  EXPECT_EQ(post.post, post.thread);
  EXPECT_EQ(post.url, post.thread);
  EXPECT_TRUE(post.is_first);
  EXPECT_EQ(post.title, "地下车库 B2 又积水 & 没人管");
  EXPECT_EQ(post.author, "老葛");
  EXPECT_FALSE(post.official);
  EXPECT_EQ(post.text, "积水到脚踝了。\n三天没人来。");
  EXPECT_EQ(post.posted_at, ParseRfc3339("2027-03-09T09:20:30+08:00"));
  EXPECT_FALSE(post.floor.has_value());
}

TEST(Feed, ATimeWithoutAZoneIsTheForums) {
  for (const char* written : {"2027-03-09 09:20:30", "Tue, 09 Mar 2027 09:20:30 CST"}) {
    const Reading reading = ReadText(
        Rss("<item><link>/x</link><pubDate>" + std::string(written) + "</pubDate></item>"));
    ASSERT_THAT(reading.posts, SizeIs(1));
    EXPECT_EQ(reading.posts.front().posted_at, ParseRfc3339("2027-03-09T09:20:30+08:00"))
        << written;
  }
}

TEST(Feed, ReadsAtom) {
  const Reading reading = ReadText(R"(<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>银杏里</title>
<entry><title type="html"><![CDATA[水泵房 &lt;5号楼&gt;]]></title><id>urn:post:12</id>
<author><name><![CDATA[<a href="/u/2">银杏里物业</a>]]></name></author>
<link rel="edit" href="/edit"/><link href="/t/12"/>
<published>2027-03-09T01:00:00Z</published><updated>2027-03-09T01:30:00Z</updated>
<content type="html">&lt;p&gt;已派人。&lt;/p&gt;</content></entry>
<entry><title>纯文字 a&lt;b</title><id>urn:post:13</id><updated>2027-03-09T02:00:00Z</updated>
<summary>a &lt; b</summary></entry>
<entry><title>x</title><id>urn:post:14</id><updated>2027-03-09T02:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">一<b>二</b>三</div></content></entry>
</feed>)");
  EXPECT_EQ(reading.verdict, PageVerdict::Ok) << reading.reason;
  ASSERT_THAT(reading.posts, SizeIs(3));
  const SeenPost& post = reading.posts.front();
  EXPECT_EQ(post.thread, "urn:post:12");
  EXPECT_EQ(post.url, "https://bbs.yinxingli.example/t/12");
  EXPECT_EQ(post.title, "水泵房 <5号楼>");
  EXPECT_EQ(post.author, "银杏里物业");
  EXPECT_TRUE(post.official);
  EXPECT_EQ(post.text, "已派人。");
  EXPECT_EQ(post.edited_at, ParseRfc3339("2027-03-09T01:30:00Z"));
  EXPECT_EQ(reading.posts[1].title, "纯文字 a<b");
  EXPECT_EQ(reading.posts[1].text, "a < b");
  EXPECT_FALSE(reading.posts[1].edited_at.has_value());
  EXPECT_EQ(reading.posts[2].text, "一二三");
}

TEST(Feed, AnEmptyChannelIsReadAndSaidToBeEmpty) {
  const Reading reading = ReadText(Rss(""));
  EXPECT_EQ(reading.verdict, PageVerdict::Ok);
  EXPECT_EQ(reading.rows, 0);
  EXPECT_THAT(reading.finished, IsEmpty());
  EXPECT_THAT(reading.problems, SizeIs(1));
}

TEST(Feed, ABrokenItemIsAProblemAndTheRestIsRead) {
  const Reading reading = ReadText(Rss(std::string("<item><title>无名</title></item>") + kItem +
                                       "<item><link>/x</link><pubDate>some day</pubDate></item>"));
  EXPECT_EQ(reading.verdict, PageVerdict::Ok);
  EXPECT_THAT(reading.posts, SizeIs(2));
  ASSERT_THAT(reading.problems, SizeIs(2));
  EXPECT_EQ(reading.problems[0].where, "item 1");
  EXPECT_THAT(reading.problems[1].reason, HasSubstr("some day"));
  EXPECT_FALSE(reading.posts[1].posted_at.has_value());
}

TEST(Feed, ReadsTheCharsetItsDeclarationNames) {
  // 电梯坏了 in GBK
  const Reading reading = ReadText(
      "<?xml version=\"1.0\" encoding=\"gbk\"?><rss><channel><item><link>/1</link><title>"
      "\xB5\xE7\xCC\xDD\xBB\xB5\xC1\xCB</title></item></channel></rss>");
  ASSERT_THAT(reading.posts, SizeIs(1));
  EXPECT_EQ(reading.posts.front().title, "电梯坏了");
}

TEST(Feed, OverlongIdsThatBeginAlikeStayTwo) {
  const std::string id = "https://bbs.yinxingli.example/thread?" + std::string(300, 'x');
  const auto item = [](const std::string& guid) {
    return "<item><title>a</title><guid>" + guid + "</guid></item>";
  };
  const Reading reading = ReadText(Rss(item(id + "1") + item(id + "2") + item(id + "1")));
  ASSERT_THAT(reading.posts, SizeIs(3));
  EXPECT_NE(reading.posts[0].thread, reading.posts[1].thread);
  EXPECT_EQ(reading.posts[0].thread, reading.posts[2].thread);
  EXPECT_LE(reading.posts[0].thread.size(), 300U);
}

TEST(Feed, WhatIsNoFeedIsBlind) {
  for (const char* const body :
       {"", "Specified forum not found", "<html><body>login</body></html>",
        "<?xml version=\"1.0\"?><opml><body/></opml>", "{\"items\": []}"}) {
    const Reading reading = ReadText(body);
    EXPECT_EQ(reading.verdict, PageVerdict::Blind) << body;
    EXPECT_THAT(reading.reason, HasSubstr("不是 RSS 或 Atom"));
    EXPECT_THAT(reading.reason, HasSubstr(std::string(body).substr(0, 20)));
  }
}

TEST(Feed, AFeedCutOffInTheMiddleIsBlind) {
  const std::string whole = Rss(std::string(kItem) + kItem);
  EXPECT_EQ(ReadText(whole).verdict, PageVerdict::Ok);  // the control
  for (std::size_t length = 0; length + 1 < whole.size(); length += 7) {
    const Reading reading = ReadText(whole.substr(0, length));
    EXPECT_EQ(reading.verdict, PageVerdict::Blind) << length;
    EXPECT_THAT(reading.posts, IsEmpty());
  }
}

struct Hostile {
  const char* name;
  std::string body;
  const char* said;
};

TEST(Feed, HostileXmlIsRefusedBeforeItIsParsed) {
  std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">";
  for (int i = 1; i < 10; ++i) {
    laughs += "<!ENTITY lol" + std::to_string(i) + " \"&lol;&lol;&lol;&lol;\">";
  }
  std::string deep;
  std::string many;
  for (int i = 0; i < 100'001; ++i) {
    deep += "<a>";
    many += "<a/>";
  }
  const Hostile cases[] = {
      {"billion laughs", laughs + "]><rss><channel>&lol9;</channel></rss>", "DTD"},
      {"external entity",
       "<!DOCTYPE foo [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]><rss>&xxe;</rss>", "DTD"},
      {"a DTD after a comment", "<!-- > --><!DOCTYPE x><rss/>", "DTD"},
      {"a lower-case DTD", "<!doctype x><rss/>", "DTD"},
      {"100 000 levels", deep, "64 层"},
      {"100 001 elements", "<rss>" + many + "</rss>", "100000 个标签"},
      {"too many bytes", std::string(std::size_t{5} * 1024 * 1024, ' '), "上限"},
  };
  for (const Hostile& c : cases) {
    const Reading reading = ReadText(c.body);
    EXPECT_EQ(reading.verdict, PageVerdict::Refused) << c.name;
    EXPECT_THAT(reading.reason, HasSubstr(c.said)) << c.name;
  }
}

TEST(CheckXml, CountsTagsAndNothingElse) {
  XmlLimits limits;
  limits.depth = 3;
  limits.elements = 5;
  for (const char* const fine :
       {"<a><b><c/></b></a>", "<a><b><c>x</c></b><b/></a>", "<a><!-- <b><b><b><b> --></a>",
        "<a><![CDATA[<b><b><b><b><!DOCTYPE]]></a>", "<?x <b><b><b> ?><a/>",
        "<a href='<b><b><b><b>'><b/></a>", "<a", "<", "<!-- never ends <b><b>", "a > b"}) {
    EXPECT_EQ(CheckXml(fine, limits), "") << fine;
  }
  for (const char* const wrong :
       {"<a><b><c><d>", "<a><b/><b/><b/><b/><b/></a>", "<a><!ELEMENT b></a>", "<!DOCTYPE a>"}) {
    EXPECT_NE(CheckXml(wrong, limits), "") << wrong;
  }
}

TEST(Feed, ReadsRecordedFeeds) {
  const auto folder = RecordingsFolder();
  if (!std::filesystem::exists(folder)) {
    GTEST_SKIP() << "no recordings at " << folder;
  }
  struct Recorded {
    const char* file;
    std::size_t items;
  };
  for (const Recorded& c :
       {Recorded{"discuz-x3.5-utf8/007_body.xml", 20}, Recorded{"mybb-1.8.37/008_body.xml", 15},
        Recorded{"mybb-1.8.37/009_body.xml", 15}, Recorded{"phpbb-3.3.10/004_body.xml", 15}}) {
    const Reading reading = ReadText(ReadBytes(folder / c.file));
    EXPECT_EQ(reading.verdict, PageVerdict::Ok) << c.file << reading.reason;
    EXPECT_EQ(reading.posts.size(), c.items) << c.file;
    for (const SeenPost& post : reading.posts) {
      EXPECT_FALSE(post.thread.empty() || post.title.empty() || post.author.empty() ||
                   post.author.find('<') != std::string::npos)
          << c.file << " " << post.thread;
      EXPECT_TRUE(post.posted_at.has_value()) << c.file;
    }
  }
  EXPECT_EQ(ReadText(ReadBytes(folder / "discuz-x3.5-utf8/018_body.html"), "text/html").verdict,
            PageVerdict::Blind);
}

}  // namespace
}  // namespace forumwatch
