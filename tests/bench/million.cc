// A million posts of a living forum through the whole service: boards full of old threads are read
// for the first time while they go on, then watched for days of posts, bumps of old threads and
// deletions that come between any two pages. In the end the store must hold what the forum shows.
//   million [POSTS]          1,000,000 when not said; a twentieth of them come during the watch
//   million [POSTS] --blind  control: a post in ten thousand is nowhere to be seen
// Exit code 0: nothing missed, doubled, or wrongly called gone. One thread, and the forum's own.
#include <array>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <re2/re2.h>

#include "config/engine_file.h"
#include "crawlers/http/client.h"
#include "daemon/daemon.h"
#include "daemon/logging.h"
#include "daemon/store/posts.h"
#include "daemon/store/sources.h"
#include "daemon/store/sql.h"
#include "tests/bench/bench_config.h"
#include "tests/support/simforum.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr int kBoards = 10;
constexpr int kPostsAThread = 20;
constexpr hours kPast(24 * 700);  // old posts are spread over so much
constexpr hours kWatch(72);
constexpr hours kPeace(30);  // at the end, for what was missed to be caught up with
constexpr std::size_t kExamples = 30;
constexpr milliseconds kAPage(200);  // how far the forum's time goes on while a page is read

std::string BoardName(int board) {
  return "版块" + std::to_string(board);
}

// What happens on the forum, decided beforehand.
class History {
 public:
  History(SimForum& forum, UtcTime start, int posts) : forum_(forum), start_(start) {
    for (int board = 0; board < kBoards; ++board) {
      std::ignore = forum_.BoardUrl(BoardName(board));  // gives it its number
    }
    const int live = posts / 20;
    const int old = posts - live;
    for (int i = 0; i < old; ++i) {
      Post(start - kPast + Duration(kPast) / old * i);
    }
    for (int i = 0; i < live; ++i) {
      Post(start + Duration(kWatch) / live * i);
      if (UpTo(50) == 0) {
        Delete(UpTo(10) == 0 ? 2000 : 200);
      }
    }
    forum_.AddPosts(lines_);
  }

  [[nodiscard]] const std::vector<PostLine>& posts() const noexcept { return lines_; }
  [[nodiscard]] int deletions() const noexcept { return deletions_; }

 private:
  struct Opened {
    std::string thread;
    int board = 0;
  };

