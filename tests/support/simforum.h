// An own forum on loopback: Discuz-shaped pages with its own markup, made from posts that show when
// the forum's clock passes them, and misbehaviour on command. Runs threads of its own; every member
// but Start and Stop may be called from any thread, and `clock` is read from the forum's threads.
// Start throws std::system_error when the port cannot be had.
//
// Pages: forum.php?mod=forumdisplay&fid=N&page=P, ?mod=viewthread&tid=T&page=P, ?mod=rss&fid=N,
// robots.txt. Control, for tests that run it as a program: /__sim__/ (see simforum/control.cc).
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/cli/posts_file.h"
#include "daemon/clock.h"
#include "tests/support/simforum/contents.h"
#include "tests/support/simforum/members.h"
#include "tests/support/simforum/misbehaviour.h"
#include "tests/support/simforum/noise.h"
#include "tests/support/simforum/pages.h"
#include "tests/support/simforum/wire.h"
#include "tests/support/socket_server.h"

namespace forumwatch {

struct SimForumOptions {
  std::string community = "云栖苑";
  std::string site_name = "云栖苑业主论坛";
  bool gbk = false;
  bool noise = true;  // bytes that differ on every fetch
  int threads_per_page = 20;
  int posts_per_page = 10;
  std::uint16_t port = 0;  // 0: any free one
  std::chrono::minutes utc_offset{480};
  std::size_t log_length = 100'000;  // requests remembered
};

// A request that was answered.
struct SimRequest {
  UtcTime at{};                             // the forum's clock
  std::chrono::milliseconds since_start{};  // real time
  std::string method;
  std::string target;
  std::string kind;  // list thread rss robots index redirect wall "login form" login other
  std::string user_agent;
  int status = 0;  // 0: torn down
  sim::Misbehaviour mode = sim::Misbehaviour::None;
  bool conditional = false;  // If-None-Match or If-Modified-Since
};

class SimForum {
 public:
  explicit SimForum(const Clock& clock, SimForumOptions options = {});
  SimForum(const SimForum&) = delete;
  SimForum& operator=(const SimForum&) = delete;
  ~SimForum() { Stop(); }

  void Start();
  void Stop() noexcept;
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::string base_url() const;  // "http://127.0.0.1:PORT/"
  // Boards get their numbers, from 2 on, in the order in which they are first named.
  [[nodiscard]] std::string BoardUrl(const std::string& board);

  // What cannot be shown is named in the result; the rest is taken.
  std::vector<std::string> AddPosts(const std::vector<PostLine>& posts);
  void AddChange(sim::Change change);

  void SetRobots(std::string text);
  // From now on its boards are for members alone; nullopt: for everybody.
  void SetMembers(std::optional<sim::Members::Account> account);
  void EndSessions();
  [[nodiscard]] std::string MemberCookies() const;
  void SetMode(sim::Mode mode);
  void ClearMode() { SetMode({}); }

  // What a careful visitor reads at this moment (see Contents::Visible).
  [[nodiscard]] std::vector<PostLine> VisiblePosts();
  [[nodiscard]] std::vector<SimRequest> Requests() const;
  // Answers by kind, "requests" in all and "misbehaved" among them. Control is not counted.
  [[nodiscard]] std::map<std::string, int> Counts() const;
  void ForgetRequests();

 private:
  void Talk(Peer& peer);
  sim::Reply Answer(const sim::WireRequest& request);
  sim::Mode TakeMode(const sim::WireRequest& request);
  sim::Reply Page(const sim::WireRequest& request, const sim::Mode& mode, SimRequest& entry);
  sim::Reply Board(const sim::WireRequest& request, sim::PageWriter& pages, SimRequest& entry);
  sim::Reply Thread(const sim::WireRequest& request, sim::PageWriter& pages,
                    sim::Misbehaviour mode);
  sim::Reply FindPost(const sim::WireRequest& request, sim::PageWriter& pages);
  sim::Reply Html(std::string body, int status = 200) const;
  sim::Reply SendToItself(const sim::WireRequest& request) const;
  void AddDrifting(const sim::WireRequest& request, UtcTime now);
  void Remember(SimRequest entry, const sim::WireRequest& request, const sim::Reply& reply);

  sim::Reply Control(const sim::WireRequest& request, UtcTime now);
  sim::Reply ControlMode(const sim::WireRequest& request);
  sim::Reply ControlPosts(const sim::WireRequest& request);
  sim::Reply ControlChanges(const sim::WireRequest& request, UtcTime now);
  [[nodiscard]] std::string LogLines() const;

  const Clock& clock_;
  const SimForumOptions options_;
  mutable std::mutex mutex_;
  sim::Look look_;
  sim::Contents contents_;
  sim::Noise noise_;
  sim::Mode mode_;
  std::string robots_;
  std::optional<sim::Members> members_;
  std::set<std::string> sent_to_itself_;
  std::vector<SimRequest> requests_;
  std::map<std::string, int> counts_;
  std::chrono::steady_clock::time_point started_;
  std::uint16_t port_ = 0;
  std::unique_ptr<SocketServer> server_;
};

}  // namespace forumwatch
