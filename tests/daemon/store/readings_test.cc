// Disappearance: two whole readings ten minutes apart, and the way back.
#include "daemon/store/posts.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class ReadingTest : public StoreTest {
 protected:
  ReadingTest() {
    a_ = Record(MakePost("1", "a")).id;
    b_ = Record(MakePost("1", "b")).id;
  }

  static ThreadReading Whole(std::vector<std::string> posts) {
    ThreadReading reading;
    reading.state.thread = "1";
    reading.whole = true;
    reading.post_ids = std::move(posts);
    return reading;
  }
  static ThreadReading LastPage(std::vector<std::string> posts) {
    ThreadReading reading = Whole(std::move(posts));
    reading.whole = false;
    return reading;
  }
  static ThreadReading Gone() {
    ThreadReading reading = LastPage({});
    reading.gone = true;
    return reading;
  }

  ReadingChanges Note(const ThreadReading& reading, UtcTime now) {
    return Write([&] { return posts_.NoteReading(source_, reading, now); });
  }
  std::optional<UtcTime> LookAgain() {
    ThreadState state;
    state.thread = "1";
    Write([&] { sources_.SaveThread(source_, state); });
    return sources_.LoadCursor(source_, kNoon, kNoon).threads.at("1").look_again_at;
  }
  bool IsGone(PostId post) { return posts_.Load(post)->gone_since.has_value(); }

  PostId a_{};
  PostId b_{};
};

TEST_F(ReadingTest, MissingSinceAClockThatWasAheadIsMissingSinceNow) {
  Note(Whole({"a"}), kNoon + hours(10));
  Note(Whole({"a"}), kNoon);
  EXPECT_EQ(posts_.Load(b_)->missing_since, kNoon);
  EXPECT_THAT(Note(Whole({"a"}), kNoon + minutes(10)).gone, ElementsAre(b_));
}

TEST_F(ReadingTest, APostMissingOnceIsOnlyMissing) {
  const ReadingChanges changes = Note(Whole({"a"}), kNoon);
  EXPECT_THAT(changes.missing, ElementsAre(b_));
  EXPECT_THAT(changes.gone, IsEmpty());
  EXPECT_EQ(posts_.Load(b_)->missing_since, kNoon);
  EXPECT_FALSE(IsGone(b_));
  EXPECT_EQ(LookAgain(), kNoon + minutes(10));
}

struct EdgeCase {
  const char* name;
  seconds later;
  bool gone;
};

const EdgeCase kEdges[] = {
    {"the same visit", seconds(0), false}, {"9:59", minutes(10) - seconds(1), false},
    {"10:00", minutes(10), true},          {"a day", hours(24), true},
    {"clock went back", -hours(1), false},
};

TEST_F(ReadingTest, ASecondReadingTenMinutesLaterConfirms) {
  for (const EdgeCase& edge : kEdges) {
    Note(Whole({"a"}), kNoon);
    const ReadingChanges changes = Note(Whole({"a"}), kNoon + edge.later);
    EXPECT_EQ(changes.gone == std::vector{b_}, edge.gone) << edge.name;
    EXPECT_THAT(changes.missing, IsEmpty()) << edge.name;
    EXPECT_EQ(IsGone(b_), edge.gone) << edge.name;
    EXPECT_EQ(LookAgain().has_value(), !edge.gone) << edge.name;
    Note(Whole({"a", "b"}), kNoon + edge.later);
    EXPECT_FALSE(IsGone(b_));
  }
}

TEST_F(ReadingTest, WhatIsGoneIsSaidOnceAndItsTextIsKept) {
  Note(Whole({"a"}), kNoon);
  Note(Whole({"a"}), kNoon + minutes(10));
  const ReadingChanges again = Note(Whole({"a"}), kNoon + minutes(30));
  EXPECT_THAT(again.gone, IsEmpty());
  EXPECT_EQ(posts_.Load(b_)->gone_since, kNoon + minutes(10));
  EXPECT_EQ(posts_.Load(b_)->seen.text, "电梯又停了");
}

TEST_F(ReadingTest, PartOfAThreadProvesNoAbsence) {
  EXPECT_THAT(Note(LastPage({"b"}), kNoon).missing, IsEmpty());
  EXPECT_EQ(LookAgain(), std::nullopt);
}

