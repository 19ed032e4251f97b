#include "tests/support/simforum.h"

#include <algorithm>

#include "tests/support/simforum/charset.h"
#include "tests/support/simforum/deliver.h"

namespace forumwatch {

using sim::Misbehaviour;
using sim::Mode;
using sim::PageWriter;
using sim::Reply;
using sim::WireRequest;

namespace {

constexpr std::uint64_t kNoiseSeed = 20260907;
constexpr std::string_view kControl = "/__sim__/";
constexpr std::string_view kRobots =
    "User-agent: *\nDisallow: /api/\nDisallow: /admin.php\nDisallow: /member.php\n"
    "Disallow: /forum.php?mod=redirect*\nDisallow: /forum.php?mod=post*\n";
constexpr std::string_view kNoThread = "抱歉，指定的主题不存在或已被删除或正在被审核";
constexpr std::string_view kNoBoard = "抱歉，指定的版块不存在";

int PageNumber(const WireRequest& request) {
  return static_cast<int>(
      std::min<std::int64_t>(sim::ParseId(request.Query("page")).value_or(1), 1'000'000));
}

std::int64_t Id(const WireRequest& request, std::string_view name) {
  return sim::ParseId(request.Query(name)).value_or(0);
}

// The header of a member's page has no form to log in by.
void GreetMember(Reply& reply) {
  constexpr std::string_view kForm = "id=\"lsform\"";
  if (const auto at = reply.body.find(kForm); at != std::string::npos) {
    reply.body.replace(at, kForm.size(), "id=\"um\"");
  }
}

// A page made for a GBK board, in its bytes. What is packed stays as it is.
void ToBytes(Reply& reply, bool gbk) {
  const bool packed =
      std::any_of(reply.headers.begin(), reply.headers.end(),
                  [](const auto& header) { return header.first == "Content-Encoding"; });
  if (gbk && !packed) {
    reply.body = sim::ToGbk(reply.body);
  }
}

}  // namespace

SimForum::SimForum(const Clock& clock, SimForumOptions options)
    : clock_(clock),
      options_(std::move(options)),
      contents_(options_.community),
      noise_(options_.noise, kNoiseSeed),
      robots_(kRobots) {
  look_.site_name = options_.site_name;
  look_.gbk = options_.gbk;
  look_.threads_per_page = options_.threads_per_page;
  look_.posts_per_page = options_.posts_per_page;
  look_.utc_offset = options_.utc_offset;
}

void SimForum::Start() {
  started_ = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);  // the first request waits for the address
  server_ = std::make_unique<SocketServer>([this](Peer& peer) { Talk(peer); }, "127.0.0.1",
                                           options_.port);
  port_ = static_cast<std::uint16_t>(server_->port());
  look_.base_url = base_url();
}

void SimForum::Stop() noexcept {
  server_.reset();
}

// One connection, request after request.
void SimForum::Talk(Peer& peer) {
  bool more = true;
  while (more && !peer.gone()) {
    WireRequest request = sim::ParseRequest(peer.ReadUntil("\r\n\r\n"));
    if (request.method.empty()) {
      return;
    }
    request.body = peer.ReadExactly(sim::ContentLength(request));
    more = sim::Deliver(Answer(request), request.keep_alive, peer);
  }
}

std::string SimForum::base_url() const {
  return "http://127.0.0.1:" + std::to_string(port()) + "/";
}

std::string SimForum::BoardUrl(const std::string& board) {
  const std::lock_guard lock(mutex_);
  return base_url() + "forum.php?mod=forumdisplay&fid=" + std::to_string(contents_.Fid(board));
}

std::vector<std::string> SimForum::AddPosts(const std::vector<PostLine>& posts) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> problems;
  for (const PostLine& post : posts) {
    if (auto problem = contents_.Add(post)) {
      problems.push_back(std::move(*problem));
    }
  }
  return problems;
}

void SimForum::AddChange(sim::Change change) {
  const std::lock_guard lock(mutex_);
  contents_.Add(std::move(change));
}

void SimForum::SetRobots(std::string text) {
  const std::lock_guard lock(mutex_);
  robots_ = std::move(text);
}

