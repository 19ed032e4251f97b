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

constexpr std::chrono::milliseconds kLongestRest = std::chrono::hours(1);
constexpr std::chrono::minutes kHeldPause{10};
constexpr std::chrono::minutes kNoAnswerFor{10};  // the forum may have asked to be left alone
constexpr std::chrono::seconds kPageWithin{60};
constexpr std::chrono::seconds kPostWithin{60};
constexpr Bytes kMostOfAnAnswer = 1_MiB;

std::string ForumOf(const SourceConfig& source) {
  const auto url = Url::Parse(source.url);
  return url ? url->HostAndPort() : source.url;
}

bool IsWhole(const HttpOutcome& outcome) {
  return outcome.kind == OutcomeKind::Ok || outcome.kind == OutcomeKind::HttpError ||
         outcome.kind == OutcomeKind::NotModified;
}

// Such a status may come with a page that explains it.
bool TellsOfThread(const HttpOutcome& outcome) {
  const int status = outcome.status;
  return outcome.kind == OutcomeKind::Ok ||
         (outcome.kind == OutcomeKind::HttpError &&
          (status == 401 || status == 403 || status == 404 || status == 410));
}

// A moderator lets it pass soon, or nobody knows when.
Duration HeldPause(const Posting& posting) {
  return BackOff(posting.failures, 0, {kHeldPause, kLongestRest, 0});
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
  store_.PullIn(now + Duration(kLongestRest));
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
  const auto refuse = [&](std::string why) {
    record_.Keep(posting, {PostingState::Refused, {}, std::move(why), "", UnpostedBecause::Given},
                 now);
  };
  if (source == nullptr || !source->reply) {
    return refuse("配置里已经没有这个来源的 reply");
  }
  const std::string forum = ForumOf(*source);
  const auto pause = goes_on_.find(forum);
  if (tasks_.contains(forum) || (pause != goes_on_.end() && now < pause->second)) {
    return;
  }
  // What may stand on the forum is looked for all the same: a person has to know.
  if (posting.state == PostingState::Waiting) {
    if (std::string why = WhyNotApproved(tools_.session, posting); !why.empty()) {
      return refuse(std::move(why));
    }
  }
  goes_on_.erase(forum);
  const auto thread = SourceStore(tools_.session).LoadThread(posting.source, posting.thread);
  Task& task = tasks_[forum];
  task.posting = posting;
  task.source = source;
  task.end = std::make_unique<ThreadEnd>(
      MakeJsonReader(source->json, {source->url, source->staff, source->utc_offset}),
      ThreadLink(*source->json, source->url, posting.thread), posting.thread,
      thread ? thread->pages : 1, OursSince(posting));
  AskForPage(forum);
}

void ReplyPoster::AskForPage(const std::string& forum) {
  Task& task = tasks_.at(forum);
  HttpRequest request;
  request.url = task.end->next()->url;
  request.headers = ReplyHeaders(*task.source->json, task.source->reply->as);
  request.headers.emplace_back("Accept", "application/json");
  request.headers.emplace_back("Cache-Control", "no-cache");
  request.deadline = kPageWithin;
  request.with_cookies = false;
  request.may_follow = [forum](const std::string& url) {
    const auto there = Url::Parse(url);
    return there && there->HostAndPort() == forum;
  };
  task.since = tools_.clock.Now();
  task.asked = tools_.transport.Start(std::move(request), [this, forum](HttpOutcome outcome) {
    OnPage(forum, std::move(outcome));
  });
}

void ReplyPoster::OnPage(const std::string& forum, HttpOutcome outcome) {
  Task& task = tasks_.at(forum);
  task.asked.reset();
  const UtcTime now = tools_.clock.Now();
  if (!TellsOfThread(outcome)) {
    return End(forum,
               NotYet(task.posting, task.posting.state,
                      "发之前要先看主题，看不到：" + outcome.reason, outcome.retry_after, now),
               now);
  }
  PageAnswer answer;
  answer.request = *task.end->next();
  answer.status = outcome.status;
  if (const auto type = outcome.headers.find("content-type"); type != outcome.headers.end()) {
    answer.content_type = type->second;
  }
  answer.body = std::move(outcome.body);
  answer.answered_at = outcome.date.value_or(now);
  task.end->Read(answer);
  if (task.end->next()) {
    return AskForPage(forum);
  }
  Looked(forum, now);
}

