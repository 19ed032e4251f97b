#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/report/sample_month.h"

namespace forumwatch {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;

std::string Text(const ReportInput& input) {
  return RenderReportJson(BuildMonthlyReport(input, Shanghai()), input, Shanghai());
}

Json Parsed(const ReportInput& input) {
  return Json::parse(Text(input));
}

TEST(ReportJson, SaysWhatItIsAbout) {
  const Json json = Parsed(SampleMonth());
  EXPECT_EQ(json["month"], "2026-03");
  EXPECT_EQ(json["period"]["from"], "2026-02-25T00:00:00+08:00");
  EXPECT_EQ(json["period"]["to"], "2026-03-25T00:00:00+08:00");
  EXPECT_EQ(json["period_before"]["from"], "2026-01-25T00:00:00+08:00");
  EXPECT_EQ(json["cutoff_day"], 24);
  EXPECT_EQ(json["company"], "安和物业服务有限公司");
  EXPECT_EQ(json["communities"], Json({"桂花苑"}));
  EXPECT_EQ(json["calendar_version"], "china-2026");
  EXPECT_EQ(json["written_at"], "2026-03-25T00:30:00+08:00");
  EXPECT_EQ(json["total"]["count"], 24);
  EXPECT_EQ(json["unconfirmed"]["count"], 15);
}

TEST(ReportJson, NamesEveryCalendarItsClocksWentBy) {
  ReportInput input = SampleMonth();
  input.calendar_versions = {"china-2026", "own-2026"};
  EXPECT_EQ(Parsed(input)["calendar_version"], "china-2026；own-2026");
  input.calendar_versions.clear();
  EXPECT_TRUE(Parsed(input)["calendar_version"].is_null());
}

// Walks the whole document: wherever there is a count, its ids are there and are as many; and those
// of this month are found in full below.
void CheckFigures(const Json& json, const std::set<std::string>& known, int& figures) {
  if (json.is_object() && json.contains("count")) {
    ++figures;
    EXPECT_EQ(json["count"], json["complaints"].size()) << json;
    for (const Json& id : json["complaints"]) {
      EXPECT_TRUE(known.contains(id.get<std::string>())) << id;
    }
  }
  for (const Json& part : json) {
    if (part.is_structured()) {
      CheckFigures(part, known, figures);
    }
  }
}

TEST(ReportJson, EveryFigureHasTheComplaintsBehindIt) {
  const Json json = Parsed(SampleMonth());
  std::set<std::string> known;
  for (const Json& complaint : json["complaints"]) {
    known.insert(complaint["complaint"].get<std::string>());
  }
  EXPECT_EQ(known.size(), 24U);
  for (const Json& id : json["total_before"]["complaints"]) {
    known.insert(id.get<std::string>());
  }
  int figures = 0;
  CheckFigures(json, known, figures);
  EXPECT_GT(figures, 60);
}

TEST(ReportJson, AComplaintIsToldInFull) {
  const Json json = Parsed(SampleMonth());
  const Json& c = json["complaints"][0];
  EXPECT_EQ(c["complaint"], "C107");
  EXPECT_EQ(c["community"], "桂花苑");
  EXPECT_EQ(c["summary"], "6栋电梯连续三天停运");
  EXPECT_EQ(c["opened_at"], "2026-02-25T07:50:00+08:00");
  EXPECT_EQ(c["class"], 1);
  EXPECT_EQ(c["cause"], "机");
  EXPECT_EQ(c["cause_confirmed"], true);
  EXPECT_EQ(c["heat"]["peak"], 96.4);
  EXPECT_EQ(c["duties"][0]["duty"], "first_reply");
  EXPECT_EQ(c["duties"][0]["state"], "late");
  EXPECT_EQ(c["duties"][0]["machine_seconds"], 120);
  EXPECT_EQ(c["duties"][0]["staff_seconds"], (4 * 60 + 65 - 2) * 60);
  EXPECT_EQ(json["duties"][0]["machine_median_seconds"], 120);
  EXPECT_TRUE(json["duties"][2]["staff_median_seconds"].is_null()) << "no answer on the forum";
  EXPECT_EQ(c["posts"], Json({"9107"}));
}

TEST(ReportJson, UnknownIsNull) {
  ReportInput input = SampleMonth();
  input.company = "";
  ReportInput::Row row;
  row.complaint.id = ComplaintId{900};
  row.complaint.opened_at = *ParseRfc3339("2026-03-10T12:00:00+08:00");
  row.first_url = "javascript:alert(1)";
  input.rows = {row};
  const Json json = Parsed(input);
  EXPECT_TRUE(json["company"].is_null());
  for (const char* name : {"class", "specialty", "cause", "cause_item", "place", "url"}) {
    EXPECT_TRUE(json["complaints"][0][name].is_null()) << name;
  }
  EXPECT_TRUE(json["pareto"][0]["cause"].is_null());
  EXPECT_TRUE(json["duties"][0]["on_time_rate"].is_null());
  EXPECT_TRUE(json["duties"][0]["median_seconds"].is_null());
}

TEST(ReportJson, KeysKeepTheirOrder) {
  std::vector<std::string> keys;
  const Json json = Parsed(SampleMonth());
  for (const auto& [key, value] : json.items()) {
    keys.push_back(key);
  }
  EXPECT_THAT(keys, ElementsAre("month", "period", "period_before", "cutoff_day", "company",
                                "communities", "calendar_version", "written_at", "watched_since",
                                "watched", "unseen", "total", "total_before", "unconfirmed",
                                "history", "by_class", "by_community", "by_specialty", "by_topic",
                                "duties", "pareto", "legacy", "cases", "complaints"));
}

TEST(ReportJson, AnEmptyMonthHasEmptyFigures) {
  ReportInput input = SampleMonth();
  input.rows.clear();
  const Json json = Parsed(input);
  EXPECT_EQ(json["total"], Json({{"count", 0}, {"complaints", Json::array()}}));
  EXPECT_EQ(json["pareto"], Json::array());
  EXPECT_EQ(json["by_class"].size(), 3U);
}

TEST(ReportJson, BrokenBytesAreReplacedNotRefused) {
  ReportInput input = SampleMonth();
  input.rows.back().complaint.summary = "电梯\xff\xfe坏了";
  EXPECT_NO_THROW(Parsed(input));
}

TEST(ReportJson, SharesAreRoundedToFourDigits) {
  const Json json = Parsed(SampleMonth());
  EXPECT_EQ(json["duties"][0]["on_time_rate"].dump(), "0.8696");
  EXPECT_EQ(json["pareto"].back()["cumulative"].dump(), "1.0");
}

}  // namespace
}  // namespace forumwatch
