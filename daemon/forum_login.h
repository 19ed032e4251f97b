// One member's way into one forum, shared by the sources that are read as this member. Logs in when
// somebody wants to read and is not in; never hammers: what did not work is tried again after half
// an hour, an hour … up to six hours, a refusal after a day; and of services started one after
// another no more than three are refused in a quarter of an hour, since a forum locks the account
// after a few. What the transport remembers of the forum (cookies) is the session. Its requests do
// not ask robots.txt: a member who logs in is no crawler. Loop thread; the transport and the store
// outlive it. Throws StoreError.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/alerting/health.h"
#include "config/config.h"
#include "crawlers/crawler.h"
#include "crawlers/http/transport.h"
#include "crawlers/sites/login_form.h"
#include "daemon/clock.h"
#include "daemon/store/session.h"

namespace forumwatch {

// What the forum makes of us.
enum class LoginState {
  Out,          // nothing was tried, or a session ended
  In,           //
  Unreachable,  // no answer
  Captcha,      // it takes a person
  Refused,      // a wrong password, a locked account
  Odd,          // form or answer are not what the engine's file describes
  NotKnown      // let in, and a guest all the same
};
std::string_view Name(LoginState state);

class ForumLogin {
 public:
  // `source` has a login; its engine says how, where a form is to be filled in.
  ForumLogin(HttpTransport& transport, const Clock& clock, Session& store,
             const SourceConfig& source);
  ~ForumLogin();
  ForumLogin(const ForumLogin&) = delete;
  ForumLogin& operator=(const ForumLogin&) = delete;

  // Sources with the same name share a member of a forum. Holds no secret.
  static std::string NameOf(const SourceConfig& source);

  // Good: we are in. Else nobody can look, and why.
  using Done = std::function<void(const VisitResult&)>;
  // The answer, when it is known at once; nullopt: `done` will be told it, later.
  std::optional<VisitResult> Enter(UtcTime now, Done done);
  // What a request for a page says besides.
  void Sign(HttpRequest& request) const;
  // Another one each time we come in.
  [[nodiscard]] int session() const noexcept { return session_; }
  // A page was made for a member; one that was asked for in `session` was made for a guest.
  void SeenAsMember() noexcept { proven_ = state_ == LoginState::In; }
  void SeenAsGuest(int session, UtcTime now);

 private:
  struct Refusals {  // one soon after the other, of earlier services too
    int count = 0;
    UtcTime last{};
  };

  [[nodiscard]] bool RefusedTooOften(UtcTime now) const;
  void AskForForm();
  void OnForm(HttpOutcome outcome);
  void OnAnswer(HttpOutcome outcome);
  void MeetHurdle(const LoginHurdle& hurdle);
  [[nodiscard]] PageAnswer Answered(HttpOutcome outcome) const;
  void ComeIn(UtcTime now) noexcept;
  void StayOut(LoginState state, VisitResult trouble, Duration pause);
  Duration NextPause() noexcept;
  void Refused(const std::string& why);
  void Tell(const VisitResult& result);

  HttpTransport& transport_;
  const Clock& clock_;
  Session& store_;
  std::string name_;
  std::string url_;  // the board's
  std::shared_ptr<const LoginConfig> login_;
  std::shared_ptr<const HtmlEngine> engine_;  // one of the two
  std::shared_ptr<const JsonEngine> json_;    // of a token: says how it is sent
  LoginState state_ = LoginState::Out;
  int session_ = 0;
  UtcTime entered_at_{};
  bool proven_ = false;       // … and a page was made for us since
  bool ended_early_ = false;  // the last session, soon after it had begun
  int failures_ = 0;          // in a row
  std::optional<UtcTime> failed_at_;
  Duration pause_{0};  // since then
  VisitResult trouble_;
  Refusals refusals_;
  std::optional<RequestId> asked_;
  std::vector<Done> waiting_;
};

}  // namespace forumwatch
