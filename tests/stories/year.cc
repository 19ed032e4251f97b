#include "tests/stories/year.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "daemon/daemon.h"
#include "daemon/desk/desk.h"
#include "daemon/logging.h"
#include "daemon/store/complaints.h"
#include "tests/stories/year_calendar.h"
#include "tests/stories/year_duties.h"
#include "tests/stories/year_judge.h"
#include "tests/stories/year_plan.h"
#include "tests/stories/year_receiver.h"
#include "tests/support/house.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kYear = 2026;

struct Trouble {
  const char* title;
  const char* text;
};
constexpr std::array<Trouble, 5> kTroubles = {{
    {"电梯坏了", "电梯坏了三天没人修，物业不管。"},
    {"楼道漏水", "楼道天花板漏水，一直没人来修。"},
    {"垃圾没人清", "楼下垃圾三天没清，臭得很，保洁不管。"},
    {"楼道灯不亮", "楼道灯不亮，晚上黑漆漆的，报了没人换。"},
    {"门禁坏了", "单元门禁坏了，谁都能进，报修没人理。"},
}};
constexpr std::size_t kBuildings = 60;
constexpr int kPerCommunity = kBuildings * kTroubles.size();
using What = YearEvent::What;
constexpr const char* kCalendars = FORUMWATCH_SOURCE_DIR "/config/calendars";

class Year {
 public:
  explicit Year(const YearOptions& options)
      : options_(options),
        calendar_(kCalendars, kYear),
        receiver_(options.loses_one_in, options.repeats_one_in),
        config_(HouseConfig()),
        clock_(calendar_.start()) {
    StartLogging("error");
    truly_ = calendar_.start();
    config_.alerting.stock_take_at = std::nullopt;
    config_.duties.first_reply_within = options.first_reply_within;
    config_.communities.clear();
    const int communities = (options.complaints + kPerCommunity - 1) / kPerCommunity;
    for (int i = 0; i < communities; ++i) {
      config_.communities.push_back({"小区" + std::to_string(i + 1), config_.calendar, {}});
    }
    plan_ = PlanYear(options.complaints, options.seed, calendar_.start(), calendar_.days());
    matters_.resize(plan_.posted.size());
  }

  YearTally Live(const std::function<void(const std::string&)>& progress) {
    Begin();
    const UtcTime end = calendar_.start() + hours(24 * (calendar_.days() - 1));
    while (truly_ < end) {
      const UtcTime next = std::max(truly_, NextMoment(end));
      // What has to be said is noted when it has to, whether the service wakes up or not.
      while (daemon_ && !awaited_.empty() && awaited_.begin()->first < next + ahead_) {
        SetTime(std::max(truly_, awaited_.begin()->first - ahead_));
        NoteWhatIsDue();
      }
      Tell(next, progress);
      SetTime(next);
      for (; next_event_ < plan_.events.size() && plan_.events[next_event_].at <= truly_;
           ++next_event_) {
        Happen(plan_.events[next_event_]);
      }
      if (daemon_) {
        Serve();
      }
    }
    Judge();
    return tally_;
  }

 private:
  struct Matter {
    std::optional<MatterOfYear> calls;
    std::vector<DueAlert> due;
    UtcTime seen{};
    std::optional<ComplaintId> complaint;  // nullopt: it was taken for another
    std::optional<YearMoment> closed;
  };

  [[nodiscard]] UtcTime NextMoment(UtcTime end) {
    UtcTime next = end;
    if (next_event_ < plan_.events.size()) {
      next = std::min(next, plan_.events[next_event_].at);
    }
    if (daemon_) {
      if (const auto turn = options_.oversleeps ? std::nullopt : daemon_->NextTurn()) {
        next = std::min(next, *turn - ahead_);
      }
      if (const auto answer = receiver_.NextAnswerTruly()) {
        next = std::min(next, *answer);
      }
    }
    return next;
  }

  void SetTime(UtcTime truly) {
    truly_ = truly;
    clock_.Set(truly_ + ahead_);
    receiver_.SetTime(clock_.Now(), truly_);
  }

  void Tell(UtcTime next, const std::function<void(const std::string&)>& progress) const {
    const auto month = [](UtcTime at) { return FormatRfc3339(at, hours(8)).substr(0, 7); };
    if (progress && month(next) != month(truly_)) {
      progress(month(next));
    }
  }

