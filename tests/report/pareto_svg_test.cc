#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/parsed_page.h"
#include "tests/report/sample_month.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A month of complaints with these causes: item, how many, how many of them confirmed.
struct Bar {
  const char* item;
  int count;
  int confirmed;
};

MonthlyReport MonthOf(const std::vector<Bar>& bars) {
  ReportInput input;
  input.month = std::chrono::year(2026) / 3;
  int id = 0;
  for (const Bar& bar : bars) {
    for (int i = 0; i < bar.count; ++i) {
      ReportInput::Row row;
      row.complaint.id = ComplaintId{++id};
      row.complaint.opened_at = *ParseRfc3339("2026-03-10T12:00:00+08:00");
      row.complaint.cause = "机";
      row.complaint.cause_item = bar.item;
      row.complaint.cause_confirmed = i < bar.confirmed;
      input.rows.push_back(row);
    }
  }
  return BuildMonthlyReport(input, Shanghai());
}

class Picture {
 public:
  explicit Picture(const MonthlyReport& report)
      : svg_(ParetoSvg(report)), page_(ParsePage("<body>" + svg_)) {}

  [[nodiscard]] const std::string& svg() const { return svg_; }
  [[nodiscard]] const ParsedPage& page() const { return page_; }

  // Attribute `name` of the bars drawn in that grey, frame and legend left out.
  [[nodiscard]] std::vector<double> Bars(const std::string& fill, const std::string& name) const {
    std::vector<double> values;
    for (const Element& element : page_.elements) {
      const auto& attributes = element.attributes;
      if (element.tag == "rect" && attributes.at("fill") == fill &&
          attributes.at("width") != "12") {
        values.push_back(std::stod(attributes.at(name)));
      }
    }
    return values;
  }

 private:
  std::string svg_;
  ParsedPage page_;
};

TEST(ParetoSvg, IsNothingWithoutComplaints) {
  EXPECT_EQ(ParetoSvg(MonthOf({})), "");
}

TEST(ParetoSvg, BarsFallAndTheLineRisesToTheTop) {
  const Picture picture(
      MonthOf({{"质量合格性", 4, 1}, {"功能适用性", 3, 3}, {"外观完好性", 1, 0}}));
  EXPECT_THAT(picture.Bars("#ddd", "height"), ElementsAre(135, 101.3, 33.8));
  EXPECT_THAT(picture.Bars("#999", "height"), ElementsAre(33.8, 101.3, 0)) << "confirmed part";
  EXPECT_THAT(picture.page().Values("points"), ElementsAre("164.0,175.0 380.0,73.8 596.0,40.0"));
  for (const char* label : {">50%<", ">88%<", ">100%<", ">80% 线<", ">起数（起）<", ">累计占比<"}) {
    EXPECT_THAT(picture.svg(), HasSubstr(label));
  }
}

TEST(ParetoSvg, EveryBarSaysHowManyItIs) {
  const Picture picture(MonthOf({{"甲", 12, 0}, {"乙", 7, 0}}));
  EXPECT_THAT(picture.svg(), HasSubstr(">12<"));
  EXPECT_THAT(picture.svg(), HasSubstr(">7<"));
}

TEST(ParetoSvg, TheMarkStandsAtFourFifths) {
  const Picture picture(MonthOf({{"甲", 1, 0}}));
  for (const Element& element : picture.page().elements) {
    if (element.attributes.contains("stroke-dasharray")) {
      EXPECT_EQ(element.attributes.at("y1"), "94.0");  // 310 − 0.8·270
      EXPECT_EQ(element.attributes.at("y2"), "94.0");
      return;
    }
  }
  ADD_FAILURE() << "no mark";
}

TEST(ParetoSvg, ItemsOfTheHandbookBreakWhereTheyAreRead) {
  const std::string svg = ParetoSvg(MonthOf({{"质量合格性", 1, 0}, {"耐用性", 1, 0}}));
  for (const char* line : {">质量<", ">合格性<", ">耐用性<", ">机<"}) {
    EXPECT_THAT(svg, HasSubstr(line));
  }
}

std::vector<std::string> LongNames(int count) {
  std::vector<std::string> names(static_cast<std::size_t>(count));
  for (std::string& name : names) {
    name = "一个很长很长的原因名称" + std::to_string(&name - names.data());
  }
  return names;
}

TEST(ParetoSvg, NothingLeavesThePaper) {
  for (const int bars : {1, 2, 5, 14, 40}) {
    const std::vector<std::string> names = LongNames(bars);
    std::vector<Bar> month;
    for (const std::string& name : names) {
      const int count = 1 + static_cast<int>(month.size() * month.size());
      month.push_back({name.c_str(), count, count / 2});
    }
    const Picture picture(MonthOf(month));
    const auto x = picture.Bars("#ddd", "x");
    const auto width = picture.Bars("#ddd", "width");
    ASSERT_EQ(x.size(), static_cast<std::size_t>(bars));
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_GE(x[i], 56);
      EXPECT_LE(x[i] + width[i], 704.1);
      if (i > 0) {
        EXPECT_GE(x[i], x[i - 1] + width[i - 1]) << "bars do not overlap";
      }
    }
  }
}

TEST(ParetoSvg, TheCountAxisHasRoundStepsAndAFew) {
  struct Case {
    int count;
    std::size_t steps;
    const char* last;
  };
  for (const Case& c : {Case{1, 2, ">1<"}, Case{6, 7, ">6<"}, Case{7, 4, ">6<"},
                        Case{24, 5, ">20<"}, Case{100, 6, ">100<"}, Case{999, 5, ">800<"}}) {
    const Picture picture(MonthOf({{"甲", c.count, 0}}));
    std::size_t left_ticks = 0;
    for (const std::string& x : picture.page().Values("x1")) {
      left_ticks += x == "51.0" ? 1U : 0U;
    }
    EXPECT_EQ(left_ticks, c.steps) << c.count;
    EXPECT_THAT(picture.svg(), HasSubstr(c.last));
  }
}

TEST(ParetoSvg, NamesFromElsewhereStayText) {
  const Picture picture(MonthOf({{"<script>", 1, 0}, {"\"><b>", 1, 0}}));
  for (const Element& element : picture.page().elements) {
    EXPECT_NE(element.tag, "script");
    EXPECT_NE(element.tag, "b");
  }
}

}  // namespace
}  // namespace forumwatch
