#include <algorithm>
#include <iostream>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "analysis/text/plain.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/posts_file.h"
#include "daemon/cli/progress.h"
#include "daemon/clock.h"
#include "daemon/instance_lock.h"
#include "daemon/logging.h"
#include "daemon/pipeline.h"

namespace forumwatch {
namespace {

constexpr std::size_t kPostsAtOnce = 200;  // one transaction

// A source that only imports fill is named after its channel unless the line names one.
std::string SourceOf(const PostLine& line) {
  return line.source.empty() ? std::string(Name(line.channel)) : line.source;
}

const SourceConfig* Configured(const Config& config, const PostLine& line) {
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& source : community.sources) {
      if (community.name == line.community && source.name == line.source) {
        return &source;
      }
    }
  }
  return nullptr;
}

// "小区“X”不在配置里…", "" where it is.
std::string WhyNotTaken(const Config& config, const PostLine& line) {
  std::string known;
  for (const CommunityConfig& community : config.communities) {
    if (community.name == line.community) {
      return {};
    }
    known += (known.empty() ? "" : "、") + community.name;
  }
  return "小区“" + PlainLine(line.community) + "”不在配置里，这一行没有导入；配置里有：" + known +
         "。改好这一行或配置，再导入一次";
}

// Takes out of `input` what belongs to no community of the configuration: each line a mistake.
void RefuseStrangers(const Config& config, PostsFile& input) {
  std::erase_if(input.posts, [&](const PostLine& line) {
    std::string why = WhyNotTaken(config, line);
    if (why.empty()) {
      return false;
    }
    input.mistakes.push_back({line.line, std::move(why)});
    return true;
  });
  std::sort(input.mistakes.begin(), input.mistakes.end(),
            [](const LineMistake& a, const LineMistake& b) { return a.line < b.line; });
}

class Importer {
 public:
  Importer(Pipeline& pipeline, const Config& config, UtcTime now)
      : pipeline_(pipeline), config_(config), now_(now) {}

  // Lines of one source in a row share a transaction.
  void Take(std::span<const PostLine> lines) {
    std::vector<ArrivedPost> posts;
    for (const PostLine& line : lines) {
      posts.push_back({line.seen, line.channel, std::min(line.seen_at.value_or(now_), now_)});
    }
    const PostCounts counts = pipeline_.OnPosts(SourceFor(lines.front()), posts, now_);
    counts_.fresh += counts.fresh;
    counts_.revised += counts.revised;
    counts_.repeated += counts.repeated;
  }

  [[nodiscard]] const PostCounts& counts() const { return counts_; }

 private:
  const SourceOnRecord& SourceFor(const PostLine& line) {
    const std::pair key(line.community, SourceOf(line));
    const auto found = sources_.find(key);
    if (found != sources_.end()) {
      return found->second;
    }
    const SourceConfig* const configured = Configured(config_, line);
    return sources_
        .emplace(key, pipeline_.Register(
                          line.community, key.second, configured ? configured->engine : "import",
                          configured ? configured->url : "", now_ - Duration(config_.backfill)))
        .first->second;
  }

  Pipeline& pipeline_;
  const Config& config_;
  UtcTime now_;
  PostCounts counts_;
  std::map<std::pair<std::string, std::string>, SourceOnRecord> sources_;
};

void SayHowManyWereTaken(const PostCounts& counts, std::size_t mistakes) {
  std::cerr << "导入 " << counts.fresh << " 帖";
  if (counts.revised > 0) {
    std::cerr << "，更新 " << counts.revised << " 帖";
  }
  if (counts.repeated > 0) {
    std::cerr << "，重复 " << counts.repeated << " 帖（以前已有，没有再记）";
  }
  if (mistakes > 0) {
    std::cerr << "，" << mistakes << " 行有错，没有导入，原因见上面";
  }
  std::cerr << "\n";
}

}  // namespace

ExitCode ImportPosts(const CommonOptions& common, const std::filesystem::path& file) {
  const Config config = LoadConfig(common.config, common.places);
  StartLogging("warn");
  PostsFile input = ReadPostsFile(file);
  RefuseStrangers(config, input);
  std::filesystem::create_directories(config.store.parent_path());
  const InstanceLock lock(config.store.string() + ".lock");
  CheckStoreIsThere(config.store, false);
  Session session(config.store, OpenMode::CreateIfMissing);
  Pipeline pipeline(session, config);
  Importer importer(pipeline, config, SystemClock().Now());
  Progress progress("帖", input.posts.size());
  const std::span<const PostLine> posts(input.posts);
  for (std::size_t from = 0; from < posts.size();) {
    std::size_t to = from + 1;
    while (to < posts.size() && to - from < kPostsAtOnce &&
           posts[to].community == posts[from].community &&
           SourceOf(posts[to]) == SourceOf(posts[from])) {
      ++to;
    }
    importer.Take(posts.subspan(from, to - from));
    from = to;
    progress.At(from);
  }
  progress.Done();
  for (const LineMistake& mistake : input.mistakes) {
    std::cerr << file.string() << ":" << mistake.line << ": " << mistake.message << "\n";
  }
  SayHowManyWereTaken(importer.counts(), input.mistakes.size());
  return input.mistakes.empty() ? ExitCode::Done : ExitCode::BadInput;
}

}  // namespace forumwatch
