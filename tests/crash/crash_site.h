// A forum, a receiver of alerts and the service between them, each a process of its own; the
// service is killed, and what it left is held against what was served. One thread.
#pragma once

#include <chrono>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "daemon/store/session.h"
#include "tests/support/process.h"
#include "tests/support/temp_store.h"

namespace forumwatch {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSlowness = 4;
#else
constexpr int kSlowness = 1;
#endif

class CrashSite {
 public:
  // `as`: how the service goes about it (victim.cc).
  explicit CrashSite(std::string as);

  // The forum gets posts, the service runs for a moment and dies: every other time while it loads
  // or begins, every other time at work on what the forum has just answered.
  void KillOnce();

  // The forum gets posts until the service, gone about like that, has killed itself. False: it
  // never did.
  bool Die(const std::string& as);

  // The service runs until everything is read and said; then it is asked to end, which it does.
  void RunToTheEnd(std::chrono::seconds at_most);

  // What should not be, in words; empty when all is well.
  std::vector<std::string> Violations();

  // The end of what the service said.
  [[nodiscard]] std::string LogText() const;

 private:
  struct PostKey {
    std::string thread;
    std::string post;
    auto operator<=>(const PostKey& other) const = default;
  };

  [[nodiscard]] std::string File(const char* name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string Log() const { return File("log"); }
  [[nodiscard]] std::string Store() const { return File("store.db"); }
  [[nodiscard]] std::string BotLog() const { return File("bot.jsonl"); }
  [[nodiscard]] std::string EmptyFile() const;
  [[nodiscard]] std::vector<std::string> Command(const std::string& as) const;
  void WriteConfig();
  void Serve(int posts);
  int Requests();
  bool Settled();
  void CheckPosts(Session& session, std::vector<std::string>& found);
  void CheckClocks(Session& session, std::vector<std::string>& found);
  void CheckAlerts(Session& session, std::vector<std::string>& found);

  TempFolder folder_;
  std::string as_;
  Process forum_;
  Process bot_;
  std::string forum_url_;
  std::string bot_url_;
  std::mt19937 random_{20260302};
  int served_count_ = 0;
  int thread_ = 0;
  bool at_work_ = false;
  std::set<PostKey> served_;
};

}  // namespace forumwatch
