// A simulated year of 200,000 complaints (tests/stories/year.h), and how it went.
//   year [COMPLAINTS [SEED]]
// Exit code 0: nothing missed, early, doubled or unexpected, no first attempt over ten seconds
// late.
#include "tests/stories/year.h"

#include <cstdlib>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
  forumwatch::YearOptions options;
  options.complaints =
      argc > 1 ? std::atoi(argv[1]) : 200'000;  // NOLINT(cert-err34-c): 0 is refused
  options.seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  if (options.complaints < 100) {
    std::cerr << "year: COMPLAINTS is a number, 100 or more\n";
    return 64;
  }
  const forumwatch::YearTally tally = forumwatch::LiveThroughAYear(
      options, [](const std::string& month) { std::cerr << month << "\n"; });
  const auto latest = std::chrono::duration_cast<std::chrono::milliseconds>(tally.latest);
  std::cout << tally.complaints << " complaints (" << tally.joined << " threads joined others), "
            << tally.restarts << " restarts, " << tally.clock_steps << " clock steps, "
            << tally.outages << " outages\n"
            << "alerts due " << tally.due << ", arrived " << tally.arrived << ", settled "
            << tally.settled << ", of " << tally.closings << " closings and these missed "
            << tally.missed << ", early " << tally.early << ", late " << tally.late << ", doubled "
            << tally.doubled << ", unexpected " << tally.unexpected
            << "; repeated after a cut send " << tally.repeated << "; latest first attempt "
            << latest.count() << " ms\n";
  std::cout << "told through the second channel " << tally.failed_over << "; due by rule:";
  for (const auto& [rule, count] : tally.by_rule) {
    std::cout << " " << rule << " " << count;
  }
  std::cout << "\n";
  for (const std::string& example : tally.examples) {
    std::cout << "  " << example << "\n";
  }
  const bool all = tally.complaints == options.complaints && tally.due > 0;
  return all && tally.missed + tally.early + tally.late + tally.doubled + tally.unexpected == 0 ? 0
                                                                                                : 1;
}
