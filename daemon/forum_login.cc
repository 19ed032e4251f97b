#include "daemon/forum_login.h"

#include <algorithm>
#include <charconv>

#include <spdlog/spdlog.h>

#include "crawlers/http/politeness.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/page_links.h"
#include "crawlers/web/url.h"
#include "daemon/logging.h"
#include "daemon/store/meta.h"

namespace forumwatch {
namespace {

constexpr BackOffOptions kAfterFailure{std::chrono::minutes(30), std::chrono::hours(6), 0.2};
constexpr std::chrono::hours kAfterRefusal{24};
constexpr std::chrono::minutes kShortSession{30};       // one that ends so soon hardly began
constexpr int kMostRefusals = 3;                        // Discuz! locks after five …
constexpr std::chrono::minutes kRefusalsForgotten{20};  // … within a quarter of an hour
constexpr Bytes kMostOfAForm = 1_MiB;
// Nobody fills a form in at once: phpBB takes none that is not a second old.
constexpr std::chrono::seconds kFillingIn{3};

bool IsRedirect(const HttpOutcome& outcome) {
  return outcome.kind == OutcomeKind::HttpError && outcome.status > 300 && outcome.status < 400;
}

// What a person can do whom the forum's captcha lets pass.
std::string ByCookies(const std::string& why) {
  return why +
         "，要请人来：用浏览器登录一次论坛，把 Cookie 存进文件，在配置里改写 login.cookies_file，"
         "再重启服务";
}

std::string StillAGuest(const LoginConfig& login) {
  if (!login.cookies.empty()) {
    return "论坛不认 " + login.file +
           " 里的 Cookie（多半过期了），或者这个账号看不了这个版块：请用浏览器登录一次论坛，把新的 "
           "Cookie 存进去，再重启服务";
  }
  if (!login.token.empty()) {
    return "论坛不认 " + login.file +
           " 里的令牌，或者这个账号看不了这个版块：请换一个新的，再重启服务";
  }
  return "登录以后论坛仍把我们当作游客：请用浏览器以 " + login.user + " 登录，看看能不能看这个版块";
}

std::string KeyOfRefusals(const std::string& name) {
  return "login refused " + name;
}

}  // namespace

std::string_view Name(LoginState state) {
  switch (state) {
    case LoginState::Out:
      return "out";
    case LoginState::In:
      return "in";
    case LoginState::Unreachable:
      return "unreachable";
    case LoginState::Captcha:
      return "captcha";
    case LoginState::Refused:
      return "refused";
    case LoginState::Odd:
      return "odd";
    case LoginState::NotKnown:
      return "not_known";
  }
  return "";
}

ForumLogin::ForumLogin(HttpTransport& transport, const Clock& clock, Session& store,
                       const SourceConfig& source)
    : transport_(transport),
      clock_(clock),
      store_(store),
      name_(NameOf(source)),
      url_(source.url),
      login_(source.login),
      engine_(source.html),
      json_(source.json) {
  const std::string kept = MetaStore(store_).Load(KeyOfRefusals(name_)).value_or("");
  const auto blank = std::min(kept.find(' '), kept.size());
  if (const auto last = ParseRfc3339(std::string_view(kept).substr(0, blank))) {
    refusals_.last = *last;
    std::from_chars(std::min(kept.data() + blank + 1, kept.data() + kept.size()),
                    kept.data() + kept.size(), refusals_.count);
  }
}

ForumLogin::~ForumLogin() {
  if (asked_) {
    transport_.Cancel(*asked_);
  }
}

std::string ForumLogin::NameOf(const SourceConfig& source) {
  const auto url = Url::Parse(source.url);
  return (url ? url->HostAndPort() : source.url) + " " +
         (source.login->user.empty() ? source.login->file : source.login->user);
}

std::optional<VisitResult> ForumLogin::Enter(UtcTime now, Done done) {
  if (state_ == LoginState::In) {
    return VisitResult{};
  }
  if (failed_at_ && now >= *failed_at_ && now < *failed_at_ + pause_) {
    return trouble_;
  }
  if (login_->password.empty()) {
    ComeIn(now);
    return VisitResult{};
  }
  if (RefusedTooOften(now)) {
    return VisitResult{VisitEnd::Blind, "论坛刚才几次不让 " + login_->user +
                                            " 登录：过 20 分钟再试，免得账号被锁；"
                                            "请检查 " +
                                            login_->file};
  }
  waiting_.push_back(std::move(done));
  if (!asked_) {
    AskForForm();
  }
  return std::nullopt;
}

bool ForumLogin::RefusedTooOften(UtcTime now) const {
  return refusals_.count >= kMostRefusals && now >= refusals_.last &&
         now < refusals_.last + Duration(kRefusalsForgotten);
}

// Cookies go along until a page has shown that they are known; then the forum's own word on them
// counts.
void ForumLogin::Sign(HttpRequest& request) const {
  if (!login_->token.empty()) {
    const auto headers = ReplyHeaders(*json_, {login_->user, "", login_->token});
    request.headers.insert(request.headers.end(), headers.begin(), headers.end());
  } else if (!login_->cookies.empty() && !proven_) {
    request.headers.emplace_back("Cookie", login_->cookies);
  }
}

// A session that has ended is begun anew; one that never really began, or the second in a row that
// ended at once, is a failure.
void ForumLogin::SeenAsGuest(int session, UtcTime now) {
  if (state_ != LoginState::In || session != session_) {
    return;
  }
  state_ = LoginState::Out;
  const bool proven = std::exchange(proven_, false);
  const bool lasted = now >= entered_at_ + Duration(kShortSession);
  if (proven && lasted) {
    failures_ = 0;
    ended_early_ = false;
  } else if (!proven || std::exchange(ended_early_, true)) {
    StayOut(LoginState::NotKnown, {VisitEnd::Blind, StillAGuest(*login_)}, NextPause());
  }
}

void ForumLogin::ComeIn(UtcTime now) noexcept {
  state_ = LoginState::In;
  proven_ = false;
  ++session_;
  entered_at_ = now;
  failed_at_.reset();
}

void ForumLogin::AskForForm() {
  HttpRequest request;
  request.url = ResolveLink(url_, "", engine_->login->page);
  request.max_body = kMostOfAForm;
  request.spacing = kFillingIn;
  asked_ = transport_.Start(std::move(request),
                            [this](HttpOutcome outcome) { OnForm(std::move(outcome)); });
}

void ForumLogin::OnForm(HttpOutcome outcome) {
  asked_.reset();
  if (outcome.kind != OutcomeKind::Ok) {  // nothing was tried
    StayOut(LoginState::Unreachable, {VisitEnd::Failed, "论坛的登录页打不开：" + outcome.reason},
            Duration(0));
    return;
  }
  const PageAnswer page = Answered(std::move(outcome));
  FilledForm form = FillIn(*engine_->login, page, {login_->user, login_->password, url_});
  if (form.hurdle) {
    return MeetHurdle(*form.hurdle);
  }
  HttpRequest request;
  request.method = "POST";
  request.url = form.post.url;
  request.body = std::move(form.post.body);
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Referer", page.request.url}};
  request.max_body = kMostOfAForm;
  request.in_turn = true;
  asked_ = transport_.Start(std::move(request),
                            [this](HttpOutcome answer) { OnAnswer(std::move(answer)); });
}

void ForumLogin::OnAnswer(HttpOutcome outcome) {
  asked_.reset();
  const bool redirect = IsRedirect(outcome);
  if (outcome.kind != OutcomeKind::Ok && !redirect) {
    const bool refused = outcome.kind == OutcomeKind::HttpError && outcome.status < 500;
    const Duration pause = outcome.request_sent ? NextPause() : Duration(0);
    StayOut(refused ? LoginState::Odd : LoginState::Unreachable,
            {refused ? VisitEnd::Blind : VisitEnd::Failed, "登录论坛没有成功：" + outcome.reason},
            pause);
    return;
  }
  const auto hurdle =
      redirect ? std::nullopt
               : HurdleIn(*engine_->login, Answered(std::move(outcome)), login_->password);
  if (hurdle) {
    return MeetHurdle(*hurdle);
  }
  ComeIn(clock_.Now());
  Tell({});
}

void ForumLogin::MeetHurdle(const LoginHurdle& hurdle) {
  switch (hurdle.verdict) {
    case LoginVerdict::Captcha:
      return StayOut(LoginState::Captcha, {VisitEnd::Blind, ByCookies(hurdle.reason)}, NextPause());
    case LoginVerdict::Refused:
      return Refused(hurdle.reason);
    case LoginVerdict::Again:
      return StayOut(LoginState::Odd, {VisitEnd::Blind, hurdle.reason}, NextPause());
  }
}

PageAnswer ForumLogin::Answered(HttpOutcome outcome) const {
  PageAnswer answer;
  answer.request.url = outcome.final_url;
  answer.status = outcome.status;
  if (const auto type = outcome.headers.find("content-type"); type != outcome.headers.end()) {
    answer.content_type = type->second;
  }
  answer.body = std::move(outcome.body);
  answer.answered_at = clock_.Now();
  return answer;
}

Duration ForumLogin::NextPause() noexcept {
  return Duration(BackOff(++failures_, 0, kAfterFailure));
}

// Nobody gets in, and nothing is tried for so long.
void ForumLogin::StayOut(LoginState state, VisitResult trouble, Duration pause) {
  state_ = state;
  failed_at_ = clock_.Now();
  pause_ = pause;
  trouble_ = std::move(trouble);
  Tell(trouble_);
}

// On record before anybody is told: the next service must know of it.
void ForumLogin::Refused(const std::string& why) {
  const UtcTime now = clock_.Now();
  const bool soon = now >= refusals_.last && now < refusals_.last + Duration(kRefusalsForgotten);
  refusals_ = {soon ? refusals_.count + 1 : 1, now};
  Transaction transaction(store_);
  MetaStore(store_).Save(KeyOfRefusals(name_), FormatRfc3339(now, std::chrono::minutes(0)) + " " +
                                                   std::to_string(refusals_.count));
  transaction.Commit();
  ++failures_;
  StayOut(
      LoginState::Refused,
      {VisitEnd::Blind, "论坛不让 " + login_->user + " 登录：" + why +
                            "。一天内不再试，免得账号被锁；改好 " + login_->file + " 后重启服务"},
      Duration(kAfterRefusal));
}

void ForumLogin::Tell(const VisitResult& result) {
  spdlog::info("login forum={} member={} state={} reason={}", Quoted(HostOf(url_)),
               Quoted(login_->user, 60), Name(state_), Quoted(result.reason));
  const VisitResult told = result;  // who is told may come again at once
  for (const Done& done : std::exchange(waiting_, {})) {
    done(told);
  }
}

}  // namespace forumwatch
