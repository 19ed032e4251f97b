// Which threads a visit looks at, and how closely: by what the list shows of them, by what is
// remembered of them, and by the time. Pure but for what the cursor recalls.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "crawlers/crawler.h"
#include "crawlers/sites/list_walk.h"

namespace forumwatch {

enum class Look { None, Tail, Whole };

// By the count of replies there are fewer posts than are known: something was deleted.
bool CountsFewer(std::optional<int> replies, const ThreadState& state);

// Its row says nothing new, but there was no time yet for the look over it that was due.
bool AwaitsLook(const ThreadState& state);

class Looks {
 public:
  // All but `now` outlive it.
  Looks(const Cursor& cursor, const VisitOptions& options, const ListWalk& walk, UtcTime now);

  [[nodiscard]] Look Decide(const ListRow& row) const;
  // Of a thread the list did not show. Mostly it lies below where the walk ended, unchanged.
  [[nodiscard]] Look DecideUnmet(const ThreadState& state) const;
  // The list should have shown it; worth a look of its own now.
  [[nodiscard]] bool Vanished(const ThreadState& state) const;
  // Whatever the list shows: a post is missing and to be confirmed, the thread is to be looked over
  // since an earlier visit, or it could not be read and is to be tried again.
  [[nodiscard]] bool Due(const ThreadState& state) const;
  // Of a thread whose row says nothing new: it was read, no missing post is to be confirmed, and no
  // clock waits for it. What is due is a look over it.
  [[nodiscard]] bool OnlyLooksOver(const ThreadState& state) const;

 private:
  [[nodiscard]] bool TryAgain(const ThreadState& state, int tries) const;
  [[nodiscard]] bool ToConfirm(const ThreadState& state) const;
  [[nodiscard]] bool Recheck(const ListRow& row, const ThreadState& state) const;
  [[nodiscard]] bool Older(const std::optional<UtcTime>& at, Duration age) const;

  const Cursor& cursor_;
  const VisitOptions& options_;
  const ListWalk& walk_;
  UtcTime now_;
  std::set<std::string> watched_;
};

}  // namespace forumwatch
