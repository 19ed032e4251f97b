// Boards of forums that answer in JSON, and a visit of one that has just read the list.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "crawlers/sites/json_forum.h"
#include "tests/crawlers/sites/engines.h"

namespace forumwatch {

inline const UtcTime kJsonAnswered = ParseRfc3339("2026-09-02T00:00:00Z").value();

struct JsonSoftware {
  const char* name;  // of the test
  const char* engine;
  const char* board;
  const char* list;  // files under tests/data
  const char* thread;
};

inline const JsonSoftware kNodebb1{"NodeBB1", "nodebb",
                                   "https://bbs.yinxingli.example/category/5/tousu",
                                   "nodebb/list-1.4.json", "nodebb/thread-1.4.json"};
inline const JsonSoftware kNodebb4{"NodeBB4", "nodebb",
                                   "https://bbs.yinxingli.example/category/5/tousu",
                                   "nodebb/list-4.json", "nodebb/thread-4.json"};
inline const JsonSoftware kDiscourse{"Discourse", "discourse",
                                     "https://bbs.yinxingli.example/c/tousu/5",
                                     "discourse/list.json", "discourse/thread.json"};
inline const JsonSoftware kFlarum{"Flarum", "flarum", "https://bbs.yinxingli.example/t/tousu",
                                  "flarum/list.json", "flarum/thread.json"};

inline std::string Data(const char* file) {
  return ReadBytes(std::filesystem::path(FORUMWATCH_SOURCE_DIR "/tests/data") / file);
}

inline PageAnswer AnswerTo(const PageRequest& request, std::string body, int status = 200) {
  return {request, status, "application/json; charset=utf-8", std::move(body), kJsonAnswered};
}

// A crawler that has read the list and asked for thread 12.
class JsonVisit {
 public:
  explicit JsonVisit(const JsonSoftware& software, const Cursor& cursor = {})
      : crawler_(MakeJsonForum(EngineInJson(software.engine), {software.board, {"客服"}})) {
    VisitOptions options;
    options.recheck_after = std::chrono::hours(6);
    options.recheck_window = std::chrono::hours(24 * 365);
    first_ = crawler_->Plan(cursor, options, kJsonAnswered).front();
    list_ = crawler_->Read(AnswerTo(first_, Data(software.list)));
    PageRequest second = list_.follow_ups.empty() ? PageRequest() : list_.follow_ups.front();
    second_ = second;
    // The second page of the list has come to an end meanwhile.
    rest_ = crawler_->Read(AnswerTo(second, "{\"a\": 1}", 404));
  }

  // The pages of a thread asked for.
  [[nodiscard]] std::vector<PageRequest> Asked(const std::string& thread = "12") const {
    std::vector<PageRequest> asked;
    for (const PageRequest& request : rest_.follow_ups) {
      if (request.thread == thread) {
        asked.push_back(request);
      }
    }
    return asked;
  }

  [[nodiscard]] Reading Thread(std::string body, int status = 200) const {
    return crawler_->Read(AnswerTo(Asked().at(0), std::move(body), status));
  }

  std::unique_ptr<Crawler> crawler_;
  PageRequest first_;
  PageRequest second_;
  Reading list_;
  Reading rest_;
};

}  // namespace forumwatch
