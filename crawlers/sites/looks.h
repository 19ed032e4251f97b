// Which threads a visit looks at, and how closely: by what the list shows of them, by what is
// remembered of them, and by the time. Pure but for what the cursor recalls.
#pragma once

#include <set>
#include <string>

#include "crawlers/crawler.h"
#include "crawlers/sites/list_walk.h"

namespace forumwatch {

enum class Look { None, Tail, Whole };

// Fewer posts than are known of it: something was deleted.
bool CountsFewer(const ListRow& row, const ThreadState& state);

class Looks {
 public:
  // All but `now` outlive it.
  Looks(const Cursor& cursor, const VisitOptions& options, const ListWalk& walk, UtcTime now);

  [[nodiscard]] Look Decide(const ListRow& row) const;
  // Of a thread the list did not show. Mostly it lies below where the walk ended, unchanged.
  [[nodiscard]] Look DecideUnmet(const ThreadState& state) const;
  // The list should have shown it; worth a look of its own now.
  [[nodiscard]] bool Vanished(const ThreadState& state) const;
  // Whatever the list shows: a post is missing and to be confirmed, or a thread that could not be
  // read is to be tried again.
  [[nodiscard]] bool Due(const ThreadState& state) const;

 private:
  [[nodiscard]] bool TryAgain(const ThreadState& state, int tries) const;
  [[nodiscard]] bool Recheck(const ListRow& row, const ThreadState& state) const;
  [[nodiscard]] bool Older(const std::optional<UtcTime>& at, Duration age) const;

  const Cursor& cursor_;
  const VisitOptions& options_;
  const ListWalk& walk_;
  UtcTime now_;
  std::set<std::string> watched_;
};

}  // namespace forumwatch
