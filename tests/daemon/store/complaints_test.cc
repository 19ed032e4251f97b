#include "daemon/store/complaints.h"

#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

class ComplaintStoreTest : public StoreTest {
 protected:
  static void ExpectEqual(const Complaint& a, const Complaint& b) {
    EXPECT_EQ(a.community, b.community);
    EXPECT_EQ(a.summary, b.summary);
    EXPECT_EQ(a.opened_at, b.opened_at);
    EXPECT_EQ(a.history, b.history);
    EXPECT_EQ(a.complaint_class, b.complaint_class);
    EXPECT_EQ(a.topics, b.topics);
    EXPECT_EQ(a.specialty, b.specialty);
    EXPECT_EQ(a.cause, b.cause);
    EXPECT_EQ(a.cause_item, b.cause_item);
    EXPECT_EQ(a.cause_confirmed, b.cause_confirmed);
    EXPECT_EQ(a.flags, b.flags);
    EXPECT_EQ(a.place, b.place);
    EXPECT_EQ(a.people, b.people);
    EXPECT_EQ(a.times, b.times);
    EXPECT_EQ(a.heat.now, b.heat.now);
    EXPECT_EQ(a.heat.peak, b.heat.peak);
    EXPECT_EQ(a.heat.total, b.heat.total);
    EXPECT_EQ(a.heat.terms, b.heat.terms);
    EXPECT_EQ(a.status, b.status);
  }

  PostId Official(const char* thread, const char* post, std::optional<ReplyKind> kind) {
    SeenPost seen = MakePost(thread, post, "物业已收到");
    seen.official = true;
    const PostId id = Record(seen).id;
    Write([&] { segments_.SaveUnderstanding(id, {{}, kind}); });
    return id;
  }
};

TEST_F(ComplaintStoreTest, AComplaintComesBackAsItWas) {
  Complaint complaint = MakeComplaint();
  complaint.id = Open();
  ExpectEqual(complaints_.Load(complaint.id).value(), complaint);
  complaint.summary = "电梯停运，业主联名";
  complaint.complaint_class.reset();
  complaint.topics = {"电梯", "安全"};
  complaint.flags.clear();
  complaint.cause_confirmed = true;
  complaint.history = true;
  complaint.heat = {};
  complaint.status = ComplaintStatus::Closed;
  complaint.opened_at = kNoon - hours(3);
  for (int i = 0; i < 2; ++i) {
    Write([&] { complaints_.Update(complaint); });
    ExpectEqual(complaints_.Load(complaint.id).value(), complaint);
  }
  EXPECT_EQ(complaints_.Load(ComplaintId{99}), std::nullopt);
}

TEST_F(ComplaintStoreTest, WhatIsNotThereCannotBeUpdated) {
  Complaint complaint = MakeComplaint();
  complaint.id = ComplaintId{99};
  const auto update = [&] { complaints_.Update(complaint); };
  EXPECT_THROW(Write(update), StoreError);
  complaint.community = CommunityId{99};
  const auto insert = [&] { complaints_.Insert(complaint); };
  EXPECT_THROW(Write(insert), StoreError);
}

TEST_F(ComplaintStoreTest, ListsByCommunityAndStatus) {
  const ComplaintId open = Open();
  Complaint closed = MakeComplaint();
  closed.status = ComplaintStatus::Closed;
  closed.id = Write([&] { return complaints_.Insert(closed); });
  const ComplaintId merged = Open();
  Write([&] { complaints_.Merge(merged, open); });
  const auto ids = [&](CommunityId community, std::optional<ComplaintStatus> status) {
    std::vector<ComplaintId> found;
    for (const Complaint& complaint : complaints_.List(community, status)) {
      found.push_back(complaint.id);
    }
    return found;
  };
  EXPECT_THAT(ids(community_, std::nullopt), ElementsAre(open, closed.id));
  EXPECT_THAT(ids(community_, ComplaintStatus::Open), ElementsAre(open));
  EXPECT_THAT(ids(community_, ComplaintStatus::Closed), ElementsAre(closed.id));
  EXPECT_THAT(ids(CommunityId{99}, std::nullopt), IsEmpty());
}

