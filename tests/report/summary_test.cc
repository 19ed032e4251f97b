#include "analysis/report/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/sample_month.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::HasSubstr;
using testing::Not;

std::string Summary(const ReportInput& input) {
  std::string text;
  for (const std::string& sentence :
       SummarySentences(BuildMonthlyReport(input, Shanghai()), IndexRows(input))) {
    text += sentence;
  }
  return text;
}

// The first `now` complaints of the sample's period and the first `before` of the one before.
ReportInput Part(std::size_t now, std::size_t before) {
  ReportInput input = SampleMonth();
  const UtcTime from = StatisticalMonth(input.month, input.cutoff_day, Shanghai()).from;
  std::erase_if(input.rows, [&](const ReportInput::Row& row) {
    std::size_t& left = row.complaint.opened_at >= from ? now : before;
    return left == 0 || left-- == 0;
  });
  return input;
}

TEST(Summary, TellsTheMonthInPlainWords) {
  EXPECT_EQ(Summary(SampleMonth()),
            "本期共有投诉 24 起，比上期的 6 起增加 18 起（升 300.0%）。"
            "物业服务方面（一类）19 起，地产公司原因（二类）3 起，外部环境和公共设施（三类）2 起。"
            "投诉最多的专业是维修，9 起，占 37.5%。"
            "比上期增加最多的是“停车”，由 0 起增至 3 起。"
            "最主要的原因是法·管理方法，6 起，占 25.0%；前 8 项原因合计占 83.3%，原因比较分散。"
            "有 15 起的原因尚未经人确认（E6），确认后排序可能变化。"
            "首次回复（B2）按时 20 起，超时 2 起，未回复 1 起；超时和未回复占 13.0%，上期为 16.7%。"
            "反响最大的是 C107“6栋电梯连续三天停运”，9 人发帖 16 次。");
}

