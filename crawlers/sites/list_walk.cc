#include "crawlers/sites/list_walk.h"

#include <algorithm>
#include <utility>

#include "crawlers/sites/row_signature.h"

namespace forumwatch {
namespace {

// The last rows of a page that stand in the order: more than one, for one may have been moved there
// by hand.
std::vector<const ListRow*> LowestRows(const std::vector<ListRow>& rows) {
  constexpr std::size_t kOverlap = 3;
  std::vector<const ListRow*> lowest;
  for (auto row = rows.rbegin(); row != rows.rend() && lowest.size() < kOverlap; ++row) {
    if (!row->sticky) {
      lowest.push_back(&*row);
    }
  }
  return lowest;
}

// Written times have whole minutes.
constexpr std::chrono::minutes kRounding{1};

}  // namespace

bool IsNoted(const ThreadState& state, const ListRow& row) {
  return RowIn(state.signature) == Signature(row);
}

bool IsSettled(const ThreadState& state, const ListRow& row) {
  return !IsPending(state.signature) && IsNoted(state, row);
}

ListWalk::ListWalk(const Cursor& cursor, const VisitOptions& options, UtcTime now)
    : cursor_(cursor), window_start_(now - options.recheck_window) {
  const ThreadState* const list = cursor.Find(kListState);
  completeness_ = cursor.first_visit || list == nullptr ? "" : list->signature;
  sweep_ = list != nullptr && options.recheck_window > Duration::zero() &&
           (!list->read_whole_at || now - *list->read_whole_at >= options.recheck_after);
  to_the_end_ = completeness_ != kListComplete && (completeness_ != kListReadOnce || sweep_);
}

std::vector<ListRow> ListWalk::Take(ListContents contents) {
  return again_ ? TakeAgain(std::move(contents)) : TakeFresh(std::move(contents));
}

std::vector<ListRow> ListWalk::TakeFresh(ListContents contents) {
  std::vector<ListRow> fresh;
  bool again = false;
  for (ListRow& row : contents.rows) {
    if (met_.insert(row.thread).second) {
      fresh.push_back(std::move(row));
    } else {
      again = again || !row.sticky;
    }
  }
  drifted_ = drifted_ || (again && !fresh.empty());
  CheckOrder(fresh);
  sound_ = sound_ && contents.blind.empty();
  // A page beyond the last shows the first one's rows again.
  end_reached_ = contents.page >= contents.pages || fresh.empty();
  if (!end_reached_ && Deeper(fresh)) {
    ++next_page_;
  } else {
    again_ = drifted_;
    next_page_ = again_ ? 1 : 0;
    met_at_first_ = again_ ? met_ : std::set<std::string>();
  }
  return fresh;
}

// Rows of the top are newer than those met, and say nothing of how the others stand. To stop before
// the known rows begin would leave a gap under rows that will look settled next time.
std::vector<ListRow> ListWalk::TakeAgain(ListContents contents) {
  const std::vector<const ListRow*> lowest = LowestRows(contents.rows);
  const bool joined = std::all_of(lowest.begin(), lowest.end(), [this](const ListRow* row) {
    return met_at_first_.contains(row->thread);
  });
  next_page_ = joined || contents.page >= contents.pages ? 0 : next_page_ + 1;
  for (const ListRow& row : contents.rows) {
    met_.insert(row.thread);
  }
  return std::move(contents.rows);
}

void ListWalk::CheckOrder(const std::vector<ListRow>& fresh) {
  for (const ListRow& row : fresh) {
    if (row.sticky) {
      continue;
    }
    ++compared_;
    const bool fits = row.last_post_at && (!above_ || *row.last_post_at <= *above_ + kRounding);
    out_of_order_ += fits ? 0 : 1;
    above_ = row.last_post_at;
  }
  std::optional<UtcTime> lowest;
  for (const ListRow* const row : LowestRows(fresh)) {
    lowest = std::max(lowest, row->last_post_at);
  }
  lowest_ = lowest ? lowest : lowest_;
}

bool ListWalk::Deeper(const std::vector<ListRow>& fresh) const {
  const std::vector<const ListRow*> lowest = LowestRows(fresh);
  if (to_the_end_ || !in_order() || lowest.empty()) {
    return true;
  }
  return std::any_of(lowest.begin(), lowest.end(), [this](const ListRow* row) {
    const ThreadState* const state = cursor_.Find(row->thread);
    const bool settled =
        row->removed || (state != nullptr && !state->gone && IsNoted(*state, *row));
    return !settled || (sweep_ && row->last_post_at && *row->last_post_at >= window_start_);
  });
}

const char* ListWalk::Completeness() const {
  if (!sound_ || !in_order()) {
    return "";
  }
  const bool twice = completeness_ == kListReadOnce && end_reached_;
  return twice || completeness_ == kListComplete ? kListComplete : kListReadOnce;
}

std::optional<UtcTime> ListWalk::horizon() const {
  if (!sound_ || (!end_reached_ && (!in_order() || !lowest_))) {
    return std::nullopt;
  }
  return end_reached_ ? UtcTime::min() : *lowest_ + kRounding;
}

}  // namespace forumwatch
