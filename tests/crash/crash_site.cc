#include "tests/crash/crash_site.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "daemon/clock.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "tests/support/raw_client.h"

namespace forumwatch {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr int kPostsACycle = 8;
constexpr seconds kAtWork{10};  // what comes due that late may be said after the end

struct Trouble {
  const char* title;
  const char* text;
  const char* still;
};
constexpr std::array<Trouble, 4> kTroubles = {{
    {"电梯又坏了", "电梯坏了三天没人修，物业不管。", "电梯还是坏的，投诉了也没人理，太差了。"},
    {"楼道漏水", "楼道天花板漏水，一直没人来修。", "楼道还在漏水，报修也没人来。"},
    {"垃圾没人清", "楼下垃圾三天没清，臭得很，保洁不管。", "垃圾还是没人清，投诉了也没人理。"},
    {"楼道灯不亮", "楼道灯不亮，报了没人换，物业不管。", "楼道灯还是不亮，报修也没人来。"},
}};

std::string HostOf(const std::string& url) {
  return url.substr(7, url.find('/', 7) - 7);
}

std::uint16_t PortOf(const std::string& url) {
  const std::string host = HostOf(url);
  return static_cast<std::uint16_t>(std::stoi(host.substr(host.find(':') + 1)));
}

}  // namespace

CrashSite::CrashSite(std::string as)
    : as_(std::move(as)),
      forum_({FORUMWATCH_SIMFORUM, "--posts", EmptyFile(), "--port", "0", "--no-noise"}, Log()),
      bot_({FORUMWATCH_SIMBOT, "--port", "0", "--log", BotLog(), "--secret", "s3cret"}, Log()) {
  forum_url_ = forum_.ReadLine("ready ").value();
  bot_url_ = bot_.ReadLine("ready ").value();
  WriteConfig();
}

void CrashSite::KillOnce() {
  Serve(kPostsACycle);
  const int before = Requests();
  Process service(Command(as_), Log());
  at_work_ = !at_work_;
  for (int waited = 0; at_work_ && Requests() == before && waited < 5000; waited += 2) {
    Pause(milliseconds(2));
  }
  Pause(milliseconds(std::uniform_int_distribution<>(1, 150 * kSlowness)(random_)));
  service.Signal(SIGKILL);
  service.Wait(seconds(10));
}

void CrashSite::RunToTheEnd(seconds at_most) {
  Process service(Command(as_), Log());
  Pause(seconds(kSlowness));  // asked to end while it is still being loaded, it would just die
  for (auto left = milliseconds(at_most); left.count() > 0 && !Settled();
       left -= milliseconds(100)) {
    Pause(milliseconds(100));
  }
  service.Signal(SIGTERM);
  EXPECT_EQ(service.Wait(seconds(10)), 0) << LogText();
}

std::vector<std::string> CrashSite::Violations() {
  std::vector<std::string> found;
  Session session(Store(), OpenMode::Read);
  CheckPosts(session, found);
  CheckClocks(session, found);
  CheckAlerts(session, found);
  session.CheckIntegrity();
  return found;
}

std::string CrashSite::LogText() const {
  std::ostringstream text;
  text << std::ifstream(Log()).rdbuf();
  const std::string all = text.str();
  return all.substr(all.size() > 3000 ? all.size() - 3000 : 0);
}

std::string CrashSite::EmptyFile() const {
  std::ofstream(File("posts.jsonl")).flush();
  return File("posts.jsonl");
}

