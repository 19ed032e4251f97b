#include "tests/stories/year_matters.h"

#include <algorithm>
#include <array>

#include "tests/support/house.h"

namespace forumwatch {
namespace {

constexpr const char* kMeasuresSaid = "您好，已安排人员到场处理，今天17点前完成。";

struct TroubleOfYear {
  const char* title;
  const char* text;
};
constexpr std::array<TroubleOfYear, 5> kKinds = {{
    {"电梯坏了", "电梯坏了三天没人修，物业不管。"},
    {"楼道漏水", "楼道天花板漏水，一直没人来修。"},
    {"垃圾没人清", "楼下垃圾三天没清，臭得很，保洁不管。"},
    {"楼道灯不亮", "楼道灯不亮，晚上黑漆漆的，报了没人换。"},
    {"门禁坏了", "单元门禁坏了，谁都能进，报修没人理。"},
}};
constexpr std::size_t kBuildings = 60;
constexpr std::size_t kPeople = 97;  // of a community
constexpr const char* kThreat = "再不处理就找电视台曝光。";
constexpr const char* kSameAgain = "还是老样子，根本没弄好。";
using What = YearEvent::What;

}  // namespace

const std::size_t YearMatters::kPerCommunity = kBuildings * kKinds.size();

YearMatters::YearMatters(const YearCalendar& calendar, const YearPlan& plan,
                         std::size_t communities)
    : calendar_(calendar), plan_(plan), communities_(communities), matters_(plan.posted.size()) {}

std::string YearMatters::Thread(std::size_t matter) {
  return std::to_string(matter + 1);
}

std::size_t YearMatters::PersonOf(std::size_t matter) const {
  return NumberOf(matter) % kPeople;
}

// One in ten, and once a building: two posts of one building that threaten in the same words are
// taken for one event.
bool YearMatters::Threatens(std::size_t matter) const {
  return NumberOf(matter) % kBuildings % 10 == NumberOf(matter) / kBuildings;
}

// Each place of a community has each kind of trouble once.
std::string YearMatters::Trouble(std::size_t matter) const {
  return std::to_string(NumberOf(matter) % kBuildings + 1) + "栋" +
         kKinds.at(NumberOf(matter) / kBuildings).text;
}

SeenPost YearMatters::Write(const YearEvent& event, UtcTime now) {
  const std::size_t number = event.matter;
  Matter& matter = matters_[number];
  const std::string thread = Thread(number);
  const std::string author = "业主" + std::to_string(PersonOf(number));
  if (event.what == What::Post) {
    const UtcTime posted = plan_.posted[number];
    matter.seen = now;
    matter.people.insert(PersonOf(number));
    matter.calls.emplace(calendar_, posted, now, Threatens(number));
    const TroubleOfYear& kind = kKinds.at(NumberOf(number) / kBuildings);
    return Seen({thread, "o" + thread, author, Trouble(number) + (Threatens(number) ? kThreat : ""),
                 std::to_string(NumberOf(number) % kBuildings + 1) + "栋" + kind.title},
                posted);
  }
  if (event.what == What::Again) {
    matter.calls->SaidAgain(event.posted, now, Threatens(number));
    return Seen({thread, "b" + thread, author,
                 Trouble(number) + kSameAgain + (Threatens(number) ? kThreat : ""), ""},
                event.posted);
  }
  matter.calls->Reply(event.measures);
  return Seen({thread, "r" + thread + "." + std::to_string(ToMicros(event.at)), "云栖客服",
               event.measures ? kMeasuresSaid : "您好，您反映的情况已收到，我们会尽快核实。", ""},
              event.at);
}

void YearMatters::Recognise(std::size_t matter, ComplaintId complaint) {
  if (recognised_.insert(complaint).second) {
    matters_[matter].complaint = complaint;
  }
}

// C2: who never wants to be asked is not, about nothing.
bool YearMatters::MayBeAsked(const Matter& matter, std::size_t community) const {
  return std::any_of(matter.people.begin(), matter.people.end(), [&](std::size_t person) {
    return !never_asked_.contains({community, person});
  });
}

bool YearMatters::Take(const YearEvent& event, Order& order, UtcTime now) {
  Matter& matter = matters_[event.matter];
  MatterOfYear& calls = *matter.calls;
  const std::size_t community = CommunityOf(event.matter);
  switch (event.what) {
    case What::Notice:
      calls.TakeNotice(now);
      order.kind = StepKind::Acknowledged;
      return true;
    case What::Draft:
      calls.Draft(now);
      order.kind = StepKind::Drafted;
      order.why = kMeasuresSaid;
      return true;
    case What::Decide:
      calls.Decide(now);
      order.kind = event.yes ? StepKind::Approved : StepKind::Rejected;
      order.who = "王经理";
      return true;
    case What::Handle:
      calls.Handle(now, MayBeAsked(matter, community));
      order.kind = StepKind::Handled;
      return true;
    case What::Revisit:
      calls.Revisit(now, event.yes);
      order.kind = StepKind::Revisited;
      order.detail = event.yes ? "满意" : "不满意";
      order.why = "电话";
      return true;
    case What::NoRevisit:
      order.kind = StepKind::RevisitWaived;
      order.detail = event.yes ? "客户不愿" : "敏感";
      calls.NeedNotRevisit(now);
      if (event.yes) {
        never_asked_.insert({community, PersonOf(event.matter)});
      }
      return true;
    default:
      calls.Close(now);
      order.kind = StepKind::Closed;
      return true;
  }
}

bool YearMatters::Merge(const YearEvent& event, Order& order, const YearMoment& now) {
  Matter& matter = matters_[event.matter];
  Matter& into = matters_[event.into];
  if (!matter.complaint || !into.complaint || into.calls->IsClosed()) {
    return false;
  }
  into.calls->TakeOver(*matter.calls, now.shown);
  into.people.insert(matter.people.begin(), matter.people.end());
  order.kind = StepKind::Merged;
  order.detail = Name(*into.complaint);
  Await(event.into, now);
  return true;
}

std::optional<Order> YearMatters::Do(const YearEvent& event, const YearMoment& now) {
  Matter& matter = matters_[event.matter];
  Order order;
  order.who = "李主管";
  order.why = "模拟";
  if (matter.calls->IsClosed() ||
      !(event.what == What::Merge ? Merge(event, order, now) : Take(event, order, now.shown))) {
    return std::nullopt;
  }
  if (matter.calls->IsClosed()) {
    matter.closed.push_back(now);
  }
  Await(event.matter, now);
  if (!matter.complaint) {
    return std::nullopt;
  }
  order.complaint = *matter.complaint;
  return order;
}

std::optional<UtcTime> YearMatters::NextDue() const {
  return awaited_.empty() ? std::nullopt : std::optional(awaited_.begin()->first);
}

void YearMatters::NoteWhatIsDue(const YearMoment& now) {
  while (!awaited_.empty() && awaited_.begin()->first <= now.shown) {
    const std::size_t number = awaited_.begin()->second;
    awaited_.erase(awaited_.begin());
    Matter& matter = matters_[number];
    const bool was_closed = matter.calls->IsClosed();
    for (const DueAlert& alert : matter.calls->Say(now.shown)) {
      matter.due.push_back(alert);
    }
    if (matter.calls->IsClosed() && !was_closed) {
      matter.closed.push_back(now);
    }
    Await(number, now);
  }
}

void YearMatters::Await(std::size_t matter, const YearMoment& now) {
  MatterOfYear& calls = *matters_[matter].calls;
  for (DueAlert& alert : matters_[matter].due) {
    if (alert.held && !alert.needless && calls.IsDone(alert)) {
      alert.needless = now;
    }
  }
  if (const auto next = calls.Next()) {
    awaited_.insert({*next, matter});
  }
}

void YearMatters::PutBack() {
  for (std::size_t i = 0; i < matters_.size(); ++i) {
    if (matters_[i].calls) {
      matters_[i].calls->PutBack();
      if (const auto next = matters_[i].calls->Next()) {
        awaited_.insert({*next, i});
      }
    }
  }
}

std::vector<YearMatter> YearMatters::ToBeJudged() const {
  std::vector<YearMatter> judged;
  for (std::size_t i = 0; i < matters_.size(); ++i) {
    const Matter& matter = matters_[i];
    YearMatter& one = judged.emplace_back();
    one.complaint = matter.complaint;
    one.posted = plan_.posted[i];
    one.seen = matter.seen;
    one.due = matter.due;
    one.closed = matter.closed;
    if (matter.calls) {
      one.closings = matter.calls->closings();
    }
  }
  return judged;
}

}  // namespace forumwatch
