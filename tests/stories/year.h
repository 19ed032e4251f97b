// A year of complaints through the daemon, its store and its outbox, with everything that goes
// wrong in one: the service is down, dies in the middle of sending, its clock is set, one of two
// receivers is out of reach or busy. Posts and replies are handed in as a visit would, people's
// steps as orders; what must be said, and when, is worked out beside it (year_duties.h) and held
// against what arrived. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/model/time.h"

namespace forumwatch {

struct YearOptions {
  int complaints = 1000;
  std::uint64_t seed = 1;
  // Controls. One delivery in so many is taken as made and never arrives; one answer in so many is
  // misunderstood, so that the service says the same again, unmarked. 0: none.
  int loses_one_in = 0;
  int repeats_one_in = 0;
  std::chrono::minutes first_reply_within{240};  // as the service believes (B2)
  bool fails_over = true;                        // where one receiver fails it, it knows another
  bool oversleeps = false;  // it is not woken by what it waits for, but by what happens
};

struct YearTally {
  int complaints = 0;
  int joined = 0;  // threads that were taken for somebody else's complaint
  int due = 0;     // alerts that had to be said
  int arrived = 0;
  int settled = 0;      // not told any more: done while nothing got through, or while it was night
  int failed_over = 0;  // told through the second channel
  int closings = 0;     // of complaints by the service itself, that were due
  std::map<std::string, int> by_rule;  // of those due
  int missed = 0;
  int early = 0;
  int late = 0;        // a first attempt over ten seconds after it was due, less what was disturbed
  int doubled = 0;     // outside a send that was cut
  int unexpected = 0;  // said, and nothing called for it
  int repeated = 0;    // after a send that was cut, and marked
  int restarts = 0;
  int clock_steps = 0;
  int outages = 0;
  Duration latest{0};  // of the first attempts, after it was due, less what was disturbed
  std::vector<std::string> examples;  // of what went wrong, the first few
};

// `progress` (may be empty) is called with each month's name.
YearTally LiveThroughAYear(const YearOptions& options,
                           const std::function<void(const std::string&)>& progress = {});

}  // namespace forumwatch
