// One visit of a board: the list first, then the threads that need it, a few requests at a time so
// that a wall met on the way stops the rest. Decides what to ask for; knows nothing of HTML. Pure.
//
// What is to be read is remembered (`Reading::remember`) before the first thread is asked for, and
// again as read when it is: a visit cut short anywhere is taken up by the next one.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/sites/list_walk.h"
#include "crawlers/sites/thread_visit.h"

namespace forumwatch {

struct VisitPlaces {
  std::string list_url;
  std::vector<AddressForm> list_forms;
  std::vector<AddressForm> thread_forms;
};

enum class Missing {
  NotArrived,  // nothing usable came
  NotFound,    // this one address leads nowhere
  NoContent    // a page came that does not hold what was asked for
};

class Visit {
 public:
  Visit(Cursor cursor, const VisitOptions& options, UtcTime now, VisitPlaces places);
  ~Visit() = default;
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  std::vector<PageRequest> Begin();
  // These add to `out` what the page leads to.
  void TakeList(ListContents contents, Reading& out);
  void TakeThread(const PageRequest& request, ThreadContents contents, Reading& out);
  // The page could not be had, or was not what was asked for; then out.verdict says what it was.
  void Miss(const PageRequest& request, Missing how, Reading& out);
  void ListUnchanged(Reading& out);

  [[nodiscard]] bool KnowsThreads() const;
  // How pages are addressed: what pages say of it may be set at any time.
  VisitPlaces& places() noexcept { return places_; }

 private:
  enum class Look { None, Tail, Whole };

  void Keep(ListRow row);
  void EndList(bool complete, Reading& out);
  void OpenMet(std::vector<ThreadTask>& later, Reading& out);
  void OpenUnmet(Reading& out);
  [[nodiscard]] Look Decide(const ListRow& row) const;
  [[nodiscard]] bool Recheck(const ListRow& row, const ThreadState& state) const;
  [[nodiscard]] bool Older(const std::optional<UtcTime>& at, Duration age) const;
  // The list should have shown it; worth a look of its own now.
  [[nodiscard]] bool Vanished(const ThreadState& state) const;
  [[nodiscard]] Look DecideUnmet(const ThreadState& state) const;
  void Open(ThreadTask task, bool changed, Reading& out);
  void QueuePages(ThreadVisit& thread, bool first);
  void Conclude(ThreadVisit& thread, Reading& out);
  void MissList(const PageRequest& request, Missing how, Reading& out);
  void MissThread(const PageRequest& request, Missing how, Reading& out);
  void Stop();
  void TopUp(Reading& out);
  [[nodiscard]] bool MayAsk(bool list) const;
  void RememberList(bool complete, Reading& out) const;

  Cursor cursor_;
  VisitOptions options_;
  UtcTime now_;
  VisitPlaces places_;
  ListWalk walk_;
  bool list_over_ = false;
  std::string board_;  // the board's id as its list says it, "" unknown
  std::vector<ListRow> rows_;
  std::set<std::string> watched_;
  std::map<std::string, ThreadVisit> threads_;
  std::deque<PageRequest> queue_;
  int asked_ = 0;
  int under_way_ = 0;
  int troubles_ = 0;  // thread pages in a row that were of no use
};

}  // namespace forumwatch
