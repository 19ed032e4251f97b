#include "crawlers/http/deliveries.h"

#include <string>
#include <utility>

#include <spdlog/spdlog.h>

namespace forumwatch {
namespace {

std::string WhatWasThrown(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "unknown";
  }
}

}  // namespace

void Deliveries::Add(RequestId id, OutcomeHandler handler, HttpOutcome outcome) {
  next_.push_back({id, std::move(handler), std::move(outcome)});
}

void Deliveries::Cancel(RequestId id) noexcept {
  const auto is_it = [id](const Done& done) { return done.id == id; };
  std::erase_if(next_, is_it);
  std::erase_if(present_, is_it);
}

void Deliveries::Deliver() {
  present_.swap(next_);
  while (!present_.empty()) {
    Done done = std::move(present_.front());
    present_.pop_front();
    try {
      done.handler(std::move(done.outcome));
    } catch (...) {
      Keep(std::current_exception(), "handler");
    }
  }
}

void Deliveries::Keep(const std::exception_ptr& thrown, const char* where) {
  if (kept_) {
    spdlog::error("http trouble={} what=\"{}\"", where, WhatWasThrown(thrown));
  } else {
    kept_ = thrown;
  }
}

void Deliveries::Rethrow() {
  if (kept_) {
    std::rethrow_exception(std::exchange(kept_, nullptr));
  }
}

}  // namespace forumwatch
