// Every text in a report may have been written by somebody who means harm. Each payload is put into
// every field at once; the page, read back by an HTML parser, must have exactly the elements and
// attributes of a page with harmless text of the same length. The control renders the same without
// escaping, and the same check must catch it.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "analysis/text/code_points.h"
#include "analysis/text/plain.h"
#include "tests/report/parsed_page.h"
#include "tests/report/sample_month.h"
#include "tests/report/shipped_template.h"

namespace forumwatch {
namespace {

using testing::IsEmpty;
using testing::Not;

struct Payload {
  std::string text;
  bool is_markup;  // unescaped, it makes an element between tags
};

const std::vector<Payload> kPayloads = {
    // script, plainly and disguised
    {"<script>alert(1)</script>", true},
    {"<ScRiPt>alert(1)</sCrIpT>", true},
    {"<script src=//evil.example/x.js></script>", true},
    {"<script/src=data:,alert(1)>", true},
    {"</script><script>alert(1)</script>", true},
    {"<script >alert(1)</script >", true},
    {"<scr<script>ipt>alert(1)</scr</script>ipt>", true},
    {"<<script>alert(1)//<</script>", true},
    {"<script\n>alert(1)</script>", true},
    {"<script>alert`1`</script>", true},
    // events
    {"<img src=x onerror=alert(1)>", true},
    {"<img/src=x/onerror=alert(1)>", true},
    {"<IMG SRC=\"x\" ONERROR=\"alert(1)\">", true},
    {"<svg onload=alert(1)>", true},
    {"<svg/onload=alert(1)//", false},
    {"<svg><animate onbegin=alert(1) attributeName=x>", true},
    {"<body onload=alert(1)>", false},
    {"<input autofocus onfocus=alert(1)>", true},
    {"<details open ontoggle=alert(1)>", true},
    {"<video><source onerror=alert(1)>", true},
    {"<marquee onstart=alert(1)>", true},
    {"<b onmouseover=alert(1)>电梯</b>", true},
    {"<p style=\"width:expression(alert(1))\">", true},
    // out of an attribute
    {"\" onmouseover=\"alert(1)", false},
    {"' onmouseover='alert(1)", false},
    {"\"><script>alert(1)</script>", true},
    {"'><script>alert(1)</script>", true},
    {"\"/><img src=x onerror=alert(1)>", true},
    {"` onmouseover=alert(1) `", false},
    {"x\" style=\"background:url(//evil.example)", false},
    // addresses
    {"javascript:alert(1)", false},
    {"JaVaScRiPt:alert(1)", false},
    {"java\tscript:alert(1)", false},
    {"data:text/html,<script>alert(1)</script>", true},
    {"vbscript:msgbox(1)", false},
    {"<a href=\"javascript:alert(1)\">点这里</a>", true},
    {"<a href=\"https://evil.example\">首次回复</a>", true},
    {"//evil.example/%2f..", false},
    // what loads, leads away or covers the page
    {"<iframe src=//evil.example></iframe>", true},
    {"<iframe srcdoc=\"<script>alert(1)</script>\">", true},
    {"<object data=//evil.example>", true},
    {"<embed src=//evil.example>", true},
    {"<base href=//evil.example>", true},
    {"<meta http-equiv=refresh content=0;url=//evil.example>", true},
    {"<link rel=stylesheet href=//evil.example/x.css>", true},
    {"<style>*{display:none}</style>", true},
    {"<form action=//evil.example><button>确认</button></form>", true},
    {"<div style=\"position:fixed;inset:0;background:#fff\">", true},
    // what turns the parser round
    {"</td></tr></table><h1>已全部解决</h1>", true},
    {"</title><script>alert(1)</script>", true},
    {"</style><script>alert(1)</script>", true},
    {"</svg><script>alert(1)</script>", true},
    {"<!--", false},
    {"--><script>alert(1)</script>", true},
    {"<![CDATA[<script>alert(1)</script>]]>", false},
    {"<?xml version=\"1.0\"?><x onclick=alert(1)>", true},
    {"<textarea>", true},
    {"<plaintext>", true},
    {"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", true},
    {"<math><mtext><table><mglyph><style><img src=x>", true},
    {"<template><script>alert(1)</script></template>", true},
    {"<select><option><style></option></select><img src=x>", true},
    // written so that a filter does not see it
    {"&lt;script&gt;alert(1)&lt;/script&gt;", false},
    {"&#60;script&#62;alert(1)&#60;/script&#62;", false},
    {"&#x3c;img src=x onerror=alert(1)&#x3e;", false},
    {"\\u003cscript\\u003ealert(1)", false},
    {"%3Cscript%3Ealert(1)%3C/script%3E", false},
    {"＜script＞alert(1)＜/script＞", false},
    {"+ADw-script+AD4-alert(1)", false},
    {std::string("<scr\0ipt>alert(1)</scr\0ipt>", 27), true},
    {"<\u200bimg src=x onerror=alert(1)>", true},
    {"\xc0\xbcscript\xc0\xbe"
     "alert(1)",
     false},
    {"\xe7<script>alert(1)</script>", true},
    {"\u202e<b>txt</b>", true},
    // the template's own language
    {"{{SUMMARY}}", false},
    {"{{#COMPLAINT}}{{ID}}{{/COMPLAINT}}", false},
    {"{{%AUTOESCAPE context=\"HTML\"}}", false},
    {"{{TEXT:none}}<i>", true},
};

// The same text, but every visible character harmless.
std::string Harmless(const std::string& payload) {
  const std::string plain = ShortLine(payload, 1000);
  std::string harmless;
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = NextCodePoint(plain, at);
    harmless += c == ' ' ? " " : "甲";
  }
  return harmless;
}

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

// The shipped template with the escaping of every value switched off.
std::string UnescapingTemplate() {
  std::string text = ShippedTemplate();
  RE2::GlobalReplace(&text, R"(\{\{([A-Z_]+)\}\})", R"({{\1:none}})");
  return text;
}

TEST(HostileTexts, AddNoElementAndNoAttribute) {
  EXPECT_GE(kPayloads.size(), 60U);
  const std::string shipped = ShippedTemplate();
  for (const Payload& payload : kPayloads) {
    EXPECT_FALSE(IsCaught(payload, shipped)) << payload.text;
  }
}

TEST(HostileTexts, ControlWithoutEscapingTheCheckCatchesThem) {
  const std::string unescaping = UnescapingTemplate();
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
