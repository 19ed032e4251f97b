// A transport that asks first whether a forum lets programs read (RFC 9309): GETs of a host wait
// for its robots.txt, which is asked for through the same transport and kept for a day; what it
// forbids is not asked for, neither at once nor after a redirect. Its Crawl-delay, up to half a
// minute, is kept. Other requests and mails pass. Where the file cannot be had because the host is
// in trouble, nothing of it is read, unless a copy is known or the trouble has lasted for 30 days.
// Where there is none, or its redirects lead nowhere, all may be read. Loop thread; `inner`
// outlives the gate.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crawlers/http/robots.h"
#include "crawlers/http/transport.h"

namespace forumwatch {

class Url;

class RobotsGate final : public HttpTransport {
 public:
  // Our name in such files.
  static constexpr std::string_view kProduct = "forumwatch";

  RobotsGate(HttpTransport& inner, std::function<UtcTime()> now);
  ~RobotsGate() override;
  RobotsGate(const RobotsGate&) = delete;
  RobotsGate& operator=(const RobotsGate&) = delete;

  RequestId Start(HttpRequest request, OutcomeHandler done) override;
  RequestId Start(MailRequest request, OutcomeHandler done) override;
  void Cancel(RequestId id) noexcept override;
  [[nodiscard]] std::size_t in_flight() const noexcept override;

  // How long the host's next GET waits after one of this address, as far as its file is known.
  [[nodiscard]] std::chrono::milliseconds SpacingAfter(const std::string& address) const;

  // Hands out the refusals of requests started since. Once a turn of the loop.
  void Deliver();

 private:
  struct Waiting {
    RequestId id{};
    HttpRequest request;
    OutcomeHandler done;
    int detours = 0;  // redirects to hosts whose file was not known yet
  };
  struct Site {
    std::optional<RobotsRules> rules;  // as last read
    std::optional<UtcTime> asked_at;   // when it was last answered
    Duration kept{0};                  // … and for how long that holds
    std::optional<UtcTime> trouble_since;
    HttpOutcome trouble;
    std::optional<RequestId> asking;  // of the inner transport
    std::vector<Waiting> waiting;
  };
  struct Refused {
    RequestId id{};
    OutcomeHandler done;
    HttpOutcome outcome;
  };

  // To the queue for the host's file, to the host, or to those that are refused.
  void Admit(Waiting waiting);
  void Pass(Waiting waiting, std::chrono::milliseconds spacing);
  static std::chrono::milliseconds DelayOf(const Site& site);
  Site& SiteOf(const std::string& file);
  [[nodiscard]] bool MustAsk(const Site& site) const;
  void Ask(const std::string& file, Site& site);
  void OnFile(const std::string& file, HttpOutcome outcome);
  // nullopt: `url` of this host may be read as far as is known.
  [[nodiscard]] std::optional<HttpOutcome> WhyNot(Site& site, const Url& url) const;
  // A redirect of `waiting` led to `url`, which may not be read or about which nothing is known.
  void OnDetour(Waiting waiting, const std::string& url, HttpOutcome outcome);

  HttpTransport& inner_;
  std::function<UtcTime()> now_;
  std::uint64_t last_id_ = 0;
  std::map<std::string, Site> sites_;      // by the address of their file
  std::map<RequestId, RequestId> passed_;  // ours → the inner transport's
  std::vector<Refused> refused_;           // not yet handed out
};

}  // namespace forumwatch
