// Grouping by tables that were learnt: each sign says its number, the sum decides.
#include "analysis/grouping/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/grouping/matters.h"

namespace forumwatch {
namespace {

using testing::Contains;

TEST(StepTable, HasANumberForEachRange) {
  const StepTable table{{0.5F, 2}, {-1, 0, 3}};
  EXPECT_EQ(table.At(-9), -1);
  EXPECT_EQ(table.At(0.49), -1);
  EXPECT_EQ(table.At(0.5), 0) << "a range begins with its border";
  EXPECT_EQ(table.At(1.9), 0);
  EXPECT_EQ(table.At(2), 3);
  EXPECT_EQ(table.At(1e9), 3);
}

std::size_t SignNamed(std::string_view name) {
  const auto* const found =
      std::find_if(kSignsOfLikeness.begin(), kSignsOfLikeness.end(),
                   [name](const LikenessSign& sign) { return sign.name == name; });
  return static_cast<std::size_t>(found - kSignsOfLikeness.begin());
}

// What all relations think of everything.
GroupingTables Flat(float bias) {
  GroupingTables tables;
  for (GroupingTables::OfRelation& of : tables.relations) {
    of.bias = bias;
    of.signs.fill({{}, {0}});
  }
  return tables;
}

GroupingOptions With(GroupingTables tables) {
  GroupingOptions options;
  options.tables = std::make_shared<const GroupingTables>(std::move(tables));
  return options;
}

const Said kOpening = {"a", "电梯又停了，困了二十分钟", "电梯", "7栋", "电梯又停了"};
const Said kFollowUp = {"a", "我也被关过，没人管", "电梯"};

TEST(GroupingByTables, WhatTheySayIsWhatHappens) {
  for (const float bias : {-9.0F, 9.0F}) {
    Community community(With(Flat(bias)));
    community.Take(kOpening);
    EXPECT_EQ(community.Ask(kFollowUp).decision, bias > 0 ? Decision::Join : Decision::Open);
  }
}

TEST(GroupingByTables, EachSignCountsForItsRelationAlone) {
  GroupingTables tables = Flat(-9);
  tables.relations.at(static_cast<std::size_t>(Relation::OnlyOfThread))
      .signs.at(SignNamed("texts")) = {{0.5F}, {0, 18}};
  Community community(With(tables));
  community.Take(kOpening);
  EXPECT_EQ(community.Ask(kFollowUp).decision, Decision::Join);
  Said elsewhere = kFollowUp;
  elsewhere.thread = "b";
  EXPECT_EQ(community.Ask(elsewhere).decision, Decision::Open);
}

TEST(GroupingByTables, TheyNeverJoinAnotherBuildingsLift) {
  Community community(With(Flat(9)));
  community.Take(kOpening);
  Said other = kFollowUp;
  other.place = "12栋";
  EXPECT_EQ(community.Ask(other).decision, Decision::Suggest);
}

TEST(GroupingByTables, NorAnotherTopicThatBeginsWithBesides) {
  Community community(With(Flat(9)));
  community.Take(kOpening);
  const Said besides = {"a", "另外，东门保安打瞌睡，外来人员随便进", "安保门禁"};
  EXPECT_EQ(community.Ask(besides).decision, Decision::Suggest);
  Said same_topic = besides;
  same_topic.topic = "电梯";
  EXPECT_EQ(community.Ask(same_topic).decision, Decision::Join);
}

TEST(GroupingByTables, NorAnotherTopicWithoutAWordInCommonForStandingInTheThread) {
  Community community(With(Flat(9)));
  community.Take(kOpening);
  Matter fee = MatterOf({"a", "物业费又涨了，收费标准从来不公示", "收费"});
  fee.author = "别人";
  EXPECT_EQ(community.memory().Place(fee).decision, Decision::Suggest);
  fee.author = "业主";
  EXPECT_EQ(community.memory().Place(fee).decision, Decision::Join) << "who spoke of the lift";
}

TEST(GroupingByTables, WhoeverSpokeOfItGoesOn) {
  GroupingTables tables = Flat(-9);
  const auto author = static_cast<float>(AuthorRelation::SaidThis);
  for (GroupingTables::OfRelation& of : tables.relations) {
    of.signs.at(SignNamed("author")) = {{author, author + 0.5F}, {0, 18, 0}};
  }
  Community community(With(tables));
  community.Take(kOpening);
  const Placement placement = community.Ask(kFollowUp);  // all are of one author
  EXPECT_EQ(placement.decision, Decision::Join);
  EXPECT_THAT(placement.reasons, Contains("同一个人接着说"));
  Matter anonymous = MatterOf(kFollowUp);
  anonymous.author.clear();
  EXPECT_EQ(community.memory().Place(anonymous).decision, Decision::Open);
}

TEST(GroupingByTables, RelationsAreToldApart) {
  Likeness likeness;
  EXPECT_EQ(RelationOf(likeness), Relation::FollowUpElsewhere);
  likeness.opens_thread = true;
  EXPECT_EQ(RelationOf(likeness), Relation::OpeningElsewhere);
  likeness.in_thread = true;
  EXPECT_EQ(RelationOf(likeness), Relation::OtherOfThread);
  likeness.opened_thread = true;
  EXPECT_EQ(RelationOf(likeness), Relation::OnlyOfThread);
  likeness.in_thread_beside = 2;
  EXPECT_EQ(RelationOf(likeness), Relation::FirstOfThread);
}

}  // namespace
}  // namespace forumwatch
