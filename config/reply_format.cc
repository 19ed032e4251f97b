#include "config/reply_format.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "config/engine_parts.h"
#include "config/json_ways.h"

namespace forumwatch {
namespace {

const std::set<std::string> kInHeaders = {"account", "token", "user_id"};
const std::set<std::string> kInBody = {"text", "thread", "account", "user_id"};

bool FitForHeader(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void RefuseElsewhere(const JsonValue& form) {
  if (form.is_text() && !form.Text().starts_with("{root}/")) {
    form.Mistake("写了 reply 的，要以 {root}/ 开头：令牌只能发给这个论坛");
  }
}

std::vector<std::pair<std::string, std::string>> ReadHeaders(const JsonValue& value) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (const auto& [name, form] : value.Members()) {
    headers.emplace_back(name, form.NonEmptyText());
    CheckLink(form, headers.back().second, kInHeaders, {});
    if (!FitForHeader(name + headers.back().second)) {
      form.Mistake("请求头里只能是英文字母、数字和符号");
    }
  }
  return headers;
}

// Beside the token's header; "token" is none of the names.
std::vector<std::pair<std::string, std::string>> ReadLook(const JsonValue& value) {
  std::vector<std::pair<std::string, std::string>> look;
  for (const auto& [name, form] : value.Members()) {
    look.emplace_back(name, form.NonEmptyText());
    CheckLink(form, look.back().second, {"account", "user_id"}, {});
    if (name.find_first_of("&=#? ") != std::string::npos ||
        look.back().second.find_first_of("&#? ") != std::string::npos || !FitForHeader(name) ||
        !FitForHeader(look.back().second)) {
      form.Mistake("网址里只能是英文字母、数字和不作分隔的符号");
    }
  }
  return look;
}

std::vector<JsonNoReply> ReadNoReply(const JsonValue& list) {
  std::vector<JsonNoReply> known;
  for (const JsonValue& item : list.Items()) {
    const JsonValue when = item.Required("when", "凭什么知道这个主题不能回");
    known.push_back({ReadTests(when), item.Required("reason", "告诉人的话").NonEmptyText()});
    if (when.is_list() && known.back().when.empty()) {
      when.Mistake("至少要写一种");
    }
  }
  return known;
}

bool Holds(const JsonPlace& outer, const JsonPlace& inner) {
  return inner.steps.size() > outer.steps.size() &&
         std::equal(outer.steps.begin(), outer.steps.end(), inner.steps.begin());
}

std::vector<std::pair<JsonPlace, std::string>> ReadBody(const JsonValue& value) {
  std::vector<std::pair<JsonPlace, std::string>> body;
  bool has_text = false;
  for (const auto& [place, form] : value.Members()) {
    JsonPlace at = PlaceOf(place);
    if (at.steps.empty()) {
      form.Mistake("位置要以 / 开头，例如 /content");
    }
    for (const auto& [other, what] : body) {
      if (Holds(other, at) || Holds(at, other)) {
        form.Mistake("和 " + other.written + " 冲突：一个在另一个里面");
      }
    }
    body.emplace_back(std::move(at), form.NonEmptyText());
    CheckLink(form, body.back().second, kInBody, {});
    has_text = has_text || NamesIn(form, body.back().second).contains("text");
  }
  if (value.is_object() && !has_text) {
    value.Mistake("里面要有一处写 {text}，否则发出去的是空的");
  }
  return body;
}

JsonReplyAnswer ReadReplyAnswerForm(const JsonValue& value) {
  JsonReplyAnswer answer;
  if (value["status"].present()) {
    answer.status = value["status"].Int(400, 200, 599);
  }
  answer.at = ReadPlace(value["at"]);
  answer.text = ReadPattern(value["text"]);
  answer.verdict = value.Required("verdict", "这是哪一种回答")
                       .OneOf<ReplyVerdict>({{"refused", ReplyVerdict::Refused},
                                             {"wait", ReplyVerdict::Wait},
                                             {"unsure", ReplyVerdict::Unsure}},
                                            ReplyVerdict::Refused);
  answer.reason = value.Required("reason", "告诉人的话").NonEmptyText();
  answer.seconds = ReadWays(value["seconds"]);
  if (value.is_object() && !answer.status && answer.at.steps.empty() && !answer.text) {
    value.Mistake("status、at、text 至少写一个，否则所有不认识的回答都算这一种");
  }
  if (!answer.seconds.empty() && answer.verdict != ReplyVerdict::Wait) {
    value["seconds"].Mistake("只有 verdict 是 wait 才等");
  }
  return answer;
}

}  // namespace

std::optional<JsonReplyFormat> ReadReplyFormat(const JsonValue& section, const JsonValue& addresses,
                                               const std::vector<AddressForm>& boards) {
  if (!section.present()) {
    return std::nullopt;
  }
  JsonReplyFormat format;
  const JsonValue address = section.Required("address", "回帖发到哪个接口网址");
  format.address = address.NonEmptyText();
  CheckLink(address, format.address, {"thread"}, boards);
  RefuseElsewhere(address);
  // The thread is looked at with the token, too.
  for (const JsonValue& form : addresses["thread"].Items()) {
    RefuseElsewhere(form["page"]);
  }
  RefuseElsewhere(addresses["thread_link"]);
  format.headers = ReadHeaders(section.Required("headers", "请求头，令牌 {token} 写在这里"));
  const bool has_token = std::any_of(
      format.headers.begin(), format.headers.end(),
      [](const auto& header) { return header.second.find("{token}") != std::string::npos; });
  if (section["headers"].is_object() && !has_token) {
    section["headers"].Mistake("要有一个写着 {token}，否则论坛不知道是谁发的");
  }
  format.body = ReadBody(section.Required("body", "发出去的 JSON：位置和内容"));
  format.escape = section["escape"].Text();
  format.escape_line = section["escape_line"].Text();
  format.longest = section["longest"].Int(0, 1, 1'000'000);
  format.post = RequiredWays(section, "post", "回答里，新帖的编号怎么取");
  format.held = ReadTests(section["held"]);
  format.look = ReadLook(section["look"]);
  format.no_reply = ReadNoReply(section["no_reply"]);
  for (const JsonValue& answer : section["answers"].Items()) {
    format.answers.push_back(ReadReplyAnswerForm(answer));
  }
  for (const char* key : {"escape", "escape_line"}) {
    if (const JsonValue signs = section[key]; !FitForHeader(signs.Text())) {
      signs.Mistake("只能是半角的符号");
    }
  }
  return format;
}

}  // namespace forumwatch
