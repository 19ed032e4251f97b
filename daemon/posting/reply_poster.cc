#include "daemon/posting/reply_poster.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "crawlers/http/politeness.h"
#include "crawlers/sites/json_forum.h"
#include "crawlers/web/url.h"
#include "daemon/posting/found_post.h"
#include "daemon/posting/posting_place.h"
#include "daemon/store/sources.h"

namespace forumwatch {
namespace {

constexpr std::chrono::minutes kNoAnswerFor{10};  // the forum may have asked to be left alone
constexpr std::chrono::seconds kPageWithin{60};
constexpr std::chrono::seconds kPostWithin{60};
constexpr Bytes kMostOfAnAnswer = 1_MiB;
constexpr std::string_view kTurnedAway = "论坛不让这个账号看主题：令牌不对，或没有权限";

std::string ForumOf(const SourceConfig& source) {
  const auto url = Url::Parse(source.url);
  return url ? url->HostAndPort() : source.url;
}

// The token goes nowhere else.
bool IsOnForum(const std::string& address, const SourceConfig& source) {
  const auto url = Url::Parse(address);
  const auto forum = Url::Parse(source.url);
  return url && forum && url->scheme() == forum->scheme() &&
         url->HostAndPort() == forum->HostAndPort();
}

bool IsWhole(const HttpOutcome& outcome) {
  return outcome.kind == OutcomeKind::Ok || outcome.kind == OutcomeKind::HttpError ||
         outcome.kind == OutcomeKind::NotModified;
}

// Such a status may come with a page that explains it.
bool TellsOfThread(const HttpOutcome& outcome) {
  const int status = outcome.status;
  return outcome.kind == OutcomeKind::Ok ||
         (outcome.kind == OutcomeKind::HttpError && (status == 404 || status == 410));
}

PostingResult ToldAs(const Posting& posting, const NotPosted& not_posted) {
  if (!not_posted.tell) {
    return {.state = PostingState::Refused, .reason = not_posted.why};
  }
  return GivenUp(posting, not_posted.why, *not_posted.tell);
}

ReplyAnswer AnswerIn(const JsonReplyFormat& format, const HttpOutcome& outcome) {
  if (IsWhole(outcome)) {
    return ReadReplyAnswer(format, outcome.status, outcome.body, outcome.retry_after);
  }
  if (outcome.kind == OutcomeKind::Blocked) {
    return {ReplyVerdict::Refused, "", "这个网址不让访问：" + outcome.reason, {}};
  }
  return outcome.request_sent ? ReplyAnswer{ReplyVerdict::Unsure,
                                            "",
                                            "发出去了，没有等到完整的回答：" + outcome.reason,
                                            {}}
                              : ReplyAnswer{ReplyVerdict::Wait, "",
                                            "没有连上论坛：" + outcome.reason, outcome.retry_after};
}

}  // namespace

ReplyPoster::ReplyPoster(const PosterTools& tools)
    : tools_(tools), store_(tools.session), record_(tools.session, tools.config, tools.pipeline) {}

ReplyPoster::~ReplyPoster() {
  for (const auto& [forum, task] : tasks_) {
    if (task.asked) {
      tools_.transport.Cancel(*task.asked);
    }
  }
}

std::size_t ReplyPoster::sending() const noexcept {
  return static_cast<std::size_t>(std::count_if(
      tasks_.begin(), tasks_.end(), [](const auto& task) { return task.second.sending; }));
}

// What a run that died was sending may have been taken.
void ReplyPoster::TakeOver(UtcTime now) {
  Transaction transaction(tools_.session);
  const int left = store_.TakeOver(now + settle_, "正在发的时候服务停了，说不准发了没有");
  store_.PullIn(now + Duration(kLongestPostingPause));
  transaction.Commit();
  if (left > 0) {
    spdlog::warn("postings left by a dead run count={}", left);
  }
}

void ReplyPoster::Turn(UtcTime now) {
  if (stopped_) {
    return;
  }
  if (!last_turn_) {
    TakeOver(now);
  }
  last_turn_ = now;
  GiveUpSilent(now);
  for (const Posting& posting : store_.Due(now)) {
    Begin(posting, now);
  }
}

std::optional<UtcTime> ReplyPoster::NextTurn() {
  if (stopped_) {
    return std::nullopt;
  }
  if (!last_turn_) {
    return store_.NextDue();
  }
  std::optional<UtcTime> next;
  const auto consider = [&](std::optional<UtcTime> at) {
    if (at && *at > *last_turn_) {  // what was due then waits for what is under way
      next = std::min(next.value_or(*at), *at);
    }
  };
  consider(store_.NextDue());
  for (const auto& [forum, at] : goes_on_) {
    consider(at);
  }
  for (const auto& [forum, task] : tasks_) {
    consider(task.since + Duration(kNoAnswerFor));
  }
  return next;
}

void ReplyPoster::ClockPutBack(UtcTime now) {
  goes_on_.clear();
  for (auto& [forum, task] : tasks_) {
    task.since = std::min(task.since, now);
  }
  last_turn_ = last_turn_ ? std::min(*last_turn_, now) : last_turn_;
  Transaction transaction(tools_.session);
  store_.PullIn(now + settle_);
  transaction.Commit();
}

void ReplyPoster::Stop() {
  stopped_ = true;
  std::erase_if(tasks_, [this](const auto& named) {
    const Task& task = named.second;
    if (!task.sending && task.asked) {
      tools_.transport.Cancel(*task.asked);
    }
    return !task.sending;
  });
}

void ReplyPoster::Begin(const Posting& posting, UtcTime now) {
  const auto [known, fresh] = sources_.try_emplace(posting.source);
  if (fresh) {
    known->second = ConfigOf(tools_.session, tools_.config, posting.source);
  }
  const SourceConfig* const source = known->second;
  if (const auto why_not = WhyNotBegun(posting, source)) {
    record_.Keep(posting, *why_not, now);
    return;
  }
  const std::string forum = ForumOf(*source);
  const auto pause = goes_on_.find(forum);
  if (tasks_.contains(forum) || (pause != goes_on_.end() && now < pause->second)) {
    return;
  }
  goes_on_.erase(forum);
  const auto thread = SourceStore(tools_.session).LoadThread(posting.source, posting.thread);
  Task& task = tasks_[forum];
  task.posting = posting;
  task.source = source;
  task.known = KnownIn(tools_.session, posting);
  task.end = std::make_unique<ThreadEnd>(
      MakeJsonReader(source->json, {source->url, source->staff, source->utc_offset}),
      ThreadLink(*source->json, source->url, posting.thread), posting.thread,
      thread ? thread->pages : 1,
      [before = task.known.before_draft](const SeenPost& post) { return before(post.post); },
      posting.attempts > 0 || posting.orders > 1 ? 1 : 0);
  AskForPage(forum);
}

std::optional<PostingResult> ReplyPoster::WhyNotBegun(const Posting& posting,
                                                      const SourceConfig* source) {
  if (posting.copied) {
    return GivenUp(posting, "数据是从备份恢复的，备份以后发了没有，这里没有记录",
                   UnpostedBecause::MayBeThere);
  }
  if (source == nullptr || !source->reply) {
    return GivenUp(posting, "配置里已经没有这个来源的 reply");
  }
  if (source->url != posting.url) {
    return GivenUp(posting, "交出去以后，配置里来源的网址改过了");
  }
  // What may stand on the forum is looked for all the same: a person has to know.
  if (posting.state == PostingState::Waiting) {
    if (const NotPosted not_posted = WhyNotApproved(tools_.session, posting);
        !not_posted.why.empty()) {
      return ToldAs(posting, not_posted);
    }
  }
  return std::nullopt;
}

void ReplyPoster::AskForPage(const std::string& forum) {
  Task& task = tasks_.at(forum);
  HttpRequest request;
  request.url = LookAddress(*task.source->json, task.end->next()->url, task.source->reply->as);
  if (!IsOnForum(request.url, *task.source)) {
    return End(forum, GivenUp(task.posting, "主题的网址不在这个论坛上，令牌不能发过去"),
               tools_.clock.Now());
  }
  request.headers = ReplyHeaders(*task.source->json, task.source->reply->as);
  request.headers.emplace_back("Accept", "application/json");
  request.headers.emplace_back("Cache-Control", "no-cache");
  request.deadline = kPageWithin;
  request.with_cookies = false;
  request.may_follow = [source = task.source](const std::string& url) {
    return IsOnForum(url, *source);
  };
  if (tools_.spacing) {
    request.spacing = tools_.spacing(request.url);
  }
  task.since = tools_.clock.Now();
  task.asked = tools_.transport.Start(std::move(request), [this, forum](HttpOutcome outcome) {
    OnPage(forum, std::move(outcome));
  });
}

void ReplyPoster::OnPage(const std::string& forum, HttpOutcome outcome) {
  Task& task = tasks_.at(forum);
  task.asked.reset();
  const UtcTime now = tools_.clock.Now();
  const Posting& posting = task.posting;
  const PostingMoment moment = Moment(posting, now);
  if (outcome.status == 401 || outcome.status == 403) {
    const bool again = posting.reason == kTurnedAway && posting.state != PostingState::Held;
    return End(forum,
               again ? GivenUp(posting, std::string(kTurnedAway))
                     : NotYet(posting, {posting.state, std::string(kTurnedAway), {}}, moment),
               now);
  }
  if (!TellsOfThread(outcome)) {
    return End(
        forum,
        NotYet(posting,
               {posting.state, "发之前要先看主题，看不到：" + outcome.reason, outcome.retry_after},
               moment),
        now);
  }
  PageAnswer answer;
  answer.request = *task.end->next();
  answer.status = outcome.status;
  if (const auto type = outcome.headers.find("content-type"); type != outcome.headers.end()) {
    answer.content_type = type->second;
  }
  answer.body = WithoutToken(std::move(outcome.body), task.source->reply->as);
  answer.answered_at = outcome.date.value_or(now);
  task.end->Read(answer);
  if (task.end->next()) {
    return AskForPage(forum);
  }
  Looked(forum, now);
}

void ReplyPoster::Looked(const std::string& forum, UtcTime now) {
  const Task& task = tasks_.at(forum);
  const FoundPost found = LookFor(task.posting, *task.source, *task.end, task.known);
  if (const auto result = AfterLook(task.posting, *task.end, found, Moment(task.posting, now))) {
    return End(forum, *result, now);
  }
  Send(forum, now);
}

PostingMoment ReplyPoster::Moment(const Posting& posting, UtcTime now) {
  return {now, settle_, store_.EverHeld(posting.source)};
}

// Before anything leaves, and by what is approved at that moment.
NotPosted ReplyPoster::Claim(const Posting& posting, UtcTime now) {
  Transaction transaction(tools_.session);
  NotPosted not_posted = WhyNotApproved(tools_.session, posting);
  if (not_posted.why.empty()) {
    if (!store_.Claim(posting.id, now)) {
      return {"交出去的这一稿已经另有处理", std::nullopt};
    }
    transaction.Commit();
  }
  return not_posted;
}

void ReplyPoster::Send(const std::string& forum, UtcTime now) {
  Task& task = tasks_.at(forum);
  ReplyRequest reply = MakeReplyRequest(*task.source->json, task.source->url, task.posting.thread,
                                        task.source->reply->as, task.posting.text);
  if (!IsOnForum(reply.url, *task.source)) {
    return End(forum, GivenUp(task.posting, "回帖的网址不在这个论坛上，令牌不能发过去"), now);
  }
  if (const NotPosted not_posted = Claim(task.posting, now); !not_posted.why.empty()) {
    return End(forum, ToldAs(task.posting, not_posted), now);
  }
  tools_.session.Pass(CrashPoint::PostingClaimed);
  task.sending = true;
  HttpRequest request;
  request.method = "POST";
  request.url = std::move(reply.url);
  request.headers = std::move(reply.headers);
  request.body = std::move(reply.body);
  request.max_body = kMostOfAnAnswer;
  request.deadline = kPostWithin;
  request.follow_redirects = false;
  request.in_turn = true;
  request.with_cookies = false;
  task.since = now;
  task.asked = tools_.transport.Start(std::move(request), [this, forum](HttpOutcome outcome) {
    OnAnswer(forum, std::move(outcome));
  });
}

void ReplyPoster::OnAnswer(const std::string& forum, HttpOutcome outcome) {
  tools_.session.Pass(CrashPoint::PostingAnswered);
  Task& task = tasks_.at(forum);
  task.asked.reset();
  const UtcTime now = tools_.clock.Now();
  // Before it is quoted: a part of the token is known no more.
  outcome.body = WithoutToken(std::move(outcome.body), task.source->reply->as);
  const ReplyAnswer answer = AnswerIn(*task.source->json->reply, outcome);
  goes_on_[forum] = now + between_;
  End(forum, AfterAnswer(task.posting, answer, Moment(task.posting, now)), now);
}

// A request that waits in the transport's queue for hours, or one that was lost.
void ReplyPoster::GiveUpSilent(UtcTime now) {
  std::vector<std::string> silent;
  for (const auto& [forum, task] : tasks_) {
    if (task.asked && now >= task.since + Duration(kNoAnswerFor)) {
      silent.push_back(forum);
    }
  }
  for (const std::string& forum : silent) {
    Task& task = tasks_.at(forum);
    tools_.transport.Cancel(*std::exchange(task.asked, std::nullopt));
    const PostingState state = task.sending ? PostingState::Unsure : task.posting.state;
    End(forum,
        NotYet(task.posting, {state, "10 分钟没有得到论坛的任何答复", {}, task.sending},
               Moment(task.posting, now)),
        now);
  }
}

void ReplyPoster::End(const std::string& forum, PostingResult result, UtcTime now) {
  const auto task = tasks_.extract(forum);
  const ReplyAccount& as = task.mapped().source->reply->as;
  result.reason = WithoutToken(std::move(result.reason), as);
  result.post = WithoutToken(std::move(result.post), as);
  record_.Keep(task.mapped().posting, result, now);
}

}  // namespace forumwatch
