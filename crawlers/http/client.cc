#include "crawlers/http/client.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <exception>
#include <map>
#include <optional>
#include <utility>

#include <spdlog/spdlog.h>

#include "crawlers/http/hosts.h"
#include "crawlers/http/http_exchange.h"
#include "crawlers/http/mail_exchange.h"
#include "crawlers/http/masked_url.h"
#include "crawlers/http/redirects.h"
#include "crawlers/http/targets.h"

namespace forumwatch {
namespace {

using std::chrono::milliseconds;

// From Start to its outcome. Either `http` with `trail`, or `mail` with `server`.
struct Job {
  RequestId id{};
  OutcomeHandler done;
  std::optional<HttpRequest> http;
  std::optional<RedirectTrail> trail;
  std::optional<MailRequest> mail;
  std::optional<Url> server;
  Host* host = nullptr;
  Lane* lane = nullptr;
  std::unique_ptr<Transfer> transfer;  // under way
  std::chrono::microseconds took{0};

  [[nodiscard]] const Url& url() const { return trail ? trail->current() : *server; }
  [[nodiscard]] milliseconds time_left() const {
    const auto deadline = http ? http->deadline : mail->deadline;
    return std::chrono::ceil<milliseconds>(deadline - took);
  }
};

struct Done {
  RequestId id{};
  OutcomeHandler handler;
  HttpOutcome outcome;
};

HttpOutcome Unsent(OutcomeKind kind, std::string reason) {
  HttpOutcome outcome;
  outcome.kind = kind;
  outcome.reason = std::move(reason);
  return outcome;
}

bool IsGuest(const HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

std::string WhatWasThrown(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "unknown";
  }
}

}  // namespace

struct HttpClient::State {
  explicit State(HttpClientOptions given)
      : options(std::move(given)),
        named(options.allow_private),
        hosts({options.host_spacing, options.per_host}) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (const auto& [id, job] : jobs) {
      if (job.transfer) {
        multi.Remove(job.transfer->easy());
      }
    }
  }

  RequestId Accept(HttpRequest request, OutcomeHandler handler);
  RequestId Accept(MailRequest request, OutcomeHandler handler);
  void Cancel(RequestId id) noexcept;
  void Turn(UtcTime at, milliseconds at_most, std::span<const int> wake);

  void StartWaiting();
  void Begin(Job& job);
  void Prepare(Job& job);
  void Collect();
  void Finish(Job& job, CURLcode code);
  HttpOutcome ReadAnswer(Job& job, CURLcode code);
  bool GoOn(Job& job, HttpOutcome& outcome);
  void Complete(Job& job, HttpOutcome outcome);
  void Deliver();
  void KeepFirst(const std::exception_ptr& thrown, const char* where);
  [[nodiscard]] milliseconds PollSpan(milliseconds at_most) const;

  HttpClientOptions options;
  PrivateHosts named;
  Multi multi;
  Hosts hosts;
  std::map<RequestId, Job> jobs;
  std::deque<Done> ended;       // to be delivered by the next Deliver
  std::deque<Done> delivering;  // the rest of the present one
  std::exception_ptr trouble;
  UtcTime now{};
  std::uint64_t last_id = 0;
  bool turning = false;
};

RequestId HttpClient::State::Accept(HttpRequest request, OutcomeHandler handler) {
  const RequestId id{++last_id};
  auto url = Url::Parse(request.url);
  std::optional<std::string> why = WhyNotSendable(request);
  if (!url || (url->scheme() != "http" && url->scheme() != "https")) {
    why = "网址不能用，只允许 http 和 https";
  }
  if (why) {
    HttpOutcome outcome = Unsent(OutcomeKind::Blocked, std::move(*why));
    outcome.final_url = std::move(request.url);
    ended.push_back({id, std::move(handler), std::move(outcome)});
    return id;
  }
  Job& job = jobs[id];
  job.id = id;
  job.done = std::move(handler);
  job.host = &hosts.Of(*url, now);
  job.lane = IsGuest(request) ? &job.host->guests : &job.host->errands;
  job.lane->waiting.push_back(id);
  job.trail.emplace(std::move(*url), request.follow_redirects && IsGuest(request));
  job.http = std::move(request);
  return id;
}

