// The complaints of a simulated year: the words in which owners, staff and colleagues speak of
// them, which complaint the service made of each, and what is due. One thread.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/model/post.h"
#include "daemon/desk/order.h"
#include "tests/stories/year_calendar.h"
#include "tests/stories/year_duties.h"
#include "tests/stories/year_judge.h"
#include "tests/stories/year_plan.h"

namespace forumwatch {

class YearMatters {
 public:
  // So many different ones can a community complain of.
  static const std::size_t kPerCommunity;

  // Both outlive it. They are of the communities by turns.
  YearMatters(const YearCalendar& calendar, const YearPlan& plan, std::size_t communities);

  [[nodiscard]] std::size_t CommunityOf(std::size_t matter) const { return matter % communities_; }
  [[nodiscard]] static std::string Thread(std::size_t matter);

  // What somebody writes on the forum: what a visit reads, and what it calls for.
  SeenPost Write(const YearEvent& event, UtcTime now);
  // The service made that complaint of it, unless it made it of another one.
  void Recognise(std::size_t matter, ComplaintId complaint);
  // What somebody does at the desk. nullopt: there is nothing to do any more.
  std::optional<Order> Do(const YearEvent& event, const YearMoment& now);

  // When something has to be said next; what has come due by now has to be said from now on.
  [[nodiscard]] std::optional<UtcTime> NextDue() const;
  void NoteWhatIsDue(const YearMoment& now);
  // What was done about it is done: of what is held till the morning, that is needless.
  void Await(std::size_t matter, const YearMoment& now);
  void PutBack();

  [[nodiscard]] std::vector<YearMatter> ToBeJudged() const;

 private:
  struct Matter {
    std::optional<MatterOfYear> calls;
    std::vector<DueAlert> due;
    UtcTime seen{};
    std::optional<ComplaintId> complaint;  // nullopt: it was taken for another
    std::vector<YearMoment> closed;
    std::set<std::size_t> people;
  };
  [[nodiscard]] std::size_t NumberOf(std::size_t matter) const { return matter / communities_; }
  [[nodiscard]] std::size_t PersonOf(std::size_t matter) const;
  [[nodiscard]] bool Threatens(std::size_t matter) const;
  [[nodiscard]] std::string Trouble(std::size_t matter) const;
  [[nodiscard]] bool MayBeAsked(const Matter& matter, std::size_t community) const;
  bool Take(const YearEvent& event, Order& order, UtcTime now);
  bool Merge(const YearEvent& event, Order& order, const YearMoment& now);

  const YearCalendar& calendar_;
  const YearPlan& plan_;
  std::size_t communities_;
  std::vector<Matter> matters_;
  std::set<ComplaintId> recognised_;
  std::set<std::pair<std::size_t, std::size_t>> never_asked_;  // community and person
  std::set<std::pair<UtcTime, std::size_t>> awaited_;
};

}  // namespace forumwatch
