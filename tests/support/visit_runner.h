// Runs a crawler's visit without a network and keeps between visits what the store would keep.
// One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawlers/crawler.h"

namespace forumwatch {

// nullopt: the page does not come.
using AnswerPage = std::function<std::optional<PageAnswer>(const PageRequest&)>;

struct VisitRecord {
  std::vector<PageRequest> requests;
  std::vector<Reading> readings;  // one a request, in order
  std::vector<SeenPost> posts;
  bool leaves_news = true;  // as the crawler says in the end

  [[nodiscard]] std::vector<std::string> urls() const;
  [[nodiscard]] int Count(PageKind kind) const;
  [[nodiscard]] int Count(PageVerdict verdict) const;
  [[nodiscard]] const ThreadReading* Finished(const std::string& thread) const;
};

// What is remembered of a source: its cursor, the newest sight of each post, and which of them a
// whole reading did not show.
struct Remembered {
  Cursor cursor;
  std::map<std::string, SeenPost> posts;
  std::set<std::string> missing;
  std::map<std::string, std::vector<std::string>> earlier_texts;

  void Keep(const Reading& reading);
};

// What `answer` throws cuts the visit short, as a crash would: what was read stays remembered.
VisitRecord RunVisit(Crawler& crawler, Remembered& remembered, const VisitOptions& options,
                     UtcTime now, const AnswerPage& answer);

}  // namespace forumwatch
