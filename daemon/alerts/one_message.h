// Which of a channel's alerts go as one message. Pure; any thread.
#pragma once

#include <deque>
#include <vector>

#include "daemon/store/outbox.h"

namespace forumwatch {

// What the first of those that wait may go with: what its receiver is told about the same
// complaint, else, in a burst, whatever is as urgent as it is. Itself included; empty: nothing.
std::vector<Delivery> OneMessage(const std::deque<Delivery>& waiting);

}  // namespace forumwatch
