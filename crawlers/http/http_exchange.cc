#include "crawlers/http/http_exchange.h"

#include <algorithm>
#include <utility>

#include "crawlers/http/politeness.h"
#include "crawlers/http/reasons.h"

namespace forumwatch {
namespace {

bool IsText(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

// RFC 9110 §5.6.2.
bool IsToken(std::string_view value) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !value.empty() && std::all_of(value.begin(), value.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

std::string LowerName(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

bool MaySeeStrangers(const std::string& lower_name) {
  return lower_name == "accept" || lower_name == "accept-language";
}

// Into the host's jar, as if the host had set them: what it says of them later counts, be it in a
// redirect of the same request.
void TakeCookies(Easy& easy, const Url& url, std::string_view cookies) {
  const std::string domain =
      url.host() + "\tFALSE\t/\t" + (url.scheme() == "https" ? "TRUE" : "FALSE") + "\t0\t";
  while (!cookies.empty()) {
    const std::string_view whole = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(whole.size() + 1, cookies.size()));
    const std::string_view cookie =
        whole.substr(std::min(whole.find_first_not_of(' '), whole.size()));
    const auto equals = cookie.find('=');
    if (equals == 0 || equals == std::string_view::npos ||
        cookie.find('\t') != std::string_view::npos) {
      continue;
    }
    std::string line = domain;
    line.append(cookie.substr(0, equals)).append("\t").append(cookie.substr(equals + 1));
    easy.Set(CURLOPT_COOKIELIST, line.c_str());
  }
}

void SetHeaders(Transfer& transfer, const HttpRequest& request, const Url& url,
                const HttpSender& sender) {
  Slist& list = transfer.list();
  for (const auto& [name, value] : request.headers) {
    const std::string lower = LowerName(name);
    if (lower == "cookie") {
      if (sender.first_step) {
        TakeCookies(transfer.easy(), url, value);
      }
    } else if (!sender.left_home || MaySeeStrangers(lower)) {
      std::string line = name;
      list.Append(value.empty() ? line.append(";") : line.append(": ").append(value));
    }
  }
  if (!request.etag.empty() && IsText(request.etag)) {
    list.Append("If-None-Match: " + request.etag);
  }
  if (!request.last_modified.empty() && IsText(request.last_modified)) {
    list.Append("If-Modified-Since: " + request.last_modified);
  }
  list.Append("Expect:");  // no waiting for 100 Continue
  transfer.easy().Set(CURLOPT_HTTPHEADER, list.get());
}

void SetMethod(Easy& easy, const HttpRequest& request) {
  if (request.method == "HEAD") {
    easy.Set(CURLOPT_NOBODY, 1L);
    return;
  }
  if (request.method != "GET" || !request.body.empty()) {
    easy.Set(CURLOPT_POSTFIELDS, request.body.c_str());
    easy.Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    easy.Set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  if (request.method != "GET") {
    // On a connection used again curl repeats by itself what found it closed. A message that may
    // have been taken must not be sent twice behind our back.
    easy.Set(CURLOPT_FRESH_CONNECT, 1L);
    easy.Set(CURLOPT_FORBID_REUSE, 1L);
  }
}

bool WasSent(const Easy& easy, const HttpRequest& request, int status) {
  const bool asked = easy.GetLong(CURLINFO_REQUEST_SIZE) > 0;
  const auto sent = static_cast<std::size_t>(easy.GetOffset(CURLINFO_SIZE_UPLOAD_T));
  return status != 0 || (asked && sent >= request.body.size());
}

OutcomeKind KindOf(int status) {
  if (status >= 200 && status < 300) {
    return OutcomeKind::Ok;
  }
  return status == 304 ? OutcomeKind::NotModified : OutcomeKind::HttpError;
}

}  // namespace

std::optional<std::string> WhyNotSendable(const HttpRequest& request) {
  if (!IsToken(request.method)) {
    return "请求方法不对";
  }
  for (const auto& [name, value] : request.headers) {
    if (!IsToken(name) || !IsText(value)) {
      return "请求头里有不允许的字符：" + Plain(name);
    }
  }
  return std::nullopt;
}

void PrepareHttp(Transfer& transfer, const HttpRequest& request, const Url& url,
                 const HttpSender& sender) {
  Easy& easy = transfer.easy();
  easy.Set(CURLOPT_CURLU, url.handle());
  easy.Set(CURLOPT_PROTOCOLS_STR, "http,https");
  easy.Set(CURLOPT_FOLLOWLOCATION, 0L);
  easy.Set(CURLOPT_HTTP09_ALLOWED, 0L);
  easy.Set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
  easy.Set(CURLOPT_USERAGENT, sender.user_agent.c_str());
  if (request.with_cookies) {
    easy.Set(CURLOPT_SHARE, sender.cookies.get());
    easy.Set(CURLOPT_COOKIEFILE, "");  // cookies on, none from a file
  }
  SetMethod(easy, request);
  SetHeaders(transfer, request, url, sender);
}

HttpOutcome ReadHttp(Transfer& transfer, CURLcode code, const HttpRequest& request, UtcTime now,
                     std::chrono::seconds longest_hold) {
  if (transfer.trouble()) {
    std::rethrow_exception(transfer.trouble());
  }
  const Easy& easy = transfer.easy();
  HttpOutcome outcome;
  outcome.status = static_cast<int>(easy.GetLong(CURLINFO_RESPONSE_CODE));
  outcome.headers = std::move(transfer.received().headers);
  outcome.body = std::move(transfer.received().body);
  outcome.request_sent = WasSent(easy, request, outcome.status);
  if (const auto date = outcome.headers.find("date"); date != outcome.headers.end()) {
    outcome.date = ParseHttpDate(date->second);
  }
  if (const auto wait = outcome.headers.find("retry-after"); wait != outcome.headers.end()) {
    outcome.retry_after = ParseRetryAfter(wait->second, outcome.date.value_or(now), longest_hold);
  }
  if (code != CURLE_OK || transfer.stopped_by() != Transfer::Stop::None) {
    Failure failure = DescribeFailure(code, transfer);
    outcome.kind = failure.kind;
    outcome.reason = std::move(failure.reason);
    return outcome;
  }
  outcome.kind = KindOf(outcome.status);
  if (outcome.kind == OutcomeKind::HttpError) {
    outcome.reason = ReasonOfStatus(outcome.status);
  }
  return outcome;
}

}  // namespace forumwatch
