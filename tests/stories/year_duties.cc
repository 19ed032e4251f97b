#include "tests/stories/year_duties.h"

#include <algorithm>
#include <array>

namespace forumwatch {
namespace {

using std::chrono::minutes;

constexpr Duration kJustOver(1);  // the due instant itself is in time
constexpr std::string_view kFirstReply = "first_reply";
constexpr std::string_view kMeasures = "measures";
constexpr std::string_view kWorkingDay = "working_day";
constexpr std::string_view kRevisit = "revisit";
constexpr std::string_view kApproval = "approval.waiting";
constexpr std::string_view kUnacknowledged = "complaint.unacknowledged";
constexpr std::array kToBeAnswered = {kFirstReply, kMeasures, kWorkingDay};

constexpr int kRevisitDays = 3;
constexpr std::chrono::days kQuietWeek(7);
constexpr minutes kNoticedWithin(15);
constexpr minutes kApprovedWithin(30);
constexpr int kSetsOfSigns = 16;  // of danger there are, for each re-opening
constexpr std::array kWarnedAfter = {minutes(120), minutes(180), minutes(216)};  // of four hours

// What is said at once and stays said, whatever becomes of the matter.
bool IsNews(std::string_view rule) {
  return rule == "complaint.new" || rule == "reopened" || rule == "danger";
}

bool MayWait(std::string_view clock) {
  return clock == kMeasures || clock == kWorkingDay || clock == kRevisit;
}

}  // namespace

MatterOfYear::MatterOfYear(const YearCalendar& calendar, UtcTime posted, UtcTime seen,
                           bool threatens)
    : calendar_(&calendar), seen_(seen) {
  Await("complaint.new", 1, 0, seen, seen);
  if (threatens) {
    Await("danger", 1, 0, seen, seen);
  }
  Await(kUnacknowledged, 1, 0, seen + kNoticedWithin, seen);
  for (const std::string_view name : kToBeAnswered) {
    Begin(name, 1, std::min(posted, seen), seen);
  }
}

bool MatterOfYear::Foresees(std::string_view rule) {
  return IsNews(rule) || rule == kApproval || rule == kUnacknowledged ||
         std::find(kToBeAnswered.begin(), kToBeAnswered.end(), ClockOf(rule)) !=
             kToBeAnswered.end() ||
         ClockOf(rule) == kRevisit;
}

std::string_view MatterOfYear::ClockOf(std::string_view rule) {
  return rule == kUnacknowledged ? kFirstReply : rule.substr(0, rule.find('.'));
}

void MatterOfYear::Wind(Clock& clock) const {
  if (clock.name == kFirstReply) {
    clock.due = clock.from + minutes(240);
  } else if (clock.name == kMeasures) {
    const YearCalendar::Span span = calendar_->Measures(clock.from);
    clock.due = span.due;
    clock.half_way = span.half_way;
  } else {
    clock.due = calendar_->WorkingDays(clock.from, clock.name == kRevisit ? kRevisitDays : 1);
  }
}

void MatterOfYear::Begin(std::string_view name, int episode, UtcTime from, UtcTime known) {
  Clock clock;
  clock.name = name;
  clock.episode = episode;
  clock.from = from;
  Wind(clock);
  clocks_.push_back(clock);
  if (name == kFirstReply) {
    for (int stage = 0; stage < static_cast<int>(kWarnedAfter.size()); ++stage) {
      Await("first_reply.due_soon", episode, stage, {}, known);
    }
    Await("first_reply.overdue", episode, 0, {}, known);
  } else if (name == kMeasures) {
    Await("measures.due_soon", episode, 0, {}, known);
    Await("measures.overdue", episode, 0, {}, known);
  } else {
    Await(name == kRevisit ? "revisit.due" : "working_day.overdue", episode, 0, {}, known);
  }
}

void MatterOfYear::Await(std::string_view rule, int episode, int stage, UtcTime at, UtcTime known) {
  Waiting waiting{{at, rule, episode, stage}, known, false, false};
  Place(waiting);
  waiting_.push_back(waiting);
}

// By its clock; what has none stays where it is.
void MatterOfYear::Place(Waiting& waiting) const {
  DueAlert& alert = waiting.alert;
  const Clock* const clock = Find(ClockOf(alert.rule), alert.episode);
  if (clock == nullptr || alert.rule == kUnacknowledged) {
    return;
  }
  if (alert.rule == "first_reply.due_soon") {
    alert.at = clock->from + kWarnedAfter.at(static_cast<std::size_t>(alert.stage));
  } else {
    alert.at = alert.rule == "measures.due_soon" ? clock->half_way : clock->due + kJustOver;
  }
}

const MatterOfYear::Clock* MatterOfYear::Find(std::string_view name, int episode) const {
  const auto found = std::find_if(clocks_.begin(), clocks_.end(), [&](const Clock& clock) {
    return clock.name == name && clock.episode == episode;
  });
  return found == clocks_.end() ? nullptr : &*found;
}

MatterOfYear::Clock* MatterOfYear::Last(std::string_view name) {
  const auto found = std::find_if(clocks_.rbegin(), clocks_.rend(),
                                  [&](const Clock& clock) { return clock.name == name; });
  return found == clocks_.rend() ? nullptr : &*found;
}

void MatterOfYear::End(std::string_view name) {
  for (Clock& clock : clocks_) {
    clock.done = clock.done || clock.name == name;
  }
}

bool MatterOfYear::IsNeedless(const DueAlert& alert) const {
  if (IsNews(alert.rule)) {
    return false;
  }
  if (alert.rule == kApproval) {
    return closed_ || !drafted_ || alert.episode != drafts_;
  }
  // A working day that was over before the matter was seen is told of by what tells of the matter.
  const bool was_over = alert.rule == "working_day.overdue" && alert.at - kJustOver < seen_;
  const Clock* const clock = Find(ClockOf(alert.rule), alert.episode);
  return was_over || IsDone(alert) || (clock != nullptr && clock->spoken_for) ||
         (alert.rule == kUnacknowledged && noticed_);
}

bool MatterOfYear::IsDone(const DueAlert& said) const {
  const Clock* const clock = Find(ClockOf(said.rule), said.episode);
  return closed_ || (clock != nullptr && clock->done);
}

// A later one of the same clock that has come due as well speaks for this one; the call for a
// second person stands beside the stages, but not beside what is over.
bool MatterOfYear::IsSpokenFor(const Waiting& waiting, UtcTime now) const {
  const DueAlert& alert = waiting.alert;
  return !IsNews(alert.rule) &&
         std::any_of(
             waiting_.begin() + (&waiting - waiting_.data()) + 1, waiting_.end(),
             [&](const Waiting& later) {
               return later.alert.episode == alert.episode &&
                      ((later.said && later.alert.rule == alert.rule) ||
                       (later.alert.at <= now && ClockOf(later.alert.rule) == ClockOf(alert.rule) &&
                        (alert.rule != kUnacknowledged ||
                         later.alert.rule == "first_reply.overdue")));
             });
}

DueAlert MatterOfYear::Said(const Waiting& waiting, UtcTime now) const {
  DueAlert said = waiting.alert;
  const UtcTime morning = calendar_->Morning(now);
  said.held = MayWait(ClockOf(said.rule)) && morning > now;
  said.told_from = said.held ? morning : std::max(said.at, waiting.known);
  return said;
}

std::vector<DueAlert> MatterOfYear::Say(UtcTime now) {
  if (closes_at_ && *closes_at_ <= now) {
    closings_.push_back(*closes_at_);
    Close(now);
  }
  std::vector<DueAlert> said;
  for (Waiting& waiting : waiting_) {
    if (waiting.said || waiting.passed_over || waiting.alert.at > now) {
      continue;
    }
    if (IsNeedless(waiting.alert) || IsSpokenFor(waiting, now)) {
      waiting.passed_over = true;
    } else {
      waiting.said = true;
      said.push_back(Said(waiting, now));
    }
  }
  return said;
}

std::optional<UtcTime> MatterOfYear::Next() const {
  std::optional<UtcTime> next = closes_at_;
  for (const Waiting& waiting : waiting_) {
    if (!waiting.said && !waiting.passed_over) {
      next = std::min(next.value_or(waiting.alert.at), waiting.alert.at);
    }
  }
  return next;
}

// What is done comes after what it is about, whatever the clock says.
UtcTime MatterOfYear::Stamp(UtcTime now) {
  noticed_ = true;
  for (const Clock& clock : clocks_) {
    now = clock.name == kRevisit ? now : std::max(now, clock.from);
  }
  return now;
}

// What is done on the way to closure comes after what was done there before, too.
UtcTime MatterOfYear::StampOnTheWay(UtcTime now) {
  last_on_the_way_ = std::max(last_on_the_way_, Stamp(now));
  return last_on_the_way_;
}

void MatterOfYear::TakeNotice(UtcTime now) {
  Stamp(now);
}

void MatterOfYear::Reply(bool measures) {
  End(kFirstReply);
  if (measures) {
    End(kMeasures);
    End(kWorkingDay);
  }
  PlaceApproval();
}

void MatterOfYear::Draft(UtcTime now) {
  drafted_ = Stamp(now);
  ++drafts_;
  Await(kApproval, drafts_, 0, now, now);
  Await(kApproval, drafts_, 1, *drafted_, now);
  PlaceApproval();
}

void MatterOfYear::PlaceApproval() {
  if (!drafted_) {
    return;
  }
  Duration within = kApprovedWithin;
  const Clock* const reply = Last(kFirstReply);
  if (!reply->done && reply->due > *drafted_) {
    within = std::min(within, (reply->due - *drafted_) / 2);
  }
  for (Waiting& waiting : waiting_) {
    if (waiting.alert.rule == kApproval && waiting.alert.episode == drafts_ &&
        waiting.alert.stage == 1 && !waiting.said) {
      waiting.alert.at = *drafted_ + within;
      waiting.passed_over = false;
    }
  }
}

void MatterOfYear::Decide(UtcTime now) {
  Stamp(now);
  drafted_.reset();
}

void MatterOfYear::Handle(UtcTime now, bool asked) {
  const UtcTime at = StampOnTheWay(now);
  End(kWorkingDay);
  rests_from_ = at;
  ++handlings_;
  if (asked && !waived_) {
    Begin(kRevisit, handlings_, at, now);
  } else {
    closes_at_ = at + kQuietWeek;
  }
}

void MatterOfYear::Revisit(UtcTime now, bool content) {
  StampOnTheWay(now);
  End(kRevisit);
  closes_at_ = content ? std::optional(*rests_from_ + kQuietWeek) : std::nullopt;
}

// It may be known before the matter is handled (C2).
void MatterOfYear::NeedNotRevisit(UtcTime now) {
  waived_ = true;
  if (rests_from_) {
    Revisit(now, true);
  } else {
    StampOnTheWay(now);
  }
}

void MatterOfYear::Close(UtcTime now) {
  closed_at_ = StampOnTheWay(now);
  rests_from_ = rests_from_.value_or(*closed_at_);
  closed_ = true;
  closes_at_.reset();
  for (Clock& clock : clocks_) {
    clock.done = true;
  }
}

// It is new by when it was posted; what was posted before the closing and is read after it is
// answered from when it was read.
void MatterOfYear::SaidAgain(UtcTime posted, UtcTime now, bool threatens) {
  const UtcTime said = std::min(posted, now);
  if (!rests_from_ || said <= *rests_from_) {
    return;
  }
  const UtcTime at =
      closed_at_ && said <= *closed_at_ ? std::max(now, *closed_at_ + Duration(1)) : said;
  if (Clock* const revisit = Last(kRevisit); revisit != nullptr && revisit->due >= at) {
    revisit->done = true;
  }
  for (const std::string_view name : kToBeAnswered) {
    Clock* const last = Last(name);
    if (last->done || last->due < at) {
      last->spoken_for = true;
      if (name == kFirstReply) {
        Await(kUnacknowledged, last->episode + 1, 0, std::max(at, now) + kNoticedWithin, now);
      }
      Begin(name, last->episode + 1, at, now);
    }
  }
  Await("reopened", Last(kWorkingDay)->episode, 0, at, now);
  ++reopenings_;
  if (threatens) {
    Await("danger", kSetsOfSigns * reopenings_ + 1, 0, at, now);
  }
  noticed_ = false;
  closed_ = false;
  waived_ = false;
  rests_from_.reset();
  closed_at_.reset();
  closes_at_.reset();
}

void MatterOfYear::TakeOver(MatterOfYear& other, UtcTime now) {
  other.Close(now);
  for (Clock& clock : clocks_) {
    if (clock.name != kRevisit) {
      clock.from = std::min(clock.from, other.Find(clock.name, 1)->from);
      Wind(clock);
    }
  }
  for (Waiting& waiting : waiting_) {
    if (!waiting.said) {
      waiting.known = now;
      waiting.passed_over = false;
      Place(waiting);
    }
  }
  Stamp(now);
  PlaceApproval();
}

void MatterOfYear::PutBack() {
  for (Waiting& waiting : waiting_) {
    waiting.passed_over = false;
  }
}

}  // namespace forumwatch
