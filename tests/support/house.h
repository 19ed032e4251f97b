// A whole house for tests: the project's own data as configuration, one community with one board,
// a store, a pipeline, a clock that stands still. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "config/config.h"
#include "daemon/pipeline.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_store.h"

namespace forumwatch {

inline UtcTime At(const char* text) {
  return ParseRfc3339(text).value();
}

// The project's own lexicons, calendars and templates; alerts go to one webhook called 值班群.
inline Config HouseConfig() {
  Config config = DefaultConfig({std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config", {}});
  config.company = "晴川物业";
  SourceConfig source;
  source.name = "业主论坛";
  source.engine = "feed";
  source.url = "https://forum.example/board";
  source.staff = {"云栖客服"};
  config.communities.push_back({"云栖苑", config.calendar, {source}});
  ChannelConfig channel;
  channel.name = "值班群";
  channel.webhook = WebhookConfig{"https://hook.example/in", "geheim"};
  config.channels = {channel};
  for (const char* role : {"monitor", "head", "deputy", "leader", "quality", "technical"}) {
    config.roles[role] = {{"值班群", ""}};
  }
  return config;
}

// A post of the board as a page shows it.
struct PostWords {
  std::string thread;
  std::string post;
  std::string author;
  std::string text;
  std::string title;  // of an opening post; "" for a reply
};

inline SeenPost Seen(const PostWords& words, std::optional<UtcTime> posted_at) {
  SeenPost seen;
  seen.thread = words.thread;
  seen.post = words.post;
  seen.is_first = !words.title.empty();
  seen.title = words.title;
  seen.author = words.author;
  seen.official = words.author == "云栖客服";
  seen.posted_at = posted_at;
  seen.text = words.text;
  seen.url = "https://forum.example/t" + words.thread + "#p" + words.post;
  return seen;
}

class House {
 public:
  explicit House(UtcTime start)
      : clock(start),
        pipeline_(std::make_unique<Pipeline>(store_.session(), config)),
        board_(pipeline_->Register("云栖苑", "业主论坛", "feed", "https://forum.example/board",
                                   start - Duration(config.backfill))) {}

  Config config = HouseConfig();
  ManualClock clock;

  Session& session() { return store_.session(); }
  Pipeline& pipeline() { return *pipeline_; }
  [[nodiscard]] const SourceOnRecord& board() const { return board_; }
  TempStore& store() { return store_; }

  // As a restart would: the process is gone, the store remains.
  void Restart() {
    pipeline_.reset();
    store_.Reopen();
    pipeline_ = std::make_unique<Pipeline>(store_.session(), config);
    board_ = pipeline_->Register("云栖苑", "业主论坛", "feed", "https://forum.example/board",
                                 clock.Now());
  }

  // A visit that sees one page of a thread, which ends there.
  void Show(std::vector<SeenPost> posts) {
    ShowThread(std::move(posts));
    EndVisit();
  }
  // The same while the visit goes on.
  void ShowThread(std::vector<SeenPost> posts) {
    Reading reading;
    ThreadReading thread;
    thread.state.thread = posts.front().thread;
    for (const SeenPost& post : posts) {
      thread.post_ids.push_back(post.post);
    }
    reading.posts = std::move(posts);
    reading.finished = {thread};
    pipeline_->OnPage(board_, reading, clock.Now());
  }
  void EndVisit() { pipeline_->OnVisitEnd(board_, {}, true, clock.Now()); }
  // One page of a thread that has more.
  void ShowBeginning(std::vector<SeenPost> posts) {
    Reading reading;
    reading.posts = std::move(posts);
    pipeline_->OnPage(board_, reading, clock.Now());
  }

  // Time passes; what comes due happens at its moment.
  void AdvanceTo(UtcTime to) {
    while (const auto due = pipeline_->NextTick()) {
      if (*due > to) {
        break;
      }
      clock.Set(std::max(clock.Now(), *due));
      pipeline_->OnTick(clock.Now());
    }
    clock.Set(to);
  }

  // "first_reply.overdue C1" …, in the order they were decided.
  std::vector<std::string> Alerts() {
    std::vector<std::string> alerts;
    OutboxStore(session()).ForEachAlert([&](const Alert& alert) {
      alerts.push_back(alert.rule + (alert.complaint ? " C" + std::to_string(Raw(*alert.complaint))
                                                     : " " + alert.source));
    });
    return alerts;
  }
  std::vector<Complaint> Complaints() {
    return ComplaintStore(session()).List(board_.community, std::nullopt);
  }
  Duty DutyOf(ComplaintId complaint, DutyKind kind, int episode = 1) {
    for (const Duty& duty : DutyStore(session()).Load(complaint)) {
      if (duty.kind == kind && duty.episode == episode) {
        return duty;
      }
    }
    return {};
  }

 private:
  TempStore store_;
  std::unique_ptr<Pipeline> pipeline_;
  SourceOnRecord board_;
};

}  // namespace forumwatch
