// A transport that asks first whether a forum lets programs read (RFC 9309): GETs of a host wait
// for its robots.txt, which is asked for through the same transport and kept for a day; what it
// forbids is not asked for. Other requests and mails pass. Where the file cannot be had because
// the host is in trouble, nothing of it is read, unless a copy is known or the trouble has lasted
// for 30 days. Loop thread; `inner` outlives the gate.
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

class RobotsGate final : public HttpTransport {
 public:
  // `product`: our name in such files.
  RobotsGate(HttpTransport& inner, std::function<UtcTime()> now, std::string product);
  ~RobotsGate() override;
  RobotsGate(const RobotsGate&) = delete;
  RobotsGate& operator=(const RobotsGate&) = delete;

  RequestId Start(HttpRequest request, OutcomeHandler done) override;
  RequestId Start(MailRequest request, OutcomeHandler done) override;
  void Cancel(RequestId id) noexcept override;
  [[nodiscard]] std::size_t in_flight() const noexcept override;

  // Hands out the refusals of requests started since. Once a turn of the loop.
  void Deliver();

 private:
  struct Waiting {
    RequestId id{};
    HttpRequest request;
    OutcomeHandler done;
  };
  struct Site {
    std::optional<RobotsRules> rules;  // as last read
    UtcTime ask_again_at{};
    std::optional<UtcTime> trouble_since;
    std::string trouble;
    std::optional<RequestId> asking;  // of the inner transport
    std::vector<Waiting> waiting;
  };

  void Ask(const std::string& origin, const std::string& url, Site& site);
  void OnFile(const std::string& origin, HttpOutcome outcome);
  void Decide(const Site& site, Waiting waiting);
  void Pass(Waiting waiting);

  HttpTransport& inner_;
  std::function<UtcTime()> now_;
  std::string product_;
  std::uint64_t last_id_ = 0;
  std::map<std::string, Site> sites_;                     // by origin: "https://forum.example:8443"
  std::map<RequestId, RequestId> passed_;                 // ours → the inner transport's
  std::vector<std::pair<Waiting, HttpOutcome>> refused_;  // not yet handed out
};

}  // namespace forumwatch
