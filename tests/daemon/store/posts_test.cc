#include "daemon/store/posts.h"

#include <functional>

#include "daemon/store/sql.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

class PostStoreTest : public StoreTest {
 protected:
  SeenPost Seen(PostId id) { return posts_.Load(id).value().seen; }
  int RowsChanged() {
    int rows = 0;
    sql::FetchOne(session(), "SELECT total_changes()", sql::Into(rows));
    return rows;
  }
};

TEST_F(PostStoreTest, ANewPostIsKeptWithEverythingThatWasSeen) {
  SeenPost seen = MakePost("8841", "120394", "第一行\n第二行，“电梯”\t停了");
  seen.floor = 3;
  seen.is_first = true;
  seen.official = true;
  seen.edited_at = kNoon;
  seen.quotes = "120377";
  seen.views = 412;
  seen.replies = 35;
  seen.likes = 2;
  seen.attachments = 3;
  const RecordedPost recorded = Record(seen);
  EXPECT_EQ(recorded.change, PostChange::New);
  const StoredPost stored = posts_.Load(recorded.id).value();
  EXPECT_EQ(stored.seen, seen);
  EXPECT_EQ(stored.source, source_);
  EXPECT_EQ(stored.community, community_);
  EXPECT_EQ(stored.channel, Channel::Forum);
  EXPECT_EQ(stored.seen_at, kNoon);
  EXPECT_EQ(stored.gone_since, std::nullopt);
}

TEST_F(PostStoreTest, WhatIsUnknownStaysUnknown) {
  SeenPost bare;
  bare.thread = "1";
  bare.post = "2";
  EXPECT_EQ(Seen(Record(bare).id), bare);
}

TEST_F(PostStoreTest, TextIsKeptToTheByte) {
  using std::string_literals::operator""s;
  const std::string text = "quote ' \" ; -- :name ? \0 after NUL 😀\r\n"s;
  EXPECT_EQ(Seen(Record(MakePost("1", "1", text)).id).text, text);
}

TEST_F(PostStoreTest, ARepeatIsTheSameAndWritesNothing) {
  const SeenPost seen = MakePost("1", "1");
  const RecordedPost first = Record(seen);
  const int changes = RowsChanged();
  for (int i = 0; i < 3; ++i) {
    const RecordedPost again = Record(seen, kNoon + hours(i));
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.change, PostChange::Same);
  }
  EXPECT_EQ(RowsChanged(), changes);
  EXPECT_THAT(posts_.OfThread(source_, "1"), SizeIs(1));
  EXPECT_EQ(posts_.Load(first.id)->seen_at, kNoon);
}

TEST_F(PostStoreTest, TheSameIdInAnotherThreadOrSourceIsAnotherPost) {
  const SourceId other = Write([&] {
    return sources_.EnsureSource(community_, "二期论坛", "discuz", "https://two.example/");
  });
  const PostId a = Record(MakePost("1", "7")).id;
  const PostId b = Record(MakePost("2", "7")).id;
  const RecordedPost c =
      Write([&] { return posts_.Record(other, MakePost("1", "7"), Channel::Forum, kNoon, kNoon); });
  EXPECT_EQ(c.change, PostChange::New);
  EXPECT_THAT((std::vector{a, b, c.id}), testing::WhenSorted(ElementsAre(a, b, c.id)));
}

struct ChangeCase {
  const char* name;
  std::function<void(SeenPost&)> change;
  PostChange expected;
};

const ChangeCase kChanges[] = {
    // what was said, or by whom: a revision
    {"text", [](SeenPost& p) { p.text = "修好了，谢谢"; }, PostChange::Revised},
    {"text emptied", [](SeenPost& p) { p.text.clear(); }, PostChange::Revised},
    {"author", [](SeenPost& p) { p.author = "老王"; }, PostChange::Revised},
    {"official", [](SeenPost& p) { p.official = true; }, PostChange::Revised},
    // what moves by itself: no revision
    {"views", [](SeenPost& p) { p.views = 500; }, PostChange::Same},
    {"replies", [](SeenPost& p) { p.replies = 9; }, PostChange::Same},
    {"likes", [](SeenPost& p) { p.likes = 9; }, PostChange::Same},
    {"attachments", [](SeenPost& p) { p.attachments = 2; }, PostChange::Same},
    {"floor", [](SeenPost& p) { p.floor = 8; }, PostChange::Same},
    {"edited_at", [](SeenPost& p) { p.edited_at = kNoon; }, PostChange::Same},
    {"title of its thread", [](SeenPost& p) { p.title = "【已解决】电梯"; }, PostChange::Same},
    {"url", [](SeenPost& p) { p.url = "https://forum.example/moved"; }, PostChange::Same},
    // unknown now, known before: nothing
    {"title unknown", [](SeenPost& p) { p.title.clear(); }, PostChange::Same},
    {"author unknown", [](SeenPost& p) { p.author.clear(); }, PostChange::Same},
    {"time unknown", [](SeenPost& p) { p.posted_at.reset(); }, PostChange::Same},
};

