#include "config/robots.h"

#include <algorithm>
#include <array>

namespace forumwatch {
namespace {

constexpr std::array<RobotForm, 4> kForms = {{
    {RobotKind::WeCom, "wecom", "企业微信", "qyapi.weixin.qq.com", "/cgi-bin/webhook/send?key="},
    {RobotKind::DingTalk, "dingtalk", "钉钉", "oapi.dingtalk.com", "/robot/send?access_token="},
    {RobotKind::Feishu, "feishu", "飞书", "open.feishu.cn", "/open-apis/bot/v2/hook/"},
    {RobotKind::Feishu, "feishu", "飞书", "open.larksuite.com", "/open-apis/bot/v2/hook/"},
}};

}  // namespace

std::span<const RobotForm> RobotForms() {
  return kForms;
}

const RobotForm& FormOf(RobotKind kind) {
  return *std::find_if(kForms.begin(), kForms.end(),
                       [kind](const RobotForm& form) { return form.kind == kind; });
}

const RobotForm* RobotAt(const Url& url) {
  const auto* const found =
      std::find_if(kForms.begin(), kForms.end(),
                   [&url](const RobotForm& form) { return form.host == url.host(); });
  return found == kForms.end() ? nullptr : found;
}

std::string ExampleAddress(const RobotForm& form) {
  return "https://" + std::string(form.host) + std::string(form.path) + "…";
}

bool IsMobileNumber(std::string_view mention) {
  return mention.size() == 11 && mention.front() == '1' &&
         mention.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace forumwatch
