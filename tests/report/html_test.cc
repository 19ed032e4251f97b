#include <algorithm>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/parsed_page.h"
#include "tests/report/sample_month.h"
#include "tests/report/shipped_template.h"

namespace forumwatch {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Html(const ReportInput& input) {
  return SampleHtml(input, ShippedTemplate());
}

ReportInput OfRows(std::size_t count) {
  ReportInput input = SampleMonth();
  input.rows.erase(input.rows.begin(), input.rows.end() - static_cast<std::ptrdiff_t>(count));
  return input;
}

TEST(AnalysisHtml, TellsWhatItIsAbout) {
  const std::string text = ParsePage(Html(SampleMonth())).text;
  for (const char* part :
       {"安和物业服务有限公司", "统计月份：2026年3月", "统计期间：2026年2月25日至2026年3月24日",
        "小区（项目）：桂花苑", "报告生成：2026年3月25日 00:30", "工作日历：china-2026",
        "呈送：品质管理部、分管领导（D3）"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("尚未结束")));
}

TEST(AnalysisHtml, NamesEveryCalendarItsClocksWentBy) {
  ReportInput input = SampleMonth();
  input.calendar_versions = {"china-2026", "own-2026"};
  EXPECT_THAT(ParsePage(Html(input)).text, HasSubstr("工作日历：china-2026；own-2026"));
}

TEST(AnalysisHtml, HasEveryPartOfTheAnalysis) {
  const std::string text = ParsePage(Html(SampleMonth())).text;
  for (const char* part : {"一、总体情况（F1）", "二、专业和问题（F2）", "三、回复时限（B2、B3）",
                           "四、原因分析：人机料法环（F3）", "五、地产遗留问题（二类，D3）",
                           "六、典型案例（F4", "附：本期投诉清单", "其中 15 起原因尚未确认（E6）",
                           "★法·管理方法", "共 3 起，应书面通知地产公司客户关系中心",
                           "目前 57.8，最高 96.4", "超时 1 小时 5 分钟", "群体（B9、B10）"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(AnalysisHtml, AnUnfinishedPeriodSaysSo) {
  ReportInput input = SampleMonth();
  input.written_at = *ParseRfc3339("2026-03-20T09:00:00+08:00");
  EXPECT_THAT(ParsePage(Html(input)).text, HasSubstr("尚未结束，数字到报告生成时为止"));
}

TEST(AnalysisHtml, AnEmptyMonthReadsWell) {
  ReportInput input = SampleMonth();
  input.rows.clear();
  const std::string text = ParsePage(Html(input)).text;
  EXPECT_THAT(text, HasSubstr("本期没有投诉，上期也没有。"));
  EXPECT_THAT(text, HasSubstr("统计期内没有记录到投诉"));
  EXPECT_THAT(text, Not(HasSubstr("一、总体情况")));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
}

TEST(AnalysisHtml, AMonthWithOneComplaintReadsWell) {
  const std::string text = ParsePage(Html(OfRows(1))).text;
  EXPECT_THAT(text, HasSubstr("本期共有投诉 1 起，上期没有投诉。"));
  EXPECT_THAT(text, HasSubstr("本期没有属于地产公司原因的投诉。"));
}

TEST(AnalysisHtml, TheFirstMonthIsComparedWithNothing) {
  ReportInput input = OfRows(1);
  input.watched = {{"云栖苑/业主论坛", *ParseRfc3339("2026-03-01T09:00:00+08:00")}};
  const std::string text = ParsePage(Html(input)).text;
  EXPECT_THAT(text, HasSubstr("未监测"));
  EXPECT_THAT(text, Not(HasSubstr("新出现")));
}

TEST(AnalysisHtml, SaysWhenEveryCauseIsConfirmed) {
  ReportInput input = OfRows(3);
  for (ReportInput::Row& row : input.rows) {
    row.complaint.cause_confirmed = true;
  }
  const std::string text = ParsePage(Html(input)).text;
  EXPECT_THAT(text, HasSubstr("全部原因都已经人工确认（E6）。"));
  EXPECT_THAT(text, Not(HasSubstr("尚未确认（E6）")));
}

TEST(AnalysisHtml, CommunitiesAreComparedWhenThereAreSeveral) {
  ReportInput input = SampleMonth();
  EXPECT_THAT(Html(input), Not(HasSubstr("按小区（项目）")));
  input.rows.back().community = "枫林里";
  EXPECT_THAT(Html(input), HasSubstr("按小区（项目）"));
}

TEST(AnalysisHtml, EveryNumberLeadsToItsComplaintsInTheList) {
  const ParsedPage page = ParsePage(Html(SampleMonth()));
  std::set<std::string> rows;
  for (const std::string& id : page.Values("id")) {
    EXPECT_TRUE(rows.insert(id).second) << id << " stands twice";
  }
  EXPECT_EQ(rows.size(), 24U);
  int inner = 0;
  for (const std::string& href : page.Values("href")) {
    if (href.starts_with("#")) {
      EXPECT_TRUE(rows.contains(href.substr(1))) << href;
      ++inner;
    } else {
      EXPECT_THAT(href, StartsWith("https://bbs.guihuayuan.example/"));
    }
  }
  EXPECT_GT(inner, 150);
}

TEST(AnalysisHtml, StandsAloneAndRunsNothing) {
  const ParsedPage page = ParsePage(Html(SampleMonth()));
  const std::set<std::string> never = {"script", "link",  "img",  "iframe", "object", "embed",
                                       "form",   "input", "base", "audio",  "video"};
  for (const Element& element : page.elements) {
    EXPECT_FALSE(never.contains(element.tag)) << element.tag;
    for (const auto& [name, value] : element.attributes) {
      EXPECT_FALSE(name.starts_with("on")) << name;
      EXPECT_NE(name, "src");
    }
  }
  EXPECT_THAT(page.Values("content"),
              testing::Contains("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                "form-action 'none'"));
  EXPECT_FALSE(page.has_comment) << "the template's own words to its users are not printed";
}

TEST(AnalysisHtml, ALinkLeavesNoTrace) {
  for (const Element& element : ParsePage(Html(SampleMonth())).elements) {
    if (element.tag == "a" && !element.attributes.at("href").starts_with("#")) {
      EXPECT_EQ(element.attributes.at("rel"), "noopener noreferrer nofollow ugc");
    }
  }
}

TEST(AnalysisHtml, SameInputSameBytesAlsoFromSeveralThreads) {
  const ReportInput input = SampleMonth();
  const std::string expected = Html(input);
  std::vector<std::string> made(4);
  std::vector<std::thread> workers;
  workers.reserve(made.size());
  for (std::string& html : made) {
    workers.emplace_back([&input, &html] {
      for (int i = 0; i < 5; ++i) {
        html = Html(input);
      }
    });
  }
  for (std::thread& worker : workers) {
    worker.join();
  }
  EXPECT_THAT(made, Each(expected));
}

TEST(AnalysisHtml, RefusesATemplateThatCannotBeFilledSafely) {
  struct Case {
    const char* name;
    std::string text;
    const char* says;
  };
  const std::string mark = "{{%AUTOESCAPE context=\"HTML\"}}\n";
  const Case cases[] = {
      {"empty", "", "AUTOESCAPE"},
      {"does not escape", "<p>{{MONTH}}</p>", "AUTOESCAPE"},
      {"escapes for another kind of text", "{{%AUTOESCAPE context=\"XML\"}}", "AUTOESCAPE"},
      {"a part is not closed", mark + "{{#FIGURES}}<p>", "语法错误"},
      {"parts cross", mark + "{{#A}}{{#B}}{{/A}}{{/B}}", "语法错误"},
      {"includes a file", mark + "{{>OTHER}}", ""},
  };
  for (const Case& c : cases) {
    try {
      const std::string html = SampleHtml(SampleMonth(), c.text);
      EXPECT_STREQ(c.says, "") << c.name;
      EXPECT_EQ(html.find("root:"), std::string::npos);
    } catch (const std::runtime_error& e) {
      EXPECT_THAT(e.what(), HasSubstr(c.says)) << c.name;
      EXPECT_THAT(e.what(), StartsWith("analysis.tpl：")) << c.name;
    }
  }
}

TEST(AnalysisHtml, WhatIsWrongWithATemplateIsToldWithItsLine) {
  struct Case {
    std::string text;
    int line;
    const char* says;
  };
  const std::string mark = "{{%AUTOESCAPE context=\"HTML\"}}\n";
  const Case cases[] = {
      {"<p>{{MONTH}}</p>", 1, "AUTOESCAPE"},
      {mark + "<p>\n{{MONTH", 3, "没有用“}}”结束"},
      {mark + "{{#FIGURES}}\n{{#CASE}}{{/CASE}}", 2, "{{#FIGURES}} 没有用 {{/FIGURES}} 结束"},
      {mark + "\n{{/FIGURES}}", 3, "前面没有 {{#FIGURES}}"},
      {mark + "{{#A}}\n{{#B}}\n{{/A}}{{/B}}", 4, "结束第 3 行的 {{#B}}，现在是 {{/A}}"},
      {mark + "{{>OTHER}}", 2, "不能引用其他文件"},
      {mark + "{{MON TH}}", 2, "名字只能用"},
      {"\xef\xbb\xbf" + mark, 1, "BOM"},
      {mark + "<p>\n\xd4\xc2\xb7\xdd</p>", 3, "不是 UTF-8"},
      {mark + "{{MONTH:shout}}", 1, "语法错误"},  // the engine's own verdict, without a line
  };
  for (const Case& c : cases) {
    const auto wrong = WhatIsWrongWithTemplate("analysis.tpl", c.text);
    ASSERT_TRUE(wrong) << c.text;
    EXPECT_EQ(wrong->line, c.line) << c.text;
    EXPECT_THAT(wrong->message, HasSubstr(c.says)) << c.text;
  }
  const auto none = WhatIsWrongWithTemplate("analysis.tpl", ShippedTemplate());
  EXPECT_FALSE(none) << none->message;
}

TEST(AnalysisHtml, ATemplateOfOnesOwnMayShowLess) {
  EXPECT_EQ(SampleHtml(SampleMonth(),
                       "{{%AUTOESCAPE context=\"HTML\"}}\n<p>{{MONTH}}：{{#FIGURES}}{{TOTAL}} "
                       "起{{/FIGURES}}</p>\n"),
            "<p>2026年3月：24 起</p>\n");
}

}  // namespace
}  // namespace forumwatch
