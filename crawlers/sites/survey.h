// Looks a forum over for somebody who sets it up: which engine wrote a page, which boards it leads
// to, and field by field what an engine's description finds on it. Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/html/document.h"
#include "crawlers/parse/date.h"
#include "crawlers/sites/engine.h"
#include "crawlers/sites/field.h"

namespace forumwatch {

// A page, decoded and parsed; nullopt with `refused` when its bytes are not to be parsed.
struct SurveyedPage {
  std::string charset;
  std::string refused;  // why, for people
  std::optional<Document> document;
};
SurveyedPage ParsePage(const PageAnswer& answer);

struct Recognised {
  std::string engine;   // the name of its file
  std::string name;     // of the software
  std::string version;  // "" not shown
};
// The first whose signs the page bears.
std::optional<Recognised> Recognise(const Document& page, std::span<const EngineSigns> engines);

inline constexpr std::size_t kMostBoards = 200;  // further ones are not told

struct BoardLink {
  std::string name;
  std::string url;
};
// Boards that the page leads to, in its order, each once.
std::vector<BoardLink> BoardsOn(const Document& page, const std::string& address,
                                const Addresses& addresses);

// What a description finds of one field: in `found` of `of` places, for example `sample`.
struct FieldFinding {
  std::string field;  // as the engine file names it: "thread.author"
  bool described = true;
  int of = 0;
  int found = 0;
  std::string sample;
};
// Of what was read at each place; "" is nothing.
FieldFinding Found(std::string field, bool described, const std::vector<std::string>& values);
// Found is only what can be read as a time.
FieldFinding FoundTimes(std::string field, bool described, const std::vector<ReadTime>& times,
                        std::chrono::minutes utc_offset);

std::vector<FieldFinding> SurveyList(const HtmlEngine& engine, const Document& page,
                                     const DateContext& dates);
std::vector<FieldFinding> SurveyThread(const HtmlEngine& engine, const Document& page,
                                       const DateContext& dates);

}  // namespace forumwatch
