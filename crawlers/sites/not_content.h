// Knows pages that are not what was asked for: login walls, anti-flood pages, "no such thread".
// Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "crawlers/crawler.h"
#include "crawlers/html/document.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

struct PageJudgement {
  PageVerdict verdict = PageVerdict::Blind;
  std::string reason;
};

// The first description that fits a page on which nothing was found; nullopt: none does.
std::optional<PageJudgement> JudgeNotContent(const HtmlEngine& engine, const Document& document,
                                             PageKind asked);

}  // namespace forumwatch
