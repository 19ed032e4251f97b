// How far down a board's list a visit goes. Boards show the thread with the newest post first, so
// everything that changed since the last visit stands above the first page that ends with rows
// already known; a board in another order is read to its end. From time to time (`sweep`) the walk
// goes down through the whole recheck window, for changes that move no row. When rows came again on
// a later page, something was pushed up meanwhile: the top is read again, down to what was met.
// Nothing tells of a row that slipped up over the border of the page just read, because one above
// it went away: the first sweep goes down to the end, however old the rows are. Pure but for what
// the cursor recalls; one visit.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/sites/list_page.h"

namespace forumwatch {

// The list's own state is kept among the threads', under the id no thread has. Its `posts`: 1 once
// a thread's page has named the board as the list does.
inline constexpr const char* kListState = "";
// Its signature when a walk ended well on an ordered board; taken back while a walk that goes
// beyond the first page is under way, for what was met so far is on record already.
inline constexpr const char* kListComplete = "complete";
// … as long as it is the only one that came to the end.
inline constexpr const char* kListReadOnce = "once";

// What the row says of a thread in this state is on record, be the thread read or still to be.
bool IsNoted(const ThreadState& state, const ListRow& row);
// … and needs no reading.
bool IsSettled(const ThreadState& state, const ListRow& row);

class ListWalk {
 public:
  // Cursor and options outlive the walk.
  ListWalk(const Cursor& cursor, const VisitOptions& options, UtcTime now);

  // The next page was read. Returns the rows not met before in this visit; of the top read again,
  // all rows.
  std::vector<ListRow> Take(ListContents contents);
  // Which page is to be read now; 0: the walk is over.
  [[nodiscard]] int next_page() const noexcept { return next_page_; }
  // The list was read, and the top of it is read again; so far with nothing taken from it.
  [[nodiscard]] bool again() const noexcept { return again_; }
  [[nodiscard]] bool at_the_top_again() const noexcept { return again_ && next_page_ == 1; }
  [[nodiscard]] bool sweep() const noexcept { return sweep_; }
  [[nodiscard]] bool Met(const std::string& thread) const { return met_.contains(thread); }

  // The rows stand in the order of their last posts, a few that were moved by hand apart.
  [[nodiscard]] bool in_order() const noexcept { return out_of_order_ * 5 <= compared_; }

  // Threads with a post younger than this had to be met: those above it, and in order. nullopt:
  // nothing can be said of threads not met.
  [[nodiscard]] std::optional<UtcTime> horizon() const;
  // Every page so far could be relied on.
  [[nodiscard]] bool sound() const noexcept { return sound_; }
  // The signature of the list's own state, now that the walk is over.
  [[nodiscard]] const char* Completeness() const;

 private:
  std::vector<ListRow> TakeFresh(ListContents contents);
  std::vector<ListRow> TakeAgain(ListContents contents);
  void CheckOrder(const std::vector<ListRow>& fresh);
  [[nodiscard]] bool Deeper(const std::vector<ListRow>& fresh) const;

  const Cursor& cursor_;
  UtcTime window_start_;
  std::string completeness_;  // as earlier walks left it
  bool sweep_;
  bool to_the_end_;  // an earlier walk broke off, none was ever complete, or only one
  int next_page_ = 1;
  bool drifted_ = false;
  bool again_ = false;
  int compared_ = 0;  // rows with the one above
  int out_of_order_ = 0;
  bool end_reached_ = false;
  bool sound_ = true;
  std::optional<UtcTime> above_;   // last post of the row above
  std::optional<UtcTime> lowest_;  // … and the newest of the lowest rows
  std::set<std::string> met_;
  std::set<std::string> met_at_first_;  // before the top was read again
};

}  // namespace forumwatch
