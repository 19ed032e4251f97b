#include "tests/stories/year.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "daemon/daemon.h"
#include "daemon/desk/desk.h"
#include "daemon/logging.h"
#include "daemon/store/complaints.h"
#include "daemon/store/steps.h"
#include "tests/stories/year_calendar.h"
#include "tests/stories/year_duties.h"
#include "tests/stories/year_judge.h"
#include "tests/stories/year_matters.h"
#include "tests/stories/year_plan.h"
#include "tests/stories/year_receiver.h"
#include "tests/support/house.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr int kYear = 2026;

using What = YearEvent::What;
constexpr const char* kCalendars = FORUMWATCH_SOURCE_DIR "/config/calendars";

// Two ways to whoever is on duty, and quiet hours.
Config ConfigOfYear(const YearOptions& options) {
  Config config = HouseConfig();
  ChannelConfig spare;
  spare.name = "备用群";
  spare.webhook = WebhookConfig{YearReceiver::kSpareAddress, "geheim"};
  config.channels.push_back(spare);
  if (options.fails_over) {
    config.people["王值班"] = {{"值班群", ""}, {spare.name, ""}};
  }
  config.alerting.stock_take_at = std::nullopt;
  config.alerting.quiet = QuietHours{YearCalendar::kQuietFrom, YearCalendar::kQuietTo};
  config.duties.first_reply_within = options.first_reply_within;
  config.communities.clear();
  const auto complaints = static_cast<std::size_t>(options.complaints);
  for (std::size_t i = 0; i * YearMatters::kPerCommunity < complaints; ++i) {
    config.communities.push_back({"小区" + std::to_string(i + 1), config.calendar, {}});
  }
  return config;
}

class Year {
 public:
  explicit Year(const YearOptions& options)
      : options_(options),
        calendar_(kCalendars, kYear),
        receiver_(options.loses_one_in, options.repeats_one_in),
        config_(ConfigOfYear(options)),
        clock_(calendar_.start()),
        plan_(PlanYear({options.complaints, static_cast<int>(config_.communities.size()),
                        options.seed, calendar_.start(), calendar_.days()})),
        matters_(calendar_, plan_, config_.communities.size()),
        truly_(calendar_.start()) {
    StartLogging("error");
  }

  YearTally Live(const std::function<void(const std::string&)>& progress) {
    Begin();
    const UtcTime end = calendar_.start() + hours(24 * (calendar_.days() - 1));
    while (truly_ < end) {
      const UtcTime next = std::max(truly_, NextMoment(end));
      // What has to be said is noted when it has to, whether the service wakes up or not.
      while (daemon_ && matters_.NextDue() && *matters_.NextDue() < next + ahead_) {
        SetTime(std::max(truly_, *matters_.NextDue() - ahead_));
        matters_.NoteWhatIsDue(Moment());
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
  [[nodiscard]] YearMoment Moment() const { return {truly_, clock_.Now()}; }

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
        SetMood(event.channel, event.mood);
        break;
      default:
        SetClock(event.step);
    }
  }

  void ComeUp() {
    Begin();
    excuses_.disturbed.emplace_back(down_since_, truly_);
    excuses_.spare_disturbed.emplace_back(down_since_, truly_);
    HandIn(std::exchange(backlog_, {}));
  }

  void SetMood(int channel, YearReceiver::Mood mood) {
    receiver_.SetMood(channel, mood);
    if (mood == YearReceiver::Mood::Fine) {
      EndOutage(channel);
    } else {
      ++tally_.outages;
      auto& since = out_since_.at(static_cast<std::size_t>(channel));
      since = since.value_or(truly_);
    }
  }

  void EndOutage(int channel) {
    constexpr minutes kTriedAgainWithin(15);
    if (auto& since = out_since_.at(static_cast<std::size_t>(channel))) {
      auto& disturbed = channel == 0 ? excuses_.disturbed : excuses_.spare_disturbed;
      disturbed.emplace_back(*since, truly_ + kTriedAgainWithin);
      since.reset();
    }
  }

  void SetClock(Duration by) {
    ahead_ += by;
    SetTime(truly_);
    excuses_.clock_set.push_back(truly_);
    ++tally_.clock_steps;
    if (by < Duration(0)) {
      matters_.PutBack();
    }
  }

  // What one visit brings, board by board; then, once the service has looked at it, what people do.
  void HandIn(const std::vector<YearEvent>& events) {
    const YearMoment now = Moment();
    std::map<std::size_t, std::vector<ArrivedPost>> posts;
    for (const YearEvent& event : events) {
      if (event.IsAPost()) {
        posts[matters_.CommunityOf(event.matter)].push_back(
            {matters_.Write(event, now.shown), Channel::Forum, now.shown});
      }
    }
    for (const auto& [community, arrived] : posts) {
      daemon_->pipeline().OnPosts(sources_[community], arrived, now.shown);
    }
    for (const YearEvent& event : events) {
      if (event.what == What::Post) {
        Recognise(event.matter);
      }
      if (event.IsAPost()) {
        matters_.Await(event.matter, now);
      }
    }
    SayAll();
    for (const YearEvent& event : events) {
      const auto order = event.IsAPost() ? std::nullopt : matters_.Do(event, now);
      if (order) {
        const OrderResult done =
            Desk(store_.session(), config_, daemon_->pipeline()).Do(*order, now.shown);
        if (!done.done) {
          ++tally_.unexpected;
          tally_.examples.push_back("an order was refused: " + done.said);
        }
      }
    }
  }

  // Which complaint the service made of it.
  void Recognise(std::size_t matter) {
    const auto ids =
        ComplaintStore(store_.session())
            .InThread(sources_[matters_.CommunityOf(matter)].id, YearMatters::Thread(matter));
    if (ids.size() == 1) {
      matters_.Recognise(matter, *ids.begin());
    }
  }

  void Serve() {
    matters_.NoteWhatIsDue(Moment());
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
    for (int channel = 0; channel < YearReceiver::kChannels; ++channel) {
      EndOutage(channel);
    }
    std::vector<YearMatter> matters = matters_.ToBeJudged();
    for (YearMatter& matter : matters) {
      if (matter.complaint) {
        for (const Step& step : StepStore(store_.session()).Of(*matter.complaint)) {
          if (step.kind == StepKind::Closed && step.who == kOurselves) {
            matter.closed_itself.push_back(step.at);
          }
        }
      }
    }
    YearJudge judge(tally_, std::move(excuses_));
    judge.Judge(matters, receiver_.taken());
    judge.JudgeFailOver(matters, receiver_.taken(), receiver_.taken_instead());
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
  YearMatters matters_;
  std::vector<YearEvent> backlog_;  // while the service is down
  std::size_t next_event_ = 0;
  int down_ = 0;
  bool dies_ = false;
  UtcTime truly_{};
  Duration ahead_{0};  // of the true time, the clock
  UtcTime down_since_{};
  // Out of reach, or busy, a receiver.
  std::array<std::optional<UtcTime>, YearReceiver::kChannels> out_since_;
  YearJudge::Excuses excuses_;
  YearTally tally_;
};

}  // namespace

YearTally LiveThroughAYear(const YearOptions& options,
                           const std::function<void(const std::string&)>& progress) {
  return Year(options).Live(progress);
}

}  // namespace forumwatch
