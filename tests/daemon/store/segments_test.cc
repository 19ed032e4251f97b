#include "daemon/store/segments.h"

#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SegmentStoreTest : public StoreTest {
 protected:
  std::vector<SegmentId> Save(PostId post, std::vector<Segment> segments) {
    return Write([&] { return segments_.SaveUnderstanding(post, {std::move(segments), {}}); });
  }
  void Place(SegmentId segment, const Placement& placement, std::optional<ComplaintId> complaint) {
    Write([&] { segments_.Place(segment, placement, complaint); });
  }
  static Segment At(Segment segment, int start, int end) {
    segment.start = start;
    segment.end = end;
    return segment;
  }

  PostId post_ = Record(MakePost("1", "1", "电梯又停了。花园没人管。")).id;
};

bool Equal(const Segment& a, const Segment& b) {
  return a.start == b.start && a.end == b.end && a.kind == b.kind &&
         a.complaint_class == b.complaint_class && a.topics == b.topics &&
         a.specialty == b.specialty && a.cause == b.cause && a.cause_item == b.cause_item &&
         a.flags == b.flags && a.place == b.place && a.supports == b.supports &&
         a.confidence == b.confidence && a.reasons == b.reasons;
}

TEST_F(SegmentStoreTest, SegmentsComeBackAsUnderstood) {
  Segment first = MakeSegment();
  Segment second = At(MakeSegment("绿化", ""), 6, 12);
  second.kind = Kind::Suggestion;
  second.complaint_class.reset();
  second.flags.clear();
  second.supports = true;
  const auto ids = Save(post_, {first, second});
  const auto stored = segments_.OfPost(post_);
  ASSERT_THAT(stored, SizeIs(2));
  EXPECT_TRUE(Equal(stored[0].segment, first));
  EXPECT_TRUE(Equal(stored[1].segment, second));
  EXPECT_EQ(stored[1].id, ids[1]);
  EXPECT_EQ(stored[0].complaint, std::nullopt);
}

TEST_F(SegmentStoreTest, UnderstandingAgainTheSameChangesNothing) {
  const std::vector<Segment> segments{MakeSegment(), At(MakeSegment("绿化", ""), 6, 12)};
  const auto ids = Save(post_, segments);
  const ComplaintId complaint = Open();
  Place(ids[1], {}, complaint);
  EXPECT_EQ(Save(post_, segments), ids);
  EXPECT_EQ(segments_.OfPost(post_)[1].complaint, complaint);
}

TEST_F(SegmentStoreTest, ARevisionKeepsTheMentionsOfMattersThatRemain) {
  const ComplaintId lift = Open();
  const ComplaintId garden = Open();
  const auto ids = Save(post_, {MakeSegment(), At(MakeSegment("绿化", ""), 6, 12)});
  Place(ids[0], {}, lift);
  Place(ids[1], {}, garden);
  // the lift is gone from the post, the garden moved up, and there is something new
  Segment garden_now = At(MakeSegment("绿化", ""), 0, 6);
  garden_now.flags = {"曝光"};
  const auto now = Save(post_, {garden_now, At(MakeSegment("停车", "北门"), 7, 12)});
  EXPECT_EQ(now[0], ids[1]);
  EXPECT_NE(now[1], ids[0]);
  const auto stored = segments_.OfPost(post_);
  ASSERT_THAT(stored, SizeIs(2));
  EXPECT_EQ(stored[0].complaint, garden);
  EXPECT_THAT(stored[0].segment.flags, ElementsAre("曝光"));
  EXPECT_EQ(stored[1].complaint, std::nullopt);
  EXPECT_THAT(complaints_.MentionsOf(lift), IsEmpty());
  EXPECT_THAT(complaints_.MentionsOf(garden), SizeIs(1));
}

TEST_F(SegmentStoreTest, OfTwoAlikeTheOneThatStandsWhereItStoodContinues) {
  const auto ids = Save(post_, {At(MakeSegment(), 0, 5), At(MakeSegment(), 6, 12)});
  EXPECT_THAT(Save(post_, {At(MakeSegment(), 6, 12)}), ElementsAre(ids[1]));
}

TEST_F(SegmentStoreTest, ASupportIsNotTheMatterItSupports) {
  const auto ids = Save(post_, {MakeSegment()});
  Segment support = MakeSegment();
  support.supports = true;
  EXPECT_NE(Save(post_, {support}), ids);
}

