#include "crawlers/http/robots.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

bool May(std::string_view file, std::string_view path) {
  return RobotsRules(file, "forumwatch").Allows(path);
}

TEST(Robots, TheLongestRuleThatFitsDecidesAndAllowWinsATie) {
  struct Case {
    const char* name;
    const char* file;
    const char* path;
    bool may;
  };
  const Case cases[] = {
      {"nothing said", "", "/a", true},
      {"everything forbidden", "User-agent: *\nDisallow: /", "/a", false},
      {"an empty rule forbids nothing", "User-agent: *\nDisallow:", "/a", true},
      {"the file itself", "User-agent: *\nDisallow: /", "/robots.txt", true},
      {"a prefix", "User-agent: *\nDisallow: /admin", "/admin.php?x=1", false},
      {"not a prefix", "User-agent: *\nDisallow: /admin", "/forum/admin", true},
      {"the longer allows", "User-agent: *\nDisallow: /f\nAllow: /forum", "/forum.php", true},
      {"the longer forbids", "User-agent: *\nAllow: /f\nDisallow: /forum", "/forum.php", false},
      {"a tie", "User-agent: *\nDisallow: /f\nAllow: /f", "/f", true},
      {"a star", "User-agent: *\nDisallow: /*mobile=yes", "/forum.php?mobile=yes&a", false},
      {"stars", "User-agent: *\nDisallow: /a*b*c", "/a1b2b3c4", false},
      {"stars that do not fit", "User-agent: *\nDisallow: /a*b*c", "/a1c2b", true},
      {"to the end", "User-agent: *\nDisallow: /*.rss$", "/t/1.rss", false},
      {"not to the end", "User-agent: *\nDisallow: /*.rss$", "/t/1.rss?a", true},
      {"to the end after a star", "User-agent: *\nDisallow: /a*$", "/abc", false},
      {"a star may find its end late", "User-agent: *\nDisallow: /*ab$", "/abab", false},
      {"a plain dollar inside", "User-agent: *\nDisallow: /a$b", "/a$bc", false},
      {"letters are of one case", "User-agent: *\nDisallow: /Admin", "/admin", true},
      {"keys are of any case", "USER-AGENT: *\ndisAllow : /a", "/a", false},
      {"comments", "User-agent: * # all\nDisallow: /a # here", "/a", false},
      {"lines end in any way", "User-agent: *\r\nDisallow: /a\rDisallow: /b", "/b", false},
      {"a mark at the beginning", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a", false},
      {"escapes", "User-agent: *\nDisallow: /%7ea/%E4%b8%ad", "/~a/\xE4\xB8\xAD", false},
      {"an escaped slash is none", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
      {"no group", "Disallow: /a", "/a", true},
      {"other lines in between", "User-agent: *\nCrawl-delay: 5\nDisallow: /a", "/a", false},
      {"nonsense", "\xFF\xFE<html>:\n::\nUser-agent", "/a", true},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(May(c.file, c.path), c.may) << c.name;
  }
}

TEST(Robots, OurGroupsTogetherCountAndOnlyElseThoseOfEverybody) {
  EXPECT_TRUE(May("User-agent: *\nDisallow: /\n\nUser-agent: forumwatch\nDisallow: /admin", "/f"));
  EXPECT_FALSE(
      May("User-agent: ForumWatch/2.0\nDisallow: /a\nUser-agent: x\nDisallow: /b\n"
          "User-agent: forumwatch\nDisallow: /c",
          "/c"));
  EXPECT_FALSE(May("User-agent: x\nUser-agent: forumwatch\nUser-agent: y\nDisallow: /a", "/a"));
  EXPECT_TRUE(May("User-agent: forumwatcher\nDisallow: /", "/a"));
  EXPECT_TRUE(May("User-agent: *\nDisallow: /\nUser-agent: forumwatch\nDisallow:", "/a"));
  EXPECT_FALSE(
      May("User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: *\n"
          "Disallow: /c",
          "/c"));
}

TEST(Robots, WhatStandsBeyond500KiBIsNotRead) {
  const std::string file =
      "User-agent: *\n" + std::string(RobotsRules::kMostBytes, '#') + "\nDisallow: /a";
  EXPECT_TRUE(May(file, "/a"));
}

TEST(Robots, APatternOfManyStarsCostsLittle) {
  std::string pattern = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 2000; ++i) {
    pattern += "*a";
  }
  EXPECT_TRUE(May(pattern + "b", "/" + std::string(8000, 'a')));
}

TEST(Robots, ALineThatTheLimitCutsOffIsNotRead) {
  std::string file = "User-agent: *\nDisallow: /a\n";
  file += std::string(RobotsRules::kMostBytes - file.size() - 12, '#') + "\nDisallow: /";
  ASSERT_EQ(file.size(), RobotsRules::kMostBytes);
  file += "admin";
  EXPECT_TRUE(May(file, "/forum"));
  EXPECT_FALSE(May(file, "/a"));
}

TEST(Robots, AFileMadeToCostWithoutEndForbids) {
  std::string file = "User-agent: *\n";
  for (int i = 0; i < 200; ++i) {
    file += "Disallow: /*" + std::string(1000, 'a') + "b\n";
  }
  EXPECT_FALSE(May(file, "/" + std::string(8000, 'a')));
  EXPECT_TRUE(May(file, "/forum.php"));
}

TEST(Robots, TheDelayOfOurGroupIsKnown) {
  struct Case {
    const char* file;
    int milliseconds;
  };
  const Case cases[] = {
      {"User-agent: *\nDisallow: /a", 0},
      {"User-agent: *\nCrawl-delay: 10\nDisallow: /a", 10'000},
      {"User-agent: *\nCrawl-delay: 0.5", 500},
      {"User-agent: *\nCrawl-delay: 1e99", 86'400'000},
      {"User-agent: *\nCrawl-delay: -3", 0},
      {"User-agent: *\nCrawl-delay: nan", 0},
      {"User-agent: *\nCrawl-delay: soon", 0},
      {"User-agent: x\nCrawl-delay: 5\nUser-agent: *\nCrawl-delay: 7", 7000},
      {"User-agent: *\nCrawl-delay: 5\n\nUser-agent: forumwatch\nDisallow:", 0},
      {"Crawl-delay: 5", 0},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(RobotsRules(c.file, "forumwatch").delay(), std::chrono::milliseconds(c.milliseconds))
        << c.file;
  }
}

}  // namespace
}  // namespace forumwatch
