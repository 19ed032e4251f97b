// What a complaint's segments say together: the nature of the matter (E4, E6), as far as words show
// it. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/model/complaint.h"

namespace forumwatch {

struct Nature {
  std::optional<int> complaint_class;
  std::vector<std::string> topics;  // main one first
  std::string specialty;            // of the main topic
  std::string cause;                // proposed
  std::string cause_item;
  std::vector<std::string> flags;  // of any segment
  std::string place;
};

// `segments` in the order of their posts. Class, main topic with its specialty, cause with its item
// and place are each decided by a vote weighted by confidence, the opening segment counting twice
// and mere support (顶, 同问) not at all where anybody says more; the earlier wins a tie. Further
// topics follow by weight when they have at least a third of the main one's.
Nature NatureOf(std::span<const Segment> segments);

}  // namespace forumwatch
