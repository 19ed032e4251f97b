#include "crawlers/sites/json_reply.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "crawlers/sites/field.h"
#include "crawlers/sites/json_document.h"
#include "crawlers/sites/json_field.h"
#include "crawlers/sites/json_forum.h"
#include "crawlers/sites/json_page.h"
#include "crawlers/sites/json_text.h"
#include "crawlers/sites/not_content.h"

namespace forumwatch {
namespace {

constexpr std::size_t kReadOfAnswer = 4096;
constexpr std::chrono::seconds kUnlessItIsSaid{60};
constexpr std::string_view kBlank = " \t";
constexpr std::string_view kDecimals = "0123456789";
constexpr std::string_view kSchemes[] = {"http://", "https://"};
constexpr std::string_view kEndsAddress = "<>\"`";

bool Has(std::string_view signs, char sign) {
  return signs.find(sign) != std::string_view::npos;
}

// Where a line's own words begin to mean what they say: after "1." or "2)", where that is escaped.
std::size_t PastNumber(std::string_view line, std::string_view signs, std::string& out) {
  const auto end = std::min(line.find_first_not_of(kDecimals), line.size());
  if (end == 0 || end == line.size() || !Has(signs, '.') || !Has(".)", line[end])) {
    return 0;
  }
  out.append(line.substr(0, end)).append("\\").append(1, line[end]);
  return end + 1;
}

void AppendLine(const JsonReplyFormat& format, std::string_view line, std::string& out) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));  // code begins so
  std::size_t at = PastNumber(line, format.escape_line, out);
  if (at == 0 && !line.empty() && Has(format.escape_line, line.front())) {
    out.append("\\").append(1, line.front());
    at = 1;
  }
  while (at < line.size()) {
    if (const std::size_t address = LengthOfAddress(line.substr(at)); address > 0) {
      out.append(line.substr(at, address));
      at += address;
      continue;
    }
    out.append(Has(format.escape, line[at]) ? "\\" : "").append(1, line[at]);
    ++at;
  }
}

int CodePoints(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// A form with its names filled in as they are: no address, nothing is escaped.
std::string WithNamesIn(std::string_view form, const std::map<std::string, std::string>& values) {
  std::string filled;
  while (!form.empty()) {
    const auto open = std::min(form.find('{'), form.size());
    filled += form.substr(0, open);
    form.remove_prefix(open);
    const auto close = form.find('}');
    if (close == std::string_view::npos) {
      filled += form;
      break;
    }
    const auto value = values.find(std::string(form.substr(1, close - 1)));
    filled += value == values.end() ? "" : value->second;
    form.remove_prefix(close + 1);
  }
  return filled;
}

void Put(nlohmann::ordered_json& object, const JsonPlace& place, std::string value) {
  nlohmann::ordered_json* here = &object;
  for (const std::string& step : place.steps) {
    here = &(*here)[step];
  }
  *here = std::move(value);
}

std::map<std::string, std::string> Names(const ReplyAccount& account) {
  return {{"account", account.account}, {"user_id", account.user_id}, {"token", account.token}};
}

// The forum's own words, for people; "" none.
std::string SaidBy(const JsonItem& root) {
  static const std::vector<std::vector<std::string>> kPlaces = {
      {"status", "message"}, {"errors", "0", "detail"}, {"errors", "0"}, {"message"}, {"error"}};
  for (const auto& steps : kPlaces) {
    if (const std::string said = root.At({"", steps}).Text(); !said.empty()) {
      return "（论坛说：" + CutText(Folded(said), kQuotedText) + "）";
    }
  }
  return "";
}

bool Fits(const JsonReplyAnswer& answer, int status, std::string_view whole, JsonItem root) {
  if (answer.status && *answer.status != status) {
    return false;
  }
  if (answer.at.steps.empty() && !answer.text) {
    return true;
  }
  const std::string said =
      Folded(answer.at.steps.empty() ? CutText(std::string(whole), kReadOfAnswer)
                                     : root.At(answer.at).Text());
  return !said.empty() && (!answer.text || answer.text->Found(said));
}

// What an answer means that the file does not know. What was refused is not tried again by itself;
// so much the better when in doubt.
ReplyAnswer Usual(int status, std::optional<std::chrono::seconds> retry_after) {
  const std::string http = "HTTP " + std::to_string(status);
  if (status == 429) {
    return {ReplyVerdict::Wait, "", "论坛说发得太快（HTTP 429）",
            retry_after.value_or(kUnlessItIsSaid)};
  }
  if (status == 408 || status >= 500) {
    return {ReplyVerdict::Unsure, "", "论坛出错了（" + http + "），说不准发了没有", retry_after};
  }
  if (status >= 300 && status < 400) {
    return {ReplyVerdict::Unsure,
            "",
            "论坛把请求转到别处（" + http + "），说不准发了没有；请检查来源的网址",
            {}};
  }
  if (status == 401 || status == 403) {
    return {
        ReplyVerdict::Refused, "", "论坛不让这个账号发帖（" + http + "）：令牌不对或没有权限", {}};
  }
  if (status == 404 || status == 410) {
    return {ReplyVerdict::Refused, "", "论坛说没有这个主题或这个接口（" + http + "）", {}};
  }
  if (status >= 400) {
    return {ReplyVerdict::Refused, "", "论坛拒绝了（" + http + "）", {}};
  }
  return {ReplyVerdict::Unsure, "", "论坛的回答里没有帖子编号，说不准发了没有", {}};
}

void Replace(std::string& text, const std::string& what) {
  constexpr std::string_view kBy = "（令牌）";
  for (auto at = what.empty() ? std::string::npos : text.find(what); at != std::string::npos;
       at = text.find(what, at + kBy.size())) {
    text.replace(at, what.size(), kBy);
  }
}

}  // namespace

