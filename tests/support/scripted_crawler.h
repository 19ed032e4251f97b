// A crawler that reads what a test says: a plan, and a reading per address. One thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "crawlers/crawler.h"

namespace forumwatch {

class ScriptedCrawler final : public Crawler {
 public:
  std::vector<PageRequest> plan;
  std::map<std::string, Reading> readings;  // by address; none: blind
  std::map<std::string, Reading> failures;  // by address; none: nothing to say

  std::vector<PageRequest> Plan(const Cursor& cursor, const VisitOptions& /*options*/,
                                UtcTime /*now*/) override {
    cursors.push_back(cursor);
    return plan;
  }
  Reading Read(const PageAnswer& answer) override {
    answers.push_back(answer);
    const auto found = readings.find(answer.request.url);
    return found == readings.end() ? Bad(PageVerdict::Blind, "没有找到帖子列表") : found->second;
  }
  Reading Failed(const PageRequest& request) override {
    failed.push_back(request.url);
    return failures[request.url];
  }
  Reading Unchanged(const PageRequest& request) override {
    unchanged.push_back(request.url);
    Reading reading;
    reading.verdict = PageVerdict::Unchanged;
    return reading;
  }

  void WindUp() override { ++wound_up; }
  [[nodiscard]] bool LeavesNews() const override { return leaves_news; }

  static Reading Bad(PageVerdict verdict, std::string reason) {
    Reading reading;
    reading.verdict = verdict;
    reading.reason = std::move(reason);
    return reading;
  }

  std::vector<Cursor> cursors;
  std::vector<PageAnswer> answers;
  std::vector<std::string> failed;
  std::vector<std::string> unchanged;
  int wound_up = 0;
  bool leaves_news = true;
};

}  // namespace forumwatch
