// Understanding a post and placing it among the million that are remembered of a thousand
// communities: µs a post (all of it; 99 of 100 posts take less than p99), and what a remembered
// post takes in memory. The texts are the written threads of tests/data/labels; what is remembered
// of a community is drawn from the complaints in them.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <nlohmann/json.hpp>

#include "analysis/grouping/community_memory.h"
#include "analysis/text/code_points.h"
#include "analysis/understanding/understand.h"
#include "config/lexicon_file.h"
#include "tests/support/cpu.h"

namespace forumwatch {
namespace {

constexpr std::size_t kCommunities = 1000;
constexpr std::size_t kPostsOfEach = 1000;
constexpr std::size_t kAsked = 5000;

std::vector<Matter> ReadPosts(const std::string& file) {
  std::vector<Matter> posts;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    Matter& post = posts.emplace_back();
    post.thread = json["thread"];
    post.post = json["post"];
    post.quotes = json["quotes"].is_string() ? json["quotes"].get<std::string>() : "";
    post.author = json["author"];
    post.at = ParseRfc3339(json["posted_at"].get<std::string>()).value();
    post.title = json["title"];
    post.text = json["text"];
    post.is_first = json["is_first"];
  }
  return posts;
}

// The complaints in them, by rules (and the model, where one comes along).
std::vector<Matter> ComplaintsIn(const std::vector<Matter>& posts, const Lexicon& lexicon) {
  std::vector<Matter> complaints;
  for (const Matter& post : posts) {
    for (const Segment& segment :
         Understand({post.title, post.text, post.is_first, false, nullptr}, lexicon).segments) {
      if (segment.kind == Kind::Complaint) {
        complaints.push_back(post);
        complaints.back().segment = segment;
        complaints.back().text = CodePoints(post.text, segment.start, segment.end);
      }
    }
  }
  return complaints;
}

class Town {
 public:
  Town() : lexicon_(LoadLexicon(FORUMWATCH_SOURCE_DIR "/config")) {
    for (const char* const set : {"threads_a", "threads_b"}) {
      const auto read = ReadPosts(FORUMWATCH_SOURCE_DIR "/tests/data/labels/" + std::string(set) +
                                  "_posts.jsonl");
      posts_.insert(posts_.end(), read.begin(), read.end());
    }
    complaints_ = ComplaintsIn(posts_, *lexicon_);
    const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    communities_.reserve(kCommunities);
    for (std::size_t i = 0; i < kCommunities; ++i) {
      Fill(communities_.emplace_back(GroupingOptions()));
    }
    bytes_ = static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd - before);
  }

  // Seconds of CPU.
  double Ask() {
    const Matter& post = posts_[random_() % posts_.size()];
    CommunityMemory& memory = communities_[random_() % kCommunities];
    return CpuOf([&] {
      for (const Segment& segment :
           Understand({post.title, post.text, post.is_first, false, nullptr}, *lexicon_).segments) {
        Matter matter = post;
        matter.segment = segment;
        matter.text = CodePoints(post.text, segment.start, segment.end);
        const Placement placement = memory.Place(matter);
        if (placement.decision != Decision::None) {
          memory.Remember(matter, placement.complaint.value_or(ComplaintId{++last_}));
        }
      }
    });
  }

  [[nodiscard]] double BytesAPost() const { return bytes_ / (kCommunities * kPostsOfEach); }

 private:
  // Every third begins a complaint; the others go to the newest ones, as follow-ups do.
  void Fill(CommunityMemory& memory) {
    std::int64_t first = last_ + 1;
    for (std::size_t i = 0; i < kPostsOfEach; ++i) {
      Matter matter = complaints_[random_() % complaints_.size()];
      matter.post = std::to_string(i);
      std::int64_t complaint = last_ + 1;
      if (i % 3 != 0) {
        const auto open = std::min<std::int64_t>(last_ - first + 1, 10);
        complaint = last_ - static_cast<std::int64_t>(random_() % static_cast<unsigned>(open));
      }
      last_ = std::max(last_, complaint);
      matter.thread = std::to_string(complaint);
      memory.Remember(matter, ComplaintId{complaint});
    }
  }

  std::mt19937 random_{20261130};
  std::shared_ptr<const Lexicon> lexicon_;
  std::vector<Matter> posts_;
  std::vector<Matter> complaints_;
  std::vector<CommunityMemory> communities_;
  std::int64_t last_ = 0;
  double bytes_ = 0;
};

void UnderstandAndGroup(benchmark::State& state) {
  static Town town;
  std::vector<double> took;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kAsked; ++i) {
      took.push_back(town.Ask());
    }
  }
  std::sort(took.begin(), took.end());
  double sum = 0;
  for (const double one : took) {
    sum += one;
  }
  constexpr double kMicroseconds = 1e6;
  state.counters["us_a_post"] = sum / static_cast<double>(took.size()) * kMicroseconds;
  state.counters["p99_us"] = took[took.size() * 99 / 100] * kMicroseconds;
  state.counters["bytes_a_post"] = town.BytesAPost();
}
BENCHMARK(UnderstandAndGroup)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace forumwatch

BENCHMARK_MAIN();
