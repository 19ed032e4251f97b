// Outcomes on their way to their handlers. A handler may start and cancel requests, and may throw:
// the first exception is kept until it can be thrown again, later ones are logged.
#pragma once

#include <cstddef>
#include <deque>
#include <exception>

#include "crawlers/http/transport.h"

namespace forumwatch {

class Deliveries {
 public:
  void Add(RequestId id, OutcomeHandler handler, HttpOutcome outcome);
  void Cancel(RequestId id) noexcept;
  // Calls the handlers of what has been added so far; what they add waits for the next time.
  void Deliver();
  [[nodiscard]] bool empty() const noexcept { return next_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return next_.size() + present_.size(); }

  // To be told in the end; `where` is for the log.
  void Keep(const std::exception_ptr& thrown, const char* where);
  // Throws the first exception that was kept, if any.
  void Rethrow();

 private:
  struct Done {
    RequestId id{};
    OutcomeHandler handler;
    HttpOutcome outcome;
  };
  std::deque<Done> next_;
  std::deque<Done> present_;  // the rest of what is being delivered
  std::exception_ptr kept_;
};

}  // namespace forumwatch
