#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/decision_labels.h"
#include "daemon/cli/progress.h"
#include "daemon/cli/whole_file.h"
#include "daemon/store/posts.h"
#include "daemon/store/sources.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine =
    "// 由 forumwatch labels "
    "写成：人确认的原因、人做的合并和拆分。里面有业主的原话和网名，不要外传。\n";
constexpr const char* kListFile = "labels.json";
constexpr const char* kPostsFile = "posts.jsonl";
constexpr const char* kLabelsFile = "labels.jsonl";
constexpr const char* kNoSet = "{\"sets\": []}\n";
constexpr const char* kTheSet =
    R"({"sets": [{"name": "decisions", "form": "decisions", "posts": "posts.jsonl", "labels": ["labels.jsonl"]}]}
)";

struct Written {
  std::string posts;
  std::string labels;
  std::size_t count = 0;  // of posts
};

// The threads that decided mentions stand in, whole: a follow-up is understood by its opening.
class DecidedThreads {
 public:
  DecidedThreads(Session& session, const std::vector<DecidedMention>& mentions)
      : posts_(session), sources_(session) {
    for (const DecidedMention& mention : mentions) {
      of_post_[mention.post].push_back(mention);
      threads_.emplace(mention.source, mention.thread);
    }
  }

  Written Write() {
    Progress progress("个主题", threads_.size());
    Written written;
    std::size_t done = 0;
    for (const auto& [source, thread] : threads_) {
      for (const StoredPost& post : posts_.OfThread(source, thread)) {
        Add(post, written);
      }
      progress.At(++done);
    }
    progress.Done();
    return written;
  }

 private:
  void Add(const StoredPost& post, Written& written) {
    PostLine line;
    line.community = sources_.NameOf(post.community);
    line.source = sources_.NameOf(post.source);
    line.channel = post.channel;
    line.seen_at = post.seen_at;
    line.seen = post.seen;
    written.posts += FormatPostLine(line, std::chrono::minutes(0)) + "\n";
    ++written.count;
    if (const auto matters = of_post_.find(post.id); matters != of_post_.end()) {
      written.labels += FormatDecided(line, matters->second) + "\n";
    }
  }

  PostStore posts_;
  SourceStore sources_;
  std::map<PostId, std::vector<DecidedMention>> of_post_;
  std::set<std::pair<SourceId, std::string>> threads_;
};

struct HowMany {
  std::set<ComplaintId> causes;
  std::set<StepId> merges;
  std::set<StepId> splits;
};

HowMany Count(const std::vector<DecidedMention>& mentions) {
  HowMany many;
  for (const DecidedMention& mention : mentions) {
    if (!mention.cause.empty()) {
      many.causes.insert(mention.complaint);
    }
    for (const SortedBy& by : mention.sorted) {
      (by.same ? many.merges : many.splits).insert(by.step);
    }
  }
  return many;
}

// What another command or the project itself has put under these names is not replaced.
void RefuseWhatIsNotOurs(const fs::path& out) {
  std::ifstream in(out / kListFile);
  std::string line;
  if (in && std::getline(in, line) && line + "\n" == kFirstLine) {
    return;
  }
  for (const char* name : {kListFile, kPostsFile, kLabelsFile}) {
    if (fs::exists(fs::symlink_status(out / name))) {
      throw std::runtime_error((out / name).string() +
                               " 已经有了，不是 labels 写的，没有去替换；请换一个文件夹");
    }
  }
}

// Between the first and the last step the list names nothing, since what it would name is changing.
void WriteSet(const fs::path& out, const Written& written) {
  RefuseWhatIsNotOurs(out);
  MakePrivateFolder(out);
  const auto write = [&](const char* name, const std::string& content) {
    WriteWhole(out / name, content, Readers::OwnerOnly);
  };
  write(kListFile, std::string(kFirstLine) + kNoSet);
  write(kPostsFile, written.posts);
  write(kLabelsFile, written.labels);
  write(kListFile, std::string(kFirstLine) + kTheSet);
}

}  // namespace

ExitCode ExportLabels(const CommonOptions& common, const fs::path& out) {
  const Config config = LoadConfig(common.config, common.places);
  Session session(config.store, OpenMode::Read);
  const Transaction one_moment(session);
  const std::vector<DecidedMention> mentions = DecisionStore(session).Decided();
  const Written written = DecidedThreads(session, mentions).Write();
  const HowMany many = Count(mentions);
  WriteSet(out, written);
  const fs::path list = out / kListFile;
  if (common.json) {
    std::cout << nlohmann::ordered_json{{"labels", list.string()},
                                        {"posts", written.count},
                                        {"causes", many.causes.size()},
                                        {"merges", many.merges.size()},
                                        {"splits", many.splits.size()}}
                     .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
    return ExitCode::Done;
  }
  std::cout << list.string() << "\n";
  std::cerr << "人确认过原因的投诉 " << many.causes.size() << " 件，合并 " << many.merges.size()
            << " 次，拆分 " << many.splits.size() << " 次；连同它们的主题共 " << written.count
            << " 帖\n";
  return ExitCode::Done;
}

}  // namespace forumwatch