TEST_F(ComplaintStoreTest, MentionsTellWhoSaidItWhereAndWhen) {
  const ComplaintId id = Open();
  SeenPost first = MakePost("8841", "120394");
  first.is_first = true;
  const PostId post = AddMention(id, first);
  SeenPost dateless = MakePost("8841", "120395");
  dateless.posted_at.reset();
  AddMention(id, dateless, kNoon + hours(1));
  SeenPost future = MakePost("8841", "120396");
  future.posted_at = kNoon + hours(100);
  AddMention(id, future, kNoon + hours(2));
  const auto mentions = complaints_.MentionsOf(id);
  ASSERT_THAT(mentions, SizeIs(3));
  const Mention& row = mentions[0];
  EXPECT_EQ(row.post, post);
  EXPECT_EQ(row.source, source_);
  EXPECT_EQ(row.forum_post, "120394");
  EXPECT_EQ(row.thread, "8841");
  EXPECT_EQ(row.author, "7栋老王");
  EXPECT_EQ(row.author_id, "5521");
  EXPECT_EQ(row.at, kNoon - hours(1));
  EXPECT_TRUE(row.is_first);
  EXPECT_FALSE(row.official);
  EXPECT_FALSE(row.gone);
  EXPECT_EQ(row.url, first.url);
  EXPECT_EQ(mentions[1].at, kNoon + hours(1)) << "unknown: when it was seen";
  EXPECT_EQ(mentions[2].at, kNoon + hours(2)) << "future: when it was seen";
}

TEST_F(ComplaintStoreTest, RepliesAreTheStaffPostsOfItsThreads) {
  const ComplaintId id = Open();
  AddMention(id, MakePost("1", "1"));
  AddMention(id, MakePost("1", "2"));
  AddMention(id, MakePost("2", "5"));
  Official("1", "3", ReplyKind::Acknowledgement);
  Official("2", "6", ReplyKind::Measures);
  Official("2", "7", std::nullopt);
  Official("3", "8", ReplyKind::Measures);
  const auto by = [](const char* post, ReplyKind kind) {
    return AllOf(Field(&StaffPost::forum_post, post), Field(&StaffPost::kind, kind),
                 Field(&StaffPost::at, kNoon - hours(1)));
  };
  EXPECT_THAT(complaints_.StaffPostsFor(id),
              ElementsAre(by("3", ReplyKind::Acknowledgement), by("6", ReplyKind::Measures),
                          by("7", ReplyKind::Other)));
}

TEST_F(ComplaintStoreTest, AReplyThatIsGoneIsNone) {
  const ComplaintId id = Open();
  AddMention(id, MakePost("1", "1"));
  Official("1", "2", ReplyKind::Measures);
  ThreadReading reading;
  reading.state.thread = "1";
  reading.whole = true;
  reading.post_ids = {"1"};
  Write([&] { posts_.NoteReading(source_, reading, kNoon); });
  EXPECT_THAT(complaints_.StaffPostsFor(id), SizeIs(1)) << "missing is not gone";
  EXPECT_FALSE(complaints_.StaffPostsFor(id)[0].taken_back);
  Write([&] { posts_.NoteReading(source_, reading, kNoon + hours(1)); });
  EXPECT_TRUE(complaints_.StaffPostsFor(id)[0].taken_back);
}

TEST_F(ComplaintStoreTest, ViewsAreThoseOfTheMostViewedThread) {
  const ComplaintId id = Open();
  EXPECT_EQ(complaints_.ViewsOf(id), std::nullopt);
  AddMention(id, MakePost("1", "1"));
  EXPECT_EQ(complaints_.ViewsOf(id), std::nullopt);
  SeenPost imported = MakePost("2", "1");
  imported.is_first = true;
  imported.views = 50;
  Record(imported);
  AddMention(id, MakePost("2", "2"));
  EXPECT_EQ(complaints_.ViewsOf(id), 50) << "the thread's opening post need not be a mention";
  ThreadState state;
  state.thread = "1";
  state.views = 412;
  Write([&] { sources_.SaveThread(source_, state); });
  EXPECT_EQ(complaints_.ViewsOf(id), 412);
}

TEST_F(ComplaintStoreTest, AnyPostOfTheThreadMaySayItsViews) {
  const ComplaintId id = Open();
  AddMention(id, MakePost("1", "1"));
  SeenPost third = MakePost("1", "3");
  third.views = 412;
  Record(third);
  EXPECT_EQ(complaints_.ViewsOf(id), 412);
}

TEST_F(ComplaintStoreTest, KnowsTheComplaintsOfAThread) {
  const ComplaintId a = Open();
  const ComplaintId b = Open();
  AddMention(b, MakePost("1", "1"));
  AddMention(a, MakePost("1", "2"));
  AddMention(a, MakePost("1", "3"));
  EXPECT_THAT(complaints_.InThread(source_, "1"), ElementsAre(a, b));
  EXPECT_THAT(complaints_.InThread(source_, "2"), IsEmpty());
  EXPECT_THAT(complaints_.InThread(SourceId{99}, "1"), IsEmpty());
}

