#include "crawlers/http/hosts.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const UtcTime kNoon = *ParseRfc3339("2026-03-02T12:00:00Z");

Url At(const std::string& text) {
  return std::move(*Url::Parse(text));
}

TEST(Hosts, AreTheSameOnTheUsualPortsAndDifferentOnOthers) {
  Hosts hosts({milliseconds(1000), 2});
  Host& host = hosts.Of(At("http://x.cn/a"), kNoon);
  EXPECT_EQ(&hosts.Of(At("https://x.cn/b"), kNoon), &host);
  EXPECT_EQ(&hosts.Of(At("http://X.cn.:80/"), kNoon), &host);
  EXPECT_NE(&hosts.Of(At("http://bbs.x.cn/"), kNoon), &host);
  EXPECT_NE(&hosts.Of(At("http://x.cn:8080/"), kNoon), &host);
  EXPECT_NE(&hosts.Of(At("smtp://x.cn:80/"), kNoon), &host);
}

TEST(Hosts, TheFirstInALaneStartsFirst) {
  Hosts hosts({milliseconds(1000), 2});
  Lane& lane = hosts.Of(At("http://x.cn/"), kNoon).guests;
  EXPECT_EQ(hosts.NextStart(kNoon), std::nullopt) << "nobody waits";
  lane.waiting = {RequestId{1}, RequestId{2}};
  EXPECT_EQ(hosts.NextStart(kNoon), kNoon);
  EXPECT_EQ(lane.TakeNext(kNoon), RequestId{1});
  EXPECT_EQ(lane.TakeNext(kNoon), std::nullopt);
  EXPECT_EQ(hosts.NextStart(kNoon), kNoon + seconds(1));
  EXPECT_EQ(lane.TakeNext(kNoon + seconds(1)), RequestId{2});
  EXPECT_EQ(lane.TakeNext(kNoon + seconds(9)), std::nullopt);
}

TEST(Hosts, TheEarliestOfAllHostsDecides) {
  Hosts hosts({milliseconds(1000), 1});
  for (const char* name : {"http://a.cn/", "http://b.cn/", "http://c.cn/"}) {
    hosts.Of(At(name), kNoon).guests.waiting = {RequestId{1}};
  }
  hosts.Of(At("http://a.cn/"), kNoon).guests.pace.Started(kNoon);  // until it ends
  hosts.Of(At("http://b.cn/"), kNoon).guests.pace.Hold(kNoon, seconds(60));
  hosts.Of(At("http://c.cn/"), kNoon).guests.pace.Hold(kNoon, seconds(30));
  EXPECT_EQ(hosts.NextStart(kNoon), kNoon + seconds(30));
}

TEST(Hosts, WithoutNumberAreForgottenExceptWhereSomethingIsToBeRemembered) {
  Hosts hosts({milliseconds(1000), 2});
  hosts.Of(At("http://held.cn/"), kNoon).guests.pace.Hold(kNoon, seconds(3600));
  hosts.Of(At("http://waiting.cn/"), kNoon).errands.waiting = {RequestId{1}};
  hosts.Of(At("http://busy.cn/"), kNoon).errands.pace.Started(kNoon);
  for (int i = 0; i < 5000; ++i) {
    hosts.Of(At("http://n" + std::to_string(i) + ".cn/"), kNoon);
  }
  EXPECT_LE(hosts.all().size(), 1000U);
  for (const char* name : {"held.cn", "waiting.cn", "busy.cn"}) {
    EXPECT_TRUE(hosts.all().contains(name)) << name;
  }
}

}  // namespace
}  // namespace forumwatch
