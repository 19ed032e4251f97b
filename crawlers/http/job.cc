#include "crawlers/http/job.h"

#include <utility>

#include <spdlog/spdlog.h>

#include "crawlers/http/http_exchange.h"
#include "crawlers/http/masked_url.h"

namespace forumwatch {
namespace {

constexpr const char* kSystemAuthorities = "/etc/ssl/certs";

}  // namespace

std::chrono::milliseconds Job::time_left() const {
  const auto deadline = http ? http->deadline : mail->deadline;
  return std::chrono::ceil<std::chrono::milliseconds>(deadline - took);
}

void PrepareTransfer(Job& job, const HttpClientOptions& options, const PrivateHosts& named) {
  TransferLimits limits;
  limits.max_body = job.http ? job.http->max_body : 64_KiB;
  limits.max_headers = options.max_headers;
  limits.deadline = job.time_left();
  limits.connect_timeout = options.connect_timeout;
  // Mail servers greet late on purpose.
  limits.low_speed_time = job.http ? options.low_speed_time : std::chrono::seconds(0);
  job.transfer = std::make_unique<Transfer>(limits, named.Name(job.url()));
  job.transfer->easy().Set(CURLOPT_PRIVATE, static_cast<void*>(&job));
  if (!options.ca_file.empty()) {
    job.transfer->easy().Set(CURLOPT_CAINFO, options.ca_file.c_str());
    job.transfer->easy().Set(CURLOPT_CAPATH, kSystemAuthorities);
  }
  if (job.http) {
    PrepareHttp(
        *job.transfer, *job.http, job.url(),
        {options.user_agent, job.host->cookies, job.trail->left_home(), job.trail->count() == 0});
  } else {
    PrepareMail(*job.transfer, *job.mail, job.url());
  }
}

HttpOutcome ReadOutcome(Job& job, CURLcode code, const HttpClientOptions& options, UtcTime now) {
  return job.http ? ReadHttp(*job.transfer, code, *job.http, now, options.longest_hold)
                  : ReadMailFailure(*job.transfer, code);
}

bool FollowRedirect(Job& job, HttpOutcome& outcome, const PrivateHosts& named) {
  if (outcome.kind != OutcomeKind::HttpError) {
    return false;
  }
  const auto location = outcome.headers.find("location");
  const auto step = job.trail->Read(
      outcome.status, location == outcome.headers.end() ? "" : location->second, named);
  if (step == RedirectTrail::Step::Refused) {
    outcome.kind = job.trail->refusal().kind;
    outcome.reason = job.trail->refusal().reason;
  }
  return step == RedirectTrail::Step::Go;
}

HttpOutcome Unsent(OutcomeKind kind, std::string reason) {
  HttpOutcome outcome;
  outcome.kind = kind;
  outcome.reason = std::move(reason);
  return outcome;
}

void LogRequest(std::string_view method, const HttpOutcome& outcome, int redirects) {
  spdlog::debug("http method={} url={} status={} kind={} bytes={} ms={} redirects={} reason=\"{}\"",
                method, MaskedUrl(outcome.final_url), outcome.status, Name(outcome.kind),
                outcome.body.size(), outcome.took.count(), redirects, outcome.reason);
}

}  // namespace forumwatch