  int UpTo(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  void Post(UtcTime at) {
    PostLine line;
    line.seen.is_first = threads_.empty() || UpTo(kPostsAThread) == 0;
    if (line.seen.is_first) {
      threads_.push_back({std::to_string(threads_.size() + 1), UpTo(kBoards)});
      line.seen.title = "第" + threads_.back().thread + "个话题，大家怎么看";
    }
    const Opened& opened = line.seen.is_first ? threads_.back() : Chosen();
    line.community = "云栖苑";
    line.source = BoardName(opened.board);
    line.seen.thread = opened.thread;
    line.seen.post = std::to_string(lines_.size() + 1);
    line.seen.author = "邻居" + std::to_string(UpTo(5000));
    line.seen.author_id = line.seen.author.substr(std::string_view("邻居").size());
    line.seen.posted_at = std::chrono::floor<std::chrono::seconds>(at);
    line.seen.text = "今天是第" + line.seen.post + "帖，" + Words();
    lines_.push_back(std::move(line));
  }

  // One of the newest hundred, or any. Nobody writes where a thread is deleted.
  const Opened& Chosen() {
    for (;;) {
      const int threads = static_cast<int>(threads_.size());
      const int newest = threads - 1 - UpTo(std::min(threads, 100));
      const int any = UpTo(threads);
      const Opened& opened = threads_[static_cast<std::size_t>(UpTo(10) == 0 ? any : newest)];
      if (!deleted_.contains(opened.thread)) {
        return opened;
      }
    }
  }

  // Complaints are as rare as they are among what people write.
  std::string Words() {
    if (UpTo(50) == 0) {
      return std::to_string(1 + UpTo(60)) + "栋电梯又停了，物业到底管不管？";
    }
    return kTalk[static_cast<std::size_t>(UpTo(static_cast<int>(kTalk.size())))];
  }

  // One of the newest so many posts, some time later.
  void Delete(int newest) {
    sim::Change change;
    change.what = sim::Change::What::Delete;
    const std::size_t back = static_cast<std::size_t>(UpTo(newest));
    const SeenPost& post = lines_[lines_.size() - 1 - std::min(back, lines_.size() - 1)].seen;
    change.target = post.post;
    if (post.is_first) {
      deleted_.insert(post.thread);
    }
    change.at = *lines_.back().seen.posted_at + minutes(1 + UpTo(600));
    forum_.AddChange(std::move(change));
    ++deletions_;
  }

  static constexpr std::array<const char*, 4> kTalk = {
      "周末有人一起去爬山吗？", "谢谢楼上的分享，学到了。", "顶一下，我家也是这样。",
      "转让婴儿车一辆，九成新。"};

  SimForum& forum_;
  UtcTime start_;
  std::mt19937 random_{20261129};
  std::vector<Opened> threads_;
  std::set<std::string> deleted_;
  std::vector<PostLine> lines_;
  int deletions_ = 0;
};

// Counts the pages, and takes some posts out of them: those whose number ends in four zeros.
class LosingHttp final : public HttpTransport {
 public:
  LosingHttp(HttpTransport& client, bool loses) : client_(client), loses_(loses) {}
  RequestId Start(HttpRequest request, OutcomeHandler done) override {
    return client_.Start(std::move(request), [this, done](HttpOutcome outcome) {
      ++pages_;
      if (loses_) {
        static const RE2 kSome("id=\"post_(\\d*0000)\"");
        RE2::GlobalReplace(&outcome.body, kSome, "id=\"lost_\\1\"");
      }
      done(std::move(outcome));
    });
  }
  RequestId Start(MailRequest request, OutcomeHandler done) override {
    return client_.Start(std::move(request), std::move(done));
  }
  void Cancel(RequestId id) noexcept override { client_.Cancel(id); }
  [[nodiscard]] std::size_t in_flight() const noexcept override { return client_.in_flight(); }

  [[nodiscard]] int pages() const noexcept { return pages_; }

 private:
  HttpTransport& client_;
  bool loses_;
  int pages_ = 0;
};

Config ConfigFor(SimForum& forum) {
  Config config = ReadingConfig("127.0.0.1:" + std::to_string(forum.port()));
  config.visits.recheck_after = hours(6);  // the configuration's defaults
  config.visits.recheck_window = hours(14 * 24);
  const auto engine = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
  for (int board = 0; board < kBoards; ++board) {
    SourceConfig source;
    source.name = BoardName(board);
    source.engine = "discuz";
    source.html = engine;
    source.url = forum.BoardUrl(source.name);
    config.communities.push_back({"小区" + std::to_string(board), config.calendar, {source}});
  }
  return config;
}

constexpr const char* kStored = "SELECT COUNT(*) FROM post";
constexpr const char* kRevised = "SELECT COUNT(*) FROM revision";

int Count(Session& session, const char* query) {
  int count = 0;
  sql::FetchOne(session, query, sql::Into(count));
  return count;
}

struct Tally {
  int shown = 0;
  int missed = 0;
  int otherwise = 0;    // stored with another text
  int called_gone = 0;  // that are there
  int unnoticed = 0;    // deletions
  std::vector<std::string> examples;
};

Tally Compare(SimForum& forum, Session& session, const History& history) {
  PostStore store(session);
  std::map<std::string, std::string> there;
  for (const PostLine& line : forum.VisiblePosts()) {
    there.emplace(line.seen.post, line.seen.text);
  }
  Tally tally;
  const auto example = [&](const char* what, SourceId source, const PostLine& line) {
    const auto thread = SourceStore(session).LoadThread(source, line.seen.thread);
    const auto time = [](std::optional<UtcTime> at) {
      return at ? FormatRfc3339(*at, hours(8)) : "never";
    };
    if (tally.examples.size() < kExamples) {
      tally.examples.push_back(
          std::string(what) + ": post " + line.seen.post + " of thread " + line.seen.thread +
          " in " + line.source + ", posted " + time(line.seen.posted_at) +
          (thread ? "; the thread as remembered: " + std::to_string(thread->posts) + " posts, " +
                        std::to_string(thread->pages) + " pages, last post " +
                        time(thread->last_post_at) + ", signature \"" + thread->signature +
                        "\", read whole " + time(thread->read_whole_at) +
                        (thread->waiting ? ", waiting" : "") + (thread->gone ? ", gone" : "")
                  : "; its thread is unknown"));
    }
  };
  tally.shown = static_cast<int>(there.size());
  for (const PostLine& line : history.posts()) {
    const auto source =
        SourceId(1 + std::stoi(line.source.substr(std::string_view("版块").size())));
    const auto stored = store.Find(source, line.seen.thread, line.seen.post);
    const auto shown = there.find(line.seen.post);
    if (shown == there.end()) {
      if (stored && !stored->gone_since) {
        ++tally.unnoticed;
        example("deletion unnoticed", source, line);
      }
    } else if (!stored) {
      ++tally.missed;
      example("missed", source, line);
    } else {
      tally.otherwise += stored->seen.text == shown->second ? 0 : 1;
      tally.called_gone += stored->gone_since ? 1 : 0;
    }
  }
  return tally;
}

class Watch {
 public:
  Watch(int posts, bool loses)
      : forum_(clock_), history_(forum_, clock_.Now(), posts), loses_(loses) {
    forum_.Start();
  }

