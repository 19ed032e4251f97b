// Watches one source: visits it when due, feeds each answer to its crawler and what was read to the
// pipeline, remembers how the visit ended. Started requests live in the transport; destroying the
// watch cancels them. Loop thread. Throws StoreError.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"
#include "crawlers/crawler.h"
#include "crawlers/http/transport.h"
#include "daemon/clock.h"
#include "daemon/forum_login.h"
#include "daemon/pipeline.h"
#include "daemon/schedule.h"
#include "daemon/source_sight.h"
#include "daemon/store/session.h"
#include "daemon/store/sources.h"

namespace forumwatch {

// What a visit has seen so far; for crawl's closing lines and dump.
struct VisitCounts {
  int pages = 0;
  int unchanged_pages = 0;
  int failed_pages = 0;
  int posts = 0;
  int problems = 0;
};

// What a watch works with; all of it outlives the watch.
struct WatchTools {
  HttpTransport& transport;
  Session& session;
  Pipeline& pipeline;
  SourceStore& sources;
  const Clock& clock;
  ForumLogin* login = nullptr;  // null: as a guest
};

class SourceWatch {
 public:
  SourceWatch(WatchTools tools, std::string community, const SourceConfig& config,
              std::unique_ptr<Crawler> crawler, VisitOptions options, SourceOnRecord on_record);
  ~SourceWatch();
  SourceWatch(const SourceWatch&) = delete;
  SourceWatch& operator=(const SourceWatch&) = delete;

  // Begins a visit; none may be under way.
  void Visit(UtcTime now);
  [[nodiscard]] bool visiting() const noexcept { return visiting_; }
  [[nodiscard]] int visits() const noexcept { return visits_; }  // that have ended
  // Of those, that read all they meant to.
  [[nodiscard]] int complete_visits() const noexcept { return complete_visits_; }
  [[nodiscard]] UtcTime due_at() const noexcept { return due_at_; }
  // Also when the clock was put back to before the last visit.
  [[nodiscard]] bool IsDue(UtcTime now) const noexcept {
    return !visiting_ && (due_at_ <= now || now < started_at_);
  }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const VisitCounts& counts() const noexcept { return counts_; }
  [[nodiscard]] const VisitResult& last_result() const noexcept { return result_; }
  // Requests under way are given up; the visit does not count.
  void Stop() noexcept;

  // Of a visit under way: winds it up when the next one would be due, so that the board's top is
  // seen again; ends it as failed when nothing was answered for long (the forum may have asked to
  // be left alone for hours).
  void Tick(UtcTime now);
  // When Tick has something to do; nullopt: no visit is under way.
  [[nodiscard]] std::optional<UtcTime> NextTick() const;

  // Each post of each page, as it was read.
  void Tell(std::function<void(const SeenPost&)> each_post) { each_post_ = std::move(each_post); }

 private:
  // Threads that could not be read for the first time since one could, and whether they had been
  // read before; that an old one can be read does not mean that new ones can. One is a thread of
  // its own kind, several are trouble of the board.
  struct UnreadThreads {
    std::map<std::string, bool> known;
    VisitEnd end = VisitEnd::Failed;  // of the last one, and why
    std::string reason;
  };

  void Enter(UtcTime now);
  void Forget();
  void Begin(UtcTime now);
  void AtTheDoor(const VisitResult& answer, UtcTime now);
  void LoggedOut(UtcTime now);
  void Ask(const PageRequest& page);
  void OnOutcome(const PageRequest& page, HttpOutcome outcome);
  [[nodiscard]] Reading ReadingOf(const PageRequest& page, HttpOutcome& outcome, UtcTime now);
  void Judge(const PageRequest& page, const HttpOutcome& outcome, const Reading& reading);
  void Miss(const PageRequest& page, const HttpOutcome& outcome, const Reading& reading);
  void CountUnread(const PageRequest& page, VisitEnd end, const std::string& reason);
  void Blame(VisitEnd end, std::string_view reason);
  void Heard(std::optional<UtcTime> written_at, UtcTime now);
  void KeepValidator(const PageRequest& page, const HttpOutcome& outcome);
  void GiveUp(UtcTime now);
  void End(UtcTime now);
  [[nodiscard]] Rhythm rhythm() const {
    return {config_.interval, config_.watched_interval, config_.quiet_interval};
  }

  WatchTools tools_;
  std::string name_;  // community/source
  const SourceConfig& config_;
  std::unique_ptr<Crawler> crawler_;
  VisitOptions options_;
  SourceOnRecord on_record_;
  std::function<void(const SeenPost&)> each_post_;

  bool visiting_ = false;
  int visits_ = 0;
  int complete_visits_ = 0;
  UtcTime started_at_{};
  UtcTime heard_at_{};  // when the visit's last answer came
  bool wound_up_ = false;
  UtcTime due_at_{};
  std::set<RequestId> asked_;
  std::shared_ptr<int> at_the_door_;  // while the login is waited for
  int session_ = 0;                   // of the login, when the pages were first asked for
  bool watched_ = false;
  std::optional<UtcTime> newest_post_;
  bool complete_ = true;    // every board page was read, every thread read or on record as unread
  bool list_read_ = false;  // a list page or feed was content (or unchanged)
  UnreadThreads unread_;
  std::optional<UtcTime> alone_until_;  // the forum asked to be left alone
  std::vector<std::pair<std::string, Validator>> validators_;
  int bad_in_a_row_ = 0;
  VisitResult result_;
  VisitCounts counts_;
  SourceSight sight_;
};

}  // namespace forumwatch
