// What happens in a simulated year, in true time: what owners, staff and the people on duty do, and
// what befalls the service. The same for the same seed.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/stories/year_receiver.h"

namespace forumwatch {

struct YearEvent {
  // Posts on the forum, of owners and of staff; then what people do; then what befalls the service.
  enum class What {
    Post,
    Again,
    Reply,
    Notice,
    Draft,
    Decide,
    Handle,
    Revisit,
    NoRevisit,
    Merge,
    Close,
    Down,
    Up,
    Die,
    Mood,
    Step
  };
  UtcTime at{};
  What what = What::Post;
  std::size_t matter = 0;  // Post … Close: which complaint
  UtcTime posted{};        // Again: at an even minute, some minutes before it is seen
  bool measures = false;   // Reply
  // Decide: it is approved; Revisit: the customer is content; NoRevisit: he never wants to be
  // asked.
  bool yes = false;
  std::size_t into = 0;                                // Merge: which complaint it is part of
  int channel = 0;                                     // Mood, of which receiver
  YearReceiver::Mood mood = YearReceiver::Mood::Fine;  // Mood
  Duration step{0};                                    // Step, of the clock

  [[nodiscard]] bool IsAPost() const { return what <= What::Reply; }
  [[nodiscard]] bool IsOfPeople() const { return what <= What::Close; }
};

struct YearPlan {
  std::vector<UtcTime> posted;    // by complaint, at even minutes
  std::vector<YearEvent> events;  // in order; a post is seen some minutes after it was written
};

struct YearOfWhat {
  int complaints = 0;
  int communities = 1;  // complaints that many apart are of the same one
  std::uint64_t seed = 1;
  UtcTime start{};
  int days = 365;
};
YearPlan PlanYear(const YearOfWhat& year);

}  // namespace forumwatch