  void Begin() {
    daemon_ = std::make_unique<Daemon>(Ground{config_, store_.session(), receiver_, clock_},
                                       "run " + std::to_string(tally_.restarts));
    sources_.clear();
    for (const CommunityConfig& community : config_.communities) {
      sources_.push_back(daemon_->pipeline().Register(community.name, "业主论坛", "feed",
                                                      "https://forum.example/" + community.name,
                                                      calendar_.start() - hours(24)));
    }
  }

  // What is under way is lost.
  void End() {
    daemon_.reset();
    receiver_.LoseAnswers();
    store_.Reopen();
    down_since_ = truly_;
    ++tally_.restarts;
  }

  void Happen(const YearEvent& event) {
    if (event.IsOfPeople()) {
      if (daemon_) {
        HandIn({event});
      } else {
        backlog_.push_back(event);
      }
      return;
    }
    switch (event.what) {
      case What::Down:
        ++down_;
        if (daemon_) {
          daemon_->Stop();
          End();
        }
        break;
      case What::Up:
        if (--down_ == 0) {
          ComeUp();
        }
        break;
      case What::Die:
        dies_ = true;
        break;
      case What::Mood:
        SetMood(event.mood);
        break;
      default:
        SetClock(event.step);
    }
  }

  void ComeUp() {
    Begin();
    excuses_.disturbed.emplace_back(down_since_, truly_);
    HandIn(std::exchange(backlog_, {}));
  }

  void SetMood(YearReceiver::Mood mood) {
    receiver_.SetMood(mood);
    if (mood == YearReceiver::Mood::Fine) {
      EndOutage();
    } else {
      ++tally_.outages;
      out_since_ = out_since_.value_or(truly_);
    }
  }

  void EndOutage() {
    constexpr minutes kTriedAgainWithin(15);
    if (out_since_) {
      excuses_.disturbed.emplace_back(*out_since_, truly_ + kTriedAgainWithin);
      out_since_.reset();
    }
  }

  void SetClock(Duration by) {
    ahead_ += by;
    SetTime(truly_);
    excuses_.clock_set.push_back(truly_);
    ++tally_.clock_steps;
    for (std::size_t i = 0; i < matters_.size(); ++i) {
      if (matters_[i].calls && by < Duration(0)) {
        matters_[i].calls->PutBack();
        Await(i);
      }
    }
  }

  [[nodiscard]] std::size_t CommunityOf(std::size_t matter) const {
    return matter % config_.communities.size();
  }

  // What one visit brings, board by board; then, once the service has looked at it, what people do.
  void HandIn(const std::vector<YearEvent>& events) {
    const UtcTime now = clock_.Now();
    std::map<std::size_t, std::vector<ArrivedPost>> posts;
    for (const YearEvent& event : events) {
      Matter& matter = matters_[event.matter];
      if (event.what == What::Post) {
        matter.seen = now;
        matter.calls.emplace(calendar_, plan_.posted[event.matter], now);
        posts[CommunityOf(event.matter)].push_back({Opening(event.matter), Channel::Forum, now});
      } else if (event.what == What::Reply) {
        matter.calls->Reply(event.measures);
        posts[CommunityOf(event.matter)].push_back({Answer(event), Channel::Forum, now});
      }
    }
    for (const auto& [community, arrived] : posts) {
      daemon_->pipeline().OnPosts(sources_[community], arrived, now);
    }
    for (const YearEvent& event : events) {
      if (event.what == What::Post) {
        Recognise(event.matter);
      }
      Await(event.matter);
    }
    SayAll();
    for (const YearEvent& event : events) {
      if (event.what == What::Notice) {
        matters_[event.matter].calls->TakeNotice();
        Did(event.matter, StepKind::Acknowledged);
      } else if (event.what == What::Close) {
        matters_[event.matter].calls->Close();
        matters_[event.matter].closed = YearMoment{truly_, clock_.Now()};
        Did(event.matter, StepKind::Closed);
      }
      Await(event.matter);
    }
  }

  [[nodiscard]] std::string Thread(std::size_t matter) const { return std::to_string(matter + 1); }

