// Fetching and reading boards, without store and thought, on one core: ours beside gumbo alone (the
// same bodies, parsed) and, where it is installed, Scrapy with its fastest settings (boards.py, the
// same boards and fields). The sample's pages are small; recorded ones, where there are any
// ($FORUMWATCH_SHARED), are as large as in life. By the CPU time of the thread that reads; medians
// of all rounds, which take turns. x_scrapy: its CPU over ours; of_gumbo: gumbo's CPU over ours, 1
// being the limit of parsing whole pages.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "config/engine_file.h"
#include "crawlers/http/client.h"
#include "crawlers/sites/html_forum.h"
#include "tests/bench/parse_alone.h"
#include "tests/bench/recorded_site.h"
#include "tests/bench/sample_forum.h"
#include "tests/support/cpu.h"
#include "tests/support/house.h"
#include "tests/support/recorded_forum.h"

namespace forumwatch {
namespace {

struct Work {
  int pages = 0;
  int posts = 0;
  double cpu = 0;  // seconds
};

constexpr int kRounds = 100;
constexpr std::size_t kScrapyRounds = 5;  // it is slow

struct Boards {
  std::string engine;
  std::string host;
  std::vector<std::string> urls;
};

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

class Reader {
 public:
  Reader(const Boards& boards, std::vector<std::string>* bodies) : bodies_(bodies) {
    HttpClientOptions options;
    options.user_agent = "bench";
    options.allow_private = {boards.host};
    options.host_spacing = std::chrono::milliseconds(0);
    client_ = std::make_unique<HttpClient>(options);
    const auto engine =
        LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/" + boards.engine + ".json");
    for (const std::string& url : boards.urls) {
      BoardSource source;
      source.url = url;
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
Work Scrapy(const Boards& boards) {
  std::vector<std::string> command = {"/usr/bin/python3",
                                      FORUMWATCH_SOURCE_DIR "/tests/bench/boards.py"};
  command.insert(command.end(), boards.urls.begin(), boards.urls.end());
  Process process(command);
  Work work;
  if (const auto said = process.ReadLine("read ")) {
    std::sscanf(said->c_str(), "%d pages %d posts %lf s", &work.pages, &work.posts,  // NOLINT
                &work.cpu);  // our own program's line
  }
  return work;
}

Boards OfSample(const SampleForum& forum) {
  Boards boards{"discuz", forum.host(), {}};
  for (int board = 0; board < kCopies * kBoards; ++board) {
    boards.urls.push_back(forum.BoardUrl(board));
  }
  return boards;
}

// Says what is wrong, "" when all was read.
std::string Missing(const Work& now, const Work& first, int posts) {
  return now.posts == posts && now.pages == first.pages
             ? ""
             : "posts are missing: of " + std::to_string(posts) + " we read " +
                   std::to_string(now.posts);
}

void Reading(benchmark::State& state) {
  const SampleForum forum;
  const Boards boards = OfSample(forum);
  std::vector<std::string> bodies;
  const Work first = Reader(boards, &bodies).ReadAll();
  std::vector<double> ours;
  std::vector<double> gumbo;
  std::vector<double> scrapy;
  for (auto _ : state) {
    const Work now = Reader(boards, nullptr).ReadAll();
    const Work theirs = scrapy.size() < kScrapyRounds ? Scrapy(boards) : Work();
    const std::string missing = Missing(now, first, forum.posts()) +
                                (theirs.pages == 0 ? "" : Missing(theirs, theirs, forum.posts()));
    if (!missing.empty()) {
      state.SkipWithError(missing.c_str());
      return;
    }
    gumbo.push_back(CpuOf([&] { ParseAll(bodies); }));
    state.SetIterationTime(now.cpu);
    ours.push_back(now.cpu);
    if (theirs.pages > 0) {
      scrapy.push_back(theirs.cpu / theirs.pages * first.pages);
    }
  }
  state.counters["pages/s"] = first.pages / Median(ours);
  state.counters["of_gumbo"] = Median(gumbo) / Median(ours);
  if (!scrapy.empty()) {
    state.counters["scrapy_pages/s"] = first.pages / Median(scrapy);
    state.counters["x_scrapy"] = Median(scrapy) / Median(ours);
  }
}
BENCHMARK(Reading)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(kRounds);

struct RecordedBoards {
  const char* engine;
  const char* folder;
  const char* site;
  std::vector<std::string> addresses;
};

void ReadingRecorded(benchmark::State& state, const RecordedBoards& recorded) {
  const std::filesystem::path folder = RecordingsFolder() / recorded.folder;
  if (!std::filesystem::exists(folder / "index.json")) {
    state.SkipWithError(("no recording at " + folder.string()).c_str());
    return;
  }
  const RecordedSite site(folder, recorded.site);
  Boards boards{recorded.engine, site.host(), {}};
  for (const std::string& address : recorded.addresses) {
    boards.urls.push_back(site.Url(address));
  }
  std::vector<std::string> bodies;
  const Work first = Reader(boards, &bodies).ReadAll();
  std::vector<double> ours;
  std::vector<double> gumbo;
  for (auto _ : state) {
    const Work now = Reader(boards, nullptr).ReadAll();
    if (const std::string missing = Missing(now, first, first.posts); !missing.empty()) {
      state.SkipWithError(missing.c_str());
      return;
    }
    gumbo.push_back(CpuOf([&] { ParseAll(bodies); }));
    state.SetIterationTime(now.cpu);
    ours.push_back(now.cpu);
  }
  std::size_t bytes = 0;
  for (const std::string& body : bodies) {
    bytes += body.size();
  }
  state.counters["posts"] = first.posts;
  state.counters["page_kB"] = static_cast<double>(bytes) / 1000 / first.pages;
  state.counters["pages/s"] = first.pages / Median(ours);
  state.counters["of_gumbo"] = Median(gumbo) / Median(ours);
}
BENCHMARK_CAPTURE(ReadingRecorded, discuz,
                  RecordedBoards{
                      "discuz",
                      "discuz-x3.5-utf8",
                      "http://127.0.0.1:8711/",
                      {"/forum.php?mod=forumdisplay&fid=2", "/forum.php?mod=forumdisplay&fid=36",
                       "/forum.php?mod=forumdisplay&fid=37"}})
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(kRounds);
BENCHMARK_CAPTURE(ReadingRecorded, phpbb,
                  RecordedBoards{
                      "phpbb",
                      "phpbb-3.3.10",
                      "http://127.0.0.1:8715/",
                      {"/viewforum.php?f=2", "/viewforum.php?f=3", "/viewforum.php?f=4"}})
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(kRounds);
BENCHMARK_CAPTURE(ReadingRecorded, mybb,
                  RecordedBoards{"mybb",
                                 "mybb-1.8.37",
                                 "http://127.0.0.1:8713/",
                                 {"/forumdisplay.php?fid=2", "/forumdisplay.php?fid=3",
                                  "/forumdisplay.php?fid=4"}})
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(kRounds);

}  // namespace
}  // namespace forumwatch

BENCHMARK_MAIN();
