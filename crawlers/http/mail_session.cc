#include "crawlers/http/mail_session.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crawlers/http/reasons.h"

namespace forumwatch {
namespace {

bool IsAddress(std::string_view address) {
  const bool harmless = std::all_of(address.begin(), address.end(), [](char c) {
    return c > 0x20 && c < 0x7F && c != '<' && c != '>';
  });
  return harmless && address.find('@') != std::string_view::npos;
}

HttpOutcome ReplyOutcome(int code, std::string_view line) {
  HttpOutcome outcome;
  outcome.kind = OutcomeKind::HttpError;
  outcome.status = code;
  outcome.reason = "邮件服务器回答 " + std::to_string(code);
  if (line.size() > 4) {
    outcome.reason += "：" + Plain(line.substr(4));
  }
  return outcome;
}

}  // namespace

std::optional<std::string> WhyNotSendable(const MailRequest& request, const Url& url) {
  if (url.scheme() != "smtp" && url.scheme() != "smtps") {
    return "邮件服务器的地址要以 smtp:// 或 smtps:// 开头";
  }
  if (!IsAddress(request.from)) {
    return "发件人地址不对";
  }
  if (request.to.empty() || !std::all_of(request.to.begin(), request.to.end(), IsAddress)) {
    return "收件人地址不对";
  }
  if (request.message.empty()) {
    return "邮件是空的";
  }
  return std::nullopt;
}

void PrepareMail(Transfer& transfer, const MailRequest& request, const Url& url) {
  Easy& easy = transfer.easy();
  easy.Set(CURLOPT_CURLU, url.handle());
  easy.Set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  easy.Set(CURLOPT_CONNECT_ONLY, 1L);
  easy.Set(CURLOPT_USE_SSL,
           static_cast<long>(request.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!request.user.empty()) {
    easy.Set(CURLOPT_USERNAME, request.user.c_str());
    easy.Set(CURLOPT_PASSWORD, request.password.c_str());
  }
}

HttpOutcome ReadMailFailure(Transfer& transfer, CURLcode code) {
  if (transfer.trouble()) {
    std::rethrow_exception(transfer.trouble());
  }
  forumwatch::Failure failure = DescribeFailure(code, transfer);
  const auto reply = static_cast<int>(transfer.easy().GetLong(CURLINFO_RESPONSE_CODE));
  if (failure.kind == OutcomeKind::Network && reply >= 400) {
    return ReplyOutcome(reply, transfer.received().refusal);
  }
  HttpOutcome outcome;
  outcome.kind = failure.kind;
  outcome.reason = std::move(failure.reason);
  return outcome;
}

MailSession::MailSession(Transfer& transfer, const MailRequest& request,
                         std::chrono::milliseconds left)
    : transfer_(transfer), dialogue_(request), span_(left), timer_(left) {
  curl_easy_getinfo(transfer.easy().get(), CURLINFO_ACTIVESOCKET, &socket_);
}

curl_waitfd MailSession::socket() const noexcept {
  const int events = CURL_WAIT_POLLIN | (dialogue_.to_send().empty() ? 0 : CURL_WAIT_POLLOUT);
  return {socket_, static_cast<short>(events), 0};
}

curl_waitfd MailSession::timer() const noexcept {
  return {timer_.fd(), CURL_WAIT_POLLIN, 0};
}

std::optional<HttpOutcome> MailSession::Pump() {
  if (timer_.left() == std::chrono::microseconds(0)) {
    return Failure(OutcomeKind::Timeout, "邮件服务器没有在时限内回答");
  }
  if (Send() == Flow::Broken || Receive() == Flow::Broken || Send() == Flow::Broken) {
    return Failure(OutcomeKind::Network, "和邮件服务器的连接中断了");
  }
  if (received_ > Count(transfer_.limits().max_headers)) {
    return Failure(OutcomeKind::TooLarge, "邮件服务器的回答太长");
  }
  return dialogue_.ended() ? std::optional(Verdict()) : std::nullopt;
}

MailSession::Flow MailSession::Send() {
  while (!dialogue_.to_send().empty()) {
    const std::string_view rest = dialogue_.to_send();
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(transfer_.easy().get(), rest.data(), rest.size(), &sent);
    if (code == CURLE_AGAIN) {
      return Flow::Waiting;
    }
    if (code != CURLE_OK) {
      return Flow::Broken;
    }
    dialogue_.Sent(sent);
  }
  return Flow::Waiting;
}

MailSession::Flow MailSession::Receive() {
  std::array<char, 4096> bytes{};
  while (!dialogue_.ended()) {
    std::size_t count = 0;
    const CURLcode code =
        curl_easy_recv(transfer_.easy().get(), bytes.data(), bytes.size(), &count);
    if (code == CURLE_AGAIN) {
      return Flow::Waiting;
    }
    if (code != CURLE_OK || count == 0) {
      return Flow::Broken;
    }
    received_ += count;
    if (received_ > Count(transfer_.limits().max_headers)) {
      return Flow::Waiting;
    }
    dialogue_.Received({bytes.data(), count});
  }
  return Flow::Waiting;
}

HttpOutcome MailSession::Verdict() const {
  // Good manners, and nobody waits for the answer.
  std::size_t sent = 0;
  constexpr std::string_view kQuit = "QUIT\r\n";
  curl_easy_send(transfer_.easy().get(), kQuit.data(), kQuit.size(), &sent);
  if (dialogue_.code() == 0) {
    return Failure(OutcomeKind::Network, "邮件服务器的回答看不懂");
  }
  HttpOutcome outcome = ReplyOutcome(dialogue_.code(), dialogue_.line());
  outcome.request_sent = dialogue_.message_sent();
  if (dialogue_.accepted()) {
    outcome.kind = OutcomeKind::Ok;
    outcome.reason.clear();
  }
  return outcome;
}

HttpOutcome MailSession::Failure(OutcomeKind kind, std::string reason) const {
  HttpOutcome outcome;
  outcome.kind = kind;
  outcome.reason = std::move(reason);
  outcome.request_sent = dialogue_.message_sent();
  return outcome;
}

}  // namespace forumwatch
