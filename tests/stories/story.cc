#include "tests/stories/story.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "daemon/desk/desk.h"
#include "daemon/logging.h"
#include "daemon/store/backup.h"

namespace forumwatch {
namespace {

constexpr const char* kBoard = "https://forum.example/board";
constexpr const char* kReceiver = "https://hook.example/in";

UtcTime Local(const std::string& text) {
  return ParseRfc3339(text.substr(0, 10) + "T" + text.substr(11) + ":00+08:00").value();
}

// Reads the board instead of pages: one list page that shows every post there is by then.
class BoardCrawler final : public Crawler {
 public:
  explicit BoardCrawler(const Board& board) : board_(board) {}

  std::vector<PageRequest> Plan(const Cursor& /*cursor*/, const VisitOptions& /*options*/,
                                UtcTime now) override {
    now_ = now;
    PageRequest page;
    page.url = kBoard;
    return {page};
  }
  Reading Read(const PageAnswer& /*answer*/) override {
    std::map<std::string, ThreadReading> threads;
    Reading reading;
    reading.rows = 1;
    for (const Board::Line& line : board_.lines()) {
      if (line.at > now_) {
        continue;
      }
      reading.posts.push_back(line.seen);
      ThreadReading& thread = threads[line.seen.thread];
      thread.state.thread = line.seen.thread;
      thread.whole = true;
      thread.post_ids.push_back(line.seen.post);
    }
    for (auto& [key, thread] : threads) {
      reading.finished.push_back(std::move(thread));
    }
    return reading;
  }
  Reading Failed(const PageRequest& /*request*/) override { return {}; }
  Reading Unchanged(const PageRequest& /*request*/) override { return {}; }

