#include "analysis/alerting/health.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::minutes;

const UtcTime kMidday = ParseRfc3339("2026-03-02T12:00:00+08:00").value();

const VisitResult kGood;
const VisitResult kBlind{VisitEnd::Blind, "没有找到帖子列表"};
const VisitResult kFailed{VisitEnd::Failed, "连接被拒绝"};

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
            (Gap{kMidday, kMidday + minutes(30), "服务没有运行"}));
  visit.pause = minutes(60);
  EXPECT_EQ(GapBefore(before, visit, kMidday + minutes(31)), std::nullopt) << "seldom looked at";
}

TEST(Gap, OfASourceInTroubleEndsWithTheTrouble) {
  const SourceHealth before =
      AfterVisit(AfterVisit({}, kGood, kMidday), kFailed, kMidday + minutes(5));
  const UtcTime later = kMidday + minutes(90);
  EXPECT_EQ(GapBefore(before, kFailed, later), std::nullopt);
  EXPECT_EQ(GapBefore(before, kGood, later), (Gap{kMidday, later, "连接被拒绝"}));
  EXPECT_EQ(GapBefore({}, kGood, later), std::nullopt) << "never seen before";
}

}  // namespace
}  // namespace forumwatch
