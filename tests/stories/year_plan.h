// What happens in a simulated year, in true time: what owners, staff and the people on duty do, and
// what befalls the service. The same for the same seed.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/stories/year_receiver.h"

namespace forumwatch {

struct YearEvent {
  enum class What { Post, Reply, Notice, Close, Down, Up, Die, Mood, Step };
  UtcTime at{};
  What what = What::Post;
  std::size_t matter = 0;                              // Post … Close: which complaint
  bool measures = false;                               // Reply
  YearReceiver::Mood mood = YearReceiver::Mood::Fine;  // Mood, of the receiver
  Duration step{0};                                    // Step, of the clock

  [[nodiscard]] bool IsOfPeople() const { return what <= What::Close; }
};

struct YearPlan {
  std::vector<UtcTime> posted;  // by complaint, ascending, at even minutes
  std::vector<YearEvent>
      events;  // in their order; a post is seen some minutes after it was written
};

YearPlan PlanYear(int complaints, std::uint64_t seed, UtcTime start, int days);

}  // namespace forumwatch
