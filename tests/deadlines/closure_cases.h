// Cases of what people did and what follows for the clocks (C1–C3), each told in words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/deadlines/closure.h"
#include "tests/deadlines/calendars.h"

namespace forumwatch {

// Posted on a Monday at ten: first reply due 14:00, measures 18:00, working day Tuesday at ten.
inline constexpr const char* kMonday = "2026-03-02 10:00";

inline Step Did(StepKind kind, const std::string& at, std::string detail = "") {
  return {ComplaintId{1}, "李主管", At(at), kind, std::move(detail), ""};
}
inline Reply Received(const std::string& at) {
  return {At(at), ReplyKind::Acknowledgement, "post 1"};
}
inline Reply Measured(const std::string& at) {
  return {At(at), ReplyKind::Measures, "post 2"};
}

inline DutyEvents EventsOf(std::vector<Reply> replies, std::vector<Step> steps,
                           std::vector<SpokenOf> threads = {}) {
  DutyEvents events{At(kMonday), 1, std::move(replies), std::move(threads)};
  events.steps = std::move(steps);
  return events;
}

// "F1 met, M1 void": the clocks by episode, with the first letter of their kind.
inline std::string Written(const std::vector<Duty>& duties) {
  constexpr std::string_view kLetters = "FMWRC";
  std::string text;
  for (const Duty& duty : duties) {
    text += (text.empty() ? "" : ", ") +
            std::string(1, kLetters[static_cast<std::size_t>(duty.kind)]) +
            std::to_string(duty.episode) + " " + std::string(Name(duty.state));
  }
  return text;
}

struct PathCase {
  const char* name;
  std::vector<Reply> replies;
  std::vector<Step> steps;
  std::vector<SpokenOf> threads;
  const char* now;
  const char* clocks;
  const char* closes = "";  // by itself
};

class Closure : public testing::Test {
 protected:
  void Check(const PathCase& c) {
    DutyEvents events = EventsOf(c.replies, c.steps, c.threads);
    const auto duties = EvaluateDuties(events, calendar_, {}, At(c.now));
    EXPECT_EQ(Written(duties), c.clocks) << c.name;
    const auto closes = ClosesAt(duties, c.steps);
    EXPECT_EQ(closes ? calendar_.zone.Format(*closes) : "",
              *c.closes == '\0' ? "" : calendar_.zone.Format(At(c.closes)))
        << c.name;
    for (const Duty& duty : duties) {
      ASSERT_FALSE(duty.explain.empty()) << c.name;
      EXPECT_EQ(duty.explain.front().from, duty.starts_at) << c.name;
      EXPECT_EQ(duty.explain.back().to, duty.due_at) << c.name;
    }
    events.known = duties;  // a restart, an upgrade, another look: nothing moves
    EXPECT_EQ(EvaluateDuties(events, calendar_, {}, At(c.now)), duties) << c.name;
  }

  const WorkingCalendar calendar_ = ShippedCalendar();
};

}  // namespace forumwatch
