#include "daemon/store/sources.h"

#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SourceStoreTest : public StoreTest {
 protected:
  static ThreadState State(std::string thread) {
    ThreadState state;
    state.thread = std::move(thread);
    state.url = "https://forum.example/thread-" + state.thread;
    state.signature = "12|小李|2026-03-02";
    state.views = 412;
    state.pages = 3;
    state.posts = 25;
    state.last_post_at = kNoon;
    state.read_whole_at = kNoon + hours(1);
    return state;
  }

  Cursor Load(UtcTime now = kNoon) { return sources_.LoadCursor(source_, now, now); }

  void SaveDuty(ComplaintId complaint, DutyState state, std::optional<UtcTime> satisfied_at,
                DutyKind kind = DutyKind::FirstReply) {
    Duty duty;
    duty.kind = kind;
    duty.state = state;
    duty.starts_at = kNoon - hours(1);
    duty.due_at = kNoon;
    duty.satisfied_at = satisfied_at;
    Write([&] { duties_.Save(complaint, std::vector{duty}); });
  }

  // A thread that spoke of the complaint at that time.
  void Mention(ComplaintId complaint, const char* thread, UtcTime at,
               std::optional<UtcTime> last_post_at, bool waiting = false,
               const char* signature = "") {
    SeenPost post = MakePost(thread, "1");
    post.posted_at = at;
    AddMention(complaint, post);
    ThreadState state;
    state.thread = thread;
    state.last_post_at = last_post_at;
    state.waiting = waiting;
    state.signature = signature;
    Write([&] { sources_.SaveThread(source_, state); });
  }
};

TEST_F(SourceStoreTest, ASourceIsKnownByCommunityAndName) {
  EXPECT_EQ(Write([&] { return sources_.EnsureCommunity("铜雀台"); }), community_);
  const CommunityId other = Write([&] { return sources_.EnsureCommunity("桃花源"); });
  EXPECT_NE(other, community_);
  const auto ensure = [&](CommunityId community, const char* engine) {
    return Write([&] {
      return sources_.EnsureSource(community, "业主论坛", engine, "https://forum.example/");
    });
  };
  EXPECT_EQ(ensure(community_, "discuz"), source_);
  EXPECT_EQ(ensure(community_, "feed"), source_) << "an engine is changed in the configuration";
  EXPECT_NE(ensure(other, "discuz"), source_);
}

TEST_F(SourceStoreTest, ThreadStatesComeBackAsSaved) {
  const ThreadState state = State("8841");
  ThreadState bare;
  bare.thread = "9";
  for (int i = 0; i < 2; ++i) {
    Write([&] {
      sources_.SaveThread(source_, state);
      sources_.SaveThread(source_, bare);
    });
    EXPECT_THAT(Load().threads, ElementsAre(std::pair{std::string("8841"), state},
                                            std::pair{std::string("9"), bare}));
  }
}

TEST_F(SourceStoreTest, AThreadKnownByItsPostsAloneIsNotRemembered) {
  Record(MakePost("1", "1"));
  EXPECT_THAT(Load().threads, IsEmpty());
}

TEST_F(SourceStoreTest, ThreadsOfWhichNothingIsToBeDoneAreNotAtHandAndAreFoundAllTheSame) {
  ThreadState quiet = State("old");
  quiet.waiting = false;
  quiet.last_post_at = kNoon - hours(1);
  ThreadState young = quiet;
  young.thread = "young";
  young.last_post_at = kNoon;
  ThreadState waiting = quiet;
  waiting.thread = "waiting";
  waiting.waiting = true;
  ThreadState gone = quiet;
  gone.thread = "gone";
  gone.gone = true;
  Write([&] {
    for (const ThreadState& state : {quiet, young, waiting, gone}) {
      sources_.SaveThread(source_, state);
    }
  });
  const Cursor cursor = Load();
  EXPECT_THAT(cursor.threads,
              ElementsAre(testing::Pair("waiting", waiting), testing::Pair("young", young)));
  EXPECT_EQ(cursor.readable, 3);
  EXPECT_EQ(cursor.newest_post_at, kNoon);
  ASSERT_NE(cursor.Find("old"), nullptr);
  EXPECT_EQ(*cursor.Find("old"), quiet);
  EXPECT_EQ(cursor.Find("nobody knows it"), nullptr);
}

