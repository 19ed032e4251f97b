#include "crawlers/http/hosts.h"

#include <algorithm>

namespace forumwatch {
namespace {

constexpr std::size_t kMostHosts = 1000;
constexpr std::size_t kCountCookiesAfter = 256;
constexpr std::size_t kMostCookies = 200;

std::string KeyOf(const Url& url) {
  const bool mail = url.scheme().starts_with("smtp");
  const bool usual = url.port() == 80 || url.port() == 443;
  return mail ? "mail " + url.HostAndPort() : usual ? url.host() : url.HostAndPort();
}

}  // namespace

std::optional<RequestId> Lane::TakeNext(UtcTime now) {
  if (waiting.empty() || !pace.MayStart(now)) {
    return std::nullopt;
  }
  const RequestId id = waiting.front();
  waiting.pop_front();
  pace.Started(now);
  return id;
}

Host& Hosts::Of(const Url& url, UtcTime now) {
  const std::string key = KeyOf(url);
  if (const auto found = hosts_.find(key); found != hosts_.end()) {
    return found->second;
  }
  if (hosts_.size() >= kMostHosts) {
    Forget(now);
  }
  return hosts_.try_emplace(key, options_).first->second;
}

void Hosts::Forget(UtcTime now) {
  std::erase_if(hosts_, [now](const auto& entry) {
    const Host& host = entry.second;
    return host.guests.waiting.empty() && host.guests.pace.idle(now) &&
           host.errands.waiting.empty() && host.errands.pace.idle(now);
  });
}

std::optional<UtcTime> Hosts::NextStart(UtcTime now) const {
  std::optional<UtcTime> next;
  for (const auto& [name, host] : hosts_) {
    for (const Lane* lane : {&host.guests, &host.errands}) {
      const auto start = lane->waiting.empty() ? std::nullopt : lane->pace.NextStart(now);
      if (start && (!next || *start < *next)) {
        next = start;
      }
    }
  }
  return next;
}

void KeepCookiesBounded(Host& host, Easy& easy, std::size_t count) {
  host.cookies_set += count;
  if (host.cookies_set < kCountCookiesAfter) {
    return;
  }
  host.cookies_set = 0;
  if (easy.CountCookies() > kMostCookies) {
    easy.Set(CURLOPT_COOKIELIST, "ALL");
  }
}

}  // namespace forumwatch
