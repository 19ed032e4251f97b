// Looks a forum that answers in JSON over for somebody who sets it up: which boards it names, and
// field by field what an engine's description finds in an answer; what survey.h does for web pages.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/parse/date.h"
#include "crawlers/sites/json_engine.h"
#include "crawlers/sites/survey.h"

namespace forumwatch {

// Where the forum that has the page `url` names its boards; "" the engine file does not say.
std::string BoardsPage(const JsonEngine& engine, const std::string& url);
// Boards in such an answer, each once.
std::vector<BoardLink> BoardsIn(const JsonEngine& engine, const std::string& url,
                                const PageAnswer& answer);

std::vector<FieldFinding> SurveyList(const JsonEngine& engine, const PageAnswer& answer,
                                     const DateContext& dates);
std::vector<FieldFinding> SurveyThread(const JsonEngine& engine, const PageAnswer& answer,
                                       const DateContext& dates);

}  // namespace forumwatch
