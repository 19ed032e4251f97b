// The sample community of tests/data/sample: what it is meant to contain, and that the forum shows
// it.
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/manual_clock.h"
#include "tests/support/raw_client.h"
#include "tests/support/simforum.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kSample = FORUMWATCH_SOURCE_DIR "/tests/data/sample/";

UtcTime Instant(const std::string& local) {
  return ParseRfc3339(local + "+08:00").value();
}

json Expected() {
  return json::parse(std::ifstream(kSample + "expected.json"));
}

std::vector<sim::Change> Changes() {
  std::vector<sim::Change> changes;
  std::ifstream in(kSample + "changes.jsonl");
  for (std::string line; std::getline(in, line);) {
    changes.push_back(std::get<sim::Change>(sim::ParseChangeLine(line, UtcTime())));
  }
  return changes;
}

TEST(Sample, IsReadWithoutAMistake) {
  const PostsFile file = ReadPostsFile(kSample + "posts.jsonl");
  EXPECT_THAT(file.mistakes, IsEmpty());
  EXPECT_GE(file.posts.size(), 260U);
  std::set<std::string> threads;
  std::set<std::string> boards;
  std::set<std::string> ids;
  for (const PostLine& line : file.posts) {
    threads.insert(line.seen.thread);
    boards.insert(line.source);
    EXPECT_TRUE(ids.insert(line.seen.post).second) << line.seen.post;
    EXPECT_EQ(line.community, "云栖苑");
    EXPECT_EQ(line.seen.official, line.seen.author == "云栖苑客服");
  }
  EXPECT_GE(threads.size(), 45U);
  EXPECT_THAT(boards, testing::ElementsAre("业主论坛", "维修报修"));
  EXPECT_GE(*file.posts.back().seen.posted_at - *file.posts.front().seen.posted_at,
            std::chrono::hours(24 * 34));
}

TEST(Sample, EveryPostAndThreadIsJudgedAndEveryEventHasPosts) {
  const PostsFile file = ReadPostsFile(kSample + "posts.jsonl");
  const json expected = Expected();
  ASSERT_THAT(expected["posts"], SizeIs(file.posts.size()));
  std::set<std::string> known;
  std::set<std::string> threads;
  for (std::size_t i = 0; i < file.posts.size(); ++i) {
    const SeenPost& seen = file.posts[i].seen;
    EXPECT_EQ(expected["posts"][i]["post"], seen.post);
    EXPECT_EQ(expected["posts"][i].contains("reply"), seen.official) << seen.post;
    known.insert(seen.post);
    threads.insert(seen.thread);
  }
  EXPECT_THAT(expected["threads"], SizeIs(threads.size()));
  for (const json& event : expected["events"]) {
    EXPECT_FALSE(event["posts"].empty());
    EXPECT_EQ(event["times"], event["posts"].size()) << event["event"];
    EXPECT_LE(event["people"], event["times"]) << event["event"];
    for (const json& post : event["posts"]) {
      EXPECT_TRUE(known.contains(post.get<std::string>())) << post;
    }
  }
}

TEST(Sample, HoldsWhatAMonitorMeetsInFiveWeeks) {
  const json expected = Expected();
  std::set<std::string> flags;
  std::set<int> classes;
  std::set<std::string> states;
  std::size_t most_threads = 0;
  for (const json& event : expected["events"]) {
    flags.insert(event["flags"].begin(), event["flags"].end());
    classes.insert(event["class"].get<int>());
    states.insert(event["first_reply"]["state"].get<std::string>());
    most_threads = std::max(most_threads, event["threads"].size());
  }
  EXPECT_THAT(flags, testing::IsSupersetOf({"曝光", "群体", "诉讼"}));
  EXPECT_THAT(classes, testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(states, testing::ElementsAre("late", "met", "missed"));
  EXPECT_GE(most_threads, 3U);
  std::set<std::string> kinds;
  for (const json& thread : expected["threads"]) {
    kinds.insert(thread["kind"].get<std::string>());
  }
  EXPECT_THAT(kinds, testing::UnorderedElementsAre("投诉", "建议", "咨询", "其他"));
}

TEST(Sample, TheForumShowsItAsTimeGoesBy) {
  ManualClock clock(Instant("2026-09-07T08:00:00"));
  SimForum forum(clock);
  const PostsFile file = ReadPostsFile(kSample + "posts.jsonl");
  EXPECT_THAT(forum.AddPosts(file.posts), IsEmpty());
  for (sim::Change& change : Changes()) {
    forum.AddChange(std::move(change));
  }
  EXPECT_THAT(forum.VisiblePosts(), IsEmpty());
  clock.Set(Instant("2026-10-09T17:20:00"));
  const auto friday = forum.VisiblePosts();
  EXPECT_THAT(friday,
              Each(testing::Field(
                  &PostLine::seen,
                  testing::Field(&SeenPost::posted_at, testing::Le(std::optional(clock.Now()))))));
  clock.Set(Instant("2026-10-12T12:00:00"));
  EXPECT_THAT(forum.VisiblePosts(), SizeIs(file.posts.size() - 1));  // one was deleted
  EXPECT_LT(friday.size(), file.posts.size() - 60);
  const auto edited = testing::Field(&SeenPost::text, HasSubstr("修理厂估了2600"));
  EXPECT_THAT(forum.VisiblePosts(), Contains(testing::Field(&PostLine::seen, edited)));
}

}  // namespace
}  // namespace forumwatch
