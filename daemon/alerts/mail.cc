#include "daemon/alerts/mail.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/text/plain.h"
#include "daemon/alerts/answer.h"
#include "daemon/alerts/compose.h"
#include "daemon/alerts/mail_message.h"

namespace forumwatch {
namespace {

constexpr std::chrono::seconds kDeadline{45};  // servers let strangers wait before they greet

// A server that greylists wants to see patience; each further attempt of the same message counts.
std::chrono::seconds GreylistPause(int attempt) {
  constexpr std::chrono::minutes kPauses[] = {std::chrono::minutes(5), std::chrono::minutes(15),
                                              std::chrono::minutes(30)};
  return kPauses[std::clamp(attempt, 1, 3) - 1];
}

}  // namespace

SendResult JudgeMail(const HttpOutcome& outcome, int attempt) {
  if (outcome.kind == OutcomeKind::Ok) {
    return {SendVerdict::Sent, "", {}};
  }
  if (outcome.kind == OutcomeKind::Blocked) {  // perhaps by one bad answer of a name server
    return {SendVerdict::Refused, PlainLine(outcome.reason, 200), {}};
  }
  const std::string smtp = "SMTP " + std::to_string(outcome.status);
  const std::string said = ForeignReason(outcome.reason);
  const std::string reason = smtp + (said.empty() ? "" : "：" + said);
  if (outcome.status >= 500 && outcome.status < 600) {
    return {SendVerdict::GiveUp, reason, {}};
  }
  if (outcome.status >= 400 && outcome.status < 500) {
    return {SendVerdict::Retry, reason, GreylistPause(attempt), true};
  }
  return {outcome.request_sent ? SendVerdict::Unsure : SendVerdict::Retry,
          said.empty() ? std::string(Name(outcome.kind)) : said,
          {}};
}

MailChannel::MailChannel(MailConfig config, HttpTransport& transport)
    : config_(std::move(config)), transport_(transport) {}

void MailChannel::Send(const Delivery& delivery, UtcTime now, SendHandler done) {
  const auto from = ParseMailAddress(config_.from);
  const auto to = ParseMailAddress(delivery.receiver);
  if (!from || !to) {
    done({SendVerdict::GiveUp, from ? "收件人的邮件地址不成立" : "发件人的邮件地址不成立", {}});
    return;
  }
  MailRequest request;
  request.server_url = config_.server;
  request.user = config_.user;
  request.password = config_.password;
  request.from = from->address;
  request.to = {to->address};
  request.message = ComposeMail(delivery, *from, *to, now);
  request.require_tls = config_.require_tls;
  request.deadline = kDeadline;
  transport_.Start(std::move(request),
                   [done = std::move(done), attempt = delivery.attempts](
                       const HttpOutcome& outcome) { done(JudgeMail(outcome, attempt)); });
}

std::optional<Delivery> MailChannel::Digest(std::span<const Delivery> deliveries) const {
  Delivery digest = deliveries.front();
  const std::string count = std::to_string(deliveries.size());
  digest.alert.id += "." + count;  // another message than the first of them alone
  digest.alert.title = count + " 条提醒：" + digest.alert.title + " 等";
  digest.text = count + " 条提醒一起来了，合并成一封：";
  for (const Delivery& delivery : deliveries) {
    digest.text += "\n\n" + AsSent(delivery.text, delivery);
  }
  digest.maybe_repeat = false;
  digest.late = Duration(0);
  return digest;
}

}  // namespace forumwatch
