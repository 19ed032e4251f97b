// What a person asks to be put on record about a complaint, and what became of it; with the form in
// which both travel between the command line and the service. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/step.h"

namespace forumwatch {

struct Order {
  StepKind kind = StepKind::Noted;
  ComplaintId complaint{};
  std::string who;     // as the person calls themselves, "" not at all
  std::string detail;  // as the kind says
  std::string why;     // in the person's words
  std::vector<std::string>
      posts;  // Split: the forum's ids of the posts that are about something else
  // Of the machine, from which it is given: as sudo says, else as the kernel does.
  std::string account = {};

  bool operator==(const Order&) const = default;
};

struct OrderResult {
  bool done = false;                // false: nothing was changed
  std::string said;                 // Chinese: what was done, or why not and what to do instead
  std::optional<ComplaintId> made;  // Split: the new complaint

  bool operator==(const OrderResult&) const = default;
};

// One JSON text each; what cannot be read is nullopt. An order that was read is valid UTF-8,
// without white space around its words.
std::string WriteOrder(const Order& order);
std::optional<Order> ReadOrder(std::string_view text);
std::string WriteResult(const OrderResult& result);
std::optional<OrderResult> ReadResult(std::string_view text);

}  // namespace forumwatch
