#include "daemon/alerts/answer.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/text/plain.h"
#include "daemon/alerts/answer_members.h"
#include "daemon/alerts/robot_codes.h"

namespace forumwatch {
namespace {

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), LowerCase(word)) != words.end();
}

std::string_view Of(const AnswerMembers& members, std::string_view name) {
  const auto found = members.find(name);
  return found == members.end() ? std::string_view() : std::string_view(found->second);
}

// "0", "00000", 0.0, "ok" …
bool MeansFine(std::string_view code) {
  return IsOneOf(code, {"", "ok", "success", "true"}) ||
         (code.find_first_not_of("0.") == std::string_view::npos && code.front() == '0');
}

bool MeansFineForCode(std::string_view code) {
  int number = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
  const bool whole = error == std::errc() && end == code.data() + code.size();
  return MeansFine(code) || (whole && number >= 200 && number < 300);
}

// Which member refuses and what it says; "" name: none does.
std::pair<std::string_view, std::string_view> Refusal(const AnswerMembers& members) {
  for (const std::string_view name : {"errcode", "statuscode"}) {
    if (const std::string_view code = Of(members, name); !MeansFine(code)) {
      return {name, code};
    }
  }
  const std::string_view code = Of(members, "code");
  const bool agrees = Of(members, "ok") == "true" || Of(members, "success") == "true";
  if (!agrees && !MeansFineForCode(code)) {
    return {"code", code};
  }
  for (const std::string_view name : {"ok", "success"}) {
    if (IsOneOf(Of(members, name), {"false"})) {
      return {name, "false"};
    }
  }
  if (!IsOneOf(Of(members, "error"), {"", "false"})) {
    return {"error", ""};
  }
  if (IsOneOf(Of(members, "status"), {"error", "fail", "failed"})) {
    return {"status", Of(members, "status")};
  }
  return {};
}

SendResult JudgeMembers(const AnswerMembers& members) {
  const auto [name, code] = Refusal(members);
  if (name.empty()) {
    return {SendVerdict::Sent, "", {}};
  }
  SendResult result;
  result.reason = "接收方没有接受（" + std::string(name);
  if (const std::string written = ForeignReason(code); !written.empty()) {
    result.reason += " " + written;
  }
  result.reason += "）";
  const std::string_view robot_says =
      members.contains("errmsg") ? Of(members, "errmsg") : Of(members, "msg");
  if (const RobotCode* const known = FindRobotCode(code, robot_says)) {
    result.verdict = known->verdict;
    result.wait = known->wait;
    result.reason += "：" + std::string(known->meaning);
    result.reason += (known->remedy.empty() ? "" : "；") + std::string(known->remedy);
    return result;
  }
  for (const std::string_view from : {"errmsg", "msg", "message", "error"}) {
    if (const std::string message = ForeignReason(Of(members, from)); !message.empty()) {
      result.reason += "：" + message;
      break;
    }
  }
  return result;
}

std::string_view WithoutBlanksBefore(std::string_view body) {
  if (body.substr(0, 3) == "\xEF\xBB\xBF") {
    body.remove_prefix(3);
  }
  return body.substr(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
}

SendResult JudgeBody(std::string_view body, bool whole) {
  body = WithoutBlanksBefore(body);
  const std::string_view word = body.substr(0, body.find_last_not_of(" \t\r\n") + 1);
  if (body.substr(0, 1) == "<") {
    return {SendVerdict::Retry, "回答是一个网页，不像接收方", {}};
  }
  if (body.substr(0, 1) == "{") {
    const auto members = ReadAnswerMembers(body);
    return members ? JudgeMembers(*members)
                   : SendResult{SendVerdict::Unsure, "回答的 JSON 不完整", {}};
  }
  if (!whole) {
    return {SendVerdict::Unsure, "回答中断", {}};
  }
  if (IsOneOf(word, {"fail", "failed", "error", "false"})) {
    return {SendVerdict::Retry, "接收方回答 " + std::string(word), {}};
  }
  return {SendVerdict::Sent, "", {}};
}

// What the JSON object beside an error status says; nullopt: there is none.
std::optional<SendResult> SaidBeside(const HttpOutcome& outcome) {
  const std::string_view body = WithoutBlanksBefore(outcome.body);
  const auto members = body.substr(0, 1) == "{" ? ReadAnswerMembers(body) : std::nullopt;
  return members ? std::optional(JudgeMembers(*members)) : std::nullopt;
}

SendResult JudgeRefusal(const HttpOutcome& outcome, std::string reason) {
  if (auto said = SaidBeside(outcome); said && said->verdict == SendVerdict::GiveUp) {
    return *std::move(said);
  }
  return {SendVerdict::Refused, std::move(reason), {}};
}

// 飞书 says so with its code in the body, and not always for how long.
SendResult JudgeTooMany(const HttpOutcome& outcome, std::string reason) {
  SendResult result{SendVerdict::Retry, std::move(reason), outcome.retry_after};
  if (const auto said = SaidBeside(outcome); said && said->verdict == SendVerdict::Retry) {
    result.reason += "：" + said->reason;
    result.wait = result.wait ? result.wait : said->wait;
  }
  return result;
}

SendResult JudgeStatus(const HttpOutcome& outcome) {
  const int status = outcome.status;
  const std::string http = "HTTP " + std::to_string(status);
  if (status == 301 || status == 308) {
    return JudgeRefusal(outcome, http + "：地址已经改变，请改配置");
  }
  if (status >= 300 && status < 400) {
    return {SendVerdict::Retry, http + "：要求转到别处，没有跟随", outcome.retry_after};
  }
  if (status == 429) {
    return JudgeTooMany(outcome, http);
  }
  const bool passing = status == 408 || status == 425;
  if (status >= 400 && status < 500 && !passing) {
    return JudgeRefusal(outcome, http + "：接收方拒绝，请检查地址和密钥");
  }
  return {SendVerdict::Retry, http, outcome.retry_after};
}

}  // namespace

std::string ForeignReason(std::string_view message) {
  return PlainLine(message.substr(0, message.find_first_of("/?=&@<")), 120);
}

SendResult JudgeAnswer(const HttpOutcome& outcome) {
  const bool ended = outcome.kind == OutcomeKind::Ok || outcome.kind == OutcomeKind::TooLarge;
  if (outcome.kind == OutcomeKind::Blocked) {  // perhaps by one bad answer of a name server
    return {SendVerdict::Refused, PlainLine(outcome.reason, 200), {}};
  }
  if (outcome.status >= 200 && outcome.status < 300) {
    return JudgeBody(outcome.body, ended);
  }
  if (outcome.status != 0) {
    return JudgeStatus(outcome);
  }
  return {outcome.request_sent ? SendVerdict::Unsure : SendVerdict::Retry,
          PlainLine(outcome.reason.empty() ? Name(outcome.kind) : outcome.reason, 200),
          {}};
}

SendResult JudgeRobotAnswer(const HttpOutcome& outcome) {
  SendResult result = JudgeAnswer(outcome);
  if (result.verdict != SendVerdict::Sent) {
    return result;
  }
  const auto members = ReadAnswerMembers(WithoutBlanksBefore(outcome.body));
  const auto is = [&members](std::string_view name,
                             std::initializer_list<std::string_view> values) {
    return IsOneOf(members ? Of(*members, name) : "", values);
  };
  const bool said = is("errcode", {"0"}) || is("code", {"0"}) || is("statuscode", {"0"});
  if (said && is("code", {"", "0"})) {
    return result;
  }
  return {SendVerdict::Unsure, "回答里没有表示成功的代码，不像机器人", {}};
}

}  // namespace forumwatch
