// Who gives an order, and whether they may (B12, C1–C3), as `permissions` of the configuration
// says. Where it names nobody everybody may do everything, as whoever they say they are. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include "config/config.h"

namespace forumwatch {

// "李主管（forumwatch）": who says so, and the account of the machine it was said from, "" unknown.
std::string Signed(const std::string& who, const std::string& account);

struct OrderedBy {
  std::string name;     // under which it goes on record; "" refused
  std::string refused;  // Chinese: why it cannot be theirs, and what to do
};
// `name`: as they call themselves, "" not at all.
OrderedBy WhoOrders(const Permissions& permissions, const std::string& name,
                    const std::string& account);

// Chinese: why `name` may not do it (KnownActions of permissions_file.h), and who may; "" they may.
std::string WhyNotAllowed(const Permissions& permissions, const std::string& name,
                          std::string_view action);

// Whether what is on record as done by `signed_by` was done by that person.
bool WasDoneBy(const Permissions& permissions, const std::string& name, std::string_view signed_by);

}  // namespace forumwatch