TEST_F(ReadingTest, PartOfAThreadProvesPresence) {
  Note(Whole({"a"}), kNoon);
  Note(LastPage({"b"}), kNoon + minutes(5));
  EXPECT_EQ(posts_.Load(b_)->missing_since, std::nullopt);
  EXPECT_EQ(LookAgain(), std::nullopt);
  EXPECT_THAT(Note(Whole({"a"}), kNoon + minutes(12)).missing, ElementsAre(b_));
  EXPECT_FALSE(IsGone(b_));
}

TEST_F(ReadingTest, APostThatReturnsIsRestored) {
  Note(Whole({"a"}), kNoon);
  Note(Whole({"a"}), kNoon + minutes(10));
  EXPECT_THAT(Note(Whole({"a", "b"}), kNoon + minutes(20)).restored, ElementsAre(b_));
  EXPECT_FALSE(IsGone(b_));
  EXPECT_EQ(posts_.Load(b_)->missing_since, std::nullopt);
}

TEST_F(ReadingTest, APostRecordedAgainIsRestored) {
  Note(Whole({"a"}), kNoon);
  EXPECT_EQ(Record(MakePost("1", "b"), kNoon + minutes(2)).change, PostChange::Same);
  EXPECT_EQ(posts_.Load(b_)->missing_since, std::nullopt);
  Note(Whole({"a"}), kNoon + minutes(5));
  Note(Whole({"a"}), kNoon + minutes(15));
  EXPECT_EQ(Record(MakePost("1", "b"), kNoon + minutes(20)).change, PostChange::Restored);
  EXPECT_FALSE(IsGone(b_));
  EXPECT_EQ(Record(MakePost("1", "b"), kNoon + minutes(21)).change, PostChange::Same);
}

TEST_F(ReadingTest, APostThatReturnsWithOtherWordsIsRevised) {
  Note(Whole({"a"}), kNoon);
  Note(Whole({"a"}), kNoon + minutes(10));
  const RecordedPost back = Record(MakePost("1", "b", "改口了"), kNoon + minutes(20));
  EXPECT_EQ(back.change, PostChange::Revised);
  EXPECT_FALSE(IsGone(b_));
}

TEST_F(ReadingTest, AnArchiveFromBeforeBringsNothingBack) {
  Note(Whole({"a"}), kNoon);
  Note(Whole({"a"}), kNoon + minutes(10));
  EXPECT_EQ(Record(MakePost("1", "b"), kNoon - hours(1)).change, PostChange::Same);
  EXPECT_TRUE(IsGone(b_));
}

TEST_F(ReadingTest, AThreadThatIsGoneTakesTwoSightingsToo) {
  EXPECT_THAT(Note(Gone(), kNoon).missing, ElementsAre(a_, b_));
  EXPECT_EQ(LookAgain(), kNoon + minutes(10));
  EXPECT_THAT(Note(Gone(), kNoon + minutes(10) - seconds(1)).gone, IsEmpty());
  EXPECT_THAT(Note(Gone(), kNoon + minutes(10)).gone, ElementsAre(a_, b_));
  EXPECT_EQ(LookAgain(), std::nullopt);
  EXPECT_THAT(Note(Whole({"a", "b"}), kNoon + hours(1)).restored, ElementsAre(a_, b_));
}

TEST_F(ReadingTest, LooksAgainAtTheEarliestOfSeveralMissing) {
  const PostId c = Record(MakePost("1", "c")).id;
  Note(Whole({"a", "c"}), kNoon);
  Note(Whole({"a"}), kNoon + minutes(4));
  EXPECT_EQ(LookAgain(), kNoon + minutes(10));
  EXPECT_THAT(Note(Whole({"a"}), kNoon + minutes(10)).gone, ElementsAre(b_));
  EXPECT_EQ(LookAgain(), kNoon + minutes(14));
  EXPECT_THAT(Note(Whole({"a"}), kNoon + minutes(14)).gone, ElementsAre(c));
}

TEST_F(ReadingTest, AThreadNeverSeenHasNothingToMiss) {
  ThreadReading reading = Whole({});
  reading.state.thread = "unknown";
  EXPECT_THAT(Note(reading, kNoon).missing, IsEmpty());
}

}  // namespace
}  // namespace forumwatch
