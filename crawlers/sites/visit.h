// One visit of a board: the list first, then the threads that need it, a few requests at a time so
// that a wall met on the way stops the rest. Decides what to ask for; knows nothing of HTML. Pure
// but for what the cursor recalls.
//
// What is to be read or looked over is remembered (`Reading::remember`) with the list page that
// shows it, and again as read when it is: a visit cut short anywhere is taken up by the next one.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/sites/board_trust.h"
#include "crawlers/sites/list_walk.h"
#include "crawlers/sites/looks.h"
#include "crawlers/sites/thread_visit.h"

namespace forumwatch {

struct VisitPlaces {
  std::string list_url;
  std::vector<AddressForm> list_forms;
  std::vector<AddressForm> thread_forms;
  std::string first_page = {};  // of the list, where `list_url` is not its address
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
  // From now on only threads that were begun are read on; the others are left to the next visit.
  void WindUp() noexcept { winding_up_ = true; }
  // Something other than threads to be looked over was not asked for, as far as is known: a wall
  // hides what there is.
  [[nodiscard]] bool LeavesNews() const;

  [[nodiscard]] bool KnowsThreads() const;
  // The list that was read shows the thread, which is being read.
  [[nodiscard]] bool Shows(const std::string& thread) const;
  // How pages are addressed: what pages say of it may be set at any time.
  VisitPlaces& places() noexcept { return places_; }

 private:
  // A thread's page whose thread may be another board's.
  struct HeldPage {
    PageRequest request;
    ThreadContents contents;
  };

  void Keep(ListRow row, Reading& out);
  void EndList(bool complete, Reading& out);
  [[nodiscard]] ThreadTask TaskOf(const ListRow& row, Look look) const;
  void OpenMet(std::vector<ThreadTask>& later, Reading& out);
  void OpenUnmet(std::vector<ThreadTask>& later, Reading& out);
  void OpenLater(std::vector<ThreadTask> later);
  void ChooseSample();
  void Open(ThreadTask task);
  void NotePending(const ThreadTask& task, Reading& out);
  void QueuePages(ThreadVisit& thread, bool first);
  void Accept(ThreadVisit& thread, const PageRequest& request, ThreadContents contents,
              Reading& out);
  void LeaveToItsBoard(ThreadVisit& thread, const std::string& board, Reading& out);
  void Settle(Reading& out);
  void Conclude(ThreadVisit& thread, Reading& out);
  void MissList(const PageRequest& request, Missing how, Reading& out);
  void MissThread(const PageRequest& request, Missing how, Reading& out);
  void Stop();
  void TopUp(Reading& out);
  void Ask(Reading& out);
  [[nodiscard]] bool MayAsk(bool list) const;
  [[nodiscard]] bool IsLook(const PageRequest& request) const;
  [[nodiscard]] bool MayBegin(const PageRequest& request) const;
  void RememberList(ThreadState state, Reading& out);

  Cursor cursor_;
  VisitOptions options_;
  UtcTime now_;
  VisitPlaces places_;
  ListWalk walk_;
  Looks looks_;
  ThreadState list_;  // as remembered
  BoardTrust trust_;
  std::optional<ThreadTask> sample_;  // may be read to see whether threads can be
  bool thread_read_ = false;
  bool list_over_ = false;
  bool winding_up_ = false;
  bool stopped_ = false;
  std::vector<ListRow> rows_;
  std::set<std::string> pending_;  // noted as such in this visit
  std::set<std::string> watched_;
  std::map<std::string, ThreadVisit> threads_;
  std::deque<PageRequest> queue_;
  std::vector<HeldPage> held_;
  int asked_ = 0;
  int under_way_ = 0;
  int troubles_ = 0;  // thread pages in a row that were of no use
};

}  // namespace forumwatch
