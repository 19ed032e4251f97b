#include <algorithm>
#include <array>

#include "config/robots.h"
#include "config/roles.h"
#include "config/sections.h"

namespace forumwatch {
namespace {

constexpr std::array<std::string_view, 2> kSchemes = {"https", "http"};
constexpr std::size_t kMostMentioned = 10;  // a role; all of them fit into one message

// Of an address that http.allow_private does not name.
void CheckPublicAddress(const JsonValue& file, const RobotForm& form, const std::string& address,
                        const Url& url) {
  const std::string example = ExampleAddress(form);
  const RobotForm* const at = RobotAt(url);
  if (IsInside(url)) {
    file.Mistake("文件里是内网地址；确实要用，请在 http.allow_private 里加上 \"" +
                 url.HostAndPort() + "\"");
  } else if (url.scheme() != "https") {
    file.Mistake("文件里的网址要以 https:// 开头：里面有机器人的密钥");
  } else if (at == nullptr) {
    file.Warning("文件里不是" + std::string(form.name) + "的网址（主机是 " + url.host() +
                 "）；不是自己的转发服务的话，请重新复制，应当像 " + example);
  } else if (at->kind != form.kind) {
    file.Mistake("文件里是" + std::string(at->name) + "机器人的网址，robot 要写 \"" +
                 std::string(at->word) + "\"");
  } else {
    const auto key = address.find(at->path);
    if (key == std::string::npos || key + at->path.size() == address.size()) {
      file.Mistake("文件里的网址不完整，应当像 " + example);
    }
  }
}

void CheckAddress(const JsonValue& file, RobotKind kind, const std::string& address,
                  const HttpClientOptions& http) {
  const RobotForm& form = FormOf(kind);
  const auto parsed = ParseWebAddress(address, kSchemes);
  const Url* const url = std::get_if<Url>(&parsed);
  if (url == nullptr) {
    file.Mistake("文件里应当是机器人的整个网址，像 " + ExampleAddress(form));
    return;
  }
  const auto& allowed = http.allow_private;
  if (std::find(allowed.begin(), allowed.end(), url->HostAndPort()) == allowed.end()) {
    CheckPublicAddress(file, form, address, *url);
  }
}

// Each channel keeps the pace that a robot allows; two of them would send it twice as much.
void RefuseTheSameTwice(const JsonValue& file, const std::string& address,
                        const std::vector<ChannelConfig>& channels) {
  const auto whole = [](const std::string& text) {
    const auto url = Url::Parse(text);
    return url ? url->text() : text;
  };
  for (const ChannelConfig& other : channels) {
    if (other.robot && whole(other.robot->url) == whole(address)) {
      file.Mistake("文件里的网址和通道“" + other.name +
                   "”的一样：一个机器人分在两个通道里，合起来发得太快，会被限流；"
                   "请只留一个通道，@ 谁写在它的 mention 里");
      return;
    }
  }
}

std::string ReadRobotAddress(const JsonValue& channel, std::optional<RobotKind> kind,
                             const ConfigDraft& draft) {
  const JsonValue url = channel["url"];
  const JsonValue file =
      url.present() ? channel["url_file"] : channel.Required("url_file", "存着机器人网址的文件");
  if (url.present()) {
    url.Mistake(
        "机器人的网址等于密码，不写在配置里：存进一个只有本程序能读的文件，"
        "这里改写 \"url_file\": \"文件名\"");
  }
  std::string address = ReadSecret(file, draft.places);
  if (kind && !address.empty()) {
    CheckAddress(file, *kind, address, draft.config.http);
    RefuseTheSameTwice(file, address, draft.config.channels);
  }
  return address;
}

bool IsId(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  return text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  std::string_view("_-.@").find(c) != std::string_view::npos;
         });
}

std::vector<std::string> ReadMentioned(const JsonValue& list, std::optional<RobotKind> kind) {
  std::vector<std::string> mentioned = list.Texts();
  if (mentioned.size() > kMostMentioned) {
    list.Mistake("一个角色最多 @ " + std::to_string(kMostMentioned) + " 个人");
  }
  for (const JsonValue& item : list.Items()) {
    const std::string text = item.is_text() ? item.Text() : "";
    if (kind == RobotKind::Feishu && IsMobileNumber(text)) {
      item.Mistake("飞书的机器人不能按手机号 @ 人，请写这个人的 Open ID（ou_ 开头）或 \"@all\"");
    } else if (text.starts_with('@') && text != kEverybody) {
      item.Mistake("前面不用写 @；要 @ 所有人，写 \"@all\"");
    } else if (!text.empty() && !IsId(text)) {
      item.Mistake("应当是手机号、账号（只有英文字母、数字和 _ - . @）或 \"@all\"");
    }
  }
  return mentioned;
}

bool IsMentioned(const RobotConfig& robot, const std::string& account) {
  return std::any_of(robot.mention.begin(), robot.mention.end(), [&](const auto& of_role) {
    const std::vector<std::string>& list = of_role.second;
    return std::find(list.begin(), list.end(), account) != list.end();
  });
}

}  // namespace

RobotConfig ReadRobot(const JsonValue& channel, const ConfigDraft& draft) {
  using Known = std::optional<RobotKind>;  // unknown: what hangs on it is not judged
  const Known kind = channel["robot"].OneOf<Known>({{"wecom", RobotKind::WeCom},
                                                    {"dingtalk", RobotKind::DingTalk},
                                                    {"feishu", RobotKind::Feishu}},
                                                   std::nullopt);
  RobotConfig robot;
  robot.kind = kind.value_or(RobotKind::WeCom);
  robot.url = ReadRobotAddress(channel, kind, draft);
  RefuseSecret(channel, "secret", "secret_file");
  const JsonValue secret = channel["secret_file"];
  if (kind == RobotKind::WeCom && secret.present()) {
    secret.Mistake("企业微信的机器人不签名，请删去这一项");
  } else {
    robot.secret = ReadSecret(secret, draft.places);
  }
  const JsonValue mention = channel["mention"];
  for (const std::string& role : KnownRoles()) {
    if (const JsonValue list = mention[role]; list.present()) {
      robot.mention[role] = ReadMentioned(list, kind);
    }
  }
  for (const auto& [name, account] : channel["accounts"].Members()) {
    robot.accounts[name] = account.NonEmptyText();
    if (!IsMentioned(robot, robot.accounts[name])) {
      account.Warning("这个通道的 mention 里没有“" + robot.accounts[name] +
                      "”，不会 @ 他；请写进他值班的角色");
    }
  }
  return robot;
}

}  // namespace forumwatch
