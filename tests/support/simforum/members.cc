#include "tests/support/simforum/members.h"

#include <cctype>

#include "tests/support/simforum/charset.h"

namespace forumwatch::sim {
namespace {

constexpr std::string_view kSalt = "sim_saltkey=w0Y8KfAY";
constexpr std::string_view kHash = "fdab4687";

// As a form writes it.
std::string Written(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128 && (std::isalnum(byte) != 0)) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return out;
}

bool Holds(const std::string& form, const std::string& field) {
  return ("&" + form + "&").find("&" + field + "&") != std::string::npos;
}

}  // namespace

bool Members::Knows(const WireRequest& request) const {
  const std::string cookies = "; " + request.Header("cookie") + ";";
  return !account_.sessions_fail &&
         cookies.find("; " + std::string(kSalt) + ";") != std::string::npos &&
         cookies.find("; sim_auth=" + std::to_string(session_) + ";") != std::string::npos;
}

std::string Members::Cookies() const {
  return std::string(kSalt) + "; sim_auth=" + std::to_string(session_);
}

Reply Members::Page(const std::string& body) const {
  return MakeReply(
      200, gbk_ ? "text/html; charset=gbk" : "text/html; charset=utf-8",
      "<!DOCTYPE html><html><head><title>登录</title></head><body>" + body + "</body></html>");
}

Reply Members::Message(const std::string& kind, const std::string& text) const {
  return Page("<div id=\"messagetext\" class=\"" + kind + "\"><p>" + text + "</p></div>");
}

Reply Members::Answer(const WireRequest& request) const {
  if (request.method == "POST") {
    return TakeForm(request);
  }
  Reply form = Page(
      "<form method=\"post\" name=\"login\" action=\"member.php?mod=logging&amp;action=login&amp;"
      "loginsubmit=yes&amp;loginhash=LFxko\"><input type=\"hidden\" name=\"formhash\" value=\"" +
      std::string(kHash) +
      "\" /><input type=\"text\" name=\"username\" /><input type=\"password\" name=\"password\" />"
      "</form>");
  form.headers.emplace_back("Set-Cookie", std::string(kSalt) + "; path=/; HttpOnly");
  return form;
}

Reply Members::TakeForm(const WireRequest& request) const {
  const std::string user = gbk_ ? ToGbk(account_.user) : account_.user;
  if (!Holds(request.body, "formhash=" + std::string(kHash)) ||
      request.Query("loginhash") != "LFxko") {
    return Message("alert_error", "您的请求来路不正确，无法提交");
  }
  if (account_.captcha) {
    return Message("alert_error", "抱歉，验证码填写错误");
  }
  if (!Holds(request.body, "username=" + Written(user)) ||
      !Holds(request.body, "password=" + Written(account_.password))) {
    return Message("alert_error", "登录失败，您还可以尝试 4 次");
  }
  Reply in = Message("alert_right", "欢迎您回来，" + account_.user);
  in.headers.emplace_back("Set-Cookie",
                          "sim_auth=" + std::to_string(session_) + "; path=/; HttpOnly");
  return in;
}

}  // namespace forumwatch::sim