void CrashSite::WriteConfig() {
  std::ofstream(File("secret")) << "s3cret\n";
  std::filesystem::permissions(File("secret"), std::filesystem::perms::owner_read);
  json contact = json::array({{{"channel", "bot"}}});
  const json config = {
      {"company", "晴川物业"},
      {"store", {{"file", Store()}}},
      {"http",
       {{"contact", "mailto:duty@example.com"},
        {"allow_private", {HostOf(forum_url_), HostOf(bot_url_)}},
        {"host_spacing", "0s"}}},
      {"communities",
       {{{"name", "云栖苑"},
         {"staff", {"云栖客服"}},
         {"sources",
          {{{"name", "业主论坛"},
            {"engine", "discuz"},
            {"url", forum_url_ + "forum.php?mod=forumdisplay&fid=2"},
            {"interval", "1s"}}}}}}},
      {"channels", {{"bot", {{"webhook", bot_url_ + "alert"}, {"secret_file", "secret"}}}}},
      {"roles",
       {{"monitor", contact},
        {"head", contact},
        {"leader", contact},
        {"quality", contact},
        {"technical", contact}}}};
  std::ofstream(File("forumwatch.json")) << config.dump(2);
}

// Half of the first reply's time of every other thread is over two seconds later.
void CrashSite::Serve(int posts) {
  std::string lines;
  for (int i = 0; i < posts; ++i) {
    const int number = ++served_count_;
    const bool opens = number % 4 == 1;
    const Duration ago = number % 8 < 4 ? Duration(std::chrono::hours(2) - seconds(2)) : seconds(1);
    thread_ = opens ? number : thread_;
    const int matter = thread_ / 4 % 4 == 3 ? thread_ / 4 - 3 : thread_ / 4;  // some meet again
    const std::string place = std::to_string(1 + matter % 300) + "栋";
    const Trouble& trouble =
        kTroubles.at(static_cast<std::size_t>(matter) / 300 % kTroubles.size());
    const json post = {
        {"community", "云栖苑"},
        {"source", "业主论坛"},
        {"thread", std::to_string(1000 + thread_)},
        {"post", std::to_string(50000 + number)},
        {"is_first", opens},
        {"title", place + trouble.title},
        {"author", "业主" + std::to_string(number % 97)},
        {"posted_at", FormatRfc3339(SystemClock().Now() - ago, std::chrono::minutes(480))},
        {"text", place + (opens ? trouble.text : trouble.still) + "第" + std::to_string(number) +
                     "次反映。"}};
    lines += post.dump() + "\n";
    served_.insert({post["thread"], post["post"]});
  }
  if (Post(PortOf(forum_url_), "/__sim__/posts", lines).status != 200) {
    throw std::runtime_error("the forum took no posts");
  }
}

// How often the forum was asked for a page.
int CrashSite::Requests() {
  return json::parse(Get(PortOf(forum_url_), "/__sim__/counts").body).value("requests", 0);
}

bool CrashSite::Settled() {
  if (!std::filesystem::exists(Store())) {
    return false;
  }
  try {
    Session session(Store(), OpenMode::Read);
    PostStore posts(session);
    for (const PostKey& key : served_) {
      if (!posts.Find(SourceId(1), key.thread, key.post)) {
        return false;
      }
    }
    const auto look = ComplaintStore(session).NextLook();
    if (!look || *look < SystemClock().Now() + std::chrono::minutes(5)) {
      return false;  // a complaint waits for the end of a visit
    }
    const OutboxCounts counts = OutboxStore(session).Counts();
    return counts.waiting == 0 && counts.claimed == 0 && counts.sent > 0;
  } catch (const StoreError&) {
    return false;  // busy being opened
  }
}

// Every post served is on record, understood, and in a complaint.
void CrashSite::CheckPosts(Session& session, std::vector<std::string>& found) {
  PostStore posts(session);
  SegmentStore segments(session);
  for (const PostKey& key : served_) {
    const auto post = posts.Find(SourceId(1), key.thread, key.post);
    if (!post) {
      found.push_back("post lost: " + key.post);
      continue;
    }
    bool placed = false;
    for (const StoredSegment& segment : segments.OfPost(post->id)) {
      placed = placed || segment.complaint;
    }
    if (!placed) {
      found.push_back("post in no complaint: " + key.post);
    }
  }
}