TEST_F(SegmentStoreTest, APostWithoutMatterHasNoSegments) {
  Save(post_, {MakeSegment()});
  EXPECT_THAT(Save(post_, {}), IsEmpty());
  EXPECT_THAT(segments_.OfPost(post_), IsEmpty());
}

TEST_F(SegmentStoreTest, TheKindOfAReplyIsKeptWithThePost) {
  EXPECT_EQ(posts_.Load(post_)->reply, std::nullopt);
  Write([&] { segments_.SaveUnderstanding(post_, {{}, ReplyKind::Measures}); });
  EXPECT_EQ(posts_.Load(post_)->reply, ReplyKind::Measures);
  Write([&] { segments_.SaveUnderstanding(post_, {{}, ReplyKind::Acknowledgement}); });
  EXPECT_EQ(posts_.Load(post_)->reply, ReplyKind::Acknowledgement);
}

TEST_F(SegmentStoreTest, DecisionsAreKeptWithTheirReasons) {
  const ComplaintId complaint = Open();
  const ComplaintId other = Open();
  AddMention(complaint, MakePost("1", "0"));
  const auto ids = Save(post_, {MakeSegment()});
  Placement placement;
  placement.decision = Decision::Join;
  placement.complaint = complaint;
  placement.suggested = {other};
  placement.confidence = 0.93;
  placement.reasons = {"同一主题", "文字 0.71"};
  for (int i = 0; i < 2; ++i) {
    Place(ids[0], placement, complaint);
  }
  const auto decisions = segments_.LoadDecisions(complaint);
  ASSERT_THAT(decisions, SizeIs(2));
  const DecisionRow& row = decisions[0].post == post_ ? decisions[0] : decisions[1];
  EXPECT_EQ(row.segment, ids[0]);
  EXPECT_EQ(row.forum_post, "1");
  EXPECT_EQ(row.thread, "1");
  EXPECT_EQ(row.end, 3);
  EXPECT_EQ(row.placement.decision, Decision::Join);
  EXPECT_EQ(row.placement.complaint, complaint);
  EXPECT_THAT(row.placement.suggested, ElementsAre(other));
  EXPECT_EQ(row.placement.confidence, 0.93);
  EXPECT_THAT(row.placement.reasons, ElementsAre("同一主题", "文字 0.71"));
}

TEST_F(SegmentStoreTest, ASegmentCannotBePlacedNowhere) {
  EXPECT_THROW(Place(SegmentId{77}, {}, std::nullopt), StoreError);
  const auto ids = Save(post_, {MakeSegment()});
  EXPECT_THROW(Place(ids[0], {}, ComplaintId{77}), StoreError) << "no such complaint";
}

// Grouping memory is rebuilt from these rows.
TEST_F(SegmentStoreTest, MatterRowsComeInTheOrderOfPosts) {
  const ComplaintId complaint = Open();
  SeenPost quoting = MakePost("2", "9", "😀同问，电梯");
  quoting.quotes = "1";
  quoting.is_first = true;
  quoting.posted_at = kNoon + hours(9);
  const PostId late = Record(quoting).id;
  const auto late_ids = Save(late, {At(MakeSegment(), 1, 3)});
  const auto ids = Save(post_, {MakeSegment(), At(MakeSegment("绿化", ""), 6, 99)});
  Place(late_ids[0], {}, complaint);
  Place(ids[0], {}, complaint);
  std::vector<MatterRow> rows;
  posts_.ForEachMatterRow(community_, [&](const MatterRow& row) { rows.push_back(row); });
  ASSERT_THAT(rows, SizeIs(2)) << "a segment without a complaint is not remembered";
  EXPECT_EQ(rows[0].matter.text, "电梯又");
  EXPECT_EQ(rows[0].matter.quotes, "");
  EXPECT_TRUE(Equal(rows[0].matter.segment, MakeSegment()));
  const Matter& matter = rows[1].matter;
  EXPECT_EQ(matter.thread, KeyInCommunity(source_, "2"));
  EXPECT_EQ(matter.post, KeyInCommunity(source_, "9"));
  EXPECT_EQ(matter.quotes, KeyInCommunity(source_, "1"));
  EXPECT_EQ(matter.text, "同问");
  EXPECT_EQ(matter.title, "电梯");
  EXPECT_EQ(matter.author, "7栋老王");
  EXPECT_EQ(matter.at, kNoon) << "never later than seen";
  EXPECT_TRUE(matter.is_first);
  EXPECT_EQ(rows[1].complaint, complaint);
  const CommunityId other = Write([&] { return sources_.EnsureCommunity("桃花源"); });
  posts_.ForEachMatterRow(other, [&](const MatterRow&) { ADD_FAILURE(); });
}

