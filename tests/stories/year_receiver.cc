#include "tests/stories/year_receiver.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using nlohmann::json;

bool IsTurnOf(int number, int one_in) {
  return one_in > 0 && number % one_in == 0;
}

HttpOutcome OutcomeOf(YearReceiver::Mood mood) {
  HttpOutcome outcome;
  outcome.request_sent = mood != YearReceiver::Mood::OutOfReach;
  switch (mood) {
    case YearReceiver::Mood::Fine:
      outcome.kind = OutcomeKind::Ok;
      outcome.status = 200;
      outcome.body = "ok";
      break;
    case YearReceiver::Mood::Busy:
      outcome.kind = OutcomeKind::HttpError;
      outcome.status = 503;
      break;
    case YearReceiver::Mood::OutOfReach:
      outcome.kind = OutcomeKind::Network;
      outcome.reason = "refused";
      break;
    case YearReceiver::Mood::Silent:
      outcome.kind = OutcomeKind::Timeout;
      outcome.reason = "no answer";
      break;
  }
  return outcome;
}

}  // namespace

RequestId YearReceiver::Start(HttpRequest request, OutcomeHandler done) {
  const std::size_t channel = request.url == kSpareAddress ? 1 : 0;
  const auto alert = json::parse(request.body);
  const std::string key = alert.at("id");
  Taken& taken = books_.at(channel)[key];
  if (taken.rule.empty()) {
    taken.rule = alert.at("rule");
    taken.complaint = alert.at("complaint").is_string() ? alert.at("complaint") : "";
    taken.episode = alert.at("episode");
    taken.said_at = ParseRfc3339(alert.at("at").get<std::string>()).value();
    taken.asked_at = shown_;
    taken.asked_truly_at = truly_;
    taken.asked_before = books_[0].contains(key) ? books_[0].at(key).asked : 0;
  }
  ++taken.asked;
  const auto id = RequestId(++last_id_);
  pending_.emplace(
      id, Pending{std::move(request.body), channel, std::move(done), moods_.at(channel), truly_});
  return id;
}

RequestId YearReceiver::Start(MailRequest /*request*/, OutcomeHandler /*done*/) {
  return RequestId(++last_id_);
}

void YearReceiver::SetTime(UtcTime shown, UtcTime truly) {
  shown_ = shown;
  truly_ = truly;
}

YearReceiver::Taken& YearReceiver::EntryOf(const Pending& pending) {
  return books_.at(pending.channel)[json::parse(pending.body).at("id")];
}

void YearReceiver::Take(const Pending& pending, bool answer_lost) {
  Taken& taken = EntryOf(pending);
  if (taken.times > 0) {
    const bool fair = taken.answer_lost && json::parse(pending.body).at("maybe_repeat");
    (fair ? taken.repeated : taken.doubled) = true;
  }
  ++taken.times;
  taken.answer_lost = answer_lost;
}

bool YearReceiver::Answer() {
  bool answered = false;
  for (auto next = pending_.begin(); next != pending_.end();) {
    const Pending& first = next->second;
    if (first.mood == Mood::Silent && truly_ < first.asked_truly_at + kDeadline) {
      ++next;
      continue;
    }
    const RequestId id = next->first;
    Pending pending = std::move(next->second);
    pending_.erase(next);
    if (pending.mood == Mood::Silent && static_cast<std::uint64_t>(id) % 2 == 0) {
      Take(pending, true);
    }
    if (pending.mood == Mood::Fine) {
      ++asked_;
      if (!IsTurnOf(asked_, loses_one_in_)) {
        Take(pending, false);
      }
      if (IsTurnOf(asked_, repeats_one_in_)) {
        pending.mood = Mood::Busy;
      }
    }
    if (Taken& taken = EntryOf(pending);
        pending.mood != Mood::Fine && taken.times == 0 && ++taken.failed == 2) {
      taken.failed_twice_at = truly_;
    }
    pending.done(OutcomeOf(pending.mood));
    answered = true;
    next = pending_.upper_bound(id);
  }
  return answered;
}

std::optional<UtcTime> YearReceiver::NextAnswerTruly() const {
  std::optional<UtcTime> next;
  for (const auto& [id, pending] : pending_) {
    const UtcTime due = pending.asked_truly_at + Duration(kDeadline);
    next = std::min(next.value_or(due), due);
  }
  return next;
}

void YearReceiver::LoseAnswers() {
  for (const auto& [id, pending] : pending_) {
    if (pending.mood == Mood::Fine) {
      Take(pending, true);
    }
  }
  pending_.clear();
}

}  // namespace forumwatch
