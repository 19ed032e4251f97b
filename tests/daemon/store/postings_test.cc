// Replies to be posted on a forum: an approval once in a thread, a claim before anything is sent.
#include "daemon/store/postings.h"

#include "daemon/store/steps.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class PostingsTest : public StoreTest {
 protected:
  PostingsTest() : complaint_(Open()) { Approve(); }

  void Approve() {
    Write([&] {
      StepStore(session()).Append({complaint_, "王经理", kNoon, StepKind::Approved, "", ""});
    });
  }
  std::optional<PostingId> Order(const std::string& thread = "12") {
    Posting posting;
    posting.complaint = complaint_;
    posting.source = source_;
    posting.thread = thread;
    posting.text = "您好";
    posting.drafted_at = kNoon - minutes(9);
    posting.who = "小林";
    std::optional<PostingId> id;
    Write([&] { id = postings().Order(posting, kNoon); });
    return id;
  }
  void Note(PostingId id, PostingState state, std::optional<UtcTime> due) {
    Write([&] { postings().Note(id, {state, due, "原因"}, kNoon); });
  }
  PostingStore postings() { return PostingStore(session()); }

  ComplaintId complaint_;
};

TEST_F(PostingsTest, WhatIsAskedForIsDueAtOnce) {
  const PostingId id = Order().value();
  ASSERT_THAT(postings().Due(kNoon), SizeIs(1));
  const Posting posting = postings().Due(kNoon).front();
  EXPECT_EQ(posting.id, id);
  EXPECT_EQ(posting.thread, "12");
  EXPECT_EQ(posting.text, "您好");
  EXPECT_EQ(posting.drafted_at, kNoon - minutes(9));
  EXPECT_EQ(posting.state, PostingState::Waiting);
  EXPECT_EQ(postings().NextDue(), kNoon);
}

TEST_F(PostingsTest, AnApprovalIsTakenOnceInAThread) {
  const PostingId id = Order().value();
  for (const PostingState state :
       {PostingState::Waiting, PostingState::Claimed, PostingState::Unsure, PostingState::Held,
        PostingState::Posted}) {
    Note(id, state, std::nullopt);
    EXPECT_FALSE(Order()) << Name(state);
    EXPECT_EQ(postings().Find(id)->state, state);
  }
  Note(id, PostingState::Refused, std::nullopt);
  EXPECT_EQ(Order(), id) << "tried again, not twice";
  EXPECT_EQ(postings().Find(id)->reason, "");
  EXPECT_NE(Order("13").value(), id) << "another thread";
  Approve();
  EXPECT_NE(Order().value(), id) << "another approval";
  EXPECT_THAT(postings().Of(complaint_), SizeIs(3));
}

TEST_F(PostingsTest, WhatIsClaimedIsDueToNobodyUntilItIsTakenOver) {
  const PostingId id = Order().value();
  Write([&] { postings().Claim(id, kNoon); });
  EXPECT_THAT(postings().Due(kNoon + minutes(60)), IsEmpty());
  EXPECT_EQ(postings().Find(id)->attempts, 1);
  Write([&] { EXPECT_EQ(postings().TakeOver(kNoon + minutes(2), "服务停了"), 1); });
  EXPECT_EQ(postings().Find(id)->state, PostingState::Unsure);
  EXPECT_THAT(postings().Due(kNoon + minutes(1)), IsEmpty());
  EXPECT_THAT(postings().Due(kNoon + minutes(2)), SizeIs(1));
}

TEST_F(PostingsTest, WhatIsNotToBeSentAnyMoreIsNotClaimed) {
  const PostingId id = Order().value();
  for (const PostingState state :
       {PostingState::Held, PostingState::Posted, PostingState::Refused, PostingState::Claimed}) {
    Note(id, state, std::nullopt);
    Write([&] { EXPECT_FALSE(postings().Claim(id, kNoon)) << Name(state); });
  }
  EXPECT_EQ(postings().Find(id)->attempts, 0);
}

TEST_F(PostingsTest, DoubtsEndWithAnotherOrderHoldsDoNot) {
  const PostingId id = Order().value();
  EXPECT_FALSE(postings().EverHeld(source_));
  Write([&] { postings().Note(id, {PostingState::Held, std::nullopt}, kNoon); });
  PostingNote doubtful{PostingState::Refused, std::nullopt, "说不准", 3, true, true};
  Write([&] { postings().Note(id, doubtful, kNoon); });
  EXPECT_EQ(postings().Find(id)->doubts, 1);
  EXPECT_TRUE(postings().Find(id)->in_doubt);
  EXPECT_EQ(Order(), id);
  EXPECT_EQ(postings().Find(id)->doubts, 0);
  EXPECT_FALSE(postings().Find(id)->in_doubt);
  EXPECT_EQ(postings().Find(id)->orders, 2);
  EXPECT_TRUE(postings().EverHeld(source_));
  EXPECT_THAT(postings().OfThread(source_, "12"), SizeIs(1));
}

TEST_F(PostingsTest, NothingWaitsLongerThanItIsPulledIn) {
  const PostingId id = Order().value();
  Note(id, PostingState::Held, kNoon + minutes(600));
  Write([&] { postings().PullIn(kNoon + minutes(5)); });
  EXPECT_EQ(postings().NextDue(), kNoon + minutes(5));
}

}  // namespace
}  // namespace forumwatch
