// Pages a second over loopback: HttpClient beside a bare curl multi loop with the same number of
// transfers at once. Both on one thread; the server has threads of its own.
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "crawlers/http/client.h"
#include "tests/bench/bare_curl.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

constexpr std::size_t kAtOnce = 8;
constexpr int kPages = 200;  // an iteration

const LoopbackServer& Forum() {
  static const std::unique_ptr<LoopbackServer> kServer = [] {
    auto server = std::make_unique<LoopbackServer>();
    server->Otherwise(
        replies::Page(std::string(30'000, 'x'), {{"Content-Type", "text/html; charset=utf-8"},
                                                 {"Date", "Mon, 02 Mar 2026 04:00:00 GMT"},
                                                 {"Set-Cookie", "sid=1; path=/"}}));
    return server;
  }();
  return *kServer;
}

void FetchWithClient(benchmark::State& state) {
  const LoopbackServer& forum = Forum();
  HttpClientOptions options;
  options.user_agent = "bench";
  options.allow_private = {forum.host()};
  options.host_spacing = std::chrono::milliseconds(0);
  options.per_host = kAtOnce;
  HttpClient client(options);
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (int i = 0; i < kPages; ++i) {
      HttpRequest request;
      request.url = forum.Url("/thread-" + std::to_string(i));
      client.Start(request, [&](const HttpOutcome& outcome) { bytes += outcome.body.size(); });
    }
    while (client.in_flight() > 0) {
      client.Turn(UtcTime{}, std::chrono::milliseconds(1000));
    }
  }
  if (bytes != static_cast<std::size_t>(state.iterations()) * kPages * 30'000) {
    state.SkipWithError("pages are missing");
  }
  state.counters["pages/s"] = benchmark::Counter(static_cast<double>(state.iterations() * kPages),
                                                 benchmark::Counter::kIsRate);
}
BENCHMARK(FetchWithClient)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);

void FetchWithBareCurl(benchmark::State& state) {
  const LoopbackServer& forum = Forum();
  BareCurl curl(kAtOnce);
  std::vector<std::string> urls;
  urls.reserve(kPages);
  for (int i = 0; i < kPages; ++i) {
    urls.push_back(forum.Url("/thread-" + std::to_string(i)));
  }
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes += curl.Fetch(urls);
  }
  if (bytes != static_cast<std::size_t>(state.iterations()) * kPages * 30'000) {
    state.SkipWithError("pages are missing");
  }
  state.counters["pages/s"] = benchmark::Counter(static_cast<double>(state.iterations() * kPages),
                                                 benchmark::Counter::kIsRate);
}
BENCHMARK(FetchWithBareCurl)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);

}  // namespace
}  // namespace forumwatch

BENCHMARK_MAIN();
