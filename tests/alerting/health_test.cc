#include "analysis/alerting/health.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::minutes;

const UtcTime kMidday = ParseRfc3339("2026-03-02T12:00:00+08:00").value();

const VisitResult kGood;
const VisitResult kBlind{VisitEnd::Blind, "没有找到帖子列表"};
const VisitResult kFailed{VisitEnd::Failed, "连接被拒绝"};
const VisitResult kUnread{VisitEnd::Failed, "连接被拒绝", false};
constexpr const char* kNobodyLooked = "没有在看：服务没有运行，或没有配置这个来源";

TEST(Health, CountsBlindVisitsInARowAndRemembersSinceWhen) {
  SourceHealth health = AfterVisit({}, kBlind, kMidday);
  health = AfterVisit(health, kBlind, kMidday + minutes(5));
  EXPECT_EQ(health.blind_visits, 2);
  EXPECT_EQ(health.failed_visits, 0);
  EXPECT_EQ(health.trouble_since, kMidday);
  EXPECT_EQ(health.reason, "没有找到帖子列表");
}

TEST(Health, AGoodVisitEndsTheTrouble) {
  SourceHealth health = AfterVisit(AfterVisit({}, kFailed, kMidday), kGood, kMidday + minutes(5));
  EXPECT_EQ(health.failed_visits, 0);
  EXPECT_EQ(health.trouble_since, std::nullopt);
  EXPECT_EQ(health.reason, "");
  EXPECT_EQ(health.last_good_at, kMidday + minutes(5));
}

TEST(Health, AnotherKindOfTroubleCountsAnewButIsTheSameTrouble) {
  SourceHealth health = AfterVisit(AfterVisit({}, kBlind, kMidday), kFailed, kMidday + minutes(5));
  EXPECT_EQ(health.blind_visits, 0);
  EXPECT_EQ(health.failed_visits, 1);
  EXPECT_EQ(health.trouble_since, kMidday);
  EXPECT_EQ(health.reason, "连接被拒绝");
}

TEST(Health, WhatWasSaidAndWhenItWasLastGoodStays) {
  SourceHealth health;
  health.name = "云栖苑/业主论坛";
  health.last_good_at = kMidday;
  health.last_said_at = kMidday;
  health.episode = 3;
  health = AfterVisit(health, kBlind, kMidday + minutes(5));
  EXPECT_EQ(health.name, "云栖苑/业主论坛");
  EXPECT_EQ(health.last_good_at, kMidday);
  EXPECT_EQ(health.last_said_at, kMidday);
  EXPECT_EQ(health.episode, 3);
}

TEST(Gap, IsToldByTheVisitThatEndsIt) {
  SourceHealth before = AfterVisit({}, kGood, kMidday);
  VisitResult visit = kGood;
  visit.pause = minutes(10);
  visit.began = kMidday + minutes(29);
  EXPECT_EQ(GapBefore(before, visit, kMidday + minutes(50)), std::nullopt) << "a long visit";
  visit.began = kMidday + minutes(30);
  EXPECT_EQ(GapBefore(before, visit, kMidday + minutes(31)),
            (Gap{kMidday, kMidday + minutes(30), kNobodyLooked}));
  visit.pause = minutes(60);
  EXPECT_EQ(GapBefore(before, visit, kMidday + minutes(31)), std::nullopt) << "seldom looked at";
}

TEST(Gap, OfASourceInTroubleEndsWithTheTrouble) {
  const SourceHealth before =
      AfterVisit(AfterVisit({}, kGood, kMidday), kUnread, kMidday + minutes(5));
  const UtcTime later = kMidday + minutes(90);
  EXPECT_EQ(GapBefore(before, kUnread, later), std::nullopt);
  EXPECT_EQ(GapBefore(before, kGood, later), (Gap{kMidday, later, "连接被拒绝"}));
  EXPECT_EQ(GapBefore({}, kGood, later), std::nullopt) << "never seen before";
  EXPECT_EQ(OpenGap(before, minutes(5), later), GapBefore(before, kGood, later)) << "it lasts";
}

TEST(Gap, BeginsWhereTheLastVisitBeganThatSawTheList) {
  VisitResult visit = kGood;
  visit.began = kMidday - minutes(120);
  const SourceHealth long_visit = AfterVisit({}, visit, kMidday);
  EXPECT_EQ(GapBefore(long_visit, kGood, kMidday).value().from, kMidday - minutes(120));
}

TEST(Gap, IsNoneWhileTheListIsReadThoughThreadsAreNot) {
  SourceHealth health = AfterVisit({}, kGood, kMidday);
  health = AfterVisit(health, kFailed, kMidday + minutes(40));
  EXPECT_EQ(GapBefore(health, kGood, kMidday + minutes(50)), std::nullopt);
  health = AfterVisit(AfterVisit({}, kGood, kMidday), kBlind, kMidday + minutes(40));
  EXPECT_NE(GapBefore(health, kGood, kMidday + minutes(50)), std::nullopt) << "blind sees nothing";
}

TEST(Gap, IsPutDownToTheTroubleFromWhereTheVisitBeganThatMetIt) {
  VisitResult long_one = kUnread;
  long_one.began = kMidday + minutes(10);
  const SourceHealth before =
      AfterVisit(AfterVisit({}, kGood, kMidday), long_one, kMidday + minutes(45));
  EXPECT_EQ(GapBefore(before, kGood, kMidday + minutes(50)).value().reason, "连接被拒绝");
}

TEST(Gap, InWhichNobodyLookedAtFirstIsNotPutDownToTheTroubleAtItsEnd) {
  const UtcTime evening = kMidday + minutes(480);
  const SourceHealth before = AfterVisit(AfterVisit({}, kGood, kMidday), kUnread, evening);
  EXPECT_EQ(GapBefore(before, kGood, evening + minutes(6)).value().reason,
            std::string(kNobodyLooked) + "；后来连接被拒绝");
}

}  // namespace
}  // namespace forumwatch
