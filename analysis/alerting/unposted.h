// A reply that was approved and that the service could not post (B12). Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kUnposted = "reply.unposted";

enum class UnpostedBecause {
  Held,         // the forum has it, a moderator has to let it pass
  Delayed,      // it is tried again and again
  Given,        // up: a person has to see to it
  NotApproved,  // it is approved no more
  MayBeThere,   // nobody knows whether it stands on the forum
  HeldTooLong   // no moderator has let it pass
};

// What the service was asked for.
struct AskedPosting {
  std::int64_t number = 0;  // of the posting
  int orders = 1;           // how often it was asked for by now
  UtcTime at{};             // the last time
};

// Each cause is said once of each order.
Alert UnpostedAlert(const Complaint& complaint, UnpostedBecause cause, std::string_view reason,
                    const AskedPosting& asked, const AlertingOptions& options, UtcTime now);

}  // namespace forumwatch
