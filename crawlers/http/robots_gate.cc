#include "crawlers/http/robots_gate.h"

#include <algorithm>
#include <cstdint>

#include "crawlers/http/url.h"

namespace forumwatch {
namespace {

constexpr std::chrono::hours kKept{24};
constexpr std::chrono::minutes kAskAgain{5};             // where it could not be had
constexpr std::chrono::hours kTroubleBelieved{30 * 24};  // longer: as if there were no such file
constexpr int kTooMany = 429;

// Path and query.
std::string PathOf(const Url& url) {
  const std::string& text = url.text();
  const auto host = text.find("://");
  const auto path = text.find_first_of("/?", host == std::string::npos ? 0 : host + 3);
  const std::string rest = path == std::string::npos ? "" : text.substr(path);
  return rest.starts_with('/') ? rest : "/" + rest;
}

HttpOutcome Refusal(OutcomeKind kind, std::string reason) {
  HttpOutcome outcome;
  outcome.kind = kind;
  outcome.reason = std::move(reason);
  return outcome;
}

}  // namespace

RobotsGate::RobotsGate(HttpTransport& inner, std::function<UtcTime()> now, std::string product)
    : inner_(inner), now_(std::move(now)), product_(std::move(product)) {}

RobotsGate::~RobotsGate() {
  for (const auto& [origin, site] : sites_) {
    if (site.asking) {
      inner_.Cancel(*site.asking);
    }
  }
  for (const auto& [ours, theirs] : passed_) {
    inner_.Cancel(theirs);
  }
}

RequestId RobotsGate::Start(HttpRequest request, OutcomeHandler done) {
  Waiting waiting{RequestId{++last_id_}, std::move(request), std::move(done)};
  const RequestId id = waiting.id;
  const auto url = Url::Parse(waiting.request.url);
  if (waiting.request.method != "GET" || !url || !url->scheme().starts_with("http")) {
    Pass(std::move(waiting));
    return id;
  }
  const std::string origin = url->scheme() + "://" + url->HostAndPort();
  Site& site = sites_[origin];
  if (!site.asking && now_() >= site.ask_again_at) {
    Ask(origin, url->Resolve("/robots.txt")->text(), site);
  }
  if (site.asking) {
    site.waiting.push_back(std::move(waiting));
  } else {
    Decide(site, std::move(waiting));
  }
  return id;
}

RequestId RobotsGate::Start(MailRequest request, OutcomeHandler done) {
  const RequestId id{++last_id_};
  passed_[id] =
      inner_.Start(std::move(request), [this, id, done = std::move(done)](HttpOutcome outcome) {
        passed_.erase(id);
        done(std::move(outcome));
      });
  return id;
}

void RobotsGate::Cancel(RequestId id) noexcept {
  if (const auto passed = passed_.find(id); passed != passed_.end()) {
    inner_.Cancel(passed->second);
    passed_.erase(passed);
    return;
  }
  std::erase_if(refused_, [id](const auto& refused) { return refused.first.id == id; });
  for (auto& [origin, site] : sites_) {
    std::erase_if(site.waiting, [id](const Waiting& waiting) { return waiting.id == id; });
  }
}

std::size_t RobotsGate::in_flight() const noexcept {
  std::size_t all = passed_.size() + refused_.size();
  for (const auto& [origin, site] : sites_) {
    all += site.waiting.size();
  }
  return all;
}

void RobotsGate::Deliver() {
  auto refused = std::exchange(refused_, {});
  for (auto& [waiting, outcome] : refused) {
    waiting.done(std::move(outcome));
  }
}

void RobotsGate::Ask(const std::string& origin, const std::string& url, Site& site) {
  HttpRequest request;
  request.url = url;
  request.max_body = Bytes(RobotsRules::kMostBytes);
  site.asking = inner_.Start(std::move(request), [this, origin](HttpOutcome outcome) {
    OnFile(origin, std::move(outcome));
  });
}

void RobotsGate::OnFile(const std::string& origin, HttpOutcome outcome) {
  const UtcTime now = now_();
  Site& site = sites_[origin];
  site.asking.reset();
  const bool refused = outcome.kind == OutcomeKind::HttpError && outcome.status >= 400 &&
                       outcome.status < 500 && outcome.status != kTooMany;
  if (outcome.kind == OutcomeKind::Ok || outcome.kind == OutcomeKind::TooLarge || refused) {
    site.rules = refused ? RobotsRules() : RobotsRules(outcome.body, product_);
    site.trouble_since.reset();
    site.ask_again_at = now + Duration(kKept);
  } else {
    site.trouble_since = site.trouble_since.value_or(now);
    site.trouble = outcome.reason;
    site.ask_again_at = now + Duration(kAskAgain);
  }
  for (Waiting& waiting : std::exchange(site.waiting, {})) {
    Decide(site, std::move(waiting));
  }
  Deliver();
}

void RobotsGate::Decide(const Site& site, Waiting waiting) {
  const auto url = Url::Parse(waiting.request.url);
  const bool believed =
      site.trouble_since && now_() - *site.trouble_since < Duration(kTroubleBelieved);
  if (!site.rules && believed) {
    refused_.emplace_back(
        std::move(waiting),
        Refusal(OutcomeKind::Network, "论坛的 robots.txt 读不到，先不读它的页面：" + site.trouble));
  } else if (site.rules && !site.rules->Allows(PathOf(*url))) {
    refused_.emplace_back(
        std::move(waiting),
        Refusal(OutcomeKind::Blocked,
                "论坛的 robots.txt 不许程序读这个网址；请论坛管理员放行 " + product_));
  } else {
    Pass(std::move(waiting));
  }
}

void RobotsGate::Pass(Waiting waiting) {
  const RequestId id = waiting.id;
  passed_[id] = inner_.Start(std::move(waiting.request),
                             [this, id, done = std::move(waiting.done)](HttpOutcome outcome) {
                               passed_.erase(id);
                               done(std::move(outcome));
                             });
}

}  // namespace forumwatch
