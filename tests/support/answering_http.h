// A transport that a function answers, at once but not from inside Start: for tests that need no
// script. One thread.
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "crawlers/http/transport.h"

namespace forumwatch {

class AnsweringHttp final : public HttpTransport {
 public:
  explicit AnsweringHttp(std::function<HttpOutcome(const HttpRequest&)> answer)
      : answer_(std::move(answer)) {}

  RequestId Start(HttpRequest request, OutcomeHandler done) override {
    HttpOutcome outcome = answer_(request);
    if (outcome.kind == OutcomeKind::Ok && (outcome.status < 200 || outcome.status > 299)) {
      outcome.kind = OutcomeKind::HttpError;
      outcome.reason = "HTTP " + std::to_string(outcome.status);
    }
    const RequestId id{++last_id_};
    waiting_.emplace(id, std::make_pair(std::move(outcome), std::move(done)));
    return id;
  }
  RequestId Start(MailRequest /*request*/, OutcomeHandler /*done*/) override { return {}; }
  void Cancel(RequestId id) noexcept override { waiting_.erase(id); }
  [[nodiscard]] std::size_t in_flight() const noexcept override { return waiting_.size(); }

  // Until nobody waits for an answer.
  void DeliverAll() {
    while (!waiting_.empty()) {
      auto first = waiting_.extract(waiting_.begin());
      first.mapped().second(std::move(first.mapped().first));
    }
  }

 private:
  std::function<HttpOutcome(const HttpRequest&)> answer_;
  std::map<RequestId, std::pair<HttpOutcome, OutcomeHandler>> waiting_;
  std::uint64_t last_id_ = 0;
};

}  // namespace forumwatch
