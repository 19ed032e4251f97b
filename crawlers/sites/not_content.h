// Knows pages that are not what was asked for: login walls, anti-flood pages, "no such thread".
// Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "crawlers/crawler.h"
#include "crawlers/html/document.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

inline constexpr std::size_t kQuotedText = 120;  // bytes of the forum's own words in a reason

struct PageJudgement {
  PageVerdict verdict = PageVerdict::Blind;
  std::string reason;
  bool wordless = false;  // the forum says nothing, there just is nothing there
};

inline bool AsksForLogin(const std::optional<PageJudgement>& judgement) {
  return judgement && judgement->verdict == PageVerdict::Login;
}

// The first description that fits a page on which nothing was found; nullopt: none does.
std::optional<PageJudgement> JudgeNotContent(const HtmlEngine& engine, const Document& document,
                                             PageKind asked);

// What the page says at the first place that `select` finds (nullopt: anywhere) and `text` fits;
// nullopt: there is none.
std::optional<std::string> WordsAt(const std::optional<Css>& select,
                                   const std::optional<Pattern>& text, const Document& document);
// The reason with what the page said, cut.
std::string WithTheirWords(const std::string& reason, const std::string& said);

}  // namespace forumwatch
