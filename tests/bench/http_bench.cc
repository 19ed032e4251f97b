// Pages a second over loopback: HttpClient beside a bare curl multi loop with the same number of
// transfers at once. Both on one thread; the server has threads of its own.
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <curl/curl.h>

#include "crawlers/http/client.h"
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

std::size_t Append(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

// kAtOnce easy handles, each used again as soon as it is free.
class BareLoop {
 public:
  BareLoop() : multi_(curl_multi_init()) {
    for (std::string& body : bodies_) {
      CURL* const easy = curl_easy_init();
      curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Append);
      curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
      curl_easy_setopt(easy, CURLOPT_PRIVATE, &body);
      curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
      free_.push_back(easy);
    }
  }
  ~BareLoop() {
    for (CURL* easy : free_) {
      curl_easy_cleanup(easy);
    }
    curl_multi_cleanup(multi_);
  }
  BareLoop(const BareLoop&) = delete;
  BareLoop& operator=(const BareLoop&) = delete;

  std::size_t Fetch(const LoopbackServer& forum) {
    std::size_t bytes = 0;
    int started = 0;
    int running = 1;
    while (started < kPages || running > 0) {
      for (; started < kPages && !free_.empty(); ++started) {
        CURL* const easy = free_.back();
        free_.pop_back();
        curl_easy_setopt(easy, CURLOPT_URL,
                         forum.Url("/thread-" + std::to_string(started)).c_str());
        curl_multi_add_handle(multi_, easy);
      }
      curl_multi_perform(multi_, &running);
      bytes += Collect();
      if (running > 0) {
        curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
      }
    }
    return bytes;
  }

 private:
  std::size_t Collect() {
    std::size_t bytes = 0;
    int left = 0;
    while (const CURLMsg* const message = curl_multi_info_read(multi_, &left)) {
      CURL* const easy = message->easy_handle;
      std::string* body = nullptr;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &body);
      bytes += body->size();
      body->clear();
      curl_multi_remove_handle(multi_, easy);
      free_.push_back(easy);
    }
    return bytes;
  }

  CURLM* multi_;
  std::array<std::string, kAtOnce> bodies_;
  std::vector<CURL*> free_;
};

void FetchWithBareCurl(benchmark::State& state) {
  const LoopbackServer& forum = Forum();
  BareLoop loop;
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes += loop.Fetch(forum);
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
