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

// The first description that fits a page on which nothing was found; nullopt: none does.
std::optional<PageJudgement> JudgeNotContent(const HtmlEngine& engine, const Document& document,
                                             PageKind asked);

}  // namespace forumwatch
