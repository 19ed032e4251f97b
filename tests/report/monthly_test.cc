#include "analysis/report/monthly.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/sample_month.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ComplaintIds Ids(std::initializer_list<int> numbers) {
  ComplaintIds ids;
  ids.reserve(numbers.size());
  for (const int number : numbers) {
    ids.push_back(ComplaintId{number});
  }
  return ids;
}

CountRow Named(const std::vector<CountRow>& table, const std::string& name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const CountRow& row) { return row.name == name; });
  if (found == table.end()) {
    throw std::out_of_range(name);
  }
  return *found;
}

std::vector<std::string> Names(const std::vector<CountRow>& table) {
  std::vector<std::string> names;
  names.reserve(table.size());
  for (const CountRow& row : table) {
    names.push_back(row.name);
  }
  return names;
}

class MonthlyReportTest : public testing::Test {
 protected:
  [[nodiscard]] MonthlyReport Build() const { return BuildMonthlyReport(input_, Shanghai()); }

  // A complaint of March, the rest as given later.
  ReportInput::Row& Add(int id) {
    ReportInput::Row row;
    row.complaint.id = ComplaintId{id};
    row.complaint.opened_at = *ParseRfc3339("2026-03-10T12:00:00+08:00");
    input_.rows.push_back(row);
    return input_.rows.back();
  }

  ReportInput input_ = [] {
    ReportInput input;
    input.month = std::chrono::year(2026) / 3;
    return input;
  }();
};

TEST_F(MonthlyReportTest, CountsWhatWasOpenedInThePeriodAndInTheOneBefore) {
  struct Case {
    const char* opened;
    bool now;
    bool before;
  };
  const Case cases[] = {
      {"2026-01-24T23:59:59+08:00", false, false}, {"2026-01-25T00:00:00+08:00", false, true},
      {"2026-02-24T23:59:59+08:00", false, true},  {"2026-02-25T00:00:00+08:00", true, false},
      {"2026-03-24T23:59:59+08:00", true, false},  {"2026-03-25T00:00:00+08:00", false, false},
  };
  for (const Case& c : cases) {
    input_.rows.clear();
    Add(7).complaint.opened_at = *ParseRfc3339(c.opened);
    const MonthlyReport report = Build();
    EXPECT_EQ(report.complaints, c.now ? Ids({7}) : Ids({})) << c.opened;
    EXPECT_EQ(report.before, c.before ? Ids({7}) : Ids({})) << c.opened;
  }
}

TEST_F(MonthlyReportTest, ClassesAlwaysStandInTheirOrder) {
  EXPECT_THAT(Names(Build().by_class), ElementsAre("一类", "二类", "三类"));
  Add(1).complaint.complaint_class = 3;
  Add(2).complaint.complaint_class = 3;
  Add(3).complaint.complaint_class = 1;
  EXPECT_THAT(Names(Build().by_class), ElementsAre("一类", "二类", "三类"));
  EXPECT_EQ(Named(Build().by_class, "三类").complaints, Ids({1, 2}));
  Add(4);
  Add(5).complaint.complaint_class = 9;
  EXPECT_THAT(Names(Build().by_class), ElementsAre("一类", "二类", "三类", "待定"));
  EXPECT_EQ(Named(Build().by_class, "待定").complaints, Ids({4, 5}));
}

TEST_F(MonthlyReportTest, SpecialtiesAndTopicsComeLargestFirstAndUndecidedLast) {
  for (const int id : {1, 2, 3}) {
    Add(id);
  }
  Add(4).complaint.specialty = "清洁";
  Add(5).complaint.specialty = "维修";
  Add(6).complaint.specialty = "维修";
  Add(7).complaint.specialty = "安全";
  EXPECT_THAT(Names(Build().by_specialty), ElementsAre("维修", "安全", "清洁", "待定"));
  EXPECT_EQ(Named(Build().by_specialty, "待定").complaints, Ids({1, 2, 3}));
}

TEST_F(MonthlyReportTest, WhatWasThereBeforeAndIsGoneStaysInTheTable) {
  ReportInput::Row& row = Add(1);
  row.complaint.specialty = "绿化";
  row.complaint.opened_at = *ParseRfc3339("2026-02-10T12:00:00+08:00");
  const CountRow gone = Named(Build().by_specialty, "绿化");
  EXPECT_THAT(gone.complaints, IsEmpty());
  EXPECT_EQ(gone.before, Ids({1}));
}

TEST_F(MonthlyReportTest, AComplaintCountsOnceUnderItsMainTopic) {
  Add(1).complaint.topics = {"电梯", "噪音"};
  EXPECT_THAT(Names(Build().by_topic), ElementsAre("电梯"));
}

