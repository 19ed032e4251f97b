#include <array>

#include "config/robots.h"
#include "config/sections.h"

namespace forumwatch {
namespace {

constexpr std::array<std::string_view, 2> kWebhookSchemes = {"https", "http"};
constexpr std::array<std::string_view, 2> kMailSchemes = {"smtp", "smtps"};

// A robot takes nothing but its own form of message.
void RefuseRobot(const JsonValue& value, const std::optional<Url>& url) {
  if (const RobotForm* const robot = url ? RobotAt(*url) : nullptr) {
    value.Mistake("这是" + std::string(robot->name) +
                  "群机器人的网址，等于密码：存进一个文件，改写 \"robot\": \"" +
                  std::string(robot->word) + "\", \"url_file\": \"文件名\"");
  }
}

WebhookConfig ReadWebhook(const JsonValue& channel, const ConfigDraft& draft) {
  const JsonValue url = channel["webhook"];
  const ReadAddress address = ReadWebAddress(url, kWebhookSchemes, draft.config.http);
  RefuseRobot(url, address.url);
  if (address.url && address.url->scheme() == "http" && !address.allowed) {
    url.Warning("http:// 不加密，提醒里有业主的话；对方支持的话请用 https://");
  }
  RefuseSecret(channel, "secret", "secret_file");
  const JsonValue secret = channel["secret_file"];
  if (!secret.present()) {
    url.Warning("没有 secret_file：提醒不带签名，收到的一方分不出真假");
  }
  return {address.text, ReadSecret(secret, draft.places)};
}

void CheckMailAddress(const JsonValue& value, const std::string& text) {
  if (!text.empty() && !IsMailAddress(text)) {
    value.Mistake("不是邮箱地址，应当像 \"name@example.com\"");
  }
}

void CheckEncryption(const JsonValue& channel, const MailConfig& mail, const ReadAddress& address) {
  if (mail.require_tls || address.allowed || !address.url || address.url->scheme() == "smtps") {
    return;
  }
  const JsonValue require_tls = channel["require_tls"];
  if (mail.user.empty()) {
    require_tls.Warning("邮件可能不加密地发出去，里面有业主的话");
  } else {
    require_tls.Mistake("用户名和密码不能不加密地发出去；请删去这一项");
  }
}

MailConfig ReadMail(const JsonValue& channel, const ConfigDraft& draft) {
  MailConfig mail;
  const ReadAddress address = ReadWebAddress(channel["mail"], kMailSchemes, draft.config.http);
  mail.server = address.text;
  const JsonValue from = channel.Required("from", "发件人的邮箱");
  mail.from = from.NonEmptyText();
  CheckMailAddress(from, mail.from);
  const JsonValue user = channel["user"];
  const JsonValue password = channel["password_file"];
  mail.user = ReadTrimmed(user);
  RefuseSecret(channel, "password", "password_file");
  mail.password = ReadSecret(password, draft.places);
  mail.require_tls = channel["require_tls"].Bool(true);
  if (user.present() && !password.present() && !channel["password"].present()) {
    user.Mistake("有 user 就要有 password_file：密码存在哪个文件里");
  } else if (password.present() && !user.present()) {
    password.Mistake("有 password_file 就要有 user：登录邮件服务器的用户名");
  }
  CheckEncryption(channel, mail, address);
  return mail;
}

ChannelConfig ReadChannel(const std::string& name, const JsonValue& channel,
                          const ConfigDraft& draft) {
  ChannelConfig read{name, {}, {}};
  CheckName(channel, name);
  const bool webhook = channel["webhook"].present();
  const bool mail = channel["mail"].present();
  const bool robot = channel["robot"].present();
  if (webhook + mail + robot > 1) {
    channel.Mistake("一个通道只能是 robot、webhook、mail 中的一种；请分成几个");
  } else if (channel.is_object() && !webhook && !mail && !robot) {
    channel.Mistake(
        "要写 \"robot\"（群机器人）、\"mail\"（邮件服务器）或 \"webhook\"（自己的接收程序）");
  }
  if (robot) {
    read.robot = ReadRobot(channel, draft);
  } else if (mail) {
    read.mail = ReadMail(channel, draft);
  } else if (webhook) {
    read.webhook = ReadWebhook(channel, draft);
  }
  return read;
}

}  // namespace

void RefuseSecret(const JsonValue& channel, std::string_view key, std::string_view file_key) {
  if (const JsonValue secret = channel[key]; secret.present()) {
    secret.Mistake("密码不写在配置里：存进一个只有本程序能读的文件，这里改写 \"" +
                   std::string(file_key) + "\": \"文件名\"");
  }
}

void ReadChannels(const JsonValue& root, ConfigDraft& draft) {
  for (const auto& [name, channel] : root["channels"].Members()) {
    draft.config.channels.push_back(ReadChannel(name, channel, draft));
  }
}

}  // namespace forumwatch