TEST_F(SourceStoreTest, WhatAThreadWasWhenTheVisitBeganStaysSoThroughoutIt) {
  ThreadState state = State("old");
  state.waiting = false;
  state.last_post_at = kNoon - hours(1);
  Write([&] { sources_.SaveThread(source_, state); });
  const Cursor cursor = Load();
  EXPECT_EQ(cursor.Find("new"), nullptr);
  EXPECT_EQ(*cursor.Find("old"), state);
  ThreadState later = state;
  later.pages = 9;
  Write([&] { sources_.SaveThread(source_, later); });
  later.thread = "new";
  Write([&] { sources_.SaveThread(source_, later); });
  EXPECT_EQ(*cursor.Find("old"), state);
  EXPECT_EQ(cursor.Find("new"), nullptr);
}

TEST_F(SourceStoreTest, TheVisitorsIdeaOfLookingAgainIsNotWritten) {
  ThreadState state = State("1");
  state.look_again_at = kNoon;
  Write([&] { sources_.SaveThread(source_, state); });
  EXPECT_EQ(Load().threads.at("1").look_again_at, std::nullopt);
}

TEST_F(SourceStoreTest, TheFirstVisitIsOverOnce) {
  EXPECT_TRUE(Load().first_visit);
  EXPECT_TRUE(Write([&] { return sources_.FinishVisit(source_, kNoon); }));
  EXPECT_FALSE(Load().first_visit);
  EXPECT_FALSE(Write([&] { return sources_.FinishVisit(source_, kNoon + hours(1)); }));
  EXPECT_FALSE(Load().first_visit);
}

struct WatchCase {
  const char* name;
  DutyState state;
  bool satisfied;
  bool history;
  ComplaintStatus status;
  bool watched;
};

constexpr auto kOpen = ComplaintStatus::Open;
const WatchCase kWatch[] = {
    {"running", DutyState::Open, false, false, kOpen, true},
    {"overdue, still unanswered", DutyState::Missed, false, false, kOpen, true},
    {"answered", DutyState::Met, true, false, kOpen, false},
    {"answered late", DutyState::Late, true, false, kOpen, false},
    {"withdrawn", DutyState::Void, false, false, kOpen, false},
    {"history", DutyState::Open, false, true, kOpen, false},
    {"closed", DutyState::Open, false, false, ComplaintStatus::Closed, false},
};

TEST_F(SourceStoreTest, AThreadIsWatchedWhileAClockRuns) {
  int number = 0;
  std::vector<std::string> expected;
  for (const WatchCase& row : kWatch) {
    Complaint complaint = MakeComplaint();
    complaint.history = row.history;
    complaint.status = row.status;
    const ComplaintId id = Write([&] { return complaints_.Insert(complaint); });
    const std::string thread = "t" + std::to_string(++number);
    AddMention(id, MakePost(thread, "1"));
    AddMention(id, MakePost(thread, "2"));
    SaveDuty(id, row.state, row.satisfied ? std::optional(kNoon) : std::nullopt);
    if (row.watched) {
      expected.push_back(thread);
    }
    EXPECT_EQ(Load().watched, expected) << row.name;
  }
  // t1 runs, t2 was missed.
  EXPECT_THAT(Load(kNoon + SourceStore::kWatchMissed).watched, ElementsAre("t1"));
  const SourceId other = Write([&] {
    return sources_.EnsureSource(community_, "二期论坛", "discuz", "https://b.example/");
  });
  EXPECT_THAT(sources_.LoadCursor(other, kNoon, kNoon).watched, IsEmpty());
}

