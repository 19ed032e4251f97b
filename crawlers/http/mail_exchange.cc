#include "crawlers/http/mail_exchange.h"

#include <algorithm>

#include "crawlers/http/reasons.h"

namespace forumwatch {
namespace {

bool IsAddress(std::string_view address) {
  const bool harmless = std::none_of(address.begin(), address.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || c == '<' || c == '>';
  });
  return harmless && address.find('@') != std::string_view::npos;
}

std::string InBrackets(const std::string& address) {
  return "<" + address + ">";
}

std::string ReasonOfReply(int code, std::string_view line) {
  std::string reason = "邮件服务器回答 " + std::to_string(code);
  const std::string said =
      Plain(line.substr(0, 3) == std::to_string(code) && line.size() > 4 ? line.substr(4)
                                                                         : std::string_view());
  return said.empty() ? reason : reason + "：" + said;
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
  easy.Set(CURLOPT_USE_SSL,
           static_cast<long>(request.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!request.user.empty()) {
    easy.Set(CURLOPT_USERNAME, request.user.c_str());
    easy.Set(CURLOPT_PASSWORD, request.password.c_str());
  }
  easy.Set(CURLOPT_MAIL_FROM, InBrackets(request.from).c_str());
  for (const std::string& to : request.to) {
    transfer.list().Append(InBrackets(to));
  }
  easy.Set(CURLOPT_MAIL_RCPT, transfer.list().get());
  transfer.Upload(request.message);
}

HttpOutcome ReadMail(Transfer& transfer, CURLcode code) {
  if (transfer.trouble()) {
    std::rethrow_exception(transfer.trouble());
  }
  HttpOutcome outcome;
  outcome.request_sent = transfer.uploaded_all();
  const int reply = static_cast<int>(transfer.easy().GetLong(CURLINFO_RESPONSE_CODE));
  if (code == CURLE_OK) {
    outcome.kind = OutcomeKind::Ok;
    outcome.status = reply;
    return outcome;
  }
  Failure failure = DescribeFailure(code, transfer);
  outcome.kind = failure.kind;
  outcome.reason = std::move(failure.reason);
  if (failure.kind == OutcomeKind::Network && reply >= 400) {
    outcome.kind = OutcomeKind::HttpError;
    outcome.status = reply;
    outcome.reason = ReasonOfReply(reply, transfer.received().last_line);
  }
  return outcome;
}

}  // namespace forumwatch
