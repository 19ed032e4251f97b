#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>
#include <vector>

#include <sys/stat.h>

#include "crawlers/http/client.h"
#include "crawlers/http/robots_gate.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/posts_file.h"
#include "daemon/cli/progress.h"
#include "daemon/daemon.h"
#include "daemon/forum_login.h"
#include "daemon/instance_lock.h"
#include "daemon/logging.h"
#include "daemon/signals.h"
#include "daemon/store/outbox.h"

namespace forumwatch {
namespace {

struct Chosen {
  const CommunityConfig* community = nullptr;
  const SourceConfig* source = nullptr;
};

// By "source" where that is enough, else "community/source". Says what there is when it is not.
std::optional<Chosen> Choose(const Config& config, const std::string& name) {
  std::vector<Chosen> matches;
  std::string known;
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& source : community.sources) {
      const std::string full = community.name + "/" + source.name;
      known += "\n  " + full;
      if (name == source.name || name == full) {
        matches.push_back({&community, &source});
      }
    }
  }
  if (matches.size() == 1) {
    return matches.front();
  }
  std::cerr << (matches.empty() ? "配置里没有名为“" + name + "”的来源。现有："
                                : "名为“" + name + "”的来源不止一个，请写成 小区/来源：")
            << known << "\n";
  return std::nullopt;
}

// Where --dump goes: FILE.part until the visit was complete, so that a visit that fails takes no
// earlier dump away. The next one adds to it: what was read is not read again. Throws
// std::system_error.
class Dump {
 public:
  // The file is for its owner alone: it holds what people wrote, and their names.
  explicit Dump(std::filesystem::path file) : to_(std::move(file)), part_(to_) {
    if (to_.empty() || to_ == "-") {
      out_ = to_.empty() ? nullptr : &std::cout;
      return;
    }
    const auto there = std::filesystem::symlink_status(to_);
    const bool direct = std::filesystem::exists(there) && !std::filesystem::is_regular_file(there);
    part_ = direct ? to_ : std::filesystem::path(to_.string() + ".part");
    umask(S_IRWXG | S_IRWXO);
    file_.open(part_, direct ? std::ios::out : std::ios::app);
    if (!file_) {
      throw std::system_error(errno, std::generic_category(), "无法写入 " + part_.string());
    }
    out_ = &file_;
  }

  void Write(const PostLine& post, std::chrono::minutes offset) {
    if (out_ != nullptr) {
      *out_ << FormatPostLine(post, offset) << '\n';
    }
  }

  void Close(bool complete) {
    if (out_ == nullptr) {
      return;
    }
    if (!out_->flush()) {
      throw std::system_error(errno, std::generic_category(), "无法写入 --dump 的文件");
    }
    if (complete && part_ != to_) {
      if (std::filesystem::is_empty(part_) && std::filesystem::exists(to_)) {
        std::filesystem::remove(part_);
        std::cerr << to_.string() << " 没有动\n";
        return;
      }
      std::filesystem::rename(part_, to_);
    } else if (!complete && out_ == &file_) {
      std::cerr << "没有读完，读到的在 " << part_.string() << "\n";
    }
  }

 private:
  std::filesystem::path to_;
  std::filesystem::path part_;
  std::ofstream file_;
  std::ostream* out_ = nullptr;
};

void SayHowItWent(const SourceWatch& watch) {
  const VisitCounts& counts = watch.counts();
  std::cerr << watch.name() << "：读了 " << counts.pages << " 页（" << counts.unchanged_pages
            << " 页没有变化，" << counts.failed_pages << " 页没有读到），" << counts.posts << " 帖";
  if (counts.problems > 0) {
    std::cerr << "，" << counts.problems << " 处读不懂（见日志）";
  }
  std::cerr << "\n";
  if (counts.posts == 0 && watch.last_result().end == VisitEnd::Good) {
    std::cerr << "没有变化的主题不会再读；要从头再读一遍，配置里换一个新的 store.file\n";
  }
  if (watch.last_result().end != VisitEnd::Good) {
    std::cerr << (watch.last_result().end == VisitEnd::Blind ? "读不到内容：" : "连不上：")
              << watch.last_result().reason << "\n";
  }
}