  void Run() {
    const Config config = ConfigFor(forum_);
    HttpClient client(config.http);
    LosingHttp transport(client, loses_);
    Daemon daemon({config, store_.session(), transport, clock_}, "bench");
    const UtcTime end = clock_.Now() + kWatch + kPeace;
    while (clock_.Now() < end) {
      daemon.Turn(clock_.Now());
      client.Turn(clock_.Now(), milliseconds(client.in_flight() > 0 ? 100 : 0));
      const int pages = transport.pages();
      if (client.in_flight() > 0) {
        clock_.Advance(kAPage * (pages - pages_));
      } else {
        clock_.Advance(
            std::max<Duration>(daemon.NextTurn().value_or(end) - clock_.Now(), milliseconds(10)));
      }
      pages_ = pages;
      Progress();
    }
    for (const auto& watch : daemon.watches()) {
      visits_ += watch->visits();
    }
  }

  // Whether all is well.
  bool Tell() {
    const Tally tally = Compare(forum_, store_.session(), history_);
    const int stored = Count(store_.session(), kStored);
    const int revised = Count(store_.session(), kRevised);
    std::cout << history_.posts().size() << " posts, " << history_.deletions() << " deletions, "
              << visits_ << " visits, " << pages_ << " pages\n"
              << "the forum shows " << tally.shown << ": missed " << tally.missed
              << ", with another text " << tally.otherwise << ", wrongly called gone "
              << tally.called_gone << "; deletions unnoticed " << tally.unnoticed << "\n"
              << "stored " << stored << ", revised " << revised << "\n";
    for (const std::string& example : tally.examples) {
      std::cout << "  " << example << "\n";
    }
    return tally.missed + tally.otherwise + tally.called_gone + tally.unnoticed + revised == 0 &&
           stored <= static_cast<int>(history_.posts().size());
  }

 private:
  void Progress() {
    if (pages_ >= said_ + 10'000) {
      said_ = pages_;
      std::cerr << pages_ << " pages, " << FormatRfc3339(clock_.Now(), hours(8)) << "\n";
    }
  }

  ManualClock clock_{At("2026-10-12T12:00:00+08:00")};
  SimForum forum_;
  History history_;
  bool loses_;
  TempStore store_;
  int visits_ = 0;
  int pages_ = 0;
  int said_ = 0;
};

}  // namespace
}  // namespace forumwatch

int main(int argc, char** argv) {
  int posts = 1'000'000;
  bool loses = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word(argv[i]);
    if (word == "--blind") {
      loses = true;
    } else if (std::from_chars(word.data(), word.data() + word.size(), posts).ec != std::errc() ||
               posts < 1000) {
      std::cerr << "million: POSTS is a number, 1000 or more\n";
      return 64;
    }
  }
  forumwatch::StartLogging("error");
  forumwatch::Watch watch(posts, loses);
  watch.Run();
  return watch.Tell() ? 0 : 1;
}