class MergeTest : public ComplaintStoreTest {
 protected:
  void Merge(ComplaintId from, ComplaintId into) {
    Write([&] { complaints_.Merge(from, into); });
  }
};

TEST_F(MergeTest, MovesTheMentionsAndKeepsTheEarliestClock) {
  Complaint earlier = MakeComplaint();
  earlier.opened_at = kNoon - hours(6);
  const ComplaintId from = Write([&] { return complaints_.Insert(earlier); });
  const ComplaintId into = Open();
  AddMention(from, MakePost("1", "1"));
  AddMention(into, MakePost("2", "2"));
  Duty running;
  Duty missed;
  missed.kind = DutyKind::Measures;
  missed.state = DutyState::Missed;
  Write([&] {
    duties_.Save(from, std::vector{running, missed});
    duties_.Save(into, std::vector{running});
    complaints_.SetNextLook(from, kNoon);
  });
  for (int i = 0; i < 2; ++i) {
    Merge(from, into);
    EXPECT_THAT(complaints_.MentionsOf(into), SizeIs(2));
    EXPECT_THAT(complaints_.MentionsOf(from), IsEmpty());
    EXPECT_EQ(complaints_.Load(into)->opened_at, kNoon - hours(6));
    EXPECT_EQ(complaints_.Load(from)->status, ComplaintStatus::Closed);
    EXPECT_EQ(complaints_.MergedInto(from), into);
    EXPECT_EQ(complaints_.MergedInto(into), std::nullopt);
    EXPECT_THAT(complaints_.DueForLook(kNoon + hours(1), 10), IsEmpty());
    EXPECT_EQ(duties_.Load(from)[0].state, DutyState::Void);
    EXPECT_EQ(duties_.Load(from)[1].state, DutyState::Missed) << "missed stays missed";
    EXPECT_EQ(duties_.Load(into)[0].state, DutyState::Open);
  }
}

TEST_F(MergeTest, KeepsHistoryOnlyWhereBothAre) {
  Complaint history = MakeComplaint();
  history.history = true;
  const ComplaintId old = Write([&] { return complaints_.Insert(history); });
  const ComplaintId old_too = Write([&] { return complaints_.Insert(history); });
  Merge(old, old_too);
  EXPECT_TRUE(complaints_.Load(old_too)->history);
  Merge(Open(), old_too);
  EXPECT_FALSE(complaints_.Load(old_too)->history);
}

TEST_F(MergeTest, FollowsEarlierMerges) {
  const ComplaintId a = Open();
  const ComplaintId b = Open();
  const ComplaintId c = Open();
  AddMention(a, MakePost("1", "1"));
  Merge(a, b);
  Merge(b, c);
  EXPECT_THAT(complaints_.MentionsOf(c), SizeIs(1));
  Merge(c, a);  // a became c long ago
  EXPECT_EQ(complaints_.MergedInto(c), std::nullopt);
  EXPECT_THAT(complaints_.MentionsOf(c), SizeIs(1));
}

TEST_F(MergeTest, NeedsBoth) {
  EXPECT_THROW(Merge(Open(), ComplaintId{99}), StoreError);
  EXPECT_THROW(Merge(ComplaintId{99}, Open()), StoreError);
}

TEST_F(ComplaintStoreTest, TellsWhatIsDueForALook) {
  const ComplaintId a = Open();
  const ComplaintId b = Open();
  const ComplaintId never = Open();
  EXPECT_EQ(complaints_.NextLook(), std::nullopt);
  Write([&] {
    complaints_.SetNextLook(a, kNoon + hours(2));
    complaints_.SetNextLook(b, kNoon + hours(1));
    complaints_.SetNextLook(never, kNoon);
    complaints_.SetNextLook(never, std::nullopt);
  });
  EXPECT_EQ(complaints_.NextLook(), kNoon + hours(1));
  EXPECT_THAT(complaints_.DueForLook(kNoon + hours(1) - std::chrono::microseconds(1), 10),
              IsEmpty());
  EXPECT_THAT(complaints_.DueForLook(kNoon + hours(1), 10), ElementsAre(b));
  EXPECT_THAT(complaints_.DueForLook(kNoon + hours(9), 10), ElementsAre(b, a));
  EXPECT_THAT(complaints_.DueForLook(kNoon + hours(9), 1), ElementsAre(b));
}

TEST_F(ComplaintStoreTest, TellsWhenOneIsLookedAtNext) {
  const ComplaintId complaint = Open();
  EXPECT_EQ(complaints_.NextLookAt(complaint), std::nullopt);
  Write([&] { complaints_.SetNextLook(complaint, kNoon); });
  EXPECT_EQ(complaints_.NextLookAt(complaint), kNoon);
}

}  // namespace
}  // namespace forumwatch
