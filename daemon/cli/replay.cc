#include <algorithm>
#include <iostream>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

#include "daemon/cli/analysis_files.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/posts_file.h"
#include "daemon/cli/progress.h"
#include "daemon/cli/whole_file.h"
#include "daemon/logging.h"
#include "daemon/pipeline.h"

namespace forumwatch {
namespace {

using SourceKey = std::pair<std::string, std::string>;

SourceKey KeyOf(const PostLine& line) {
  return {line.community, line.source.empty() ? std::string(Name(line.channel)) : line.source};
}

// A post and the instant at which the virtual clock shows it: when it was seen, else when it was
// posted; one that says neither comes with the post before it.
struct Arrival {
  const PostLine* line = nullptr;
  UtcTime at{};
};

std::vector<Arrival> InOrderOfTime(const std::vector<PostLine>& posts) {
  std::vector<Arrival> arrivals;
  UtcTime last{};
  for (const PostLine& line : posts) {
    last = line.seen_at ? *line.seen_at : line.seen.posted_at.value_or(last);
    arrivals.push_back({&line, last});
  }
  std::stable_sort(arrivals.begin(), arrivals.end(),
                   [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
  return arrivals;
}

// The real pipeline over an archive, with a clock that jumps from one moment that matters to the
// next.
class VirtualRun {
 public:
  VirtualRun(Session& session, const Config& config, UtcTime horizon)
      : pipeline_(session, config), horizon_(horizon) {}

  void Take(const Arrival& arrival) {
    AdvanceTo(arrival.at);
    const ArrivedPost post{arrival.line->seen, arrival.line->channel, arrival.at};
    pipeline_.OnPosts(SourceFor(*arrival.line), {&post, 1}, arrival.at);
  }

  // Everything that comes due by then happens at its own moment.
  void AdvanceTo(UtcTime to) {
    while (const auto due = pipeline_.NextTick()) {
      if (*due > to) {
        break;
      }
      pipeline_.OnTick(*due);
    }
  }

  // Heat and clocks as they stand at the end.
  void Finish(UtcTime at) {
    AdvanceTo(at);
    for (const auto& [key, source] : sources_) {
      pipeline_.BringUpToDate(source.community, at);
    }
  }

  [[nodiscard]] const std::map<SourceKey, SourceOnRecord>& sources() const { return sources_; }

 private:
  const SourceOnRecord& SourceFor(const PostLine& line) {
    const SourceKey key = KeyOf(line);
    const auto found = sources_.find(key);
    return found != sources_.end() ? found->second
                                   : sources_
                                         .emplace(key, pipeline_.Register(key.first, key.second,
                                                                          "archive", "", horizon_))
                                         .first->second;
  }

  Pipeline pipeline_;
  UtcTime horizon_;
  std::map<SourceKey, SourceOnRecord> sources_;
};

class Writer {
 public:
  Writer(Session& session, const Zone& zone, const VirtualRun& run)
      : session_(session), files_(session, zone), run_(run) {}

  // One line a post of the file, in its order; a post that came after the clock had stopped has no
  // segments.
  std::string Posts(const std::vector<PostLine>& posts) {
    PostStore store(session_);
    std::string text;
    for (const PostLine& line : posts) {
      const auto source = run_.sources().find(KeyOf(line));
      std::optional<StoredPost> stored;
      if (source != run_.sources().end()) {
        stored = store.Find(source->second.id, line.seen.thread, line.seen.post);
      }
      StoredPost unseen;
      unseen.seen.post = line.seen.post;
      text += files_.PostLine(stored.value_or(unseen)) + "\n";
    }
    return text;
  }

  std::string Complaints() {
    std::map<CommunityId, std::string> communities;
    for (const auto& [key, source] : run_.sources()) {
      communities.emplace(source.community, key.first);
    }
    std::map<ComplaintId, std::string> lines;
    for (const auto& [community, name] : communities) {
      for (const Complaint& complaint : ComplaintStore(session_).List(community, std::nullopt)) {
        lines.emplace(complaint.id, files_.ComplaintLine(complaint, name) + "\n");
      }
    }
    return std::accumulate(lines.begin(), lines.end(), std::string(),
                           [](std::string text, const auto& line) { return text += line.second; });
  }

  std::string Alerts() {
    std::string text;
    OutboxStore(session_).ForEachAlert(
        [&](const Alert& alert) { text += files_.AlertLine(alert) + "\n"; });
    return text;
  }

 private:
  Session& session_;
  AnalysisFiles files_;
  const VirtualRun& run_;
};

}  // namespace

ExitCode Replay(const CommonOptions& common, const ReplayOptions& options) {
  const Config config = common.config.empty() ? DefaultConfig(common.places)
                                              : LoadConfig(common.config, common.places);
  StartLogging("warn");
  const PostsFile input = ReadPostsFile(options.file);
  const std::vector<Arrival> arrivals = InOrderOfTime(input.posts);
  const UtcTime to = options.to.value_or(arrivals.empty() ? UtcTime{} : arrivals.back().at);
  Session session(":memory:", OpenMode::CreateIfMissing);
  VirtualRun run(session, config, options.from.value_or(UtcTime::min()));
  Progress progress("帖", arrivals.size());
  std::size_t count = 0;
  for (const Arrival& arrival : arrivals) {
    if (arrival.at > to) {
      break;
    }
    run.Take(arrival);
    progress.At(++count);
  }
  run.Finish(to);
  progress.Done();

  std::filesystem::create_directories(options.out);
  const Zone zone(config.zone);
  Writer writer(session, zone, run);
  WriteWhole(options.out / "posts.jsonl", writer.Posts(input.posts));
  WriteWhole(options.out / "complaints.jsonl", writer.Complaints());
  if (options.alerts) {
    WriteWhole(options.out / "alerts.jsonl", writer.Alerts());
  }
  for (const LineMistake& mistake : input.mistakes) {
    std::cerr << options.file.string() << ":" << mistake.line << ": " << mistake.message << "\n";
  }
  std::cerr << count << " 帖，结果在 " << options.out.string() << "\n";
  return input.mistakes.empty() ? ExitCode::Done : ExitCode::BadInput;
}

}  // namespace forumwatch