TEST_F(SegmentStoreTest, MatterRowsOfAllCommunitiesComeInOneWalk) {
  const ComplaintId complaint = Open();
  const auto ids = Save(post_, {MakeSegment()});
  Place(ids[0], {}, complaint);
  const CommunityId other = Write([&] { return sources_.EnsureCommunity("桃花源"); });
  const SourceId source =
      Write([&] { return sources_.EnsureSource(other, "桃花源论坛", "discuz", "http://f/"); });
  const PostId post = Write(
      [&] { return posts_.Record(source, MakePost("1", "1"), Channel::Forum, kNoon, kNoon).id; });
  Complaint of_others = MakeComplaint();
  of_others.community = other;
  const ComplaintId theirs = Write([&] { return complaints_.Insert(of_others); });
  Place(Save(post, {MakeSegment()})[0], {}, theirs);
  std::vector<std::pair<CommunityId, ComplaintId>> rows;
  const auto take = [&](const MatterRow& row) { rows.emplace_back(row.community, row.complaint); };
  posts_.ForEachMatterRow(std::nullopt, take);
  EXPECT_THAT(rows, ElementsAre(std::pair(community_, complaint), std::pair(other, theirs)));
  rows.clear();
  posts_.ForEachMatterRow(other, take);
  EXPECT_THAT(rows, ElementsAre(std::pair(other, theirs)));
}

struct SliceCase {
  const char* text;
  int start;
  int end;
  const char* expected;
};

const SliceCase kSlices[] = {
    {"电梯又停了", 0, 2, "电梯"}, {"电梯又停了", 3, 5, "停了"},
    {"a电b梯", 1, 3, "电b"},      {"😀电梯", 0, 1, "😀"},
    {"电梯", 0, 0, ""},           {"电梯", 1, 99, "梯"},
    {"电梯", 9, 99, ""},          {"", 0, 3, ""},
    {"电梯", 2, 1, ""},
};

TEST(SegmentText, CountsCodePoints) {
  for (const SliceCase& row : kSlices) {
    Segment segment;
    segment.start = row.start;
    segment.end = row.end;
    EXPECT_EQ(SegmentText(row.text, segment), row.expected) << row.text;
  }
}

TEST_F(SegmentStoreTest, AComplaintsSegmentsComeInTheOrderOfTheirPosts) {
  const ComplaintId complaint = Open();
  AddMention(complaint, MakePost("1", "2", "还是没修"));
  const auto ids = Save(post_, {MakeSegment(), At(MakeSegment("绿化", ""), 6, 12)});
  Place(ids[1], {}, complaint);
  const auto segments = segments_.OfComplaint(complaint);
  ASSERT_THAT(segments, SizeIs(2));
  EXPECT_EQ(segments[0].id, ids[1]);
  EXPECT_THAT(segments[0].segment.topics, ElementsAre("绿化"));
  EXPECT_THAT(segments[1].segment.topics, ElementsAre("电梯"));
}

TEST_F(SegmentStoreTest, APostsDecisionsNameTheComplaintOfEachSegment) {
  const ComplaintId complaint = Open();
  const auto ids = Save(post_, {MakeSegment(), At(MakeSegment("绿化", ""), 6, 12)});
  Placement placement;
  placement.decision = Decision::Suggest;
  placement.reasons = {"文字相似 0.25"};
  Place(ids[0], placement, complaint);
  const auto decisions = segments_.DecisionsOf(post_);
  ASSERT_THAT(decisions, SizeIs(2));
  EXPECT_EQ(decisions[0].complaint, complaint);
  EXPECT_EQ(decisions[0].placement.decision, Decision::Suggest);
  EXPECT_EQ(decisions[0].placement.complaint, std::nullopt);
  EXPECT_EQ(decisions[1].complaint, std::nullopt);
  EXPECT_EQ(decisions[1].placement.decision, Decision::None);
}

}  // namespace
}  // namespace forumwatch