TEST_F(MonthlyReportTest, CausesAreSortedWithSharesThatReachOne) {
  const auto cause = [this](int id, const char* name, const char* item, bool confirmed) {
    Complaint& complaint = Add(id).complaint;
    complaint.cause = name;
    complaint.cause_item = item;
    complaint.cause_confirmed = confirmed;
  };
  cause(1, "法", "管理方法", true);
  cause(2, "机", "质量合格性", false);
  cause(3, "法", "管理方法", false);
  cause(4, "人", "服务态度", true);
  for (const int id : {5, 6, 7, 8}) {
    cause(id, "", "", false);
  }
  const MonthlyReport report = Build();
  ASSERT_THAT(report.pareto, SizeIs(4));
  EXPECT_EQ(report.pareto[0].cause + report.pareto[0].item, "法管理方法");
  EXPECT_EQ(report.pareto[0].complaints, Ids({1, 3}));
  EXPECT_EQ(report.pareto[0].confirmed, Ids({1}));
  EXPECT_DOUBLE_EQ(report.pareto[0].share, 0.25);
  EXPECT_EQ(report.pareto[1].cause, "人") << "equal counts in the order 人机料法环";
  EXPECT_EQ(report.pareto[2].cause, "机");
  EXPECT_EQ(report.pareto[3].cause, "") << "unknown last, however many";
  EXPECT_EQ(report.pareto[3].complaints, Ids({5, 6, 7, 8}));
  EXPECT_DOUBLE_EQ(report.pareto[3].cumulative, 1);
  EXPECT_EQ(report.unconfirmed, Ids({2, 3, 5, 6, 7, 8}));
}

TEST_F(MonthlyReportTest, ClocksAreCountedByTheirWorstEpisode) {
  const auto clocks = [this](int id, std::initializer_list<DutyState> states) {
    ReportInput::Row& row = Add(id);
    for (const DutyState state : states) {
      row.duties.push_back(SampleDuty(DutyKind::FirstReply, state, row.complaint.opened_at));
    }
  };
  clocks(1, {DutyState::Met});
  clocks(2, {DutyState::Met, DutyState::Late});
  clocks(3, {DutyState::Late, DutyState::Met});
  clocks(4, {DutyState::Late, DutyState::Missed, DutyState::Open});
  clocks(5, {DutyState::Met, DutyState::Open});
  clocks(6, {DutyState::Void});
  clocks(7, {});
  const MonthlyReport report = Build();
  const DutyCounts& counts = report.duties.front().now;
  EXPECT_EQ(report.duties.front().kind, DutyKind::FirstReply);
  EXPECT_EQ(counts.met, Ids({1}));
  EXPECT_EQ(counts.late, Ids({2, 3}));
  EXPECT_EQ(counts.missed, Ids({4}));
  EXPECT_EQ(counts.open, Ids({5}));
  EXPECT_EQ(counts.withdrawn, Ids({6}));
  EXPECT_DOUBLE_EQ(counts.OnTimeRate().value(), 0.25);
}

TEST_F(MonthlyReportTest, AClockThatStartedInThisPeriodCountsHereThoughItsComplaintIsOlder) {
  ReportInput::Row& row = Add(1);
  const UtcTime now = row.complaint.opened_at;
  row.complaint.opened_at = now - std::chrono::days(31);
  row.duties = {SampleDuty(DutyKind::FirstReply, DutyState::Met, row.complaint.opened_at),
                SampleDuty(DutyKind::FirstReply, DutyState::Missed, now)};
  const MonthlyReport report = Build();
  EXPECT_EQ(report.complaints, Ids({})) << "one event is one complaint (E4), counted when it began";
  EXPECT_EQ(report.before, Ids({1}));
  EXPECT_EQ(report.duties.front().now.missed, Ids({1}));
  EXPECT_EQ(report.duties.front().before.met, Ids({1}));
  EXPECT_EQ(report.duties.front().before.missed, Ids({}));
}

TEST_F(MonthlyReportTest, ARateNeedsSomethingDecided) {
  EXPECT_EQ(Build().duties.front().now.OnTimeRate(), std::nullopt);
  ReportInput::Row& row = Add(1);
  row.duties = {SampleDuty(DutyKind::FirstReply, DutyState::Open, row.complaint.opened_at)};
  EXPECT_EQ(Build().duties.front().now.OnTimeRate(), std::nullopt);
}

TEST_F(MonthlyReportTest, TheMedianIsTakenOverAnswersOnly) {
  using std::chrono::minutes;
  int id = 0;
  for (const int taken : {200, 10, 50, 30}) {
    ReportInput::Row& row = Add(++id);
    Duty duty = SampleDuty(DutyKind::Measures, DutyState::Met, row.complaint.opened_at);
    duty.satisfied_at = duty.starts_at + minutes(taken);
    row.duties = {duty};
  }
  ReportInput::Row& missed = Add(++id);
  missed.duties = {SampleDuty(DutyKind::Measures, DutyState::Missed, missed.complaint.opened_at)};
  EXPECT_EQ(Build().duties.at(1).now.median, minutes(30));
  EXPECT_EQ(Build().duties.front().now.median, std::nullopt);
}

