// permissions: who handles complaints as what, and the shipped file of what each role may do.
#include "config/permissions_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_fixture.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The good configuration with this section.
std::string With(const std::string& permissions) {
  return Changed(kGoodConfig,
                 "\"heartbeat\":", "\"permissions\": " + permissions + ",\n\"heartbeat\":");
}

class PermissionsFile : public ConfigTest {};

TEST_F(PermissionsFile, TheShippedOneNamesEveryStep) {
  const StepRoles roles = LoadStepRoles(FORUMWATCH_SOURCE_DIR "/config/permissions.json");
  for (const std::string& action : KnownActions()) {
    EXPECT_TRUE(roles.contains(action)) << action;
    EXPECT_NE(ChineseAction(action), "") << action;
  }
  EXPECT_EQ(roles.size(), KnownActions().size());
}

TEST_F(PermissionsFile, PeopleHaveRolesAndAccountsAndStepsCanBeChanged) {
  const auto [config, mistakes] = Read(With(R"({
    "people": {"小林": {"roles": ["monitor", "handler"], "accounts": ["xiaolin"]},
               "王经理": {"roles": ["head"]}},
    "steps": {"closed.early": ["head", "deputy"]}})"));
  ASSERT_THAT(Lines(mistakes), IsEmpty());
  EXPECT_THAT(Lines(config.warnings), IsEmpty());
  const Permissions& permissions = config.permissions;
  EXPECT_THAT(permissions.people.at("小林").roles, ElementsAre("monitor", "handler"));
  EXPECT_THAT(permissions.people.at("小林").accounts, ElementsAre("xiaolin"));
  EXPECT_THAT(permissions.people.at("王经理").accounts, IsEmpty());
  EXPECT_THAT(permissions.steps.at("closed.early"), ElementsAre("head", "deputy"));
  EXPECT_THAT(permissions.steps.at("approved"), ElementsAre("head", "deputy")) << "as shipped";
}

TEST_F(PermissionsFile, WithoutTheSectionNobodyIsNamed) {
  EXPECT_THAT(Read(kGoodConfig).config.permissions.people, IsEmpty());
}

TEST_F(PermissionsFile, MistakesAreNamedWithTheirPlace) {
  const struct {
    const char* about;
    const char* section;
    const char* says;
  } rows[] = {
      {"no role", R"({"people": {"小林": {}}})", "permissions.people.小林: 缺少 “roles”"},
      {"an empty list", R"({"people": {"小林": {"roles": []}}})", "否则什么也不能办"},
      {"a role that is only told", R"({"people": {"小林": {"roles": ["technical"]}}})",
       "没有“technical”这个角色"},
      {"a misspelt role", R"({"people": {"小林": {"roles": ["hadler"]}}})", "是不是“handler”？"},
      {"an account of two people",
       R"({"people": {"小林": {"roles": ["monitor"], "accounts": ["duty"]},
           "小周": {"roles": ["monitor"], "accounts": ["duty"]}}})",
       "账号 duty 已经是“小林”的"},
      {"an account twice",
       R"({"people": {"小林": {"roles": ["monitor"], "accounts": ["lin", "duty", "lin"]}}})",
       "permissions.people.小林.accounts[2]: 账号 lin 写了两次"},
      {"an unknown step", R"({"steps": {"aproved": ["head"]}})", "是不是 “approved”？"},
      {"a step for nobody", R"({"steps": {"approved": []}})", "只给投诉管理员办的写 [\"admin\"]"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(Lines(Read(With(row.section)).mistakes), Contains(HasSubstr(row.says)))
        << row.about;
  }
}

TEST_F(PermissionsFile, WhatNobodyMayDoIsAWarning) {
  const auto read = Read(With(R"({"people": {"小林": {"roles": ["monitor"]}}})"));
  EXPECT_THAT(Lines(read.mistakes), IsEmpty());
  EXPECT_THAT(Lines(read.config.warnings),
              ElementsAre(AllOf(HasSubstr("permissions.people: 没有人能办："), HasSubstr("批准"),
                                HasSubstr("不到时候就关闭"))));
  EXPECT_THAT(Lines(Read(With(R"({"steps": {"approved": ["head"]}})")).config.warnings),
              ElementsAre(HasSubstr("steps 不起作用")));
}

// B12: nobody approves his own draft.
TEST_F(PermissionsFile, OneAloneWhoDraftsAndApprovesIsAWarning) {
  const auto warnings = [this](const std::string& people) {
    return Lines(Read(With(R"({"people": {)" + people + "}}")).config.warnings);
  };
  EXPECT_THAT(warnings(R"("老赵": {"roles": ["admin"]})"),
              ElementsAre(AllOf(HasSubstr("permissions.people: "), HasSubstr("都只有老赵一个人"),
                                HasSubstr("没有一稿会得到批准"))));
  EXPECT_THAT(warnings(R"("老赵": {"roles": ["admin"]}, "小王": {"roles": ["quality"]})"),
              ElementsAre(HasSubstr("都只有老赵一个人")));
  EXPECT_THAT(warnings(R"("老赵": {"roles": ["admin"]}, "小林": {"roles": ["monitor"]})"),
              IsEmpty());
  EXPECT_THAT(warnings(R"("老赵": {"roles": ["admin"]}, "小周": {"roles": ["admin"]})"), IsEmpty());
}

// A data folder of the user's own was made by an older version.
TEST_F(PermissionsFile, WhatAFolderOfTheUsersOwnDoesNotNameIsAsShipped) {
  const std::string own = folder_ / "own";
  Write("own/permissions.json", R"({"steps": {"approved": ["deputy"]}})");
  DataFolder data(own, FORUMWATCH_SOURCE_DIR "/config");
  EXPECT_THAT(data.Steps().at("approved"), ElementsAre("deputy"));
  EXPECT_THAT(data.Steps().at("assigned"), ElementsAre("head", "deputy"));
  EXPECT_THAT(Lines(data.mistakes()), IsEmpty());
  EXPECT_THAT(DataFolder(folder_ / "none").Steps(), IsEmpty()) << "for admin alone";
}

}  // namespace
}  // namespace forumwatch
