#include "crawlers/http/redirects.h"

namespace forumwatch {
namespace {

constexpr int kMostRedirects = 5;

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

RedirectTrail::Step RedirectTrail::Read(int status, const std::string& location,
                                        const PrivateHosts& named) {
  if (!follow_ || !IsRedirect(status) || location.empty()) {
    return Step::Final;
  }
  std::optional<Url> next = current().Resolve(location);
  if (!next) {
    return Refuse(OutcomeKind::Blocked, "转向的网址不能用，只允许 http 和 https");
  }
  if (auto why = WhyNotFollowed(first_, current(), *next, named)) {
    return Refuse(OutcomeKind::Blocked, std::move(*why));
  }
  if (count_ == kMostRedirects) {
    return Refuse(OutcomeKind::Redirects, "转向超过 " + std::to_string(kMostRedirects) + " 次");
  }
  const bool itself = next->text() == current().text();
  if (itself && met_itself_) {
    return Refuse(OutcomeKind::Redirects, "网页一直转向自己");
  }
  if (may_ && !may_(next->text())) {
    return Step::Final;
  }
  met_itself_ = met_itself_ || itself;
  left_home_ = left_home_ || next->scheme() != first_.scheme() ||
               next->HostAndPort() != first_.HostAndPort();
  ++count_;
  current_ = std::move(next);
  return Step::Go;
}

RedirectTrail::Step RedirectTrail::Refuse(OutcomeKind kind, std::string reason) {
  refusal_ = {kind, std::move(reason)};
  return Step::Refused;
}

}  // namespace forumwatch