// What the machine took and what people took is kept apart; a reply that waited for no alert is the
// staff's alone, and a call has no alert to wait for.
TEST_F(MonthlyReportTest, TheMediansOfTheMachineAndOfTheStaffStandApart) {
  using std::chrono::minutes;
  int id = 0;
  const auto answered = [&](DutyKind kind, int taken, std::optional<int> told) {
    ReportInput::Row& row = Add(++id);
    const UtcTime opened = row.complaint.opened_at;
    row.duties = {SampleDuty(kind, DutyState::Met, opened)};
    row.duties[0].satisfied_at = opened + minutes(taken);
    if (told) {
      row.handling = {{{opened, opened}}, {{opened, opened + minutes(*told)}}, {}};
    }
  };
  answered(DutyKind::FirstReply, 30, 1);
  answered(DutyKind::FirstReply, 50, 3);
  answered(DutyKind::FirstReply, 100, 20);
  answered(DutyKind::FirstReply, 10, std::nullopt);
  answered(DutyKind::FirstReply, 5, 9);
  answered(DutyKind::WorkingDay, 70, 1);
  const std::vector<DutyRow> duties = Build().duties;
  EXPECT_EQ(duties.at(0).now.machine_median, minutes(3)) << "of 1, 3 and 20";
  EXPECT_EQ(duties.at(0).now.staff_median, minutes(29)) << "of 5, 10, 29, 47 and 80";
  EXPECT_EQ(duties.at(1).now.machine_median, std::nullopt);
  EXPECT_EQ(duties.at(1).now.staff_median, std::nullopt);
  EXPECT_EQ(duties.at(2).now.median, minutes(70));
  EXPECT_EQ(duties.at(2).now.staff_median, std::nullopt) << "no answer on the forum";
}

TEST_F(MonthlyReportTest, CasesAndLegacyMattersComeHottestFirst) {
  for (int id = 1; id <= 9; ++id) {
    Complaint& complaint = Add(id).complaint;
    complaint.heat.peak = 10 * (id % 4);
    complaint.complaint_class = id % 2 == 0 ? 2 : 1;
    complaint.people = id;
  }
  const MonthlyReport report = Build();
  EXPECT_EQ(report.cases, Ids({7, 3, 6, 2, 9}));
  EXPECT_THAT(report.cases, SizeIs(kCases));
  EXPECT_EQ(report.legacy, Ids({6, 2, 8, 4}));
}

TEST_F(MonthlyReportTest, OldPostsOfAFirstVisitAreCountedAndNamed) {
  Add(1);
  Add(2).complaint.history = true;
  EXPECT_EQ(Build().complaints, Ids({1, 2}));
  EXPECT_EQ(Build().history, Ids({2}));
}

// Every table splits the same complaints: nothing is lost, nothing counted twice.
TEST(MonthlyReportOfTheSample, EveryTableAddsUp) {
  const ReportInput input = SampleMonth();
  const MonthlyReport report = BuildMonthlyReport(input, Shanghai());
  EXPECT_THAT(report.complaints, SizeIs(24));
  EXPECT_THAT(report.before, SizeIs(6));
  for (const auto* table :
       {&report.by_class, &report.by_community, &report.by_specialty, &report.by_topic}) {
    ComplaintIds now;
    ComplaintIds before;
    for (const CountRow& row : *table) {
      now.insert(now.end(), row.complaints.begin(), row.complaints.end());
      before.insert(before.end(), row.before.begin(), row.before.end());
    }
    EXPECT_THAT(now, testing::UnorderedElementsAreArray(report.complaints));
    EXPECT_THAT(before, testing::UnorderedElementsAreArray(report.before));
  }
  ComplaintIds causes;
  for (const ParetoRow& bar : report.pareto) {
    causes.insert(causes.end(), bar.complaints.begin(), bar.complaints.end());
  }
  EXPECT_THAT(causes, testing::UnorderedElementsAreArray(report.complaints));
  for (const DutyRow& row : report.duties) {
    EXPECT_EQ(row.now.met.size() + row.now.late.size() + row.now.missed.size() +
                  row.now.open.size() + row.now.withdrawn.size(),
              report.complaints.size());
  }
}

TEST(MonthlyReportOfTheSample, DoesNotHangOnTheOrderOfTheRows) {
  ReportInput input = SampleMonth();
  const std::string first =
      RenderReportJson(BuildMonthlyReport(input, Shanghai()), input, Shanghai());
  std::mt19937 random(7);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(input.rows.begin(), input.rows.end(), random);
    EXPECT_EQ(RenderReportJson(BuildMonthlyReport(input, Shanghai()), input, Shanghai()), first);
  }
}

}  // namespace
}  // namespace forumwatch
