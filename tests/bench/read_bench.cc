// Fetching and reading boards, without store and thought, on one core: ours beside gumbo alone (the
// same bodies, parsed) and, where it is installed, Scrapy with its fastest settings (boards.py, the
// same boards and fields). By the CPU time of each process; the forum is another. x_scrapy: its CPU
// over ours; of_gumbo: gumbo's CPU over ours, 1 being the limit of parsing.
#include <cstdio>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "config/engine_file.h"
#include "crawlers/http/client.h"
#include "crawlers/sites/html_forum.h"
#include "tests/bench/parse_alone.h"
#include "tests/bench/sample_forum.h"
#include "tests/support/house.h"

namespace forumwatch {
namespace {

struct Work {
  int pages = 0;
  int posts = 0;
  double cpu = 0;  // seconds
};

class Reader {
 public:
  Reader(const SampleForum& forum, std::vector<std::string>* bodies) : bodies_(bodies) {
    HttpClientOptions options;
    options.user_agent = "bench";
    options.allow_private = {forum.host()};
    options.host_spacing = std::chrono::milliseconds(0);
    client_ = std::make_unique<HttpClient>(options);
    const auto engine = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
    for (int board = 0; board < kCopies * kBoards; ++board) {
      BoardSource source;
      source.url = forum.BoardUrl(board);
      source.staff = {"云栖苑客服"};
      crawlers_.push_back(MakeHtmlForum(engine, source));
    }
  }

  Work ReadAll() {
    work_.cpu = CpuOf([this] {
      for (const auto& crawler : crawlers_) {
        for (const PageRequest& page : crawler->Plan({}, {}, kNow)) {
          Ask(*crawler, page);
        }
      }
      while (client_->in_flight() > 0) {
        client_->Turn(kNow, std::chrono::seconds(1));
      }
    });
    return work_;
  }

 private:
  void Ask(Crawler& crawler, const PageRequest& page) {
    HttpRequest request;
    request.url = page.url;
    client_->Start(std::move(request), [this, &crawler, page](HttpOutcome outcome) {
      if (bodies_ != nullptr) {
        bodies_->push_back(outcome.body);
      }
      PageAnswer answer;
      answer.request = page;
      answer.status = outcome.status;
      answer.content_type = outcome.headers["content-type"];
      answer.body = std::move(outcome.body);
      answer.answered_at = outcome.date.value_or(kNow);
      const Reading reading = crawler.Read(answer);
      ++work_.pages;
      work_.posts += static_cast<int>(reading.posts.size());
      for (const PageRequest& next : reading.follow_ups) {
        Ask(crawler, next);
      }
    });
  }

  static inline const UtcTime kNow = At(kBenchNow);

  std::vector<std::string>* bodies_;
  std::unique_ptr<HttpClient> client_;
  std::vector<std::unique_ptr<Crawler>> crawlers_;
  Work work_;
};

// Nothing read: it is not installed.
Work Scrapy(const SampleForum& forum) {
  std::vector<std::string> command = {"/usr/bin/python3",
                                      FORUMWATCH_SOURCE_DIR "/tests/bench/boards.py"};
  for (int board = 0; board < kCopies * kBoards; ++board) {
    command.push_back(forum.BoardUrl(board));
  }
  Process process(command);
  Work work;
  if (const auto said = process.ReadLine("read ")) {
    std::sscanf(said->c_str(), "%d pages %d posts %lf s", &work.pages, &work.posts,  // NOLINT
                &work.cpu);  // our own program's line
  }
  return work;
}

void Reading(benchmark::State& state) {
  const SampleForum forum;
  std::vector<std::string> bodies;
  const Work first = Reader(forum, &bodies).ReadAll();
  Work ours;
  Work scrapy;
  double gumbo_cpu = 0;
  for (auto _ : state) {
    const Work now = Reader(forum, nullptr).ReadAll();
    const Work theirs = Scrapy(forum);
    if (now.posts != forum.posts() || now.pages != first.pages ||
        (theirs.pages > 0 && theirs.posts != forum.posts())) {
      const std::string read = "posts are missing: of " + std::to_string(forum.posts()) +
                               " we read " + std::to_string(now.posts) + ", Scrapy " +
                               std::to_string(theirs.posts);
      state.SkipWithError(read.c_str());
      return;
    }
    gumbo_cpu += CpuOf([&] { ParseAll(bodies); });
    state.SetIterationTime(now.cpu);
    ours.cpu += now.cpu;
    ours.pages += now.pages;
    scrapy.cpu += theirs.cpu;
    scrapy.pages += theirs.pages;
  }
  state.counters["pages/s"] = ours.pages / ours.cpu;
  state.counters["of_gumbo"] = gumbo_cpu / ours.cpu;
  if (scrapy.pages > 0) {
    state.counters["scrapy_pages/s"] = scrapy.pages / scrapy.cpu;
    state.counters["x_scrapy"] = (scrapy.cpu / scrapy.pages) / (ours.cpu / ours.pages);
  }
}
BENCHMARK(Reading)->Unit(benchmark::kMillisecond)->UseManualTime()->MinTime(2);

}  // namespace
}  // namespace forumwatch

BENCHMARK_MAIN();
