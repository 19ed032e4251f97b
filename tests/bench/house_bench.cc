// The whole house on one core: boards that were never visited are fetched, read, thought about and
// stored by the real daemon, beside libcurl alone (the same pages, thrown away) and gumbo alone
// (the same bodies, parsed). All three in every iteration, by the CPU time of this process; the
// forum is another process. Time and rates are of the house, ratios are its CPU over theirs.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "config/engine_file.h"
#include "daemon/daemon.h"
#include "daemon/logging.h"
#include "tests/bench/bare_curl.h"
#include "tests/bench/bench_config.h"
#include "tests/bench/parse_alone.h"
#include "tests/bench/sample_forum.h"

namespace forumwatch {
namespace {

Config ConfigFor(const SampleForum& forum) {
  Config config = ReadingConfig(forum.host());
  const auto engine = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
  for (int board = 0; board < kCopies * kBoards; ++board) {
    if (board % kBoards == 0) {
      config.communities.push_back({"小区" + std::to_string(board), config.calendar, {}});
    }
    SourceConfig source;
    source.name = "版块" + std::to_string(board);
    source.engine = "discuz";
    source.html = engine;
    source.url = forum.BoardUrl(board);
    source.staff = {"云栖苑客服"};
    config.communities.back().sources.push_back(std::move(source));
  }
  return config;
}

// Hands requests on and keeps the addresses and the bodies that came.
class Listening final : public HttpTransport {
 public:
  explicit Listening(HttpTransport& client) : client_(client) {}
  RequestId Start(HttpRequest request, OutcomeHandler done) override {
    return client_.Start(std::move(request), [this, done](HttpOutcome outcome) {
      urls.push_back(outcome.final_url);
      bodies.push_back(outcome.body);
      done(std::move(outcome));
    });
  }
  RequestId Start(MailRequest request, OutcomeHandler done) override {
    return client_.Start(std::move(request), std::move(done));
  }
  void Cancel(RequestId id) noexcept override { client_.Cancel(id); }
  [[nodiscard]] std::size_t in_flight() const noexcept override { return client_.in_flight(); }

  std::vector<std::string> urls;
  std::vector<std::string> bodies;

 private:
  HttpTransport& client_;
};

// A first visit of every board into a new store on disk.
class FirstVisit {
 public:
  explicit FirstVisit(const Config& config)
      : client_(config.http), listening_(client_), config_(config), clock_(At(kBenchNow)) {}

  // `listen`: keeps the pages, at some cost.
  void Run(bool listen = false) {
    HttpTransport& transport = listen ? static_cast<HttpTransport&>(listening_) : client_;
    Daemon daemon({config_, store_.session(), transport, clock_}, "bench");
    cpu = ProcessCpuOf([&] {
      do {
        daemon.Turn(clock_.Now());
        client_.Turn(clock_.Now(), std::chrono::seconds(1));
      } while (AnyVisiting(daemon));
    });
    for (const auto& watch : daemon.watches()) {
      pages += watch->counts().pages;
      posts += watch->counts().posts;
    }
  }
  [[nodiscard]] const Listening& heard() const noexcept { return listening_; }

  double cpu = 0;
  int pages = 0;
  int posts = 0;

 private:
  static bool AnyVisiting(const Daemon& daemon) {
    return std::any_of(daemon.watches().begin(), daemon.watches().end(),
                       [](const auto& watch) { return watch->visiting(); });
  }

  HttpClient client_;
  Listening listening_;
  const Config& config_;
  ManualClock clock_;
  TempStore store_;
};

double Bytes(const std::vector<std::string>& bodies) {
  double bytes = 0;
  for (const std::string& body : bodies) {
    bytes += static_cast<double>(body.size());
  }
  return bytes;
}

void House(benchmark::State& state) {
  StartLogging("error");
  const SampleForum forum;
  const Config config = ConfigFor(forum);
  FirstVisit first(config);
  first.Run(true);
  const Listening& heard = first.heard();
  BareCurl curl(config.http.per_host);
  double house_cpu = 0;
  double curl_cpu = 0;
  double gumbo_cpu = 0;
  for (auto _ : state) {
    FirstVisit visit(config);
    visit.Run();
    if (visit.posts != forum.posts() || visit.pages != first.pages) {
      state.SkipWithError("posts are missing");
      return;
    }
    state.SetIterationTime(visit.cpu);
    house_cpu += visit.cpu;
    curl_cpu += ProcessCpuOf([&] { curl.Fetch(heard.urls); });
    gumbo_cpu += ProcessCpuOf([&] { ParseAll(heard.bodies); });
  }
  const auto runs = static_cast<double>(state.iterations());
  const double pages = runs * first.pages;
  state.counters["pages/s"] = pages / house_cpu;
  state.counters["posts/s"] = runs * forum.posts() / house_cpu;
  state.counters["curl_pages/s"] = pages / curl_cpu;
  state.counters["gumbo_pages/s"] = pages / gumbo_cpu;
  state.counters["x_curl"] = house_cpu / curl_cpu;
  state.counters["x_gumbo"] = house_cpu / gumbo_cpu;
  state.counters["x_both"] = house_cpu / (curl_cpu + gumbo_cpu);
  state.counters["pages"] = first.pages;
  state.counters["KB/page"] = Bytes(heard.bodies) / 1000 / first.pages;
}
BENCHMARK(House)->Unit(benchmark::kMillisecond)->UseManualTime()->MinTime(3);

}  // namespace
}  // namespace forumwatch

BENCHMARK_MAIN();
