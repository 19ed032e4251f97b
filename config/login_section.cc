#include <algorithm>

#include "config/sections.h"

namespace forumwatch {
namespace {

// What the secret is good for must be known, and it must not be sent where all can read it.
void CheckSecret(const JsonValue& secret, bool form, const SourceConfig& source,
                 const ReadAddress& address) {
  const bool no_form = source.html ? !source.html->login : source.json || source.engine == "feed";
  if (form && no_form) {
    secret.Mistake("这种论坛程序的文件里没有写怎样登录（login）；请改用 cookies_file");
  } else if (address.url && address.url->scheme() == "http" && !address.allowed) {
    secret.Warning("论坛的网址是 http://，" + std::string(form ? "密码" : "登录的凭据") +
                   "会不加密地发出去");
  }
}

bool TakesToken(const SourceConfig& source) {
  return source.json && source.json->reply;
}

bool WantsUser(const SourceConfig& source) {
  return TakesToken(source) &&
         std::any_of(source.json->reply->headers.begin(), source.json->reply->headers.end(),
                     [](const auto& header) {
                       return header.second.find("{account}") != std::string::npos;
                     });
}

}  // namespace

std::shared_ptr<const LoginConfig> ReadLogin(const JsonValue& section, const SourceConfig& source,
                                             const ReadAddress& address, const ConfigDraft& draft) {
  if (!section.present()) {
    return nullptr;
  }
  LoginConfig login;
  login.user = ReadTrimmed(section["user"]);
  login.password = ReadSecret(section["password_file"], draft.places);
  login.cookies = ReadSecret(section["cookies_file"], draft.places);
  login.token = ReadSecret(section["token_file"], draft.places);
  RefuseSecret(section, "password", "password_file");
  RefuseSecret(section, "cookies", "cookies_file");
  RefuseSecret(section, "token", "token_file");
  std::vector<JsonValue> secrets;
  for (const char* key : {"password_file", "cookies_file", "token_file"}) {
    if (section[key].present()) {
      secrets.push_back(section[key]);
    }
  }
  if (section.is_object() && secrets.size() != 1) {
    section.Mistake("password_file、cookies_file、token_file 要写一个，也只能写一个");
    return nullptr;
  }
  const bool form = section["password_file"].present();
  const bool named = WantsUser(source) && section["token_file"].present();
  if (form && !section["user"].present()) {
    section["password_file"].Mistake("有 password_file 就要有 user：登录论坛的用户名");
  } else if (named && !section["user"].present()) {
    section["token_file"].Mistake("这种论坛还要写 user：令牌是替哪个账号用的");
  } else if (!form && !named && section["user"].present()) {
    section["user"].Mistake("有 user 就要有 password_file：密码存在哪个文件里");
  }
  if (section["token_file"].present() && !source.engine.empty() && !TakesToken(source)) {
    section["token_file"].Mistake(
        "这种论坛程序的文件里没有写令牌放在哪个请求头里（reply 的 headers）；请改用 cookies_file");
  }
  for (const JsonValue& secret : secrets) {
    login.file = secret.Text();
    CheckSecret(secret, form, source, address);
  }
  return std::make_shared<const LoginConfig>(std::move(login));
}

}  // namespace forumwatch
