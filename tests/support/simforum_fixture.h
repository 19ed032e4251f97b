// A small forum with a clock that the test moves: two boards, and posts made in one line.
#pragma once

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/manual_clock.h"
#include "tests/support/raw_client.h"
#include "tests/support/simforum.h"

namespace forumwatch {

class SimForumTest : public testing::Test {
 protected:
  static UtcTime At(const std::string& local) { return ParseRfc3339(local + "+08:00").value(); }

  // Friday evening.
  static constexpr const char* kNow = "2026-10-09T20:00:00";

  PostLine MakePost(int thread, int post, const std::string& local, std::string text) {
    PostLine line;
    line.community = "云栖苑";
    line.source = "业主论坛";
    line.seen.thread = std::to_string(thread);
    line.seen.post = std::to_string(post);
    line.seen.title = "主题 " + line.seen.thread;
    line.seen.author = "住户" + line.seen.post;
    line.seen.author_id = std::to_string(post + 1000);
    line.seen.posted_at = At(local);
    line.seen.text = std::move(text);
    return line;
  }

  SimForum& Begin(SimForumOptions options = {}) {
    forum_.emplace(clock_, std::move(options));
    forum_->Start();
    return *forum_;
  }

  RawAnswer Page(const std::string& query) {
    return Get(forum_->port(), "/forum.php?mod=" + query);
  }
  RawAnswer List(int page = 1) { return Page("forumdisplay&fid=2&page=" + std::to_string(page)); }
  RawAnswer Thread(int tid, int page = 1) {
    return Page("viewthread&tid=" + std::to_string(tid) + "&page=" + std::to_string(page));
  }

  ManualClock clock_{At(kNow)};
  std::optional<SimForum> forum_;
};

// How often `part` stands in `text`.
inline int Occurrences(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace forumwatch
