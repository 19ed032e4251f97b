// Who may do what about a complaint (B12, C1–C3), by the shipped file; and whose order it is.
#include "daemon/desk/permission.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/permissions_file.h"
#include "config/roles.h"
#include "daemon/desk/desk.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// One of each role, called as it is; 王经理 and 小林 have accounts.
Permissions OneOfEach() {
  Permissions permissions;
  permissions.steps = LoadStepRoles(FORUMWATCH_SOURCE_DIR "/config/permissions.json");
  for (const std::string& role : HandlingRoles()) {
    permissions.people[role] = {{role}, {}};
  }
  permissions.people["王经理"] = {{"head"}, {"wang", "wang2"}};
  permissions.people["小林"] = {{"monitor", "handler"}, {"xiaolin"}};
  return permissions;
}

struct Row {
  const char* action;
  std::set<std::string> may;  // admin besides
};
const Row kRows[] = {
    {"acknowledged", {"monitor", "handler", "head", "deputy"}},
    {"assigned", {"head", "deputy"}},
    {"noted", {"monitor", "handler", "head", "deputy", "leader", "quality"}},
    {"investigated", {"handler", "head", "deputy"}},
    {"responded", {"monitor", "handler", "head", "deputy"}},
    {"notified", {"head", "deputy"}},
    {"impact_stated", {"monitor", "handler", "head", "deputy", "quality"}},
    {"cause_confirmed", {"handler", "head", "deputy", "quality"}},
    {"merged", {"monitor", "head", "deputy"}},
    {"split", {"monitor", "head", "deputy"}},
    {"drafted", {"monitor", "handler", "head", "deputy"}},
    {"approved", {"head", "deputy"}},
    {"rejected", {"head", "deputy"}},
    {"post_ordered", {"monitor", "handler", "head", "deputy"}},
    {"posted", {"monitor", "handler", "head", "deputy"}},
    {"posted.unapproved", {"monitor", "head", "deputy"}},
    {"handled", {"monitor", "handler", "head", "deputy"}},
    {"revisited", {"monitor", "handler", "head", "deputy", "quality"}},
    {"revisit_waived", {"monitor", "head", "deputy"}},
    {"revisit_allowed", {"monitor", "head", "deputy"}},
    {"lesson_drawn", {"handler", "head", "deputy", "quality"}},
    {"closed", {"monitor", "head", "deputy"}},
    {"closed.early", {"head"}},
    {"reopened", {"monitor", "head", "deputy", "leader", "quality"}},
};

TEST(Permission, EveryStepIsForItsRolesAlone) {
  const Permissions permissions = OneOfEach();
  std::set<std::string> actions;
  for (const Row& row : kRows) {
    actions.insert(row.action);
    for (const std::string& role : HandlingRoles()) {
      const bool may = role == kAdmin || row.may.contains(role);
      EXPECT_EQ(WhyNotAllowed(permissions, role, row.action).empty(), may)
          << role << " " << row.action;
    }
  }
  EXPECT_EQ(actions, std::set<std::string>(KnownActions().begin(), KnownActions().end()));
}

TEST(Permission, ARefusalSaysWhoMay) {
  Permissions permissions = OneOfEach();
  EXPECT_EQ(
      WhyNotAllowed(permissions, "小林", "approved"),
      "小林（论坛监控员、处理人）不能办“批准”；能办的是部门负责人、负责人的代理人：deputy、head、"
      "王经理（B12、C1–C3）");
  EXPECT_THAT(WhyNotAllowed(permissions, "deputy", "closed.early"),
              AllOf(HasSubstr("“不到时候就关闭”"), HasSubstr("部门负责人：head、王经理")));
  permissions.people = {{"小林", {{"monitor"}, {}}}};
  EXPECT_THAT(WhyNotAllowed(permissions, "小林", "approved"), HasSubstr("现在没有这样的人"));
  permissions.people["老赵"] = {{"admin"}, {}};
  EXPECT_THAT(WhyNotAllowed(permissions, "小林", "approved"), HasSubstr("：老赵"));
  permissions.steps.erase("approved");
  EXPECT_THAT(WhyNotAllowed(permissions, "小林", "approved"), HasSubstr("投诉管理员：老赵"));
}

TEST(Permission, WithoutPeopleEverybodyMayDoEverything) {
  Permissions permissions = OneOfEach();
  permissions.people.clear();
  EXPECT_THAT(WhyNotAllowed(permissions, "路人", "closed.early"), IsEmpty());
  EXPECT_EQ(WhoOrders(permissions, "路人", "root").name, "路人");
  EXPECT_EQ(WhoOrders(permissions, "", "root").name, "root");
  EXPECT_THAT(WhoOrders(permissions, "", "").refused, HasSubstr("谁"));
}