  // Each place of a community has each kind of trouble once.
  [[nodiscard]] SeenPost Opening(std::size_t matter) const {
    const std::size_t number = matter / config_.communities.size();
    const std::string where = std::to_string(number % kBuildings + 1) + "栋";
    const Trouble& trouble = kTroubles.at(number / kBuildings);
    return Seen({Thread(matter), "o" + Thread(matter), "业主" + std::to_string(matter % 997),
                 where + trouble.text, where + trouble.title},
                plan_.posted[matter]);
  }

  [[nodiscard]] SeenPost Answer(const YearEvent& event) const {
    return Seen({Thread(event.matter), "r" + Thread(event.matter) + (event.measures ? "m" : "a"),
                 "云栖客服",
                 event.measures ? "您好，已安排人员到场处理，今天17点前完成。"
                                : "您好，您反映的情况已收到，我们会尽快核实。",
                 ""},
                event.at);
  }

  // Which complaint the service made of it.
  void Recognise(std::size_t matter) {
    const auto ids =
        ComplaintStore(store_.session()).InThread(sources_[CommunityOf(matter)].id, Thread(matter));
    if (ids.size() == 1 && recognised_.insert(*ids.begin()).second) {
      matters_[matter].complaint = *ids.begin();
    }
  }

  void Did(std::size_t matter, StepKind kind) {
    if (!matters_[matter].complaint) {
      return;
    }
    Order order;
    order.kind = kind;
    order.complaint = *matters_[matter].complaint;
    order.who = "李主管";
    order.why = "模拟";
    Desk(store_.session(), config_, daemon_->pipeline()).Do(order, clock_.Now());
  }

  void Await(std::size_t matter) {
    if (const auto next = matters_[matter].calls->Next()) {
      awaited_.insert({*next, matter});
    }
  }

  // What has come due by now has to be said from now on.
  void NoteWhatIsDue() {
    const UtcTime now = clock_.Now();
    while (!awaited_.empty() && awaited_.begin()->first <= now) {
      const std::size_t matter = awaited_.begin()->second;
      awaited_.erase(awaited_.begin());
      for (const DueAlert& alert : matters_[matter].calls->Say(now)) {
        matters_[matter].due.push_back(alert);
      }
      Await(matter);
    }
  }

  void Serve() {
    NoteWhatIsDue();
    daemon_->Turn(clock_.Now(), truly_ - calendar_.start());
    if (dies_ && receiver_.in_flight() > 0) {
      dies_ = false;
      End();
      ComeUp();
    }
    while (receiver_.Answer()) {
    }
  }

  // Nobody is so quick that an order comes between two turns of the loop: after a long rest the
  // service has more to say than it says in one.
  void SayAll() {
    constexpr int kTurns = 100;
    int turns = 0;
    do {
      Serve();
    } while (++turns < kTurns && daemon_->NextTurn().value_or(UtcTime::max()) <= clock_.Now());
  }

  void Judge() {
    EndOutage();
    std::vector<YearMatter> matters;
    for (std::size_t i = 0; i < matters_.size(); ++i) {
      const Matter& matter = matters_[i];
      matters.push_back({matter.complaint ? Name(*matter.complaint) : "", plan_.posted[i],
                         matter.seen, matter.due, matter.closed});
    }
    std::sort(excuses_.disturbed.begin(), excuses_.disturbed.end());
    YearJudge(tally_, excuses_).Judge(matters, receiver_.taken());
  }

  YearOptions options_;
  YearCalendar calendar_;
  YearReceiver receiver_;
  Config config_;
  ManualClock clock_;
  TempStore store_;
  std::unique_ptr<Daemon> daemon_;
  std::vector<SourceOnRecord> sources_;  // by community
  YearPlan plan_;
  std::vector<Matter> matters_;
  std::set<ComplaintId> recognised_;
  std::set<std::pair<UtcTime, std::size_t>> awaited_;
  std::vector<YearEvent> backlog_;  // while the service is down
  std::size_t next_event_ = 0;
  int down_ = 0;
  bool dies_ = false;
  UtcTime truly_{};
  Duration ahead_{0};  // of the true time, the clock
  UtcTime down_since_{};
  std::optional<UtcTime> out_since_;  // of reach, or busy, the receiver
  YearJudge::Excuses excuses_;
  YearTally tally_;
};

}  // namespace

YearTally LiveThroughAYear(const YearOptions& options,
                           const std::function<void(const std::string&)>& progress) {
  return Year(options).Live(progress);
}

}  // namespace forumwatch
