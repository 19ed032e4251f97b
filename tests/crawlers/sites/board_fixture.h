// A board of twelve threads that was read once, and is visited every five minutes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/crawlers/sites/board.h"

namespace forumwatch {

class VisitOfABoard : public testing::Test {
 protected:
  VisitOfABoard() {
    visit_.options.recheck_after = std::chrono::hours(6);
    visit_.options.recheck_window = std::chrono::hours(24 * 14);
    for (int i = 0; i < 12; ++i) {
      board_.Open("t" + std::to_string(10 + i), morning_ + std::chrono::minutes(10 * i));
    }
    Run();
  }

  VisitRecord Run() {
    now_ += std::chrono::minutes(5);
    return visit_.Run(board_, remembered_, now_);
  }
  VisitRecord RunAfter(Duration span) {
    now_ += span;
    return Run();
  }

  // "L1", "t10/2": what was asked for, in order.
  static std::vector<std::string> Asked(const VisitRecord& record) {
    std::vector<std::string> asked;
    for (const PageRequest& request : record.requests) {
      asked.push_back((request.kind == PageKind::List ? "L" : request.thread + "/") +
                      std::to_string(request.page));
    }
    return asked;
  }

  [[nodiscard]] std::set<std::string> Known() const {
    std::set<std::string> ids;
    for (const auto& [id, post] : remembered_.posts) {
      ids.insert(id);
    }
    return ids;
  }

  const UtcTime morning_ = ParseRfc3339("2027-03-01T08:00:00Z").value();
  Board board_;
  BoardVisit visit_;
  Remembered remembered_;
  UtcTime now_ = morning_ + std::chrono::hours(3);
};

}  // namespace forumwatch