void SimForum::SetMembers(std::optional<sim::Members::Account> account) {
  const std::lock_guard lock(mutex_);
  members_.reset();
  if (account) {
    members_.emplace(std::move(*account), options_.gbk);
  }
}

void SimForum::EndSessions() {
  const std::lock_guard lock(mutex_);
  members_->EndSessions();
}

std::string SimForum::MemberCookies() const {
  const std::lock_guard lock(mutex_);
  return members_->Cookies();
}

void SimForum::SetMode(Mode mode) {
  const std::lock_guard lock(mutex_);
  mode_ = std::move(mode);
  sent_to_itself_.clear();
}

std::vector<PostLine> SimForum::VisiblePosts() {
  const std::lock_guard lock(mutex_);
  const UtcTime now = clock_.Now();
  contents_.Advance(now);
  return contents_.Visible(now);
}

std::vector<SimRequest> SimForum::Requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::map<std::string, int> SimForum::Counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void SimForum::ForgetRequests() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
  counts_.clear();
}

Reply SimForum::Answer(const WireRequest& request) {
  const std::lock_guard lock(mutex_);
  const UtcTime now = clock_.Now();
  contents_.Advance(now);
  if (request.path.starts_with(kControl)) {
    return Control(request, now);
  }
  const Mode mode = TakeMode(request);
  if (mode.what == Misbehaviour::Drift) {
    AddDrifting(request, now);
  }
  SimRequest entry;
  entry.at = now;
  entry.mode = mode.what;
  Reply reply = Page(request, mode, entry);
  if (members_ && members_->Knows(request)) {
    GreetMember(reply);
  }
  reply = Spoil(std::move(reply), mode);
  ToBytes(reply, look_.gbk);
  reply.headers.emplace_back("Date", sim::WrittenTimes(now, look_.utc_offset).HttpDate());
  Remember(std::move(entry), request, reply);
  return reply;
}

// The mode that holds for this request; counted down. robots.txt is spared unless it is meant.
Mode SimForum::TakeMode(const WireRequest& request) {
  const bool meant = mode_.only.empty() ? request.path != "/robots.txt"
                                        : request.target.find(mode_.only) != std::string::npos;
  if (mode_.what == Misbehaviour::None || !meant) {
    return {};
  }
  Mode mode = mode_;
  if (mode_.requests && --*mode_.requests <= 0) {
    mode_ = {};
  }
  return mode;
}

Reply SimForum::Page(const WireRequest& request, const Mode& mode, SimRequest& entry) {
  entry.kind = "other";
  if (members_ && request.path == "/member.php") {
    entry.kind = request.method == "POST" ? "login" : "login form";
    return members_->Answer(request);
  }
  if (request.method != "GET") {
    return sim::MakeReply(404, "text/plain", "only GET\n");
  }
  if (request.path == "/robots.txt") {
    entry.kind = "robots";
    return sim::MakeReply(200, "text/plain", robots_);
  }
  if (mode.what == Misbehaviour::SelfRedirect && sent_to_itself_.insert(request.target).second) {
    entry.kind = "redirect";
    return SendToItself(request);
  }
  PageWriter pages(contents_, look_, entry.at, noise_, FlawsOf(mode.what));
  if (mode.what == Misbehaviour::LoginWall || (members_ && !members_->Knows(request))) {
    entry.kind = "wall";
    return Html(pages.LoginWall());
  }
  if (request.path == "/" || (request.path == "/forum.php" && request.query.empty())) {
    entry.kind = "index";
    return Html(pages.Index());
  }
  const std::string what = request.path == "/forum.php" ? request.Query("mod") : "";
  if (what == "forumdisplay" || what == "rss") {
    return Board(request, pages, entry);
  }
  if (what == "viewthread") {
    entry.kind = "thread";
    return Thread(request, pages, mode.what);
  }
  if (what == "redirect") {
    entry.kind = "redirect";
    return FindPost(request, pages);
  }
  return sim::MakeReply(404, "text/html", "<html><body>404 Not Found</body></html>");
}

