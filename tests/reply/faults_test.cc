// B13: what a draft is warned about besides points left out.
#include "analysis/reply/faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reply/real_help.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;

const FoundFault* Find(const std::vector<FoundFault>& found, Fault fault) {
  for (const FoundFault& one : found) {
    if (one.fault == fault) {
      return &one;
    }
  }
  return nullptr;
}

bool Has(std::string_view reply, Fault fault) {
  return Find(FaultsOf(reply, RealLexicon(), RealHelp().words), fault) != nullptr;
}

TEST(FaultsOfADraft, AGoodReplyHasNone) {
  EXPECT_THAT(FaultsOf("各位业主，对不起，让大家爬楼了。7栋2号梯今天9点到12点停梯换变频器，由工程部"
                       "李工负责，换好后观察7天，3月16日在本帖公布结果。",
                       RealLexicon(), RealHelp().words),
              testing::IsEmpty());
}

TEST(FaultsOfADraft, EachIsFoundByItsWords) {
  struct Case {
    const char* reply;
    Fault fault;
  };
  const Case kCases[] = {
      {"您好，部分业主在网上夸大事实，请理性看待。", Fault::Blame},
      {"您好，堵塞是业主使用不当造成的。", Fault::Blame},
      {"您好，学校配套不属于物业职责，建议向开发商咨询。", Fault::Shirking},
      {"您好，这件事我司无权答复。", Fault::Shirking},
      {"您好，请耐心等待。", Fault::Coldness},
      {"防水工程招标流程尚未结束。", Fault::Coldness},
      {"您好，我们保证以后绝不再停梯，3月5日修好。", Fault::BeyondPower},
      {"您好，明天起在楼道停车的由保安罚款。", Fault::BeyondPower},
      {"您好，我们会尽快安排维修。", Fault::Undated},
      {"您好，已收到，谢谢您的反映。", Fault::BareReceipt},
  };
  for (const Case& one : kCases) {
    EXPECT_TRUE(Has(one.reply, one.fault)) << one.reply << " " << Name(one.fault);
  }
}

TEST(FaultsOfADraft, APromiseWithADayIsNone) {
  EXPECT_FALSE(Has("您好，我们将安排师傅3月5日上门维修。", Fault::Undated));
  EXPECT_TRUE(Has("您好，3月5日师傅已上门。路灯我们会尽快维修。", Fault::Undated))
      << "the day stands in another sentence";
}

TEST(FaultsOfADraft, ToSayWhoseItIsShirksNothingWhereSomethingIsDone) {
  EXPECT_FALSE(
      Has("您好，这家店在红线外，物业没有执法权。我们今天已书面报城管中队，由何敏陪同，"
          "明天上午上门检查，结果在本帖公布。",
          Fault::Shirking));
}

TEST(FaultsOfADraft, ABriefReplyWithMeasuresIsNotCold) {
  EXPECT_FALSE(Has(
      "这家店在红线外。我们今天已书面报城管中队，由何敏陪同，明天上午上门检查，结果在本帖公布。",
      Fault::Coldness));
}

TEST(FaultsOfADraft, TheWordsAreShown) {
  const auto found = FaultsOf("您好，部分业主煽动情绪。", RealLexicon(), RealHelp().words);
  const FoundFault* const blame = Find(found, Fault::Blame);
  ASSERT_NE(blame, nullptr);
  EXPECT_THAT(blame->words, testing::ElementsAre("部分业主", "煽动"));
  EXPECT_THAT(InWords(*blame), HasSubstr("部分业主、煽动"));
}

TEST(FaultsOfADraft, WithoutWordsNothingIsSaidOfThem) {
  const auto found = FaultsOf("部分业主煽动情绪。", RealLexicon(), DraftWords());
  EXPECT_EQ(Find(found, Fault::Blame), nullptr);
  EXPECT_EQ(Find(found, Fault::Coldness), nullptr) << "no word for warmth is known";
}

}  // namespace
}  // namespace forumwatch