// Each complaint has each of its clocks once, started by its earliest post, and counts its posts.
void CrashSite::CheckClocks(Session& session, std::vector<std::string>& found) {
  ComplaintStore complaints(session);
  for (const Complaint& complaint : complaints.List(CommunityId(1), std::nullopt)) {
    const std::string name = "C" + std::to_string(Raw(complaint.id));
    std::map<DutyKind, int> clocks;
    for (const Duty& duty : DutyStore(session).Load(complaint.id)) {
      ++clocks[duty.kind];
      if (duty.starts_at != complaint.opened_at) {
        found.push_back("clock of " + name + " starts elsewhere");
      }
    }
    if (clocks[DutyKind::FirstReply] != 1 || clocks[DutyKind::Measures] != 1) {
      found.push_back("clocks of " + name + ": " + std::to_string(clocks[DutyKind::FirstReply]) +
                      " and " + std::to_string(clocks[DutyKind::Measures]));
    }
    std::set<PostId> posts;
    for (const Mention& mention : complaints.MentionsOf(complaint.id)) {
      posts.insert(mention.post);
    }
    if (static_cast<int>(posts.size()) != complaint.times) {
      found.push_back(name + " counts " + std::to_string(complaint.times) + " posts, has " +
                      std::to_string(posts.size()));
    }
  }
}

// Each complaint was announced, once, and the one of which half of the time for the first reply is
// over was warned of; the receiver has it all, and what it has twice says so.
void CrashSite::CheckAlerts(Session& session, std::vector<std::string>& found) {
  std::map<std::string, int> unmarked;
  std::set<std::string> received;
  std::ifstream log(BotLog());
  for (std::string line; std::getline(log, line);) {
    const json taken = json::parse(line);
    const json& delivery = taken.at("alert");
    const std::string id = delivery.at("id");
    received.insert(id);
    unmarked[taken.at("key")] += delivery.value("maybe_repeat", false) ? 0 : 1;
  }
  for (const auto& [key, count] : unmarked) {
    if (count > 1) {
      found.push_back("delivered twice without a word: " + key);
    }
  }
  OutboxStore outbox(session);
  const bool settled = outbox.Counts().waiting + outbox.Counts().claimed == 0;
  std::map<std::int64_t, int> announced;
  std::set<ComplaintId> warned;
  outbox.ForEachAlert([&](const Alert& alert) {
    if (!received.contains(alert.id)) {
      found.push_back(
          (settled ? "alert marked as sent and never received: " : "alert not received yet: ") +
          alert.id);
    }
    if (alert.rule == "complaint.new") {
      ++announced[Raw(alert.complaint.value())];
    } else if (alert.rule == "first_reply.due_soon") {
      warned.insert(alert.complaint.value());
    }
  });
  for (const Complaint& complaint : ComplaintStore(session).List(CommunityId(1), std::nullopt)) {
    if (announced[Raw(complaint.id)] != 1) {
      found.push_back("announced " + std::to_string(announced[Raw(complaint.id)]) + " times: C" +
                      std::to_string(Raw(complaint.id)));
    }
    const UtcTime half_over = complaint.opened_at + Duration(std::chrono::hours(2));
    if (half_over < SystemClock().Now() - Duration(kAtWork) && !warned.contains(complaint.id)) {
      found.push_back("not warned of: C" + std::to_string(Raw(complaint.id)));
    }
  }
}

std::vector<std::string> CrashSite::Command(const std::string& as) const {
  return {FORUMWATCH_VICTIM, FORUMWATCH_SOURCE_DIR "/config", File("forumwatch.json"), as};
}

bool CrashSite::Die(const std::string& as) {
  Serve(kPostsACycle);
  Process service(Command(as), Log());
  for (int waited = 0; waited < 30 * kSlowness; ++waited) {
    if (const auto code = service.Wait(seconds(1))) {
      return *code == 128 + SIGKILL;
    }
    Serve(kPostsACycle);
  }
  return false;
}

}  // namespace forumwatch