 private:
  const Board& board_;
  UtcTime now_{};
};

}  // namespace

Story::Story(const char* start)
    : config_(HouseConfig()), zone_(config_.zone), clock_(Local(start)), http_(Local(start)) {
  StartLogging("error");
  SourceConfig& board = config_.communities.front().sources.front();
  board.interval = board.watched_interval = std::chrono::minutes(10);
  http_.On(kBoard, answers::Page("the board"));
  http_.On(kReceiver, answers::Status(200, "ok"));
  Begin();
}

Story::~Story() {
  if (daemon_) {
    daemon_->Stop();
  }
}

void Story::Begin() {
  daemon_ = std::make_unique<Daemon>(
      Ground{config_, store_.session(), http_, clock_}, "run",
      [this](const SourceConfig&) { return std::make_unique<BoardCrawler>(board_); });
}

Story& Story::Post(const char* at, const PostWords& words) {
  board_.Add(Local(at), Seen(words, Local(at)));
  return *this;
}

Story& Story::PostShown(const char* at, const PostWords& words, const char* shown) {
  board_.Add(Local(at), Seen(words, *shown == '\0' ? std::nullopt : std::optional(Local(shown))));
  return *this;
}

Story& Story::Did(int complaint, StepKind kind, std::string detail) {
  const auto id = ComplaintId(complaint);
  ComplaintCare care(store_.session(), config_);
  Transaction transaction(store_.session());
  care.Name(ComplaintStore(store_.session()).Load(id).value().community,
            config_.communities.front().name);
  StepStore(store_.session()).Append({id, "李主管", clock_.Now(), kind, std::move(detail), ""});
  care.Reconsider(id, clock_.Now());
  transaction.Commit();
  return *this;
}

Story& Story::Merged(int complaint, int into) {
  const Order order{
      StepKind::Merged, ComplaintId(complaint), "李主管", Name(ComplaintId(into)), "", {}};
  const OrderResult result =
      Desk(store_.session(), config_, daemon_->pipeline()).Do(order, clock_.Now());
  if (!result.done) {
    throw std::logic_error(result.said);
  }
  return *this;
}

Story& Story::Until(const char* at) {
  const UtcTime until = Local(at);
  while (clock_.Now() <= until) {
    daemon_->Turn(clock_.Now());
    http_.DeliverAll();
    Collect();
    const UtcTime next = std::max(daemon_->NextTurn().value_or(until), clock_.Now());
    if (next > until) {
      break;
    }
    MoveTo(next);
  }
  MoveTo(until);
  return *this;
}

// The network's own time never steps back.
void Story::MoveTo(UtcTime at) {
  clock_.Set(at);
  http_.Advance(std::max(at - http_.now(), Duration(0)));
}

Story& Story::Restart() {
  return SleepUntil(nullptr);
}

Story& Story::SleepUntil(const char* at) {
  daemon_->Stop();
  daemon_.reset();
  store_.Reopen();
  if (at != nullptr) {
    MoveTo(Local(at));
  }
  Begin();
  return *this;
}

Story& Story::TakeBackup() {
  Backup(store_.session(), store_.folder() / "backup.db");
  return *this;
}

Story& Story::RestoreBackup() {
  daemon_->Stop();
  daemon_.reset();
  store_.Close();
  std::filesystem::copy_file(store_.folder() / "backup.db", store_.file(),
                             std::filesystem::copy_options::overwrite_existing);
  store_.Reopen();
  Begin();
  return *this;
}

Story& Story::SetClock(const char* at) {
  clock_.Set(Local(at));
  return *this;
}

Story& Story::RestartWithContacts(bool named) {
  config_.roles = named ? HouseConfig().roles : RoleContacts();
  return Restart();
}

Story& Story::ReceiverFails(bool fails) {
  receiver_fails_ = fails;
  http_.Replace(kReceiver, answers::Status(fails ? 500 : 200, fails ? "" : "ok"));
  return *this;
}

void Story::Collect() {
  const auto& requests = http_.requests();
  for (; collected_ < requests.size(); ++collected_) {
    const HttpRequest& request = requests[collected_];
    if (request.url == kReceiver && !receiver_fails_) {
      const auto body = nlohmann::json::parse(request.body);
      const auto text = [&body](const char* key) {
        return body.at(key).is_string() ? body.at(key).get<std::string>() : "";
      };
      delivered_.push_back({clock_.Now(), text("rule"), text("complaint") + text("source"),
                            body.at("id").get<std::string>(), body.at("maybe_repeat").get<bool>()});
    }
  }
}

std::string Story::Written(UtcTime at) const {
  const std::string text = zone_.Format(at);
  return text.substr(5, 5) + " " + text.substr(11, 5);
}

std::string Story::Line(const Delivery& delivery) const {
  return Written(delivery.at) + " " + delivery.rule + " " + delivery.complaint;
}

std::vector<std::string> Story::Delivered() const {
  std::vector<std::string> lines;
  for (const Delivery& delivery : delivered_) {
    lines.push_back(Line(delivery));
  }
  return lines;
}

std::vector<std::string> Story::MaybeRepeats() const {
  std::vector<std::string> lines;
  for (const Delivery& delivery : delivered_) {
    if (delivery.maybe_repeat) {
      lines.push_back(Line(delivery));
    }
  }
  return lines;
}

std::vector<std::string> Story::When(const std::string& rule) const {
  std::vector<std::string> times;
  for (const Delivery& delivery : delivered_) {
    if (delivery.rule == rule) {
      times.push_back(Written(delivery.at));
    }
  }
  return times;
}

namespace {
Duty DutyOf(Session& session, int complaint, DutyKind kind) {
  for (const Duty& duty : DutyStore(session).Load(ComplaintId(complaint))) {
    if (duty.kind == kind) {
      return duty;
    }
  }
  return {};
}
}  // namespace

namespace {
std::string Letter(const Duty& duty) {
  constexpr std::string_view kLetters = "FMWRC";
  return kLetters[static_cast<std::size_t>(duty.kind)] + std::to_string(duty.episode);
}
}  // namespace

std::string Story::Clocks(int complaint) {
  std::string text;
  for (const Duty& duty :
       DutyStore(store_.session()).LoadAt(ComplaintId(complaint), clock_.Now())) {
    text += (text.empty() ? "" : ", ") + Letter(duty) + " " + std::string(Name(duty.state));
  }
  return text;
}

std::string Story::Explained(int complaint, const std::string& clock) {
  std::string text;
  for (const Duty& duty : DutyStore(store_.session()).Load(ComplaintId(complaint))) {
    for (const ClockInterval& interval : duty.explain) {
      text += Letter(duty) == clock ? (text.empty() ? "" : " → ") + interval.why : "";
    }
  }
  return text;
}

std::string Story::StateOf(int complaint, DutyKind kind) {
  return std::string(Name(DutyOf(store_.session(), complaint, kind).state));
}

std::string Story::StatusOf(int complaint) {
  return std::string(
      Name(ComplaintStore(store_.session()).Load(ComplaintId(complaint)).value().status));
}

std::string Story::DueAt(int complaint, DutyKind kind) {
  return Written(DutyOf(store_.session(), complaint, kind).due_at);
}

}  // namespace forumwatch
