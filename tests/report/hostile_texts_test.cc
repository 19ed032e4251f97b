// Every text in a report may have been written by somebody who means harm. Each payload is put into
// every field at once; the page, read back by an HTML parser, must have exactly the elements and
// attributes of a page with harmless text of the same length. The control renders the same without
// escaping, and the same check must catch it.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "tests/report/hostile_payloads.h"
#include "tests/report/parsed_page.h"
#include "tests/report/sample_month.h"
#include "tests/report/shipped_template.h"

namespace forumwatch {
namespace {

using testing::IsEmpty;
using testing::Not;

ReportInput WithTextEverywhere(const std::string& text) {
  ReportInput input = SampleMonth();
  input.company = text;
  input.communities = {text, text};
  input.calendar_versions = {text, text};
  for (ReportInput::Row& row : input.rows) {
    row.community = text;
    row.posts = {text};
    Complaint& complaint = row.complaint;
    complaint.summary = text;
    complaint.place = text;
    complaint.topics = {text, text};
    complaint.specialty = text;
    complaint.cause = text;
    complaint.cause_item = text;
    complaint.flags = {text};
  }
  return input;
}

std::vector<std::string> ShapesWith(const std::string& text, const std::string& template_text) {
  return ParsePage(SampleHtml(WithTextEverywhere(text), template_text)).Shapes();
}

bool IsCaught(const Payload& payload, const std::string& template_text) {
  return ShapesWith(payload.text, template_text) !=
         ShapesWith(Harmless(payload.text), template_text);
}

TEST(HostileTexts, AddNoElementAndNoAttribute) {
  EXPECT_GE(kPayloads.size(), 60U);
  const std::string shipped = ShippedTemplate();
  for (const Payload& payload : kPayloads) {
    EXPECT_FALSE(IsCaught(payload, shipped)) << payload.text;
  }
}

TEST(HostileTexts, ControlWithoutEscapingTheCheckCatchesThem) {
  const std::string unescaping = Unescaping(ShippedTemplate());
  ASSERT_NE(unescaping, ShippedTemplate());
  for (const Payload& payload : kPayloads) {
    if (payload.is_markup) {
      EXPECT_TRUE(IsCaught(payload, unescaping)) << payload.text;
    }
  }
}

TEST(HostileTexts, AreShownAsTheyWereWritten) {
  const std::string text = "\"><script>alert('1 & 2')</script>";
  const std::string shown = ParsePage(SampleHtml(WithTextEverywhere(text), ShippedTemplate())).text;
  EXPECT_NE(shown.find(text), std::string::npos);
}

std::vector<std::string> BadLinks(const ParsedPage& page) {
  static const RE2 kGood(R"(#C\d+|https?://[^/\s"'<>]+[^\s"'<>]*)");
  std::vector<std::string> bad;
  for (const std::string attribute : {"href", "src", "action", "xlink:href", "data"}) {
    for (const std::string& value : page.Values(attribute)) {
      if (!RE2::FullMatch(value, kGood)) {
        bad.push_back(value);
      }
    }
  }
  return bad;
}

TEST(HostileAddresses, BecomeNoLink) {
  const std::string shipped = ShippedTemplate();
  const auto shapes_with_link = ParsePage(SampleHtml(SampleMonth(), shipped)).Shapes();
  ReportInput without = SampleMonth();
  for (ReportInput::Row& row : without.rows) {
    row.first_url = "";
  }
  const auto shapes_without_link = ParsePage(SampleHtml(without, shipped)).Shapes();
  for (const Payload& payload : kPayloads) {
    for (const std::string& url :
         {payload.text, "https://bbs.guihuayuan.example/" + payload.text, "https://" + payload.text,
          "http://bbs.guihuayuan.example/?q=" + payload.text}) {
      ReportInput input = SampleMonth();
      for (ReportInput::Row& row : input.rows) {
        row.first_url = url;
      }
      const ParsedPage page = ParsePage(SampleHtml(input, shipped));
      EXPECT_THAT(BadLinks(page), IsEmpty()) << url;
      EXPECT_TRUE(page.Shapes() == shapes_with_link || page.Shapes() == shapes_without_link) << url;
    }
  }
}

TEST(HostileAddresses, ControlTheCheckKnowsABadLink) {
  for (const char* html :
       {"<a href=\"javascript:alert(1)\">", "<a href=\" javascript:alert(1)\">", "<a href=data:,x>",
        "<img src=//evil.example>", "<a href=\"#C1x\">", "<a href=\"https://a b\">"}) {
    EXPECT_THAT(BadLinks(ParsePage(html)), Not(IsEmpty())) << html;
  }
  EXPECT_THAT(BadLinks(ParsePage("<a href=\"https://a.example/\"><a href=\"#C12\">")), IsEmpty());
}

}  // namespace
}  // namespace forumwatch
