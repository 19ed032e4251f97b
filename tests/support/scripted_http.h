// A transport that answers from a script instead of the network: what was asked is remembered,
// answers come in order per URL prefix, and a clock of its own decides when. Mails are scripted by
// the prefix of server_url. Like the real one it cuts bodies at max_body, gives up at the deadline,
// answers 304 to a matching etag, goes where a Location header leads when may_follow says so, and
// calls no handler from inside Start; handlers run in Deliver(). Without a script a robots.txt is
// 404, anything else cannot be reached. One thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crawlers/http/transport.h"

namespace forumwatch {

struct ScriptedAnswer {
  HttpOutcome outcome;
  std::chrono::milliseconds after{0};  // how long the server thinks
};

namespace answers {
ScriptedAnswer Page(std::string body, std::string content_type = "text/html; charset=utf-8");
ScriptedAnswer Status(int status, std::string body = "");
ScriptedAnswer Throttled(std::chrono::seconds retry_after, int status = 429);
ScriptedAnswer Unreachable();             // refused, no answer
ScriptedAnswer CutOff(std::string body);  // connection lost after these bytes
ScriptedAnswer Silent();                  // takes the request, answers later than any deadline
ScriptedAnswer MailReply(int smtp_code, std::string text = "");  // 2xx is acceptance
ScriptedAnswer Redirected(std::string body, std::string final_url);
}  // namespace answers

class ScriptedHttp final : public HttpTransport {
 public:
  explicit ScriptedHttp(UtcTime start = UtcTime{}) : now_(start) {}

  // Appends to the script of this prefix (the longest that fits a URL is used). The last answer
  // stays.
  ScriptedHttp& On(const std::string& url_prefix, ScriptedAnswer answer);
  // Forgets the prefix's script first.
  ScriptedHttp& Replace(const std::string& url_prefix, ScriptedAnswer answer);

  RequestId Start(HttpRequest request, OutcomeHandler done) override;
  RequestId Start(MailRequest request, OutcomeHandler done) override;
  void Cancel(RequestId id) noexcept override;
  [[nodiscard]] std::size_t in_flight() const noexcept override { return pending_.size(); }

  void Advance(Duration by) { now_ += by; }
  [[nodiscard]] UtcTime now() const { return now_; }

  // Hands out the answers that have come by now(), oldest first; what handlers start waits for the
  // next call.
  std::size_t Deliver();
  // Deliver() until nothing more comes at this instant.
  std::size_t DeliverAll();

  [[nodiscard]] const std::vector<HttpRequest>& requests() const { return requests_; }
  [[nodiscard]] const std::vector<MailRequest>& mails() const { return mails_; }
  [[nodiscard]] std::vector<std::string> urls() const;
  [[nodiscard]] std::size_t Hits(std::string_view url_prefix) const;
  void ForgetRequests();

 private:
  struct Script {
    std::vector<ScriptedAnswer> answers;
    std::size_t next = 0;
  };
  struct Pending {
    UtcTime due{};
    HttpOutcome outcome;
    OutcomeHandler done;
  };

  ScriptedAnswer Next(const std::string& url);
  RequestId Enqueue(ScriptedAnswer answer, std::chrono::seconds deadline, OutcomeHandler done);

  UtcTime now_;
  std::map<std::string, Script> scripts_;
  std::map<RequestId, Pending> pending_;  // ids grow: the order of asking
  std::uint64_t last_id_ = 0;
  std::vector<HttpRequest> requests_;
  std::vector<MailRequest> mails_;
};

}  // namespace forumwatch