TEST_F(SourceStoreTest, AThreadThatWasSilentSinceTheClockStartedIsNotWatched) {
  const UtcTime long_ago = kNoon - std::chrono::days(400);
  const ComplaintId id = Open();
  Mention(id, "silent", long_ago, long_ago);
  Mention(id, "bumped", long_ago, kNoon);
  Mention(id, "undated", long_ago, std::nullopt);
  Mention(id, "to be read", long_ago, long_ago, true);
  Mention(id, "pending", long_ago, long_ago, true, "pending\t1\t-\t小李\t电梯");
  Mention(id, "unread", long_ago, long_ago, true, "unread\t1\t1\t-\t小李\t电梯");
  Mention(id, "to be looked over", long_ago, long_ago, true, "1\t-\t小李\t电梯");
  Mention(id, "new", kNoon, kNoon);
  SaveDuty(id, DutyState::Open, std::nullopt);
  EXPECT_THAT(Load().watched,
              ElementsAre("bumped", "new", "pending", "to be read", "undated", "unread"));
}

TEST_F(SourceStoreTest, TheThreadThatBeganAClockAndTheLatestAreWatchedHoweverLongTheyWereSilent) {
  const UtcTime long_ago = kNoon - std::chrono::days(400);
  const ComplaintId id = Open();
  Duty duty;
  duty.state = DutyState::Open;
  duty.starts_at = kNoon;
  duty.due_at = kNoon + hours(4);
  duty.began_in = std::to_string(Raw(source_)) + "/began";
  for (const char* const thread : {"began", "silent", "latest"}) {
    Mention(id, thread, long_ago, long_ago);
  }
  Write([&] { duties_.Save(id, std::vector{duty}); });
  EXPECT_THAT(Load().watched, ElementsAre("began", "latest"));
}

// A thread's name may hold the sign that parts it from its source.
TEST_F(SourceStoreTest, WhatAnyOfSeveralClocksMakesWorthAWatchIsWatched) {
  const UtcTime long_ago = kNoon - std::chrono::days(400);
  const ComplaintId id = Open();
  const UtcTime of_the_first = kNoon - std::chrono::days(9);
  Mention(id, "1/a/b", long_ago, long_ago);
  Mention(id, "silent", long_ago, long_ago);
  Mention(id, "of the first", of_the_first, of_the_first);
  Mention(id, "latest", long_ago, long_ago);
  std::vector<Duty> duties(2);
  for (int i = 0; i < 2; ++i) {
    Duty& duty = duties[static_cast<std::size_t>(i)];
    duty.episode = i + 1;
    duty.state = DutyState::Open;
    duty.starts_at = kNoon - std::chrono::days(10 - 10 * i);
    duty.due_at = kNoon + hours(4);
  }
  duties[1].began_in = std::to_string(Raw(source_)) + "/1/a/b";
  Write([&] { duties_.Save(id, duties); });
  EXPECT_THAT(Load().watched, ElementsAre("1/a/b", "latest", "of the first"));
}

TEST_F(SourceStoreTest, AClockThatNoAnswerInTheThreadEndsIsNoReasonToWatchIt) {
  const ComplaintId id = Open();
  AddMention(id, MakePost("t1", "1"));
  for (const DutyKind kind : {DutyKind::WorkingDay, DutyKind::Revisit, DutyKind::CloseCheck}) {
    SaveDuty(id, DutyState::Open, std::nullopt, kind);
    EXPECT_THAT(Load().watched, IsEmpty()) << Name(kind);
  }
  SaveDuty(id, DutyState::Open, std::nullopt, DutyKind::Measures);
  EXPECT_THAT(Load().watched, ElementsAre("t1"));
}