void ReplyPoster::Looked(const std::string& forum, UtcTime now) {
  const Task& task = tasks_.at(forum);
  const Posting& posting = task.posting;
  const ThreadEnd& end = *task.end;
  if (end.gone()) {
    return End(forum, {PostingState::Refused, {}, end.trouble(), "", UnpostedBecause::Given}, now);
  }
  if (!end.trouble().empty()) {
    return End(
        forum,
        NotYet(posting, posting.state, "发之前要先看主题，看不到：" + end.trouble(), {}, now), now);
  }
  const FoundPost found = LookFor(posting, *task.source, end.posts());
  if (found.certain) {
    return End(forum, {PostingState::Posted, {}, "论坛上已经有了", found.post->post, {}, true},
               now);
  }
  if (found.post != nullptr && posting.state != PostingState::Held) {
    return End(forum,
               {PostingState::Refused,
                {},
                "论坛上已有一帖和它很像（帖 " + found.post->post + "，" + found.post->author +
                    "），怕发重，没有再发：请人看一看，是它就用 complaint posted "
                    "登记，不是就改稿、重新批准",
                "",
                UnpostedBecause::Given},
               now);
  }
  if (posting.state == PostingState::Held) {
    const bool too_long = now >= posting.ordered_at + Duration(kHeldFor);
    return End(
        forum,
        too_long
            ? PostingResult{PostingState::Refused,
                            {},
                            "等了一周，版主没有放行",
                            "",
                            UnpostedBecause::Given}
            : PostingResult{PostingState::Held, now + HeldPause(posting), posting.reason, "", {}},
        now);
  }
  Send(forum, now);
}

// Before anything leaves, and by what is approved at that moment; "" it is claimed, else why not.
std::string ReplyPoster::Claim(const Posting& posting, UtcTime now) {
  Transaction transaction(tools_.session);
  std::string why = WhyNotApproved(tools_.session, posting);
  if (why.empty()) {
    store_.Claim(posting.id, now);
    transaction.Commit();
  }
  return why;
}

void ReplyPoster::Send(const std::string& forum, UtcTime now) {
  Task& task = tasks_.at(forum);
  if (const std::string why = Claim(task.posting, now); !why.empty()) {
    return End(forum, {PostingState::Refused, {}, why, "", UnpostedBecause::Given}, now);
  }
  tools_.session.Pass(CrashPoint::PostingClaimed);
  task.sending = true;
  ReplyRequest reply = MakeReplyRequest(*task.source->json, task.source->url, task.posting.thread,
                                        task.source->reply->as, task.posting.text);
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
  task.asked = tools_.transport.Start(
      std::move(request), [this, forum](const HttpOutcome& outcome) { OnAnswer(forum, outcome); });
}

void ReplyPoster::OnAnswer(const std::string& forum, const HttpOutcome& outcome) {
  tools_.session.Pass(CrashPoint::PostingAnswered);
  Task& task = tasks_.at(forum);
  task.asked.reset();
  const UtcTime now = tools_.clock.Now();
  const ReplyAnswer answer = AnswerIn(*task.source->json->reply, outcome);
  goes_on_[forum] = now + between_;
  End(forum, Judged(task.posting, answer, now), now);
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
    End(forum, NotYet(task.posting, state, "10 分钟没有得到论坛的任何答复", {}, now), now);
  }
}

PostingResult ReplyPoster::NotYet(const Posting& posting, PostingState state, std::string reason,
                                  std::optional<std::chrono::seconds> wait, UtcTime now) const {
  const bool held = state == PostingState::Held;
  if (!held && now >= posting.ordered_at + Duration(kPatience)) {
    return {PostingState::Refused, {}, "24 小时没有发成：" + reason, "", UnpostedBecause::Given};
  }
  const BackOffOptions pauses{std::chrono::duration_cast<std::chrono::milliseconds>(settle_),
                              kLongestRest, 0};
  const Duration own = BackOff(posting.failures + 1, 0, pauses);
  const Duration asked = std::min<Duration>(wait.value_or(std::chrono::seconds(0)), kLongestRest);
  // What may be there is looked for no sooner than the forum has had its time.
  const bool as_asked = state == PostingState::Waiting && wait && posting.failures == 0;
  const Duration pause = as_asked ? asked : std::max(own, asked);
  PostingResult result{state, now + pause, std::move(reason), "", {}};
  if (posting.failures + 1 == kToldAfter && !held) {
    result.tell = UnpostedBecause::Delayed;
  }
  return result;
}

PostingResult ReplyPoster::Judged(const Posting& posting, const ReplyAnswer& answer,
                                  UtcTime now) const {
  switch (answer.verdict) {
    case ReplyVerdict::Posted:
      return {PostingState::Posted, {}, "", answer.post, {}};
    case ReplyVerdict::Held:
      return {PostingState::Held, now + Duration(kHeldPause), answer.reason, "",
              UnpostedBecause::Held};
    case ReplyVerdict::Refused:
      return {PostingState::Refused, {}, answer.reason, "", UnpostedBecause::Given};
    case ReplyVerdict::Wait:
      return NotYet(posting, PostingState::Waiting, answer.reason, answer.wait, now);
    case ReplyVerdict::Unsure:
      return NotYet(posting, PostingState::Unsure, answer.reason, answer.wait, now);
  }
  return {};
}

void ReplyPoster::End(const std::string& forum, const PostingResult& result, UtcTime now) {
  const Posting posting = tasks_.at(forum).posting;
  tasks_.erase(forum);
  record_.Keep(posting, result, now);
}

}  // namespace forumwatch
