#include "crawlers/http/client.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "crawlers/http/deliveries.h"
#include "crawlers/http/hosts.h"
#include "crawlers/http/http_exchange.h"
#include "crawlers/http/job.h"
#include "crawlers/http/masked_url.h"

namespace forumwatch {
namespace {

using std::chrono::milliseconds;

constexpr int kTooManyRequests = 429;
constexpr std::chrono::seconds kUnlessItSays{60};  // how long a host is left alone after that

// A turn is being made, however it ends.
class Turning {
 public:
  explicit Turning(bool& flag) noexcept : flag_(&flag) { *flag_ = true; }
  ~Turning() { *flag_ = false; }
  Turning(const Turning&) = delete;
  Turning& operator=(const Turning&) = delete;

 private:
  bool* flag_;
};

bool IsReading(const HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

struct HttpClient::State {
  explicit State(HttpClientOptions given)
      : options(std::move(given)),
        named(options.allow_private),
        hosts({options.host_spacing, options.per_host}) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  RequestId Accept(HttpRequest request, OutcomeHandler handler);
  RequestId Accept(MailRequest request, OutcomeHandler handler);
  RequestId Refuse(std::string_view method, const std::string& url, std::string why,
                   OutcomeHandler handler);
  Job& Enqueue(const Url& url, bool guest, OutcomeHandler handler);
  void Cancel(RequestId id) noexcept;
  void Turn(UtcTime at, milliseconds at_most, std::span<const int> wake);

  void StartWaiting();
  void Begin(Job& job);
  void Poll(milliseconds at_most, std::span<const int> wake);
  [[nodiscard]] milliseconds PollSpan(milliseconds at_most) const;
  void Collect();
  void CollectMails();
  void FinishHttp(Job& job, CURLcode code);
  void FinishMail(Job& job, CURLcode code);
  HttpOutcome Read(Job& job, CURLcode code);
  void SendOn(Job& job);
  void Leave(Job& job) noexcept;
  void Complete(Job& job, HttpOutcome outcome);

  HttpClientOptions options;
  PrivateHosts named;
  Multi multi;
  Hosts hosts;
  std::map<RequestId, Job> jobs;
  std::vector<Job*> mailing;  // those with a session
  Deliveries deliveries;
  UtcTime now{};
  std::uint64_t last_id = 0;
  bool turning = false;
};

HttpClient::State::~State() {
  for (auto& [id, job] : jobs) {
    Leave(job);
  }
}

RequestId HttpClient::State::Refuse(std::string_view method, const std::string& url,
                                    std::string why, OutcomeHandler handler) {
  HttpOutcome outcome = Unsent(OutcomeKind::Blocked, std::move(why));
  outcome.final_url = MaskedUrl(url);
  LogRequest(method, outcome, 0);
  const RequestId id{++last_id};
  deliveries.Add(id, std::move(handler), std::move(outcome));
  return id;
}

RequestId HttpClient::State::Accept(HttpRequest request, OutcomeHandler handler) {
  auto url = Url::Parse(request.url);
  std::optional<std::string> why = WhyNotSendable(request);
  if (!url || (url->scheme() != "http" && url->scheme() != "https")) {
    why = "网址不能用，只允许 http 和 https";
  }
  if (why) {
    return Refuse("HTTP", request.url, std::move(*why), std::move(handler));
  }
  Job& job = Enqueue(*url, IsReading(request) || request.in_turn, std::move(handler));
  job.trail.emplace(std::move(*url), request.follow_redirects && IsReading(request),
                    request.may_follow);
  job.http = std::move(request);
  return job.id;
}

RequestId HttpClient::State::Accept(MailRequest request, OutcomeHandler handler) {
  auto url = Url::Parse(request.server_url);
  auto why = url ? WhyNotSendable(request, *url) : "邮件服务器的地址不对";
  if (why) {
    return Refuse("MAIL", request.server_url, std::move(*why), std::move(handler));
  }
  Job& job = Enqueue(*url, false, std::move(handler));
  job.server = std::move(url);
  job.mail = std::move(request);
  return job.id;
}

Job& HttpClient::State::Enqueue(const Url& url, bool guest, OutcomeHandler handler) {
  const RequestId id{++last_id};
  Host& host = hosts.Of(url, now);
  Job& job = jobs[id];
  job.id = id;
  job.done = std::move(handler);
  job.host = &host;
  job.lane = guest ? &host.guests : &host.errands;
  job.lane->waiting.push_back(id);
  return job;
}

void HttpClient::State::Cancel(RequestId id) noexcept {
  const auto found = jobs.find(id);
  if (found == jobs.end()) {
    deliveries.Cancel(id);
    return;
  }
  Job& job = found->second;
  if (job.transfer) {
    Leave(job);
    job.lane->pace.Ended();
  } else {
    std::erase(job.lane->waiting, id);
  }
  jobs.erase(found);
}

void HttpClient::State::Turn(UtcTime at, milliseconds at_most, std::span<const int> wake) {
  assert(!turning && "handlers must not turn the loop");
  const Turning mark(turning);
  now = at;
  StartWaiting();
  multi.Perform();
  Collect();
  StartWaiting();
  Poll(at_most, wake);
  multi.Perform();
  Collect();
  CollectMails();
  deliveries.Deliver();
  deliveries.Rethrow();
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
  if (job.http) {
    job.lane->pace.Space(now, job.http->spacing);
  }
  if (job.time_left() <= milliseconds(0)) {
    Complete(job, Unsent(OutcomeKind::Timeout, "转向太久，时间到了"));
    return;
  }
  try {
    PrepareTransfer(job, options, named);
    multi.Add(job.transfer->easy());
  } catch (...) {
    deliveries.Keep(std::current_exception(), "start");
    job.transfer.reset();
    Complete(job, Unsent(OutcomeKind::Network, "请求没有准备好，请看日志"));
  }
}

void HttpClient::State::Poll(milliseconds at_most, std::span<const int> wake) {
  std::vector<curl_waitfd> others;
  others.reserve(wake.size() + 2 * mailing.size());
  for (const int fd : wake) {
    others.push_back({fd, CURL_WAIT_POLLIN, 0});
  }
  for (const Job* job : mailing) {
    others.push_back(job->session->socket());
    others.push_back(job->session->timer());
  }
  multi.Poll(others, static_cast<int>(PollSpan(at_most).count()));
}

milliseconds HttpClient::State::PollSpan(milliseconds at_most) const {
  if (!deliveries.empty()) {
    return milliseconds(0);
  }
  const auto next = hosts.NextStart(now);
  if (!next) {
    return at_most;
  }
  const auto real = std::chrono::ceil<milliseconds>((*next - now) / options.clock_speed);
  return std::clamp(real, milliseconds(0), at_most);
}

void HttpClient::State::Collect() {
  while (const CURLMsg* const message = multi.NextMessage()) {
    char* owner = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    Job& job = *static_cast<Job*>(static_cast<void*>(owner));
    const CURLcode code = message->data.result;  // the message goes with its handle
    job.took += std::chrono::microseconds(job.transfer->easy().GetOffset(CURLINFO_TOTAL_TIME_T));
    if (job.http) {
      FinishHttp(job, code);
    } else {
      FinishMail(job, code);
    }
  }
}

void HttpClient::State::FinishHttp(Job& job, CURLcode code) {
  HttpOutcome outcome = Read(job, code);
  KeepCookiesBounded(*job.host, job.transfer->easy(), job.transfer->received().cookies_set);
  Leave(job);
  if (outcome.kind == OutcomeKind::HttpError && outcome.retry_after) {
    job.host->guests.pace.Hold(now, *outcome.retry_after);
  } else if (outcome.status == kTooManyRequests) {
    job.host->guests.pace.Hold(now, kUnlessItSays);
  }
  if (FollowRedirect(job, outcome, named)) {
    SendOn(job);
  } else {
    Complete(job, std::move(outcome));
  }
}

// Connected and let in (or not): curl's part of a mail is over.
void HttpClient::State::FinishMail(Job& job, CURLcode code) {
  if (code != CURLE_OK) {
    HttpOutcome outcome = Read(job, code);
    Leave(job);
    Complete(job, std::move(outcome));
    return;
  }
  try {
    mailing.push_back(&job);
    job.session = std::make_unique<MailSession>(*job.transfer, *job.mail, job.time_left());
  } catch (...) {
    deliveries.Keep(std::current_exception(), "mail");
    Leave(job);
    Complete(job, Unsent(OutcomeKind::Network, "邮件没有准备好，请看日志"));
  }
}

void HttpClient::State::CollectMails() {
  const std::vector<Job*> present = mailing;
  for (Job* const job : present) {
    if (std::optional<HttpOutcome> outcome = job->session->Pump()) {
      job->took += job->session->took();
      Leave(*job);
      Complete(*job, std::move(*outcome));
    }
  }
}

HttpOutcome HttpClient::State::Read(Job& job, CURLcode code) {
  try {
    return ReadOutcome(job, code, options, now);
  } catch (...) {
    deliveries.Keep(std::current_exception(), "read");
    return Unsent(OutcomeKind::Network, "回答没有读成，请看日志");
  }
}

// To where its trail leads: at once on the same host, in front of its queue on another.
void HttpClient::State::SendOn(Job& job) {
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
}

// Away from the network, its connection with it unless it can be used again.
void HttpClient::State::Leave(Job& job) noexcept {
  std::erase(mailing, &job);
  job.session.reset();
  if (job.transfer) {
    multi.Remove(job.transfer->easy());
    job.transfer.reset();
  }
}

void HttpClient::State::Complete(Job& job, HttpOutcome outcome) {
  job.lane->pace.Ended();
  outcome.took = std::chrono::round<milliseconds>(job.took);
  outcome.final_url = job.url().text();
  LogRequest(job.http ? job.http->method : "MAIL", outcome, job.trail ? job.trail->count() : 0);
  const RequestId id = job.id;
  deliveries.Add(id, std::move(job.done), std::move(outcome));
  jobs.erase(id);
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
  return state_->jobs.size() + state_->deliveries.size();
}

void HttpClient::Turn(UtcTime now, milliseconds at_most, std::span<const int> wake) {
  state_->Turn(now, at_most, wake);
}

}  // namespace forumwatch
