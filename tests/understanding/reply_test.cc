// Staff posts: an acknowledgement satisfies B2, only measures satisfy B3.
#include "analysis/understanding/reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/understanding/understand.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

struct ReplyCase {
  const char* name;
  std::string_view text;
  ReplyKind kind;
};

class StaffPosts : public testing::TestWithParam<ReplyCase> {};

TEST_P(StaffPosts, IsOneOfThreeKinds) {
  const Understanding understood =
      Understand({"电梯又坏了", GetParam().text, false, true, nullptr}, RealLexicon());
  ASSERT_TRUE(understood.reply);
  EXPECT_EQ(Name(*understood.reply), Name(GetParam().kind));
  EXPECT_TRUE(understood.segments.empty()) << "what we write is no complaint";
}

INSTANTIATE_TEST_SUITE_P(
    All, StaffPosts,
    testing::ValuesIn(std::vector<ReplyCase>{
        {"Received", "您好，您反映的问题我们已收到。", ReplyKind::Acknowledgement},
        {"PassedOn", "您好，已转交工程部核实，请稍候。", ReplyKind::Acknowledgement},
        {"Thanks", "感谢您的反馈，祝您生活愉快！", ReplyKind::Acknowledgement},
        {"LongCourtesy",
         "尊敬的业主您好，感谢您对物业工作的关心与支持，您的意见我们高度重视，已认真记录，会尽快回"
         "复您。",
         ReplyKind::Acknowledgement},
        {"WillTakeCare", "收到，我们会加强管理。", ReplyKind::Acknowledgement},
        {"Empty", "", ReplyKind::Acknowledgement},
        {"RepairTonight", "维保师傅今晚八点到场检修，预计十点前恢复运行，负责人工程部李工。",
         ReplyKind::Measures},
        {"AtWork", "电工正在9栋地库抢修配电柜，预计今晚十点前恢复，请勿自行合闸。",
         ReplyKind::Measures},
        {"Done", "您好，三单元路灯已于昨天下午全部更换，共六盏，如还有不亮的请告诉我们。",
         ReplyKind::Measures},
        {"ReceivedAndDone",
         "您好，您反映的问题已收到。今天上午已安排保洁清运，并增派一人每天巡查。",
         ReplyKind::Measures},
        {"Refund", "经核对多收部分共320元，6月12日前原路退回，明细贴在大堂。", ReplyKind::Measures},
        {"Meeting", "定于本周六下午三点在会议室召开沟通会，项目经理到场当面答复。",
         ReplyKind::Measures},
        {"RulesSay", "根据《物业管理条例》的规定，该项收费属于市场调节价，程序合规，请您理解。",
         ReplyKind::Other},
        {"NotOurs", "您好，该路段属于市政道路，不属于我司服务范围，建议您向市政部门反映。",
         ReplyKind::Other},
        {"Normal", "管道冲洗后短时间水质发黄属于正常现象，请暂勿使用净水器。", ReplyKind::Other},
        {"Event", "本周日下午在广场举办邻里节活动，欢迎报名，截止周五。", ReplyKind::Other},
        {"GlassIsMeasured", "玻璃厂家明天上午10点来量尺寸，钢化玻璃3天内换好，工程部刘工负责。",
         ReplyKind::Measures},
        {"WillBeMended", "对讲机主板今天下午修好，工程部小周负责。", ReplyKind::Measures},
        {"PostsWillBeSetUp", "减速柱10月13日前装完，秩序部负责。", ReplyKind::Measures},
        {"IsMendedNow", "您好，三单元门禁昨天已经修好了。", ReplyKind::Measures},
        {"MendItYourself", "您好，户内的水管请自行修好。", ReplyKind::Acknowledgement},
        {"OwnerMendsIt", "您好，阳台的玻璃由业主自费换好，有需要可以向前台咨询师傅的电话。",
         ReplyKind::Other},
        {"NoDay", "收到，会尽快修好。", ReplyKind::Acknowledgement},
        {"Traditional", "您好，電梯已於今早八點修復，恢復正常運行，已安排維保每日巡查一週。",
         ReplyKind::Measures},
    }),
    [](const auto& tested) { return tested.param.name; });

TEST(Reply, NamesTheWordsThatSpeakForIt) {
  const auto deeds = WordsOfReply("电工正在9栋地库抢修配电柜，预计今晚十点前恢复",
                                  ReplyKind::Measures, RealLexicon());
  EXPECT_THAT(deeds, testing::Contains(testing::HasSubstr("做了什么")));
  EXPECT_THAT(deeds, testing::Each(testing::Not(testing::HasSubstr("受理"))));
  EXPECT_THAT(
      WordsOfReply("您好，您反映的问题我们已收到。", ReplyKind::Acknowledgement, RealLexicon()),
      testing::Contains(testing::HasSubstr("受理")));
}

TEST(NamedMatters, AreTheTopicsAndPlacesOfAStaffPost) {
  const NamedMatters lift = MattersNamed(
      "7号楼电梯已安排维保单位今天下午更换变频器，预计18点恢复，负责人张工。", RealLexicon());
  EXPECT_THAT(lift.topics, testing::ElementsAre("电梯"));
  EXPECT_THAT(lift.places, testing::ElementsAre("7栋"));
  const NamedMatters none = MattersNamed("已安排专人今天下午处理，负责人张工。", RealLexicon());
  EXPECT_THAT(none.topics, testing::IsEmpty());
  EXPECT_THAT(none.places, testing::IsEmpty());
}

}  // namespace
}  // namespace forumwatch
