#include "daemon/alerts/robot_codes.h"

#include <algorithm>
#include <iterator>

namespace forumwatch {
namespace {

constexpr SendVerdict kRetry = SendVerdict::Retry;
constexpr SendVerdict kGiveUp = SendVerdict::GiveUp;

constexpr std::string_view kCopyAgain = "请到群里重新复制机器人的网址";
constexpr std::string_view kNewRobot = "请在群里重新添加机器人，换上新的网址";
constexpr std::string_view kCheckSecret = "请核对 secret_file 里的密钥，并校准本机时钟";
constexpr std::string_view kKeyword = "请把机器人的自定义关键词设为“编号”";
constexpr std::string_view kWhiteList = "请把本机的公网地址加进机器人的白名单";
constexpr std::string_view kOtherWay = "这一条要用别的办法告诉收件人";
constexpr std::string_view kReport = "请把这一行告诉程序的作者";

// The first that fits counts.
const RobotCode kCodes[] = {
    // limits and busy systems
    {"-1", "", kRetry, {}, "系统繁忙", ""},
    {"45009", "", kRetry, std::chrono::minutes(1), "发送太频繁", ""},     // 企业微信
    {"130101", "", kRetry, std::chrono::minutes(10), "发送太频繁", ""},   // 钉钉
    {"410100", "", kRetry, std::chrono::minutes(10), "发送太频繁", ""},   // 钉钉
    {"90030", "", kRetry, std::chrono::minutes(10), "发送太频繁", ""},    // 钉钉
    {"11232", "", kRetry, std::chrono::minutes(1), "发送太频繁", ""},     // 飞书
    {"9499", "", kRetry, std::chrono::minutes(1), "请求太多或太大", ""},  // 飞书
    // 企业微信
    {"93000", "", kGiveUp, {}, "地址里的 key 不对", kCopyAgain},
    {"40058", "", kGiveUp, {}, "内容不合要求", kReport},
    // 钉钉
    {"310000", "keywords", kGiveUp, {}, "缺少关键词", kKeyword},
    {"310000", "关键词", kGiveUp, {}, "缺少关键词", kKeyword},
    {"310000", "whitelist", kGiveUp, {}, "本机地址不在白名单", kWhiteList},
    {"310000", "白名单", kGiveUp, {}, "本机地址不在白名单", kWhiteList},
    {"310000", "timestamp", kGiveUp, {}, "本机时钟相差太多", "请校准本机时钟"},
    {"310000", "sign", kGiveUp, {}, "签名不对", kCheckSecret},
    {"310000", "签名", kGiveUp, {}, "签名不对", kCheckSecret},
    {"310000", "", kGiveUp, {}, "安全设置不符", "请核对机器人的安全设置：关键词、加签、白名单"},
    {"300005", "", kGiveUp, {}, "token 不存在", kCopyAgain},
    {"40035", "", kGiveUp, {}, "缺少参数", kReport},
    {"43004", "", kGiveUp, {}, "Content-Type 不对", kReport},
    {"400013", "", kGiveUp, {}, "群已解散", kNewRobot},
    {"400101", "", kGiveUp, {}, "token 不存在", kCopyAgain},
    {"400102", "", kGiveUp, {}, "机器人已停用", "请在群里重新启用机器人"},
    {"400105", "", kGiveUp, {}, "消息类型不支持", kReport},
    {"400106", "", kGiveUp, {}, "机器人不存在", kNewRobot},
    {"430101", "", kGiveUp, {}, "含不安全的外链", kOtherWay},
    {"430102", "", kGiveUp, {}, "内容不合适", kOtherWay},
    {"430103", "", kGiveUp, {}, "内容不合适", kOtherWay},
    {"430104", "", kGiveUp, {}, "内容不合适", kOtherWay},
    // 飞书
    {"19021", "", kGiveUp, {}, "签名不对或时钟相差太多", kCheckSecret},
    {"19022", "", kGiveUp, {}, "本机地址不在白名单", kWhiteList},
    {"19024", "", kGiveUp, {}, "缺少关键词", kKeyword},
};

}  // namespace

const RobotCode* FindRobotCode(std::string_view code, std::string_view message) {
  const auto* const found =
      std::find_if(std::begin(kCodes), std::end(kCodes), [&](const RobotCode& entry) {
        return entry.code == code && message.find(entry.says) != std::string_view::npos;
      });
  return found == std::end(kCodes) ? nullptr : found;
}

}  // namespace forumwatch