TEST(Summary, SpeaksOfTheTotalAsItIs) {
  struct Case {
    std::size_t now;
    std::size_t before;
    const char* text;
  };
  const Case cases[] = {
      {0, 0, "本期没有投诉，上期也没有。"},
      {0, 4, "本期没有投诉，上期为 4 起。"},
      {3, 0, "本期共有投诉 3 起，上期没有投诉。"},
      {4, 4, "本期共有投诉 4 起，与上期持平。"},
      {5, 4, "本期共有投诉 5 起，比上期的 4 起增加 1 起（升 25.0%）。"},
      {3, 4, "本期共有投诉 3 起，比上期的 4 起减少 1 起（降 25.0%）。"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(Summary(Part(c.now, c.before)), testing::StartsWith(c.text));
  }
  EXPECT_EQ(Summary(Part(0, 4)), "本期没有投诉，上期为 4 起。") << "and nothing else";
}

// Seen by nobody is not the same as not there.
TEST(Summary, AMonthThatWasNotWatchedIsNothingToCompareWith) {
  struct Case {
    const char* since;
    std::size_t now;
    std::size_t before;
    const char* text;
  };
  const Case cases[] = {
      {"2026-01-25T00:00:00+08:00", 3, 0, "本期共有投诉 3 起，上期没有投诉。"},
      {"2026-02-05T09:00:00+08:00", 5, 4,
       "本期共有投诉 5 起；上期自 2月5日 起才监测，记录 4 起，不作比较。"},
      {"2026-02-25T00:00:00+08:00", 3, 0, "本期共有投诉 3 起；上期还没有监测，不作比较。"},
      {"2026-03-05T09:00:00+08:00", 0, 0,
       "本期自 3月5日 起监测，没有投诉；上期还没有监测，不作比较。"},
      {"2026-03-05T09:00:00+08:00", 3, 0,
       "本期自 3月5日 起监测，共有投诉 3 起；上期还没有监测，不作比较。"},
      {"2026-04-05T09:00:00+08:00", 3, 0, "本期还没有监测，补录的共有投诉 3 起。"},
  };
  for (const Case& c : cases) {
    ReportInput input = Part(c.now, c.before);
    input.watched = {{"云栖苑/业主论坛", *ParseRfc3339(c.since)}};
    EXPECT_THAT(Summary(input), testing::StartsWith(c.text));
    EXPECT_EQ(Summary(input).find("增加最多"), std::string::npos) << c.since;
  }
}

TEST(Summary, ASourceThatCameLaterIsNamedAndNothingIsCompared) {
  ReportInput input = Part(5, 4);
  input.watched = {{"云栖苑/业主论坛", *ParseRfc3339("2025-12-01T00:00:00+08:00")},
                   {"云栖苑/维修报修", *ParseRfc3339("2026-03-05T09:00:00+08:00")}};
  EXPECT_THAT(Summary(input),
              testing::StartsWith("本期共有投诉 5 起，上期为 4 起；监测的来源有增加，不作比较。"));
  EXPECT_THAT(Summary(input), HasSubstr("后来才监测的来源：云栖苑/维修报修（3月5日），"));
  EXPECT_THAT(Summary(input), Not(HasSubstr("增加最多")));
  input.watched[1].since = input.watched[0].since;
  EXPECT_THAT(Summary(input), testing::StartsWith("本期共有投诉 5 起，比上期的 4 起增加 1 起"));
}

TEST(Summary, WithoutAPeriodBeforeNothingRises) {
  EXPECT_THAT(Summary(Part(5, 0)), Not(HasSubstr("增加最多")));
}

TEST(Summary, NamesThoseWhoShareTheFirstPlace) {
  ReportInput input = Part(4, 0);
  int n = 0;
  for (ReportInput::Row& row : input.rows) {
    row.complaint.specialty = n++ % 2 == 0 ? "清洁" : "绿化";
  }
  EXPECT_THAT(Summary(input), HasSubstr("投诉最多的专业是清洁、绿化，各 2 起，占 50.0%。"));
  n = 0;
  for (ReportInput::Row& row : input.rows) {
    row.complaint.specialty = "专业" + std::to_string(n++);
  }
  EXPECT_THAT(Summary(input), HasSubstr("专业0、专业1、专业2等，各 1 起"));
}

TEST(Summary, FewCausesAreToBeMendedFirst) {
  ReportInput input = Part(8, 0);
  const char* const items[] = {"管理方法", "管理方法", "管理方法", "管理方法",
                               "管理方法", "规范流程", "服务方式", "服务方式"};
  int n = 0;
  for (ReportInput::Row& row : input.rows) {
    row.complaint.cause = n < 7 ? "法" : "环";
    row.complaint.cause_item = n < 7 ? items[n] : "外部环境";
    ++n;
  }
  EXPECT_THAT(Summary(input), HasSubstr("最主要的原因是法·管理方法，5 起，占 62.5%；"));
  input.rows[6].complaint.cause_item = "管理方法";
  input.rows[5].complaint.cause_item = "管理方法";
  EXPECT_THAT(Summary(input), HasSubstr("法·管理方法，7 起，占 87.5%。"));
}

TEST(Summary, SaysWhenNoCauseIsKnown) {
  ReportInput input = Part(3, 0);
  for (ReportInput::Row& row : input.rows) {
    row.complaint.cause = row.complaint.cause_item = "";
    row.complaint.cause_confirmed = false;
  }
  EXPECT_THAT(Summary(input),
              HasSubstr("各起投诉的原因都还没有查明。有 3 起的原因尚未经人确认（E6）"));
}

TEST(Summary, PraisesPunctuality) {
  ReportInput input = Part(2, 0);
  for (ReportInput::Row& row : input.rows) {
    row.duties = {SampleDuty(DutyKind::FirstReply, DutyState::Met, row.complaint.opened_at)};
  }
  EXPECT_THAT(Summary(input), HasSubstr("到期的 2 起投诉都按时作了首次回复（B2）。"));
  for (ReportInput::Row& row : input.rows) {
    row.duties.clear();
  }
  EXPECT_THAT(Summary(input), Not(HasSubstr("首次回复")));
}

TEST(Summary, ACauseThatStandsOutIsNotOneOfMany) {
  ReportInput input = Part(5, 0);
  const char* const items[] = {"管理方法", "管理方法", "管理方法", "规范流程", "服务方式"};
  for (std::size_t i = 0; i < input.rows.size(); ++i) {
    input.rows[i].complaint.cause = "法";
    input.rows[i].complaint.cause_item = items[i];
  }
  EXPECT_THAT(Summary(input), HasSubstr("占 60.0%；前 2 项原因合计占 80.0%，应优先整改"));
}

TEST(MainCauses, ReachFourFifths) {
  const auto bar = [](const char* cause, double cumulative) {
    ParetoRow row;
    row.cause = cause;
    row.cumulative = cumulative;
    return row;
  };
  EXPECT_EQ(MainCauses({}), 0U);
  EXPECT_EQ(MainCauses({bar("法", 0.5), bar("机", 0.8), bar("人", 1)}), 2U);
  EXPECT_EQ(MainCauses({bar("法", 0.5), bar("机", 0.79), bar("人", 1)}), 3U);
  EXPECT_EQ(MainCauses({bar("法", 0.3), bar("", 1)}), 1U) << "unknown causes are none";
  EXPECT_EQ(MainCauses({bar("", 1)}), 0U);
}

TEST(Summary, SaysWhenTheForumWasNotSeen) {
  ReportInput input = SampleMonth();
  const UtcTime from = StatisticalMonth(input.month, input.cutoff_day, Shanghai()).from;
  input.unseen = {{"云栖苑/业主论坛", from - hours(9), from - hours(3), "服务没有运行"},
                  {"云栖苑/业主论坛", from - hours(1), from + hours(2), "服务没有运行"},
                  {"云栖苑/报修", from, from + hours(1), "服务没有运行"},
                  {"云栖苑/报修", from + hours(24), from + hours(29), "连接被拒绝"}};
  EXPECT_THAT(Summary(input),
              HasSubstr("本期有 2 段时间没有看到论坛，最长的是云栖苑/报修的 5 小时（连接被拒绝）；"
                        "这些时间里发布又删除的帖子没有记录。上期有 2 段时间没有看到论坛，比较时请"
                        "留意。"));
  EXPECT_EQ(BuildMonthlyReport(input, Shanghai()).unseen.back().from, from);
}

}  // namespace
}  // namespace forumwatch