TEST_F(PostStoreTest, AChangeOfWhatWasSaidIsARevision) {
  int number = 0;
  for (const ChangeCase& row : kChanges) {
    const SeenPost before = MakePost("1", std::to_string(++number));
    const PostId id = Record(before).id;
    SeenPost after = before;
    row.change(after);
    const RecordedPost recorded = Record(after, kNoon + hours(1));
    EXPECT_EQ(recorded.change, row.expected) << row.name;
    if (row.expected == PostChange::Revised) {
      EXPECT_EQ(Seen(id), after) << row.name;
      EXPECT_EQ(recorded.previous_text, before.text) << row.name;
      EXPECT_THAT(posts_.RevisionsOf(id),
                  ElementsAre(PostRevision{before.title, before.author, before.text,
                                           before.official, kNoon, kNoon + hours(1)}))
          << row.name;
    } else {
      EXPECT_THAT(posts_.RevisionsOf(id), IsEmpty()) << row.name;
    }
    EXPECT_EQ(Record(after, kNoon + hours(2)).change, PostChange::Same) << row.name;
  }
}

TEST_F(PostStoreTest, TheReplyOfAnAccountThatLeftTheStaffStaysAReply) {
  SeenPost reply = MakePost("1", "1", "已收到，会尽快处理");
  reply.official = true;
  const PostId id = Record(reply).id;
  reply.official = false;
  EXPECT_EQ(Record(reply, kNoon + hours(1)).change, PostChange::Same);
  EXPECT_TRUE(Seen(id).official);
  reply.text = "已收到，明天处理";
  EXPECT_EQ(Record(reply, kNoon + hours(2)).change, PostChange::Revised);
  EXPECT_TRUE(Seen(id).official);
}

TEST_F(PostStoreTest, ARenamedThreadIsARevisionOfItsOpeningPostAlone) {
  SeenPost first = MakePost("1", "1");
  first.is_first = true;
  SeenPost reply = MakePost("1", "2");
  const PostId opening = Record(first).id;
  const PostId answer = Record(reply).id;
  first.title = reply.title = "【已解决】电梯";
  EXPECT_EQ(Record(first, kNoon + hours(1)).change, PostChange::Revised);
  EXPECT_EQ(Record(reply, kNoon + hours(1)).change, PostChange::Same);
  EXPECT_EQ(posts_.RevisionsOf(opening).front().title, "电梯");
  EXPECT_THAT(posts_.RevisionsOf(answer), IsEmpty());
  EXPECT_EQ(Seen(answer).title, "【已解决】电梯");
}

TEST_F(PostStoreTest, CountersFollowWithoutARevision) {
  SeenPost seen = MakePost("1", "1");
  seen.views = 10;
  const PostId id = Record(seen).id;
  seen.views = 11;
  Record(seen, kNoon + hours(1));
  EXPECT_EQ(Seen(id).views, 11);
  seen.views.reset();
  Record(seen, kNoon + hours(2));
  EXPECT_EQ(Seen(id).views, 11);
}

TEST_F(PostStoreTest, PostedAtStaysAsFirstKnown) {
  SeenPost seen = MakePost("1", "1");
  seen.posted_at.reset();
  const PostId id = Record(seen).id;
  EXPECT_EQ(posts_.Load(id)->at(), kNoon);
  seen.posted_at = kNoon - hours(5);
  EXPECT_EQ(Record(seen).change, PostChange::Same);
  EXPECT_EQ(posts_.Load(id)->at(), kNoon - hours(5));
  seen.posted_at = kNoon - hours(2);
  Record(seen, kNoon + hours(1));
  EXPECT_EQ(Seen(id).posted_at, kNoon - hours(5));
}

