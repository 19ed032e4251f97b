// The way of one request through redirects, one answer at a time. At most five; each is judged by
// targets.h; a redirect to itself is followed once (some forums answer so after a deletion, some to
// see whether cookies come back). Only GET and HEAD are sent on. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "crawlers/http/targets.h"
#include "crawlers/http/transport.h"
#include "crawlers/web/url.h"

namespace forumwatch {

class RedirectTrail {
 public:
  using Ask = std::function<bool(const std::string& url)>;
  // `may`: asked before each step where it is not empty; no: the answer is final.
  RedirectTrail(Url first, bool follow, Ask may = nullptr)
      : first_(std::move(first)), follow_(follow), may_(std::move(may)) {}

  enum class Step { Final, Go, Refused };
  // Reads an answer's status and Location ("" when absent). Final: the answer is what there is.
  // Go: the request goes to current(). Refused: see refusal().
  Step Read(int status, const std::string& location, const PrivateHosts& named);

  struct Refusal {
    OutcomeKind kind = OutcomeKind::Redirects;
    std::string reason;
  };
  [[nodiscard]] const Refusal& refusal() const noexcept { return refusal_; }
  [[nodiscard]] const Url& current() const noexcept { return current_ ? *current_ : first_; }
  [[nodiscard]] int count() const noexcept { return count_; }
  // Has ever been sent to another scheme, host or port: what was meant for the first must not go
  // along.
  [[nodiscard]] bool left_home() const noexcept { return left_home_; }

 private:
  Step Refuse(OutcomeKind kind, std::string reason);

  Url first_;
  std::optional<Url> current_;
  bool follow_;
  Ask may_;
  bool left_home_ = false;
  bool met_itself_ = false;
  int count_ = 0;
  Refusal refusal_;
};

}  // namespace forumwatch
