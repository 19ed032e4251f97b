#include "config/sections.h"

namespace forumwatch {

std::shared_ptr<const ReplyConfig> ReadReply(const JsonValue& section, const SourceConfig& source,
                                             const ReadAddress& address, const ConfigDraft& draft) {
  if (!section.present()) {
    return nullptr;
  }
  ReplyConfig reply;
  reply.as.account = ReadTrimmed(section.Required("account", "用哪个账号回帖，写论坛上显示的名字"));
  reply.as.user_id = ReadTrimmed(section["user_id"]);
  const JsonValue token = section.Required("token_file", "存着这个账号的接口令牌的文件");
  reply.as.token = ReadSecret(token, draft.places);
  reply.file = token.Text();
  RefuseSecret(section, "token", "token_file");
  if (!source.engine.empty() && !(source.json && source.json->reply)) {
    section.Mistake(
        "这种论坛程序的文件里没有写怎样回帖（reply），系统不能代发；请删去，照旧由人在论坛上发");
    return nullptr;
  }
  if (address.url && address.url->scheme() == "http" && !address.allowed) {
    token.Mistake("论坛的网址是 http://，令牌会不加密地发出去：请改用 https://");
  }
  return std::make_shared<const ReplyConfig>(std::move(reply));
}

}  // namespace forumwatch
