// How often a receiver may be sent to: at most `burst` at once, then one `every`, so that no span
// of a minute sees more than burst + a minute / every. Begins with nothing in hand: a restart never
// adds up to more than the limit, and nothing has to be kept on disk. A clock that is put back
// costs no more than the wait that was left. One thread.
#pragma once

#include <algorithm>
#include <optional>

#include "analysis/model/time.h"

namespace forumwatch {

class Pace {
 public:
  Pace(int burst, Duration every) : most_(every * burst), every_(every) {}

  // Until the next one may go; 0: now.
  [[nodiscard]] Duration Wait(UtcTime now) {
    credit_ = std::min(most_, credit_ + std::max(Duration(0), now - last_.value_or(now)));
    last_ = now;
    return std::max(Duration(0), every_ - credit_);
  }
  // One goes.
  void Take() { credit_ -= every_; }

 private:
  Duration most_;
  Duration every_;
  Duration credit_{0};
  std::optional<UtcTime> last_;
};

}  // namespace forumwatch
