// A reply that was approved and that the service could not post (B12). Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kUnposted = "reply.unposted";

enum class UnpostedBecause {
  Held,     // the forum has it, a moderator has to let it pass
  Delayed,  // it is tried again and again
  Given     // up: a person has to see to it
};

// Of what was asked for at `ordered_at`; each cause is said once of each order.
Alert UnpostedAlert(const Complaint& complaint, UnpostedBecause cause, std::string_view reason,
                    UtcTime ordered_at, const AlertingOptions& options, UtcTime now);

}  // namespace forumwatch