TEST_F(PostStoreTest, APostOfTheFutureCountsFromWhenItWasSeen) {
  SeenPost seen = MakePost("1", "1");
  seen.posted_at = kNoon + hours(30);
  EXPECT_EQ(posts_.Load(Record(seen).id)->at(), kNoon);
}

TEST_F(PostStoreTest, EachRevisionKeepsItsOwnTime) {
  SeenPost seen = MakePost("1", "1", "一");
  const PostId id = Record(seen).id;
  seen.text = "二";
  Record(seen, kNoon + hours(1));
  seen.text = "三";
  Record(seen, kNoon + hours(2));
  EXPECT_THAT(posts_.RevisionsOf(id),
              ElementsAre(AllOf(Field(&PostRevision::text, "一"),
                                Field(&PostRevision::replaced_at, kNoon + hours(1))),
                          AllOf(Field(&PostRevision::text, "二"),
                                Field(&PostRevision::seen_at, kNoon + hours(1)),
                                Field(&PostRevision::replaced_at, kNoon + hours(2)))));
}

TEST_F(PostStoreTest, AnOlderSightingFillsWhatIsUnknownAndChangesNothingElse) {
  SeenPost newer = MakePost("1", "1", "改过的");
  newer.author_id.clear();
  const PostId id = Record(newer).id;
  SeenPost archived = MakePost("1", "1", "原来的");
  archived.views = 3;
  EXPECT_EQ(Record(archived, kNoon - hours(10)).change, PostChange::Same);
  EXPECT_EQ(Seen(id).text, "改过的");
  EXPECT_EQ(Seen(id).author_id, "5521");
  EXPECT_EQ(Seen(id).views, 3);
  EXPECT_THAT(posts_.RevisionsOf(id), IsEmpty());
}

TEST_F(PostStoreTest, AClockThatWasAheadHoldsNoEditBack) {
  const PostId id = Record(MakePost("1", "1", "原来的"), kNoon + hours(10), kNoon + hours(10)).id;
  EXPECT_EQ(Record(MakePost("1", "1", "改过的"), kNoon, kNoon).change, PostChange::Revised);
  EXPECT_EQ(Seen(id).text, "改过的");
  EXPECT_EQ(posts_.RevisionsOf(id).at(0).seen_at, kNoon);
}

TEST_F(PostStoreTest, AnOldSightingStaysOldWhateverTheClockWas) {
  const PostId id = Record(MakePost("1", "1", "今天的"), kNoon + hours(10), kNoon + hours(10)).id;
  Record(MakePost("1", "1", "上个月的"), kNoon - hours(700), kNoon);
  EXPECT_EQ(Seen(id).text, "今天的");
}

TEST_F(PostStoreTest, APostIsNeverDeleted) {
  const PostId id = Record(MakePost("1", "1")).id;
  EXPECT_TRUE(posts_.Find(source_, "1", "1").has_value());
  EXPECT_EQ(posts_.Find(source_, "1", "2"), std::nullopt);
  EXPECT_EQ(posts_.Load(PostId{999}), std::nullopt);
  EXPECT_EQ(posts_.Load(id)->id, id);
}

TEST_F(PostStoreTest, PostsOfAThreadComeOpeningPostFirstThenByFloor) {
  const auto record = [&](const char* post, std::optional<int> floor, bool first) {
    SeenPost seen = MakePost("1", post);
    seen.floor = floor;
    seen.is_first = first;
    Record(seen);
  };
  record("late", std::nullopt, false);
  record("ten", 10, false);
  record("two", 2, false);
  record("later", std::nullopt, false);
  EXPECT_EQ(posts_.FirstOfThread(source_, "1"), std::nullopt);
  record("first", std::nullopt, true);
  std::vector<std::string> order;
  for (const StoredPost& post : posts_.OfThread(source_, "1")) {
    order.push_back(post.seen.post);
  }
  EXPECT_THAT(order, ElementsAre("first", "two", "ten", "late", "later"));
  EXPECT_EQ(posts_.FirstOfThread(source_, "1")->seen.post, "first");
}

}  // namespace
}  // namespace forumwatch