RequestId HttpClient::State::Accept(MailRequest request, OutcomeHandler handler) {
  const RequestId id{++last_id};
  auto url = Url::Parse(request.server_url);
  const auto why = url ? WhyNotSendable(request, *url) : "邮件服务器的地址不对";
  if (why) {
    ended.push_back({id, std::move(handler), Unsent(OutcomeKind::Blocked, *why)});
    return id;
  }
  Job& job = jobs[id];
  job.id = id;
  job.done = std::move(handler);
  job.host = &hosts.Of(*url, now);
  job.lane = &job.host->errands;
  job.lane->waiting.push_back(id);
  job.server = std::move(url);
  job.mail = std::move(request);
  return id;
}

void HttpClient::State::Cancel(RequestId id) noexcept {
  if (const auto found = jobs.find(id); found != jobs.end()) {
    Job& job = found->second;
    if (job.transfer) {
      multi.Remove(job.transfer->easy());
      job.lane->pace.Ended();
    } else {
      std::erase(job.lane->waiting, id);
    }
    jobs.erase(found);
    return;
  }
  const auto is_it = [id](const Done& done) { return done.id == id; };
  std::erase_if(ended, is_it);
  std::erase_if(delivering, is_it);
}

void HttpClient::State::Turn(UtcTime at, milliseconds at_most, std::span<const int> wake) {
  assert(!turning && "handlers must not turn the loop");
  turning = true;
  now = at;
  StartWaiting();
  multi.Perform();
  Collect();
  StartWaiting();
  multi.Poll(wake, static_cast<int>(PollSpan(at_most).count()));
  multi.Perform();
  Collect();
  Deliver();
  turning = false;
  if (trouble) {
    std::rethrow_exception(std::exchange(trouble, nullptr));
  }
}

milliseconds HttpClient::State::PollSpan(milliseconds at_most) const {
  if (!ended.empty()) {
    return milliseconds(0);
  }
  const auto next = hosts.NextStart(now);
  if (!next) {
    return at_most;
  }
  const auto real = std::chrono::ceil<milliseconds>((*next - now) / options.clock_speed);
  return std::clamp(real, milliseconds(0), at_most);
}

void HttpClient::State::StartWaiting() {
  for (auto& [name, host] : hosts.all()) {
    for (Lane* lane : {&host.guests, &host.errands}) {
      while (const auto id = lane->TakeNext(now)) {
        Begin(jobs.at(*id));
      }
    }
  }
}

// The job has its place in its lane.
void HttpClient::State::Begin(Job& job) {
  if (job.time_left() <= milliseconds(0)) {
    Complete(job, Unsent(OutcomeKind::Timeout, "转向太久，时间到了"));
    return;
  }
  try {
    Prepare(job);
    multi.Add(job.transfer->easy());
  } catch (...) {
    KeepFirst(std::current_exception(), "start");
    job.transfer.reset();
    Complete(job, Unsent(OutcomeKind::Network, "请求没有准备好，请看日志"));
  }
}

void HttpClient::State::Prepare(Job& job) {
  TransferLimits limits;
  limits.max_body = job.http ? job.http->max_body : 64_KiB;
  limits.max_headers = options.max_headers;
  limits.deadline = job.time_left();
  limits.connect_timeout = options.connect_timeout;
  limits.low_speed_time = options.low_speed_time;
  job.transfer = std::make_unique<Transfer>(limits, named.Name(job.url()));
  job.transfer->easy().Set(CURLOPT_PRIVATE, static_cast<void*>(&job));
  if (job.http) {
    PrepareHttp(*job.transfer, *job.http, job.url(),
                {options.user_agent, job.host->cookies, job.trail->left_home()});
  } else {
    PrepareMail(*job.transfer, *job.mail, job.url());
  }
}

void HttpClient::State::Collect() {
  while (const CURLMsg* const message = multi.NextMessage()) {
    char* owner = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    Finish(*static_cast<Job*>(static_cast<void*>(owner)), message->data.result);
  }
}