Reply SimForum::Board(const WireRequest& request, PageWriter& pages, SimRequest& entry) {
  const bool rss = request.Query("mod") == "rss";
  entry.kind = rss ? "rss" : "list";
  const sim::Board* const board = contents_.FindBoard(static_cast<int>(Id(request, "fid")));
  if (board == nullptr) {
    return rss ? sim::MakeReply(200, "text/html", "RSS feed is not available.\n")
               : Html(pages.Message(kNoBoard, "alert_error"));
  }
  if (rss) {
    return sim::MakeReply(200, "application/xml", pages.Rss(*board));
  }
  return Html(pages.List(*board, PageNumber(request)));
}

// After a deletion each page of the thread sends its reader round once.
Reply SimForum::Thread(const WireRequest& request, PageWriter& pages, Misbehaviour mode) {
  const sim::Topic* const topic = contents_.FindTopic(Id(request, "tid"));
  if (topic == nullptr) {
    return Html(pages.Message(kNoThread, "alert_error"), 404);
  }
  const std::string key = request.target + " after " + std::to_string(topic->deletions);
  if (mode == Misbehaviour::None && topic->deletions > 0 && sent_to_itself_.insert(key).second) {
    return SendToItself(request);
  }
  return Html(pages.Thread(*topic, PageNumber(request)));
}

Reply SimForum::FindPost(const WireRequest& request, PageWriter& pages) {
  const std::int64_t pid = Id(request, "pid");
  const sim::Topic* const topic =
      pid != 0 ? contents_.TopicOfPost(pid) : contents_.FindTopic(Id(request, "tid"));
  if (topic == nullptr) {
    return Html(pages.Message(kNoThread, "alert_error"), 404);
  }
  const auto post = std::find_if(topic->posts.begin(), topic->posts.end(),
                                 [&](const sim::Writing& writing) { return writing.pid == pid; });
  const auto index =
      std::min(static_cast<std::size_t>(post - topic->posts.begin()), topic->posts.size() - 1);
  const std::size_t page = index / static_cast<std::size_t>(look_.posts_per_page) + 1;
  Reply reply = Html("", 302);
  reply.headers.emplace_back(
      "Location", "forum.php?mod=viewthread&tid=" + std::to_string(topic->tid) + "&page=" +
                      std::to_string(page) + "#pid" + std::to_string(topic->posts[index].pid));
  return reply;
}

Reply SimForum::Html(std::string body, int status) const {
  const std::string type = look_.gbk ? "text/html; charset=gbk" : "text/html; charset=utf-8";
  return sim::MakeReply(status, type, std::move(body));
}

Reply SimForum::SendToItself(const WireRequest& request) const {
  Reply reply = Html("", 302);
  reply.headers.emplace_back("Location", request.target);
  return reply;
}

void SimForum::AddDrifting(const WireRequest& request, UtcTime now) {
  const sim::Topic* const topic = contents_.FindTopic(Id(request, "tid"));
  const int fid = topic != nullptr ? topic->fid : static_cast<int>(Id(request, "fid"));
  const sim::Board* const board = contents_.FindBoard(fid);
  if (board == nullptr) {
    return;
  }
  PostLine line;
  line.community = options_.community;
  line.source = board->name;
  line.seen.thread = std::to_string(contents_.free_tid());
  line.seen.post = std::to_string(contents_.free_pid());
  line.seen.title = "刚发的帖子 " + line.seen.thread;
  line.seen.author = "路过的 " + line.seen.post;
  line.seen.text = "翻页的时候又来一帖，把后面的都往下挤。";
  line.seen.posted_at = std::chrono::floor<std::chrono::seconds>(now);
  contents_.Add(line);
  contents_.Advance(now);
}

void SimForum::Remember(SimRequest entry, const WireRequest& request, const Reply& reply) {
  ++counts_["requests"];
  ++counts_[entry.kind];
  if (entry.mode != Misbehaviour::None) {
    ++counts_["misbehaved"];
  }
  if (requests_.size() >= options_.log_length) {
    return;
  }
  entry.since_start = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - started_);
  entry.method = request.method;
  entry.target = request.target;
  entry.user_agent = request.Header("user-agent");
  entry.status = reply.delivery == sim::Delivery::Reset ? 0 : reply.status;
  entry.conditional =
      request.headers.contains("if-none-match") || request.headers.contains("if-modified-since");
  requests_.push_back(std::move(entry));
}

}  // namespace forumwatch
