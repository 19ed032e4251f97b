#include "tests/support/scripted_http.h"

#include <algorithm>
#include <utility>

namespace forumwatch {
namespace {

bool IsPrefix(std::string_view prefix, std::string_view text) {
  return text.substr(0, prefix.size()) == prefix;
}

// A host that nobody wrote a robots.txt for has none.
HttpOutcome NoScript(const std::string& url) {
  if (url.ends_with("/robots.txt")) {
    return answers::Status(404).outcome;
  }
  HttpOutcome outcome;
  outcome.kind = OutcomeKind::Network;
  outcome.reason = "no script for " + url;
  return outcome;
}

}  // namespace

namespace answers {

ScriptedAnswer Page(std::string body, std::string content_type) {
  ScriptedAnswer answer = Status(200, std::move(body));
  answer.outcome.headers["content-type"] = std::move(content_type);
  return answer;
}

ScriptedAnswer Status(int status, std::string body) {
  ScriptedAnswer answer;
  HttpOutcome& outcome = answer.outcome;
  outcome.status = status;
  outcome.request_sent = true;
  outcome.body = std::move(body);
  if (status >= 200 && status < 300) {
    outcome.kind = OutcomeKind::Ok;
  } else if (status == 304) {
    outcome.kind = OutcomeKind::NotModified;
  } else {
    outcome.kind = OutcomeKind::HttpError;
    outcome.reason = "HTTP " + std::to_string(status);
  }
  return answer;
}

ScriptedAnswer Throttled(std::chrono::seconds retry_after, int status) {
  ScriptedAnswer answer = Status(status);
  answer.outcome.retry_after = retry_after;
  answer.outcome.headers["retry-after"] = std::to_string(retry_after.count());
  return answer;
}

ScriptedAnswer Unreachable() {
  ScriptedAnswer answer;
  answer.outcome.reason = "连接被拒绝";
  return answer;
}

ScriptedAnswer CutOff(std::string body) {
  ScriptedAnswer answer;
  answer.outcome.status = 200;
  answer.outcome.request_sent = true;
  answer.outcome.body = std::move(body);
  answer.outcome.reason = "连接中断，回答不完整";
  return answer;
}

ScriptedAnswer Silent() {
  ScriptedAnswer answer;
  answer.after = std::chrono::hours(24 * 365);
  return answer;
}

ScriptedAnswer MailReply(int smtp_code, std::string text) {
  ScriptedAnswer answer;
  answer.outcome.status = smtp_code;
  answer.outcome.request_sent = smtp_code >= 200 && smtp_code < 300;
  if (smtp_code >= 200 && smtp_code < 300) {
    answer.outcome.kind = OutcomeKind::Ok;
  } else {
    answer.outcome.kind = OutcomeKind::HttpError;
    answer.outcome.reason = std::move(text);
  }
  return answer;
}

ScriptedAnswer Redirected(std::string body, std::string final_url) {
  ScriptedAnswer answer = Page(std::move(body));
  answer.outcome.final_url = std::move(final_url);
  return answer;
}

}  // namespace answers

ScriptedHttp& ScriptedHttp::On(const std::string& url_prefix, ScriptedAnswer answer) {
  scripts_[url_prefix].answers.push_back(std::move(answer));
  return *this;
}

ScriptedHttp& ScriptedHttp::Replace(const std::string& url_prefix, ScriptedAnswer answer) {
  scripts_.erase(url_prefix);
  return On(url_prefix, std::move(answer));
}

RequestId ScriptedHttp::Start(HttpRequest request, OutcomeHandler done) {
  ScriptedAnswer answer = Next(request.url);
  HttpOutcome& outcome = answer.outcome;
  if (const auto location = outcome.headers.find("location");
      location != outcome.headers.end() && request.may_follow &&
      request.may_follow(location->second)) {
    HttpRequest next = request;
    next.url = location->second;
    return Start(std::move(next), std::move(done));
  }
  const auto etag = outcome.headers.find("etag");
  if (outcome.kind == OutcomeKind::Ok && etag != outcome.headers.end() && !request.etag.empty() &&
      etag->second == request.etag) {
    outcome.kind = OutcomeKind::NotModified;
    outcome.status = 304;
    outcome.body.clear();
  }
  if (outcome.body.size() > Count(request.max_body)) {
    outcome.kind = OutcomeKind::TooLarge;
    outcome.reason = "回答超过上限";
    outcome.body.resize(Count(request.max_body));
  }
  if (outcome.final_url.empty()) {
    outcome.final_url = request.url;
  }
  const std::chrono::seconds deadline = request.deadline;
  requests_.push_back(std::move(request));
  return Enqueue(std::move(answer), deadline, std::move(done));
}

RequestId ScriptedHttp::Start(MailRequest request, OutcomeHandler done) {
  ScriptedAnswer answer = Next(request.server_url);
  const std::chrono::seconds deadline = request.deadline;
  mails_.push_back(std::move(request));
  return Enqueue(std::move(answer), deadline, std::move(done));
}

void ScriptedHttp::Cancel(RequestId id) noexcept {
  pending_.erase(id);
}

std::size_t ScriptedHttp::Deliver() {
  std::vector<RequestId> due;
  for (const auto& [id, pending] : pending_) {
    if (pending.due <= now_) {
      due.push_back(id);
    }
  }
  std::stable_sort(due.begin(), due.end(), [this](RequestId a, RequestId b) {
    return pending_.at(a).due < pending_.at(b).due;
  });
  std::size_t delivered = 0;
  for (const RequestId id : due) {
    auto found = pending_.extract(id);
    if (found.empty()) {
      continue;  // cancelled by a handler before it
    }
    Pending& pending = found.mapped();
    if (!pending.outcome.date && pending.outcome.status != 0) {
      pending.outcome.date = pending.due;
    }
    pending.done(std::move(pending.outcome));
    ++delivered;
  }
  return delivered;
}

std::size_t ScriptedHttp::DeliverAll() {
  std::size_t all = 0;
  while (const std::size_t delivered = Deliver()) {
    all += delivered;
  }
  return all;
}

std::vector<std::string> ScriptedHttp::urls() const {
  std::vector<std::string> urls;
  urls.reserve(requests_.size());
  for (const HttpRequest& request : requests_) {
    urls.push_back(request.url);
  }
  return urls;
}

std::size_t ScriptedHttp::Hits(std::string_view url_prefix) const {
  const auto fits = [&](const HttpRequest& r) { return IsPrefix(url_prefix, r.url); };
  return static_cast<std::size_t>(std::count_if(requests_.begin(), requests_.end(), fits));
}

void ScriptedHttp::ForgetRequests() {
  requests_.clear();
  mails_.clear();
}

ScriptedAnswer ScriptedHttp::Next(const std::string& url) {
  Script* best = nullptr;
  std::size_t best_length = 0;
  for (auto& [prefix, script] : scripts_) {
    if (IsPrefix(prefix, url) && (best == nullptr || prefix.size() > best_length)) {
      best = &script;
      best_length = prefix.size();
    }
  }
  if (best == nullptr) {
    return {.outcome = NoScript(url)};
  }
  const std::size_t index = std::min(best->next++, best->answers.size() - 1);
  return best->answers[index];
}

RequestId ScriptedHttp::Enqueue(ScriptedAnswer answer, std::chrono::seconds deadline,
                                OutcomeHandler done) {
  Pending pending;
  pending.outcome = std::move(answer.outcome);
  pending.done = std::move(done);
  if (answer.after > deadline) {
    pending.outcome = HttpOutcome{};
    pending.outcome.kind = OutcomeKind::Timeout;
    pending.outcome.request_sent = true;
    pending.outcome.reason = "超时";
    answer.after = deadline;
  }
  pending.outcome.took = answer.after;
  pending.due = now_ + answer.after;
  const RequestId id{++last_id_};
  pending_.emplace(id, std::move(pending));
  return id;
}

}  // namespace forumwatch
