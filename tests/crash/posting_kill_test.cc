// kill -9 at every named point of a reply that is being posted, again and again: the forum has each
// approved reply once, and the record says so; one that was being sent at two deaths is left to a
// person, since there is no third attempt. The control, a service that cannot see what stands
// in the thread, must be caught.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "config/config.h"
#include "daemon/clock.h"
#include "daemon/desk/desk.h"
#include "daemon/store/postings.h"
#include "tests/crash/crash_site.h"
#include "tests/support/nodebb_server.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using std::chrono::seconds;
using testing::IsEmpty;

constexpr CrashPoint kPostingPoints[] = {CrashPoint::PostingClaimed, CrashPoint::PostingAnswered,
                                         CrashPoint::PostingNoted, CrashPoint::PostingKept};
constexpr int kPostingShares = kSlowness == 1 ? 5 : 1;
constexpr int kDeathsAtEach = kSlowness == 1 ? 10 : 2;

class PostingSite {
 public:
  PostingSite() : forum_([] { return SystemClock().Now(); }), server_(forum_) { WriteConfig(); }

  SmallNodebb& forum() { return forum_; }

  // A new thread complains, its reply is approved and given to the service, which is not running.
  void AskForReply() {
    const std::string thread = std::to_string(++threads_);
    const std::string place = thread + "栋";
    const std::string text = place + "电梯坏了三天没人修，物业不管。";
    forum_.Write(thread, "业主" + thread, text);
    const Config config = LoadConfig(File("forumwatch.json"), Places());
    Session session(Store(), OpenMode::CreateIfMissing);
    Pipeline pipeline(session, config);
    const UtcTime now = SystemClock().Now();
    const SourceOnRecord board =
        pipeline.Register("云栖苑", "业主论坛", "nodebb", Board(), now - Duration(config.backfill));
    SeenPost post;
    post.thread = thread;
    post.post = "first" + thread;
    post.is_first = true;
    post.title = place + "电梯又坏了";
    post.author = "业主" + thread;
    post.posted_at = now;
    post.text = text;
    Reading reading;
    reading.posts = {post};
    pipeline.OnPage(board, reading, now);
    pipeline.OnVisitEnd(board, {}, true, now);
    Desk desk(session, config, pipeline);
    const auto complaints = ComplaintStore(session).InThread(board.id, thread);
    ASSERT_EQ(complaints.size(), 1U);
    const auto order = [&](StepKind kind, const std::string& who, const std::string& why) {
      const OrderResult result = desk.Do(
          {kind, complaints.front(), who, kind == StepKind::PostOrdered ? thread : "", why, {}},
          now);
      ASSERT_TRUE(result.done) << result.said;
    };
    order(StepKind::Drafted, "小林", ReplyTo(thread));
    order(StepKind::Approved, "王经理", "");
    order(StepKind::PostOrdered, "小林", "");
  }

  // False: the service never came there.
  bool DieAt(CrashPoint point) {
    Process service(Command(std::string(kPointNames[static_cast<std::size_t>(point)]) + ":1"),
                    File("log"));
    return service.Wait(seconds(30 * kSlowness)) == 128 + SIGKILL;
  }

  void RunToTheEnd() {
    Process service(Command("whole"), File("log"));
    for (int waited = 0; waited < 600 * kSlowness && !AllEnded(); ++waited) {
      Pause(std::chrono::milliseconds(100));
    }
    service.Signal(SIGTERM);
    EXPECT_EQ(service.Wait(seconds(20)), 0);
  }

  // What should not be, in words. A reply that was being sent at two deaths is left to a person,
  // who is told to look at the forum; any other stands there once.
  std::vector<std::string> Violations() {
    std::vector<std::string> found;
    int posted = 0;
    for (const Posting& posting : Postings()) {
      const int replies = RepliesIn(posting.thread);
      const bool left = IsLeftToAPerson(posting);
      posted += posting.state == PostingState::Posted ? 1 : 0;
      if (left ? replies > 1 : replies != 1 || posting.state != PostingState::Posted) {
        found.push_back("thread " + posting.thread + " has the reply " + std::to_string(replies) +
                        " times, " + std::string(Name(posting.state)) + ": " + posting.reason);
      }
    }
    if (posted * 2 <= threads_) {
      found.push_back("of " + std::to_string(threads_) + " only " + std::to_string(posted) +
                      " were posted");
    }
    return found;
  }