int AlertsOnRecord(OutboxStore& outbox) {
  int alerts = 0;
  outbox.ForEachAlert([&](const Alert&) { ++alerts; });
  return alerts;
}

// A visit by hand sends nothing: that is the service's.
void SayWhatBecameDue(int alerts) {
  if (alerts > 0) {
    std::cerr << "有 " << alerts << " 条提醒到时候了，由值守的服务（forumwatch run）发出\n";
  }
}

// Who asks for a visit by hand wants every change seen, however old the thread.
VisitOptions ByHand(VisitOptions visits, int max_pages) {
  visits.recheck_after = {};
  visits.recheck_window = std::chrono::years(10);
  visits.max_pages = max_pages > 0 ? max_pages : visits.max_pages;
  return visits;
}

// False: somebody asked to stop.
bool VisitToTheEnd(SourceWatch& watch, RobotsGate& forums, HttpClient& client, Signals& signals,
                   const Clock& clock) {
  Progress progress("页");
  const int wake[] = {signals.fd()};
  watch.Visit(clock.Now());
  while (watch.visiting()) {
    if (signals.StopAsked()) {
      return false;
    }
    forums.Deliver();
    client.Turn(clock.Now(), std::chrono::milliseconds(200), wake);
    progress.At(static_cast<std::size_t>(watch.counts().pages));
  }
  progress.Done();
  return true;
}

}  // namespace

ExitCode Crawl(const CommonOptions& common, const CrawlOptions& options) {
  Signals signals;
  const Config config = LoadConfig(common.config, common.places);
  StartLogging(config.log_level == "info" ? "warn" : config.log_level);
  const auto chosen = Choose(config, options.source);
  if (!chosen) {
    return ExitCode::Usage;
  }
  std::filesystem::create_directories(config.store.parent_path());
  const InstanceLock lock(config.store.string() + ".lock");
  CheckStoreIsThere(config.store, false);
  Dump dump(options.dump);
  Session session(config.store, OpenMode::CreateIfMissing);
  const SystemClock clock;
  HttpClient client(config.http);
  RobotsGate forums(client, [&clock] { return clock.Now(); });
  Pipeline pipeline(session, config);
  SourceStore sources(session);
  const SourceOnRecord on_record =
      pipeline.Register(chosen->community->name, chosen->source->name, chosen->source->engine,
                        chosen->source->url, clock.Now() - Duration(config.backfill));
  std::optional<ForumLogin> login;
  if (chosen->source->login) {
    login.emplace(client, clock, session, *chosen->source);
  }
  SourceWatch watch({forums, session, pipeline, sources, clock, login ? &*login : nullptr},
                    chosen->community->name, *chosen->source, MakeCrawler(*chosen->source),
                    ByHand(config.visits, options.max_pages), on_record);
  watch.Tell([&](const SeenPost& seen) {
    PostLine line;
    line.community = chosen->community->name;
    line.source = chosen->source->name;
    line.seen_at = clock.Now();
    line.seen = seen;
    dump.Write(line, chosen->source->utc_offset);
  });
  OutboxStore outbox(session);
  const int alerts_before = AlertsOnRecord(outbox);
  if (!VisitToTheEnd(watch, forums, client, signals, clock)) {
    std::cerr << "中断：已读到的帖子都已保存，再运行一次会接着读\n";
    dump.Close(false);
    return ExitCode::Failed;
  }
  SayHowItWent(watch);
  SayWhatBecameDue(AlertsOnRecord(outbox) - alerts_before);
  const bool complete = watch.last_result().end == VisitEnd::Good;
  dump.Close(complete);
  return complete ? ExitCode::Done : ExitCode::Unavailable;
}

}  // namespace forumwatch
