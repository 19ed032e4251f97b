#include "daemon/source_watch.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <spdlog/spdlog.h>

#include "crawlers/http/masked_url.h"
#include "daemon/errors.h"
#include "daemon/logging.h"

namespace forumwatch {
namespace {

constexpr std::size_t kTrouble = 3;               // unread threads that are more than each its own
constexpr std::chrono::minutes kLongSilence{10};  // within a visit

// Such a status may come with a page that explains it ("the thread does not exist").
bool ExplainsItself(const HttpOutcome& outcome) {
  constexpr int kStatuses[] = {401, 403, 404, 410};
  return outcome.kind == OutcomeKind::HttpError &&
         std::find(std::begin(kStatuses), std::end(kStatuses), outcome.status) !=
             std::end(kStatuses);
}

bool IsAnswer(const HttpOutcome& outcome) {
  return outcome.kind == OutcomeKind::Ok || outcome.kind == OutcomeKind::NotModified ||
         ExplainsItself(outcome);
}

std::string Advised(const Reading& reading) {
  return reading.reason + "；" + std::string(WhatToDo(reading.verdict));
}

std::string HeaderOf(const HttpOutcome& outcome, const std::string& name) {
  const auto found = outcome.headers.find(name);
  return found == outcome.headers.end() ? std::string() : found->second;
}

bool NamesThread(const Reading& reading, const std::string& thread) {
  return std::any_of(reading.remember.begin(), reading.remember.end(),
                     [&](const ThreadState& state) { return state.thread == thread; }) ||
         std::any_of(reading.finished.begin(), reading.finished.end(),
                     [&](const ThreadReading& read) { return read.state.thread == thread; });
}

void Log(const std::string& source, const PageRequest& page, const HttpOutcome& outcome,
         const Reading& reading) {
  const bool answered = IsAnswer(outcome);
  spdlog::info(
      "page source={} kind={} thread={} n={} status={} verdict={} posts={} rows={} took_ms={} "
      "reason={}",
      Quoted(source), Name(page.kind), Quoted(page.thread, 40), page.page, outcome.status,
      answered ? Name(reading.verdict) : Name(outcome.kind), reading.posts.size(), reading.rows,
      outcome.took.count(), Quoted(reading.reason.empty() ? outcome.reason : reading.reason));
  for (const Problem& problem : reading.problems) {
    spdlog::warn("problem source={} where={} reason={}", Quoted(source), Quoted(problem.where),
                 Quoted(problem.reason));
  }
}

void LogUnread(const std::string& source, const PageRequest& page, const std::string& reason) {
  spdlog::warn("unread source={} thread={} n={} again={} url={} reason={}", Quoted(source),
               Quoted(page.thread, 40), page.page, page.again, Quoted(MaskedUrl(page.url), 300),
               Quoted(reason));
}

}  // namespace

SourceWatch::SourceWatch(WatchTools tools, std::string community, const SourceConfig& config,
                         std::unique_ptr<Crawler> crawler, VisitOptions options,
                         SourceOnRecord on_record)
    : tools_(tools),
      name_(std::move(community) + "/" + config.name),
      config_(config),
      crawler_(std::move(crawler)),
      options_(options),
      on_record_(on_record),
      sight_(tools.session, tools.sources, on_record.id, config) {}

SourceWatch::~SourceWatch() {
  Stop();
}

void SourceWatch::Stop() noexcept {
  for (const RequestId id : asked_) {
    tools_.transport.Cancel(id);
  }
  asked_.clear();
  at_the_door_.reset();
  visiting_ = false;
}

void SourceWatch::Visit(UtcTime now) {
  visiting_ = true;
  started_at_ = now;
  Enter(now);
}

// Boards that are shown to members alone are read as a member, or not at all: what a guest sees of
// them would look as if posts had gone.
void SourceWatch::Enter(UtcTime now) {
  heard_at_ = now;
  Forget();
  if (tools_.login == nullptr) {
    return Begin(now);
  }
  at_the_door_ = std::make_shared<int>();
  const auto let_in = tools_.login->Enter(
      now, [this, door = std::weak_ptr(at_the_door_)](const VisitResult& answer) {
        if (!door.expired()) {
          AtTheDoor(answer, tools_.clock.Now());
        }
      });
  if (let_in) {
    AtTheDoor(*let_in, now);
  }
}

void SourceWatch::Forget() {
  watched_ = false;
  complete_ = true;
  list_read_ = false;
  validators_.clear();
  result_ = {};
  counts_ = {};
  sight_.Begin();
}

void SourceWatch::Begin(UtcTime now) {
  heard_at_ = now;
  session_ = tools_.login == nullptr ? 0 : tools_.login->session();
  wound_up_ = false;
  const Cursor cursor =
      tools_.sources.LoadCursor(on_record_.id, now, now - options_.recheck_window);
  watched_ = !cursor.watched.empty();
  Heard(cursor.newest_post_at, now);
  for (const PageRequest& page : crawler_->Plan(cursor, options_, now)) {
    Ask(page);
  }
  if (asked_.empty()) {
    End(now);
  }
}

// The newest post that anybody knows of. One of the future was read wrongly.
void SourceWatch::Heard(std::optional<UtcTime> written_at, UtcTime now) {
  if (written_at && *written_at <= now) {
    newest_post_ = std::max(newest_post_, written_at);
  }
}

void SourceWatch::AtTheDoor(const VisitResult& answer, UtcTime now) {
  at_the_door_.reset();
  if (answer.end == VisitEnd::Good) {
    return Begin(now);
  }
  complete_ = false;
  Blame(answer.end, answer.reason);
  End(now);
}

// What a page for guests says is not taken: the visit begins anew, when we are let in again.
void SourceWatch::LoggedOut(UtcTime now) {
  spdlog::warn("logged_out source={}", Quoted(name_));
  tools_.login->SeenAsGuest(session_, now);
  Stop();
  visiting_ = true;
  Enter(now);
}

void SourceWatch::Ask(const PageRequest& page) {
  HttpRequest request;
  request.url = page.url;
  if (tools_.login != nullptr) {
    tools_.login->Sign(request);
  }
  if (page.conditional) {
    if (const auto validator = tools_.sources.LoadValidator(on_record_.id, page.url)) {
      request.etag = validator->etag;
      request.last_modified = validator->last_modified;
    }
  }
  const auto id = std::make_shared<RequestId>();
  *id = tools_.transport.Start(std::move(request), [this, page, id](HttpOutcome outcome) {
    asked_.erase(*id);
    OnOutcome(page, std::move(outcome));
  });
  asked_.insert(*id);
}

// The per-job boundary: what one page does wrong stops neither the visit nor another source. Only a
// store that cannot remember ends the process.
void SourceWatch::OnOutcome(const PageRequest& page, HttpOutcome outcome) {
  const UtcTime now = tools_.clock.Now();
  const bool answered = IsAnswer(outcome);
  heard_at_ = now;
  if (outcome.retry_after) {
    alone_until_ = now + *outcome.retry_after;
  }
  try {
    const Reading reading = answered ? ReadingOf(page, outcome, now) : crawler_->Failed(page);
    if (tools_.login != nullptr && reading.guest) {
      return LoggedOut(now);
    }
    if (tools_.login != nullptr && reading.verdict == PageVerdict::Ok && answered) {
      tools_.login->SeenAsMember();
    }
    ++counts_.pages;
    counts_.failed_pages += answered ? 0 : 1;
    Log(name_, page, outcome, reading);
    if (each_post_) {
      std::for_each(reading.posts.begin(), reading.posts.end(), each_post_);
    }
    tools_.pipeline.OnPage(on_record_, reading, now);
    if (answered) {
      Judge(page, outcome, reading);
    } else {
      Miss(page, outcome, reading);
    }
    for (const PageRequest& next : reading.follow_ups) {
      Ask(next);
    }
  } catch (const StoreError&) {
    throw;
  } catch (const std::exception&) {
    const std::string why = Describe(std::current_exception());
    spdlog::error("page source={} url={} error={}", Quoted(name_), Quoted(MaskedUrl(page.url), 300),
                  Quoted(why, 400));
    complete_ = false;
    result_ = {VisitEnd::Failed, "处理页面时出错：" + why};
  }
  if (asked_.empty() && visiting_) {
    End(now);
  }
}

Reading SourceWatch::ReadingOf(const PageRequest& page, HttpOutcome& outcome, UtcTime now) {
  // A 304 that nobody asked for says nothing.
  if (outcome.kind == OutcomeKind::NotModified && page.conditional) {
    ++counts_.unchanged_pages;
    return crawler_->Unchanged(page);
  }
  PageAnswer answer;
  answer.request = page;
  answer.status = outcome.status;
  answer.content_type = HeaderOf(outcome, "content-type");
  answer.body = std::move(outcome.body);
  answer.answered_at = outcome.date.value_or(now);
  Reading reading = crawler_->Read(answer);
  counts_.posts += static_cast<int>(reading.posts.size());
  for (const SeenPost& post : reading.posts) {
    Heard(post.posted_at.value_or(now), now);
    Heard(post.edited_at, now);
  }
  counts_.problems += static_cast<int>(reading.problems.size());
  if (!IsContent(reading.verdict) && reading.verdict != PageVerdict::Gone) {
    Transaction transaction(tools_.session);
    tools_.sources.KeepPage(on_record_.id, {page.url, reading.reason, answer.body, now});
    transaction.Commit();
  }
  sight_.Note(page, reading, std::move(answer.body), now);
  return reading;
}

// Board pages decide whether the source can be seen; a thread that cannot be read is a matter of
// its own, until there are several.
void SourceWatch::Judge(const PageRequest& page, const HttpOutcome& outcome,
                        const Reading& reading) {
  const bool content = IsContent(reading.verdict);
  if (page.kind != PageKind::Thread) {
    if (content) {
      list_read_ = true;
      KeepValidator(page, outcome);
    } else {
      complete_ = false;
      Blame(VisitEnd::Blind, Advised(reading));
    }
  } else if (reading.verdict == PageVerdict::Blocked) {
    complete_ = false;
    Blame(VisitEnd::Blind, Advised(reading));
  } else if (content || reading.verdict == PageVerdict::Gone) {
    std::erase_if(unread_.known,
                  [&page](const auto& thread) { return !page.known || thread.second; });
  } else {
    CountUnread(page, VisitEnd::Blind, Advised(reading));
  }
}

void SourceWatch::Miss(const PageRequest& page, const HttpOutcome& outcome,
                       const Reading& reading) {
  // The forum is well, it is we who may not look: until its keeper changes that nobody watches.
  const VisitEnd end = outcome.kind == OutcomeKind::Disallowed ? VisitEnd::Blind : VisitEnd::Failed;
  if (page.kind == PageKind::Thread) {
    complete_ = complete_ && NamesThread(reading, page.thread);
    CountUnread(page, end, outcome.reason);
  } else {
    complete_ = false;
    Blame(end, outcome.reason);
  }
}

void SourceWatch::CountUnread(const PageRequest& page, VisitEnd end, const std::string& reason) {
  LogUnread(name_, page, reason);
  if (!page.again) {
    unread_.known.emplace(page.thread, page.known);
    unread_.end = end;
    unread_.reason = reason;
  }
}

void SourceWatch::Blame(VisitEnd end, std::string_view reason) {
  if (result_.end == VisitEnd::Good) {
    result_ = {end, std::string(reason)};
  }
}

// Kept until the visit is complete: a board that "has not changed" must not hide a thread that
// could not be read.
void SourceWatch::KeepValidator(const PageRequest& page, const HttpOutcome& outcome) {
  Validator validator{HeaderOf(outcome, "etag"), HeaderOf(outcome, "last-modified")};
  if (page.conditional && outcome.kind == OutcomeKind::Ok &&
      !(validator.etag.empty() && validator.last_modified.empty())) {
    validators_.emplace_back(page.url, std::move(validator));
  }
}

void SourceWatch::Tick(UtcTime now) {
  if (!visiting_ || now < *NextTick()) {
    return;
  }
  if (now >= heard_at_ + Duration(kLongSilence)) {
    GiveUp(now);
  } else {
    wound_up_ = true;
    crawler_->WindUp();
  }
}

std::optional<UtcTime> SourceWatch::NextTick() const {
  if (!visiting_) {
    return std::nullopt;
  }
  const UtcTime silent = heard_at_ + Duration(kLongSilence);
  return wound_up_ ? silent
                   : std::min(silent, NextVisit({true, 0, watched_}, rhythm(), started_at_,
                                                started_at_, 0));
}

void SourceWatch::GiveUp(UtcTime now) {
  Stop();
  complete_ = false;
  const auto minutes = [](Duration span) {
    return std::to_string(std::chrono::ceil<std::chrono::minutes>(span).count()) + " 分钟";
  };
  std::string reason = minutes(kLongSilence) + "没有得到任何答复";
  if (alone_until_ && *alone_until_ > now) {
    reason += "，论坛要求过 " + minutes(*alone_until_ - now) + "再来";
  }
  Blame(VisitEnd::Failed, reason);
  End(now);
}

void SourceWatch::End(UtcTime now) {
  visiting_ = false;
  ++visits_;
  if (unread_.known.size() >= kTrouble) {
    Blame(unread_.end, unread_.reason);
  }
  const bool good = result_.end == VisitEnd::Good;
  if (const std::string blind = sight_.Judge(good, now); !blind.empty()) {
    result_ = {VisitEnd::Blind, blind + "；" + std::string(WhatToDo(PageVerdict::Blind))};
  }
  const bool cut_short = wound_up_ && crawler_->LeavesNews();
  // "Not changed" must never be said of what was not read well.
  if (complete_ && !cut_short && result_.end == VisitEnd::Good) {
    Transaction transaction(tools_.session);
    for (const auto& [url, validator] : validators_) {
      tools_.sources.SaveValidator(on_record_.id, url, validator);
    }
    transaction.Commit();
  }
  complete_visits_ += complete_ && list_read_ && !cut_short ? 1 : 0;
  bad_in_a_row_ = good ? 0 : bad_in_a_row_ + 1;
  watched_ = !tools_.sources.WatchedThreads(on_record_.id, now).empty();
  result_.list_read = list_read_;
  result_.began = started_at_;
  result_.pause = config_.quiet_interval;
  tools_.pipeline.OnVisitEnd(on_record_, result_, complete_ && list_read_, now);
  const bool all_read = complete_ && !wound_up_;
  due_at_ = NextVisit({good, bad_in_a_row_, watched_, all_read ? newest_post_ : std::nullopt},
                      rhythm(), started_at_, now, static_cast<std::uint64_t>(Raw(on_record_.id)));
  spdlog::info("visit source={} end={} pages={} unchanged={} failed={} posts={} reason={}",
               Quoted(name_), good ? "good" : "bad", counts_.pages, counts_.unchanged_pages,
               counts_.failed_pages, counts_.posts, Quoted(result_.reason));
}

}  // namespace forumwatch
