#include "crawlers/http/targets.h"

#include <stdexcept>

namespace forumwatch {

PrivateHosts::PrivateHosts(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    const auto normal = NormalHostAndPort(entry);
    if (!normal) {
      throw std::invalid_argument("allow_private: “" + entry + "”不是“主机:端口”的形式");
    }
    entries_.insert(*normal);
  }
}

bool PrivateHosts::Name(const Url& url) const {
  return entries_.contains(url.HostAndPort());
}

std::optional<std::string> WhyNotFollowed(const Url& first, const Url& from, const Url& to,
                                          const PrivateHosts& named) {
  if (to.scheme() != "http" && to.scheme() != "https") {
    return "转向 " + to.scheme() + " 地址，只允许 http 和 https";
  }
  if (!IsSameSite(first, to)) {
    return "转向别的网站 " + to.host() + "，没有跟随";
  }
  const bool usual_port = to.port() == 80 || to.port() == 443 || to.port() == first.port();
  if (!usual_port && !named.Name(to)) {
    return "转向端口 " + std::to_string(to.port()) + "，没有跟随";
  }
  if (from.scheme() == "https" && to.scheme() == "http") {
    return "从 https 转向不加密的 http，没有跟随";
  }
  if (to.has_user() && !from.has_user()) {
    return "转向的网址里带有用户名和密码，没有跟随";
  }
  return std::nullopt;
}

}  // namespace forumwatch