TEST_F(SourceStoreTest, HealthIsRememberedAndNamedAfterTheSource) {
  const SourceHealth fresh = sources_.LoadHealth(source_);
  EXPECT_EQ(fresh.name, "铜雀台/业主论坛");
  EXPECT_EQ(fresh.episode, 1);
  EXPECT_EQ(fresh.last_good_at, std::nullopt);
  SourceHealth health = fresh;
  health.blind_visits = 2;
  health.failed_visits = 3;
  health.reason = "登录页";
  health.last_good_at = kNoon;
  health.seen_at = kNoon - hours(1);
  health.trouble_since = kNoon + hours(1);
  health.episode = 4;
  health.last_said_at = kNoon + hours(2);
  Write([&] { sources_.SaveHealth(source_, health); });
  const SourceHealth loaded = sources_.LoadHealth(source_);
  EXPECT_EQ(loaded.blind_visits, 2);
  EXPECT_EQ(loaded.failed_visits, 3);
  EXPECT_EQ(loaded.reason, "登录页");
  EXPECT_EQ(loaded.last_good_at, health.last_good_at);
  EXPECT_EQ(loaded.seen_at, health.seen_at);
  EXPECT_EQ(loaded.trouble_since, health.trouble_since);
  EXPECT_EQ(loaded.episode, 4);
  EXPECT_EQ(loaded.last_said_at, health.last_said_at);
  EXPECT_THROW(sources_.LoadHealth(SourceId{99}), StoreError);
}

TEST_F(SourceStoreTest, GapsAreKeptInOrder) {
  const Gap night{kNoon - hours(9), kNoon - hours(3), "服务没有运行"};
  const Gap noon{kNoon - hours(1), kNoon, "连接被拒绝"};
  for (const Gap& gap : {noon, night}) {
    Write([&] { sources_.NoteGap(source_, gap); });
  }
  EXPECT_THAT(sources_.Gaps(source_, kNoon - hours(24)), ElementsAre(night, noon));
  EXPECT_THAT(sources_.Gaps(source_, kNoon - hours(2)), ElementsAre(noon));
  EXPECT_THAT(sources_.AllGaps(kNoon - hours(2)),
              ElementsAre(testing::Pair("铜雀台/业主论坛", noon)));
}

TEST_F(SourceStoreTest, ValidatorsBelongToAUrl) {
  EXPECT_EQ(sources_.LoadValidator(source_, "https://a/"), std::nullopt);
  Write([&] { sources_.SaveValidator(source_, "https://a/", {"\"1\"", ""}); });
  Write([&] { sources_.SaveValidator(source_, "https://a/", {"\"2\"", "Mon, 02 Mar 2026"}); });
  EXPECT_EQ(sources_.LoadValidator(source_, "https://a/"),
            (Validator{"\"2\"", "Mon, 02 Mar 2026"}));
  EXPECT_EQ(sources_.LoadValidator(source_, "https://a/?page=2"), std::nullopt);
}

TEST_F(SourceStoreTest, TheNewestFivePagesAreKeptByteForByte) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) {
    every_byte.push_back(static_cast<char>(i));
  }
  for (int i = 0; i < 7; ++i) {
    Write([&] {
      sources_.KeepPage(source_,
                        {"https://a/" + std::to_string(i), "登录页", every_byte, kNoon + hours(i)});
    });
  }
  const std::vector<KeptPage> pages = sources_.KeptPages(source_);
  ASSERT_THAT(pages, SizeIs(5));
  EXPECT_EQ(pages.front(), (KeptPage{"https://a/6", "登录页", every_byte, kNoon + hours(6)}));
  EXPECT_EQ(pages.back().url, "https://a/2");
}

TEST_F(SourceStoreTest, OfALargePageTheFirstMebibyteIsKept) {
  constexpr std::size_t kMebibyte = std::size_t{1024} * 1024;
  for (const std::size_t size : {std::size_t{0}, kMebibyte, kMebibyte + 1}) {
    Write([&] { sources_.KeepPage(source_, {"https://a/", "", std::string(size, 'x'), kNoon}); });
    EXPECT_EQ(sources_.KeptPages(source_).front().bytes.size(), std::min(size, kMebibyte));
  }
}

TEST_F(SourceStoreTest, ACommunityIsNamed) {
  EXPECT_EQ(sources_.NameOf(community_), "铜雀台");
  EXPECT_EQ(sources_.NameOf(CommunityId(99)), "");
}

}  // namespace
}  // namespace forumwatch