std::size_t LengthOfAddress(std::string_view text) {
  const auto* const scheme =
      std::find_if(std::begin(kSchemes), std::end(kSchemes),
                   [text](std::string_view begin) { return text.starts_with(begin); });
  if (scheme == std::end(kSchemes)) {
    return 0;
  }
  const auto end = std::find_if(text.begin(), text.end(), [](char c) {
    return c <= ' ' || c > '~' || Has(kEndsAddress, c);  // signed or not: ASCII alone
  });
  const auto length = static_cast<std::size_t>(end - text.begin());
  return length > scheme->size() ? length : 0;
}

std::string WithoutToken(std::string text, const ReplyAccount& account) {
  Replace(text, account.token);
  Replace(text, account.token.substr(0, account.token.find(';')));
  return text;
}

std::string AsSentToForum(const JsonReplyFormat& format, std::string_view text) {
  std::string sent;
  for (bool first = true; first || !text.empty(); first = false) {
    const auto end = std::min(text.find('\n'), text.size());
    AppendLine(format, text.substr(0, end), sent);
    if (end < text.size()) {
      sent += '\n';
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return sent;
}

std::optional<std::pair<int, int>> TooLongForForum(const JsonReplyFormat& format,
                                                   std::string_view text) {
  const int length = CodePoints(AsSentToForum(format, text));
  return format.longest > 0 && length > format.longest
             ? std::make_optional(std::pair(format.longest, length))
             : std::nullopt;
}

std::vector<std::pair<std::string, std::string>> ReplyHeaders(const JsonEngine& engine,
                                                              const ReplyAccount& account) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (const auto& [name, form] : engine.reply->headers) {
    headers.emplace_back(name, WithNamesIn(form, Names(account)));
  }
  return headers;
}

ReplyRequest MakeReplyRequest(const JsonEngine& engine, const std::string& board,
                              const std::string& thread, const ReplyAccount& account,
                              std::string_view text) {
  const JsonReplyFormat& format = *engine.reply;
  ReplyRequest request;
  request.url = FilledLink(format.address, BoardGroups(engine, board), {{"thread", thread}});
  request.headers = ReplyHeaders(engine, account);
  request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  request.headers.emplace_back("Accept", "application/json");
  auto names = Names(account);
  names.emplace("thread", thread);
  names.emplace("text", AsSentToForum(format, text));
  nlohmann::ordered_json body = nlohmann::ordered_json::object();
  for (const auto& [place, form] : format.body) {
    if (std::string value = WithNamesIn(form, names); !value.empty()) {
      Put(body, place, std::move(value));
    }
  }
  request.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return request;
}

std::string LookAddress(const JsonEngine& engine, const std::string& url,
                        const ReplyAccount& account) {
  std::string address = url;
  for (const auto& [name, form] : engine.reply->look) {
    if (WithNamesIn(form, Names(account)).empty()) {
      continue;
    }
    address.append(address.find('?') == std::string::npos ? "?" : "&").append(name).append("=");
    address += FilledLink(form, {}, Names(account));
  }
  return address;
}

ReplyAnswer ReadReplyAnswer(const JsonReplyFormat& format, int status, std::string_view body,
                            std::optional<std::chrono::seconds> retry_after) {
  const JsonText prepared = PrepareJson(body, JsonLimits());
  const JsonDocument document(prepared);
  const JsonItem root = document.root();
  const JsonScope scope{root, root};
  const bool taken = status >= 200 && status < 300;
  if (taken && AnyHolds(format.held, scope)) {
    return {ReplyVerdict::Held, "", "论坛收下了，要版主审核后才看得到", {}};
  }
  if (std::string post = taken ? ReadValue(format.post, scope) : ""; !post.empty()) {
    return {ReplyVerdict::Posted, std::move(post), "", {}};
  }
  for (const JsonReplyAnswer& answer : format.answers) {
    if (!Fits(answer, status, prepared.text, root)) {
      continue;
    }
    ReplyAnswer read{answer.verdict, "", answer.reason + SaidBy(root), retry_after};
    if (const auto seconds = ReadNumber(answer.seconds, scope)) {
      read.wait =
          std::max(std::chrono::seconds(*seconds), read.wait.value_or(std::chrono::seconds(0)));
    }
    if (read.verdict == ReplyVerdict::Wait && !read.wait) {
      read.wait = kUnlessItIsSaid;
    }
    return read;
  }
  ReplyAnswer usual = Usual(status, retry_after);
  usual.reason += SaidBy(root);
  return usual;
}

}  // namespace forumwatch
