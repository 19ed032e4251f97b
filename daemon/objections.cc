#include "daemon/objections.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "analysis/deadlines/closure.h"
#include "daemon/live_part.h"

namespace forumwatch {
namespace {

// How far the revisit of what was handled last has come.
struct RevisitStanding {
  std::optional<UtcTime> handled_at;  // nullopt: it is not, or not any more
  bool asked = false;
  bool waived = false;
  std::optional<UtcTime> objected_at;  // in this complaint
  std::string reopening;               // the post that opened it again last; "" none
};

RevisitStanding RevisitStandingOf(const std::vector<Step>& steps) {
  RevisitStanding standing;
  std::vector<Step> present;
  for (const Step& step : InOrder(steps)) {
    switch (step.kind) {
      case StepKind::Handled:
        standing.handled_at = step.at;
        standing.asked = false;
        break;
      case StepKind::Revisited:
        standing.asked = true;
        break;
      case StepKind::RevisitWaived:
        standing.objected_at = step.detail == kObjects ? step.at : standing.objected_at;
        break;
      case StepKind::RevisitAllowed:
        standing.objected_at.reset();
        break;
      case StepKind::Reopened:
        standing = {std::nullopt, false, false, standing.objected_at, step.detail};
        present.clear();
        break;
      case StepKind::Merged:  // others have come to it
        standing = {};
        present.clear();
        break;
      case StepKind::Closed:
        standing.handled_at.reset();
        break;
      default:
        break;
    }
    present.push_back(step);
  }
  standing.waived = WaiverAmong(present) != nullptr;
  return standing;
}

}  // namespace

Objections::Objections(Session& session)
    : complaints_(session), steps_(session), objections_(session) {}

std::string Objections::CustomerOf(ComplaintId complaint) {
  const std::vector<Step> steps = steps_.Of(complaint);
  const auto reopened = std::find_if(steps.rbegin(), steps.rend(), [](const Step& step) {
    return step.kind == StepKind::Reopened;
  });
  const Mention* customer = nullptr;
  const std::vector<Mention> mentions = complaints_.MentionsOf(complaint);
  for (const Mention& mention : mentions) {
    if (mention.official) {
      continue;
    }
    if (reopened != steps.rend() && reopened->detail == NameOfPost(mention)) {
      customer = &mention;
      break;
    }
    customer = customer == nullptr || mention.at < customer->at ? &mention : customer;
  }
  return customer == nullptr ? "" : PersonOf(*customer);
}

void Objections::Note(ComplaintId complaint, UtcTime at) {
  if (const std::string person = CustomerOf(complaint); !person.empty()) {
    objections_.Save(person, complaint, at);
  }
}

std::optional<std::vector<std::string>> Objections::TakeBack(ComplaintId complaint) {
  std::set<ComplaintId> family{complaint};
  bool on_record = false;
  for (const Step& step : steps_.WithMerged(complaint)) {
    family.insert(step.complaint);
    on_record = on_record || (step.kind == StepKind::RevisitWaived && step.detail == kObjects);
  }
  std::set<std::string> persons;
  for (const ComplaintId part : family) {
    for (std::string& person : objections_.WhoSaidSoIn(part)) {
      persons.insert(std::move(person));
    }
  }
  if (const std::string customer = CustomerOf(complaint);
      persons.empty() && objections_.SaidIn(customer)) {
    persons.insert(customer);
  }
  if (persons.empty() && !on_record) {
    return std::nullopt;
  }
  std::vector<std::string> names;
  const std::vector<Mention> mentions = complaints_.MentionsOf(complaint);
  for (const std::string& person : persons) {
    objections_.TakeBack(person);
    const auto of = std::find_if(mentions.begin(), mentions.end(), [&](const Mention& mention) {
      return PersonOf(mention) == person;
    });
    names.push_back(of == mentions.end() ? "" : of->author);
  }
  return names;
}

std::optional<Step> Objections::Waiver(const Complaint& complaint,
                                       std::span<const Mention> mentions,
                                       const std::vector<Step>& steps, UtcTime now) {
  const RevisitStanding standing = RevisitStandingOf(steps);
  if (!standing.handled_at || standing.asked || standing.waived) {
    return std::nullopt;
  }
  std::optional<ComplaintId> said_in =
      standing.objected_at ? std::optional(complaint.id) : std::nullopt;
  for (const Mention& mention : mentions) {
    const bool reopens = NameOfPost(mention) == standing.reopening;  // however old, if read late
    if (mention.official ||
        (!reopens && mention.at <= standing.objected_at.value_or(UtcTime::min()))) {
      continue;
    }
    said_in = objections_.SaidIn(PersonOf(mention));
    if (!said_in) {
      return std::nullopt;
    }
  }
  if (!said_in) {
    return std::nullopt;
  }
  return Step{complaint.id,
              std::string(kOurselves),
              std::max(now, *standing.handled_at),
              StepKind::RevisitWaived,
              std::string(kObjects),
              "客户在 " + forumwatch::Name(*said_in) + " 中表示不愿回访，不再打扰（C2）"};
}

}  // namespace forumwatch