// B12: an account is a person's own; whoever shares one is believed.
TEST(Permission, AnOrderIsOfWhoeverTheAccountBelongsTo) {
  const Permissions permissions = OneOfEach();
  const struct {
    const char* about;
    const char* name;
    const char* account;
    const char* is;       // "" refused
    const char* refused;  // what it says
  } rows[] = {
      {"by the account", "", "xiaolin", "小林", ""},
      {"the account's own name", "xiaolin", "xiaolin", "小林", ""},
      {"both", "小林", "xiaolin", "小林", ""},
      {"the second account", "", "wang2", "王经理", ""},
      {"as somebody else", "王经理", "xiaolin", "", "账号 xiaolin 是小林的"},
      {"as somebody unknown", "路人", "xiaolin", "", "不能以“路人”的名义"},
      {"a shared account, who has none", "deputy", "root", "deputy", ""},
      {"a shared account, who has one", "王经理", "root", "", "自己的账号 wang、wang2"},
      {"a shared account without a name", "", "root", "", "账号 root 没有写是谁的"},
      {"a stranger", "随便谁", "root", "", "没有“随便谁”这个办理人"},
      {"an account as a name", "xiaolin", "root", "", "没有“xiaolin”这个办理人"},
  };
  for (const auto& row : rows) {
    const OrderedBy by = WhoOrders(permissions, row.name, row.account);
    EXPECT_EQ(by.name, row.is) << row.about;
    EXPECT_EQ(by.refused.empty(), *row.is != '\0') << row.about << ": " << by.refused;
    EXPECT_THAT(by.refused, HasSubstr(row.refused)) << row.about;
  }
  EXPECT_THAT(WhoOrders(permissions, "随便谁", "root").refused,
              AllOf(HasSubstr("permissions.people"), HasSubstr("小林"), HasSubstr("王经理")));
}

TEST(Permission, APersonIsKnownByNameAndByEachOfTheirAccounts) {
  const Permissions permissions = OneOfEach();
  EXPECT_TRUE(WasDoneBy(permissions, "王经理", "王经理"));
  EXPECT_TRUE(WasDoneBy(permissions, "王经理", "王经理（root）"));
  EXPECT_TRUE(WasDoneBy(permissions, "王经理", "wang2"));
  EXPECT_TRUE(WasDoneBy(permissions, "王经理", "小林（wang）")) << "before there were people";
  EXPECT_FALSE(WasDoneBy(permissions, "王经理", "小林（root）"));
  EXPECT_FALSE(WasDoneBy(permissions, "deputy", "root"));
  EXPECT_TRUE(WasDoneBy({}, "小林", "小林（root）"));
  EXPECT_TRUE(WasDoneBy({}, "王（客服）", "王（客服）（root）"));
  EXPECT_FALSE(WasDoneBy({}, "王", "王（客服）（root）"));
}

TEST(Permission, ASignatureNamesPersonAndAccount) {
  EXPECT_EQ(Signed("李主管", "forumwatch"), "李主管（forumwatch）");
  EXPECT_EQ(Signed("forumwatch", "forumwatch"), "forumwatch");
  EXPECT_EQ(Signed("", "forumwatch"), "forumwatch");
  EXPECT_EQ(Signed("李主管", ""), "李主管");
}

class PermissionAtTheDesk : public testing::Test {
 protected:
  PermissionAtTheDesk() {
    house_.Show({Seen(kLift, kMorning)});
    house_.config.permissions.steps =
        LoadStepRoles(FORUMWATCH_SOURCE_DIR "/config/permissions.json");
  }
  OrderResult Do(const char* who, StepKind kind, const char* why = "", const char* account = "") {
    return Desk(house_.session(), house_.config, house_.pipeline())
        .Do({kind, ComplaintId{1}, who, "", why, {}, account}, kMorning);
  }
  std::vector<Step> Steps() { return StepStore(house_.session()).Of(ComplaintId{1}); }

  House house_{kMorning};
};

TEST_F(PermissionAtTheDesk, WhoeverHasNotTheRoleIsRefusedAndLeavesNothingOnRecord) {
  house_.config.permissions.people = {
      {"小林", {{"monitor"}, {}}}, {"李工", {{"handler"}, {}}}, {"王经理", {{"head"}, {}}}};
  EXPECT_THAT(Do("随便谁", StepKind::Acknowledged).said, HasSubstr("没有“随便谁”这个办理人"));
  ASSERT_TRUE(Do("小林", StepKind::Drafted, "您好，电梯今天15点修好。").done);
  EXPECT_THAT(Do("李工", StepKind::Approved).said,
              AllOf(HasSubstr("不能办“批准”"), HasSubstr("王经理")));
  EXPECT_THAT(Do("李工", StepKind::Posted, "来不及了").said, HasSubstr("“未批准先发”"));
  EXPECT_THAT(Do("小林", StepKind::Closed, "业主撤回").said, HasSubstr("“不到时候就关闭”"));
  EXPECT_EQ(Steps().size(), 1U);
  EXPECT_TRUE(Do("小林", StepKind::Posted, "来不及了").done);
  EXPECT_TRUE(Do("王经理", StepKind::Approved).done);
  EXPECT_TRUE(Do("王经理", StepKind::Closed, "业主撤回").done);
}

// B12: one drafts, another approves.
TEST_F(PermissionAtTheDesk, NotEvenAdminApprovesHisOwnDraft) {
  house_.config.permissions.people = {{"老赵", {{"admin"}, {"zhao"}}}, {"王经理", {{"head"}, {}}}};
  EXPECT_THAT(Do("王经理", StepKind::Drafted, "您好", "zhao").said,
              HasSubstr("账号 zhao 是老赵的"));
  ASSERT_TRUE(Do("", StepKind::Drafted, "您好，电梯今天15点修好。", "zhao").done);
  EXPECT_EQ(Steps().back().who, "老赵（zhao）");
  EXPECT_THAT(Do("老赵", StepKind::Approved, "", "zhao").said, HasSubstr("两个人"));
  EXPECT_TRUE(Do("老赵", StepKind::Closed, "业主撤回", "zhao").done);
}

}  // namespace
}  // namespace forumwatch
