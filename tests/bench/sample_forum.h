// The sample community's forum as a process of its own, the sample on it again and again, for
// benchmarks; and the CPU time that work takes here.
#pragma once

#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/cli/posts_file.h"
#include "tests/support/process.h"
#include "tests/support/temp_store.h"

namespace forumwatch {

inline constexpr const char* kBenchNow = "2026-10-12T12:00:00+08:00";  // the sample's last day
inline constexpr int kCopies = 5;      // of the sample, a community each
inline constexpr int kBoards = 2;      // in each of them
inline constexpr int kFirstBoard = 2;  // the number of the forum's first

// Seconds of this process.
inline double ProcessCpuOf(const std::function<void()>& work) {
  timespec before{};
  timespec after{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
  work();
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
  return static_cast<double>(after.tv_sec - before.tv_sec) +
         static_cast<double>(after.tv_nsec - before.tv_nsec) * 1e-9;
}

// Each copy of the sample on boards of its own.
class SampleForum {
 public:
  SampleForum() {
    const PostsFile sample = ReadPostsFile(FORUMWATCH_SOURCE_DIR "/tests/data/sample/posts.jsonl");
    const std::filesystem::path file = folder_ / "posts.jsonl";
    std::ofstream out(file);
    for (int copy = 0; copy < kCopies; ++copy) {
      for (PostLine line : sample.posts) {
        const std::string before = std::to_string(copy + 1);
        line.source += before;
        line.seen.thread = before + line.seen.thread;
        line.seen.post = before + line.seen.post;
        line.seen.quotes = line.seen.quotes.empty() ? "" : before + line.seen.quotes;
        out << FormatPostLine(line, std::chrono::minutes(480)) << "\n";
        ++posts_;
      }
    }
    out.close();
    process_ = std::make_unique<Process>(std::vector<std::string>{
        FORUMWATCH_SIMFORUM, "--posts", file.string(), "--port", "0", "--start", kBenchNow});
    url_ = process_->ReadLine("ready ").value();
  }

  [[nodiscard]] int posts() const noexcept { return posts_; }
  [[nodiscard]] std::string BoardUrl(int board) const {
    return url_ + "forum.php?mod=forumdisplay&fid=" + std::to_string(kFirstBoard + board);
  }
  [[nodiscard]] std::string host() const { return url_.substr(7, url_.size() - 8); }

 private:
  TempFolder folder_;
  int posts_ = 0;
  std::unique_ptr<Process> process_;
  std::string url_;
};

}  // namespace forumwatch
