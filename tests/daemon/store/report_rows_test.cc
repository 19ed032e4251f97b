#include "daemon/store/report_rows.h"

#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ReportRowsTest : public StoreTest {
 protected:
  ComplaintId OpenedAt(UtcTime at) {
    Complaint complaint = MakeComplaint();
    complaint.opened_at = at;
    return Write([&] { return complaints_.Insert(complaint); });
  }
  static std::vector<ComplaintId> Ids(const std::vector<ReportInput::Row>& rows) {
    std::vector<ComplaintId> ids;
    ids.reserve(rows.size());
    for (const ReportInput::Row& row : rows) {
      ids.push_back(row.complaint.id);
    }
    return ids;
  }
};

TEST_F(ReportRowsTest, ARowTellsAllThatTheReportNeeds) {
  const ComplaintId id = Open();
  AddMention(id, MakePost("1", "11"));
  AddMention(id, MakePost("2", "12"));
  Duty duty;
  duty.due_at = kNoon + hours(4);
  Write([&] { duties_.Save(id, std::vector{duty}); });
  const auto rows = ReadReportRows(session(), kNoon, kNoon + hours(1), kNoon);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].complaint.id, id);
  EXPECT_EQ(rows[0].complaint.summary, "7栋电梯反复停运");
  EXPECT_EQ(rows[0].community, "铜雀台");
  EXPECT_THAT(rows[0].duties, ElementsAre(duty));
  EXPECT_THAT(rows[0].posts, ElementsAre("11", "12"));
  EXPECT_EQ(rows[0].first_url, "https://forum.example/t1#p11");
}

TEST_F(ReportRowsTest, AClockThatHasRunOutSinceItWasLookedAtIsMissed) {
  const ComplaintId id = Open();
  Duty duty;
  duty.due_at = kNoon + hours(4);
  Write([&] { duties_.Save(id, std::vector{duty}); });
  const auto state = [&](UtcTime now) {
    return ReadReportRows(session(), kNoon, kNoon + hours(1), now).at(0).duties.at(0).state;
  };
  EXPECT_EQ(state(kNoon + hours(4)), DutyState::Open);
  EXPECT_EQ(state(kNoon + hours(4) + microseconds(1)), DutyState::Missed);
}

TEST_F(ReportRowsTest, APeriodBeginsWithItsFirstInstantAndEndsBeforeItsLast) {
  OpenedAt(kNoon - microseconds(1));
  const ComplaintId first = OpenedAt(kNoon);
  const ComplaintId last = OpenedAt(kNoon + hours(1) - microseconds(1));
  OpenedAt(kNoon + hours(1));
  EXPECT_THAT(Ids(ReadReportRows(session(), kNoon, kNoon + hours(1), kNoon)),
              ElementsAre(first, last));
}

TEST_F(ReportRowsTest, AnOlderComplaintWhoseClockStartedAgainInThePeriodIsThere) {
  const ComplaintId id = OpenedAt(kNoon - hours(100));
  OpenedAt(kNoon - hours(100));
  Duty again;
  again.episode = 2;
  again.starts_at = kNoon;
  again.due_at = kNoon + hours(4);
  again.began_in = "1/6";
  Write([&] { duties_.Save(id, std::vector{again}); });
  const auto rows = ReadReportRows(session(), kNoon, kNoon + hours(1), kNoon);
  EXPECT_THAT(Ids(rows), ElementsAre(id));
  EXPECT_THAT(rows.at(0).duties, ElementsAre(again)) << "with the thread that began it";
}

TEST_F(ReportRowsTest, AMergedComplaintIsCountedOnce) {
  const ComplaintId into = OpenedAt(kNoon);
  const ComplaintId from = OpenedAt(kNoon);
  Write([&] { complaints_.Merge(from, into); });
  EXPECT_THAT(Ids(ReadReportRows(session(), kNoon, kNoon + hours(1), kNoon)), ElementsAre(into));
}

TEST_F(ReportRowsTest, OneCommunityOrAll) {
  const ComplaintId here = OpenedAt(kNoon);
  const CommunityId other = Write([&] { return sources_.EnsureCommunity("桃花源"); });
  Complaint complaint = MakeComplaint();
  complaint.community = other;
  const ComplaintId there = Write([&] { return complaints_.Insert(complaint); });
  const auto ids = [&](std::optional<CommunityId> community) {
    return Ids(ReadReportRows(session(), kNoon, kNoon + hours(1), kNoon, community));
  };
  EXPECT_THAT(ids(std::nullopt), ElementsAre(here, there));
  EXPECT_THAT(ids(community_), ElementsAre(here));
  EXPECT_THAT(ids(other), ElementsAre(there));
  EXPECT_THAT(ids(CommunityId{99}), IsEmpty());
}

TEST_F(ReportRowsTest, AReaderReadsTheReport) {
  OpenedAt(kNoon);
  Session reader(store_.file(), OpenMode::Read);
  EXPECT_THAT(ReadReportRows(reader, kNoon, kNoon + hours(1), kNoon), SizeIs(1));
  EXPECT_FALSE(reader.in_transaction());
}

}  // namespace
}  // namespace forumwatch
