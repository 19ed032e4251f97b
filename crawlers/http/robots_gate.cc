#include "crawlers/http/robots_gate.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include "crawlers/web/url.h"

namespace forumwatch {
namespace {

constexpr std::chrono::hours kKept{24};
constexpr std::chrono::hours kForbiddingKept{1};  // so that a forum that lets us in is soon read
constexpr std::chrono::minutes kAskAgain{1};      // where it could not be had
constexpr std::chrono::hours kTroubleBelieved{30 * 24};  // longer: as if there were no such file
constexpr std::chrono::milliseconds kLongestDelay{30'000};
constexpr std::size_t kMostSites = 500;
constexpr int kMostDetours = 3;
constexpr int kTooMany = 429;

// The address of the host's robots.txt: what hosts are known by.
std::string FileOf(const Url& url) {
  const auto file = url.Resolve("/robots.txt");
  return file ? file->text() : url.text();
}

// Path and query.
std::string PathOf(const Url& url) {
  const std::string& text = url.text();
  const auto path = text.find_first_of("/?", text.find("://") + 3);
  const std::string rest = path == std::string::npos ? "" : text.substr(path);
  return rest.starts_with('/') ? rest : "/" + rest;
}

// The host could not say what it lets read: another day it may.
bool IsTrouble(const HttpOutcome& outcome) {
  return outcome.kind == OutcomeKind::Network || outcome.kind == OutcomeKind::Timeout ||
         (outcome.kind == OutcomeKind::HttpError &&
          (outcome.status >= 500 || outcome.status == kTooMany));
}

HttpOutcome Disallowed() {
  HttpOutcome outcome;
  outcome.kind = OutcomeKind::Disallowed;
  outcome.reason =
      "论坛的 robots.txt 不许程序读这个网址，没有去读；请论坛管理员在 robots.txt 里放行 " +
      std::string(RobotsGate::kProduct);
  return outcome;
}

}  // namespace

RobotsGate::RobotsGate(HttpTransport& inner, std::function<UtcTime()> now)
    : inner_(inner), now_(std::move(now)) {}

RobotsGate::~RobotsGate() {
  for (const auto& [file, site] : sites_) {
    if (site.asking) {
      inner_.Cancel(*site.asking);
    }
  }
  for (const auto& [ours, theirs] : passed_) {
    inner_.Cancel(theirs);
  }
}

RequestId RobotsGate::Start(HttpRequest request, OutcomeHandler done) {
  const RequestId id{++last_id_};
  Admit({id, std::move(request), std::move(done)});
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
  std::erase_if(refused_, [id](const Refused& refused) { return refused.id == id; });
  for (auto& [file, site] : sites_) {
    std::erase_if(site.waiting, [id](const Waiting& waiting) { return waiting.id == id; });
  }
}

std::size_t RobotsGate::in_flight() const noexcept {
  std::size_t all = passed_.size() + refused_.size();
  for (const auto& [file, site] : sites_) {
    all += site.waiting.size();
  }
  return all;
}

// One at a time: a handler may cancel another.
void RobotsGate::Deliver() {
  while (!refused_.empty()) {
    Refused first = std::move(refused_.front());
    refused_.erase(refused_.begin());
    first.done(std::move(first.outcome));
  }
}

void RobotsGate::Admit(Waiting waiting) {
  const auto url = Url::Parse(waiting.request.url);
  if (waiting.request.method != "GET" || !url || !url->scheme().starts_with("http")) {
    Pass(std::move(waiting), {});
    return;
  }
  const std::string file = FileOf(*url);
  Site& site = SiteOf(file);
  if (MustAsk(site)) {
    site.waiting.push_back(std::move(waiting));
    Ask(file, site);
  } else if (auto why_not = WhyNot(site, *url)) {
    refused_.push_back({waiting.id, std::move(waiting.done), std::move(*why_not)});
  } else {
    Pass(std::move(waiting), DelayOf(site));
  }
}

std::chrono::milliseconds RobotsGate::DelayOf(const Site& site) {
  return site.rules ? std::min(site.rules->delay(), kLongestDelay) : std::chrono::milliseconds(0);
}

std::chrono::milliseconds RobotsGate::SpacingAfter(const std::string& address) const {
  const auto url = Url::Parse(address);
  const auto site = url ? sites_.find(FileOf(*url)) : sites_.end();
  return site == sites_.end() ? std::chrono::milliseconds(0) : DelayOf(site->second);
}

// Those that nobody waits for are forgotten when there are too many: they are asked again.
RobotsGate::Site& RobotsGate::SiteOf(const std::string& file) {
  if (sites_.size() >= kMostSites && !sites_.contains(file)) {
    std::erase_if(sites_, [](const auto& entry) {
      return !entry.second.asking && entry.second.waiting.empty();
    });
  }
  return sites_[file];
}

bool RobotsGate::MustAsk(const Site& site) const {
  const UtcTime now = now_();
  return site.asking || !site.asked_at || now < *site.asked_at || now >= *site.asked_at + site.kept;
}

void RobotsGate::Ask(const std::string& file, Site& site) {
  if (site.asking) {
    return;
  }
  HttpRequest request;
  request.url = file;
  request.max_body = Bytes(RobotsRules::kMostBytes);
  site.asking = inner_.Start(
      std::move(request), [this, file](HttpOutcome outcome) { OnFile(file, std::move(outcome)); });
}

void RobotsGate::OnFile(const std::string& file, HttpOutcome outcome) {
  const UtcTime now = now_();
  Site& site = sites_[file];
  site.asking.reset();
  site.asked_at = now;
  if (IsTrouble(outcome)) {
    site.trouble_since = site.trouble_since.value_or(now);
    site.trouble = std::move(outcome);
    site.trouble.body.clear();
    site.kept = Duration(kAskAgain);
  } else {
    const bool read = outcome.kind == OutcomeKind::Ok || outcome.kind == OutcomeKind::TooLarge;
    site.rules = read ? RobotsRules(outcome.body, kProduct) : RobotsRules();
    site.trouble_since.reset();
    site.kept = Duration(kKept);
  }
  for (Waiting& waiting : std::exchange(site.waiting, {})) {
    Admit(std::move(waiting));
  }
  Deliver();
}

std::optional<HttpOutcome> RobotsGate::WhyNot(Site& site, const Url& url) const {
  const bool believed =
      site.trouble_since && now_() - *site.trouble_since < Duration(kTroubleBelieved);
  if (!site.rules && believed) {
    HttpOutcome trouble = site.trouble;
    trouble.reason = "论坛的 robots.txt 读不到，先不读它的页面：" + site.trouble.reason;
    return trouble;
  }
  if (site.rules && !site.rules->Allows(PathOf(url))) {
    site.kept = std::min(site.kept, Duration(kForbiddingKept));
    return Disallowed();
  }
  return std::nullopt;
}

void RobotsGate::Pass(Waiting waiting, std::chrono::milliseconds spacing) {
  const RequestId id = waiting.id;
  const auto detour = std::make_shared<std::string>();
  HttpRequest request = waiting.request;
  request.spacing = spacing;
  request.may_follow = [this, detour](const std::string& address) {
    const auto url = Url::Parse(address);
    if (!url) {
      return false;
    }
    Site& site = SiteOf(FileOf(*url));
    const bool may = !MustAsk(site) && !WhyNot(site, *url);
    *detour = may ? "" : address;
    return may;
  };
  const auto kept = std::make_shared<Waiting>(std::move(waiting));
  passed_[id] = inner_.Start(std::move(request), [this, id, kept, detour](HttpOutcome outcome) {
    passed_.erase(id);
    if (detour->empty()) {
      kept->done(std::move(outcome));
    } else {
      OnDetour(std::move(*kept), *detour, std::move(outcome));
    }
  });
}

void RobotsGate::OnDetour(Waiting waiting, const std::string& url, HttpOutcome outcome) {
  const auto target = Url::Parse(url);
  const std::string file = FileOf(*target);
  Site& site = SiteOf(file);
  if (!MustAsk(site)) {
    waiting.done(WhyNot(site, *target).value_or(std::move(outcome)));
  } else if (++waiting.detours > kMostDetours) {
    waiting.done(std::move(outcome));
  } else {
    site.waiting.push_back(std::move(waiting));
    Ask(file, site);
  }
}

}  // namespace forumwatch