 private:
  static ConfigPlaces Places() { return {FORUMWATCH_SOURCE_DIR "/config", {}}; }
  static std::string ReplyTo(const std::string& thread) {
    return "您好，" + thread + "栋电梯维保单位今天15点更换主板，王工负责跟进。";
  }
  [[nodiscard]] std::string File(const char* name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string Store() const { return File("store.db"); }
  [[nodiscard]] std::string Board() const {
    return "http://" + server_.host() + "/category/5/tousu";
  }
  [[nodiscard]] std::vector<std::string> Command(const std::string& as) const {
    return {FORUMWATCH_VICTIM, FORUMWATCH_SOURCE_DIR "/config", File("forumwatch.json"), as};
  }

  std::vector<Posting> Postings() {
    Session session(Store(), OpenMode::Read);
    PostingStore postings(session);
    std::vector<Posting> all;
    for (const Complaint& complaint : ComplaintStore(session).ListAll(std::nullopt)) {
      const std::vector<Posting> of_complaint = postings.Of(complaint.id);
      all.insert(all.end(), of_complaint.begin(), of_complaint.end());
    }
    EXPECT_EQ(static_cast<int>(all.size()), threads_);
    return all;
  }

  [[nodiscard]] int RepliesIn(const std::string& thread) {
    int replies = 0;
    for (const SmallNodebb::Post& post : forum_.PostsOf(thread)) {
      replies += post.author == SmallNodebb::kAccount && post.text == ReplyTo(thread) ? 1 : 0;
    }
    return replies;
  }

  static bool IsLeftToAPerson(const Posting& posting) {
    return posting.state == PostingState::Refused && posting.in_doubt && posting.doubts > 1;
  }

  bool AllEnded() {
    const std::vector<Posting> all = Postings();
    return std::all_of(all.begin(), all.end(), [](const Posting& posting) {
      return posting.state == PostingState::Posted || IsLeftToAPerson(posting);
    });
  }

  void WriteConfig() {
    std::ofstream(File("token")) << SmallNodebb::kToken << "\n";
    std::filesystem::permissions(File("token"), std::filesystem::perms::owner_read);
    const json contact = json::array({{{"channel", "bot"}}});
    const json config = {
        {"company", "晴川物业"},
        {"store", {{"file", Store()}}},
        {"http",
         {{"contact", "mailto:duty@example.com"},
          {"allow_private", {server_.host()}},
          {"host_spacing", "0s"}}},
        {"communities",
         {{{"name", "云栖苑"},
           {"sources",
            {{{"name", "业主论坛"},
              {"engine", "nodebb"},
              {"url", Board()},
              {"interval", "1s"},
              {"reply", {{"account", SmallNodebb::kAccount}, {"token_file", "token"}}}}}}}}},
        {"channels", {{"bot", {{"webhook", "http://" + server_.host() + "/alert"}}}}},
        {"roles",
         {{"monitor", contact},
          {"head", contact},
          {"leader", contact},
          {"quality", contact},
          {"technical", contact}}}};
    std::ofstream(File("forumwatch.json")) << config.dump(2);
  }

  TempFolder folder_;
  SmallNodebb forum_;
  NodebbServer server_;
  int threads_ = 0;
};

// In shares, so that they run beside each other: fifty deaths at each point, under sanitizers two.
class PostingKilled : public testing::TestWithParam<int> {};

TEST_P(PostingKilled, TheForumHasEachReplyOnceOrAPersonIsToldWhereverTheServiceDies) {
  PostingSite site;
  for (int round = 0; round < kDeathsAtEach; ++round) {
    for (const CrashPoint point : kPostingPoints) {
      site.AskForReply();
      ASSERT_TRUE(site.DieAt(point)) << kPointNames[static_cast<std::size_t>(point)];
    }
  }
  site.RunToTheEnd();
  EXPECT_THAT(site.Violations(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Share, PostingKilled, testing::Range(0, kPostingShares));

TEST(PostingKilledControl, ARetryThatDoesNotSeeTheThreadIsCaught) {
  PostingSite site;
  site.forum().Hide(SmallNodebb::kAccount);
  site.AskForReply();
  ASSERT_TRUE(site.DieAt(CrashPoint::PostingAnswered));
  site.RunToTheEnd();
  EXPECT_EQ(site.forum().Count(SmallNodebb::kAccount), 2);
  EXPECT_FALSE(site.Violations().empty());
}

}  // namespace
}  // namespace forumwatch
