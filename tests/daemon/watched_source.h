// One source, watched by the whole service over pages that a test may spoil on their way. The clock
// stands still between visits. One thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "config/engine_file.h"
#include "daemon/daemon.h"
#include "daemon/logging.h"
#include "daemon/store/outbox.h"
#include "tests/support/answering_http.h"
#include "tests/support/house.h"
#include "tests/support/recorded_forum.h"

namespace forumwatch {

// A page on its way: whether it is a list or a thread, and what is to be done to it.
enum class PageOf { List, Thread };
using Spoil = std::function<void(PageOf, HttpOutcome&)>;

class WatchedSource {
 public:
  using Answer = std::function<HttpOutcome(const std::string& url, UtcTime now)>;

  WatchedSource(UtcTime start, const std::string& engine, const std::string& url, Answer answer,
                std::shared_ptr<const LoginConfig> login = nullptr)
      : clock(start), answer_(std::move(answer)) {
    StartLogging("off");
    SourceConfig& source = config_.communities[0].sources[0];
    source.engine = engine;
    if (engine != "feed") {
      const ForumEngine loaded =
          LoadEngine(FORUMWATCH_SOURCE_DIR "/config/engines/" + engine + ".json");
      source.html = loaded.html;
      source.json = loaded.json;
    }
    source.url = url;
    source.login = std::move(login);
    source.staff.emplace_back("物业客服");  // of the recorded forums
    list = url;
    config_.visits.recheck_after = std::chrono::hours(6);  // the configuration's defaults
    config_.visits.recheck_window = std::chrono::hours(14 * 24);
    daemon_ = std::make_unique<Daemon>(Ground{config_, store_.session(), http_, clock}, "run");
  }

  ManualClock clock;
  Spoil spoil;                                      // none: pages arrive as they are
  std::function<bool(const HttpRequest&)> lets_in;  // none: everybody
  std::string list;                                 // what the addresses of list pages begin with

  // The next visit, when it is due and at least `after` from now.
  void Visit(Duration after = {}) {
    clock.Advance(after);
    if (const UtcTime due = watch().due_at(); due > clock.Now()) {
      clock.Advance(due - clock.Now());
    }
    const int visits = watch().visits();
    daemon_->Turn(clock.Now());
    http_.DeliverAll();
    ASSERT_EQ(watch().visits(), visits + 1);
  }

  // Alerts of this rule so far.
  int Alerts(const std::string& rule = "source.blind") {
    int alerts = 0;
    for (const AlertMark& said : OutboxStore(store_.session()).SaidAbout("云栖苑/业主论坛")) {
      alerts += said.rule == rule ? 1 : 0;
    }
    return alerts;
  }
  [[nodiscard]] const SourceWatch& watch() const { return *daemon_->watches().front(); }
  Session& session() { return store_.session(); }

 private:
  HttpOutcome Fetch(const HttpRequest& request) {
    if (request.method != "GET") {
      HttpOutcome taken;
      taken.kind = OutcomeKind::Ok;
      taken.status = 200;
      return taken;
    }
    if (lets_in && !lets_in(request)) {
      HttpOutcome refused;
      refused.kind = OutcomeKind::HttpError;
      refused.status = 401;
      return refused;
    }
    HttpOutcome page = answer_(request.url, clock.Now());
    if (spoil) {
      spoil(request.url.starts_with(list) ? PageOf::List : PageOf::Thread, page);
    }
    return page;
  }

  Config config_ = HouseConfig();
  TempStore store_;
  Answer answer_;
  AnsweringHttp http_{[this](const HttpRequest& request) { return Fetch(request); }};
  std::unique_ptr<Daemon> daemon_;
};

// A recorded forum's pages; `forum` outlives them.
inline WatchedSource::Answer PagesOf(RecordedForum& forum) {
  return [&forum](const std::string& url, UtcTime /*now*/) {
    PageRequest request;
    request.url = url;
    PageAnswer answer = forum.Answer(request);
    HttpOutcome page;
    page.kind = OutcomeKind::Ok;
    page.status = answer.status;
    page.date = answer.answered_at;
    page.headers["content-type"] = answer.content_type;
    page.body = std::move(answer.body);
    return page;
  };
}

}  // namespace forumwatch