void HttpClient::State::Finish(Job& job, CURLcode code) {
  Easy& easy = job.transfer->easy();
  multi.Remove(easy);
  job.took += std::chrono::microseconds(easy.GetOffset(CURLINFO_TOTAL_TIME_T));
  HttpOutcome outcome = ReadAnswer(job, code);
  KeepCookiesBounded(*job.host, easy, job.transfer->received().cookies_set);
  job.transfer.reset();
  if (!GoOn(job, outcome)) {
    Complete(job, std::move(outcome));
  }
}

HttpOutcome HttpClient::State::ReadAnswer(Job& job, CURLcode code) {
  try {
    return job.http ? ReadHttp(*job.transfer, code, *job.http, now, options.longest_hold)
                    : ReadMail(*job.transfer, code);
  } catch (...) {
    KeepFirst(std::current_exception(), "read");
    return Unsent(OutcomeKind::Network, "回答没有读成，请看日志");
  }
}

// Follows a redirect when there is one to follow.
bool HttpClient::State::GoOn(Job& job, HttpOutcome& outcome) {
  if (outcome.kind != OutcomeKind::HttpError || !job.trail) {
    return false;
  }
  if (outcome.retry_after) {
    job.host->guests.pace.Hold(now, *outcome.retry_after);
  }
  const auto location = outcome.headers.find("location");
  const auto step = job.trail->Read(
      outcome.status, location == outcome.headers.end() ? "" : location->second, named);
  if (step == RedirectTrail::Step::Refused) {
    outcome.kind = job.trail->refusal().kind;
    outcome.reason = job.trail->refusal().reason;
  }
  if (step != RedirectTrail::Step::Go) {
    return false;
  }
  Host& next = hosts.Of(job.url(), now);
  const bool same = &next == job.host;
  job.lane->pace.Ended();
  job.host = &next;
  job.lane = &next.guests;
  if (same) {
    job.lane->pace.Started(now);
    Begin(job);
  } else {
    job.lane->waiting.push_front(job.id);
  }
  return true;
}

void HttpClient::State::Complete(Job& job, HttpOutcome outcome) {
  job.lane->pace.Ended();
  outcome.took = std::chrono::round<milliseconds>(job.took);
  outcome.final_url = job.url().text();
  spdlog::debug("http method={} url={} status={} kind={} bytes={} ms={} redirects={} reason=\"{}\"",
                job.http ? job.http->method : "MAIL", MaskedUrl(outcome.final_url), outcome.status,
                Name(outcome.kind), outcome.body.size(), outcome.took.count(),
                job.trail ? job.trail->count() : 0, outcome.reason);
  const RequestId id = job.id;
  ended.push_back({id, std::move(job.done), std::move(outcome)});
  jobs.erase(id);
}

void HttpClient::State::Deliver() {
  delivering.swap(ended);
  while (!delivering.empty()) {
    Done done = std::move(delivering.front());
    delivering.pop_front();
    try {
      done.handler(std::move(done.outcome));
    } catch (...) {
      KeepFirst(std::current_exception(), "handler");
    }
  }
}

void HttpClient::State::KeepFirst(const std::exception_ptr& thrown, const char* where) {
  if (trouble) {
    spdlog::error("http trouble={} what=\"{}\"", where, WhatWasThrown(thrown));
  } else {
    trouble = thrown;
  }
}

HttpClient::HttpClient(HttpClientOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}
HttpClient::~HttpClient() = default;

RequestId HttpClient::Start(HttpRequest request, OutcomeHandler done) {
  return state_->Accept(std::move(request), std::move(done));
}

RequestId HttpClient::Start(MailRequest request, OutcomeHandler done) {
  return state_->Accept(std::move(request), std::move(done));
}

void HttpClient::Cancel(RequestId id) noexcept {
  state_->Cancel(id);
}

std::size_t HttpClient::in_flight() const noexcept {
  return state_->jobs.size() + state_->ended.size() + state_->delivering.size();
}

void HttpClient::Turn(UtcTime now, milliseconds at_most, std::span<const int> wake) {
  state_->Turn(now, at_most, wake);
}

}  // namespace forumwatch
