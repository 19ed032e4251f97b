#include "crawlers/sites/visit.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "crawlers/sites/address.h"
#include "crawlers/sites/known_rows.h"
#include "crawlers/sites/row_signature.h"

namespace forumwatch {
namespace {

constexpr int kAtOnce = 8;  // requests under way; more would outlive a wall met by the first
// … of whatever kind, before one more is for a thread that is only looked over: other boards of the
// forum, which may have news to read, wait for each.
constexpr int kLooksAtOnce = 2;

ThreadState ListStateIn(const Cursor& cursor, const std::string& url) {
  const ThreadState* const known = cursor.Find(kListState);
  ThreadState state = known == nullptr ? ThreadState() : *known;
  state.thread = kListState;
  state.url = url;
  return state;
}

ThreadState NewState(const ThreadTask& task) {
  ThreadState state = task.before.value_or(ThreadState());
  state.thread = task.thread;
  state.url = task.url;
  return state;
}

// More than a row that has to be looked over although it says nothing new.
bool IsChange(const ThreadTask& task) {
  return !task.before || task.before->gone || !IsSettled(*task.before, *task.row);
}

// There may be more to look over than a visit has time for. What could not be read, what is to be
// confirmed and what is watched comes first, then where something was deleted, then what was read
// whole longest ago, so that the lowest rows get their turn.
bool IsMoreUrgent(const ThreadTask& a, const ThreadTask& b) {
  const auto rank = [](const ThreadTask& task) {
    const bool deleted =
        task.before && CountsFewer(RepliesIn(RowIn(task.before->signature)), *task.before);
    return std::tuple(task.looked_over, !deleted,
                      task.before ? task.before->read_whole_at : std::nullopt);
  };
  return rank(a) < rank(b);
}

}  // namespace

Visit::Visit(Cursor cursor, const VisitOptions& options, UtcTime now, VisitPlaces places)
    : cursor_(std::move(cursor)),
      options_(options),
      now_(now),
      places_(std::move(places)),
      walk_(cursor_, options_, now),
      looks_(cursor_, options_, walk_, now),
      list_(ListStateIn(cursor_, places_.list_url)),
      trust_(list_.posts > 0),
      watched_(cursor_.watched.begin(), cursor_.watched.end()) {}

bool Visit::KnowsThreads() const {
  return cursor_.readable > 0 ||
         std::any_of(cursor_.threads.begin(), cursor_.threads.end(), [](const auto& known) {
           return known.first != kListState && !known.second.gone && known.second.posts > 0;
         });
}

bool Visit::Shows(const std::string& thread) const {
  const auto found = threads_.find(thread);
  return found != threads_.end() && found->second.task().row;
}

// The first page is asked for as it was configured. "Not modified" is enough only when nothing is
// left over from before and no sweep is due.
std::vector<PageRequest> Visit::Begin() {
  const bool all_read =
      !cursor_.first_visit &&
      std::none_of(cursor_.threads.begin(), cursor_.threads.end(),
                   [](const auto& known) { return IsPending(known.second.signature); });
  PageRequest request;
  request.url = places_.first_page.empty() ? places_.list_url : places_.first_page;
  request.conditional = all_read && !walk_.sweep();
  ++asked_;
  ++under_way_;
  return {request};
}

void Visit::TakeList(ListContents contents, Reading& out) {
  --under_way_;
  if (list_over_) {
    return;
  }
  trust_.ListSays(contents.board);
  for (ListRow& row : walk_.Take(std::move(contents))) {
    Keep(std::move(row), out);
  }
  const int next = walk_.next_page();
  if (next == 0) {
    EndList(true, out);
  } else if (!MayAsk(true)) {
    out.problems.push_back({"page", "列表还没有读完，已经到了这次访问的页数上限"});
    EndList(false, out);
  } else {
    PageRequest request;
    request.page = next;
    request.url = PageAddress(places_.list_url, places_.list_forms, next, FirstPage::ByNumber);
    ++asked_;
    ++under_way_;
    out.follow_ups.push_back(std::move(request));
    ThreadState list = list_;
    list.signature.clear();
    RememberList(std::move(list), out);
  }
}

// A later look at a row is the one that counts. One that tells of a deletion is all there is to
// read.
void Visit::Keep(ListRow row, Reading& out) {
  const Look look = looks_.Decide(row);
  if (row.removed) {
    if (look != Look::None) {
      out.finished.push_back(ThreadVisit(TaskOf(row, look)).Left(true, now_));
    }
    return;
  }
  if (look != Look::None) {
    NotePending(TaskOf(row, look), out);
  }
  const auto known = !walk_.again()
                         ? rows_.end()
                         : std::find_if(rows_.begin(), rows_.end(), [&row](const ListRow& earlier) {
                             return earlier.thread == row.thread;
                           });
  if (known == rows_.end()) {
    rows_.push_back(std::move(row));
  } else {
    *known = std::move(row);
  }
}

// Nothing new stands in the list; what is left over or has to be confirmed is looked at all the
// same.
void Visit::ListUnchanged(Reading& out) {
  --under_way_;
  list_over_ = true;
  std::vector<ThreadTask> later;
  for (const auto& [id, state] : cursor_.threads) {
    if (id != kListState && looks_.Due(state)) {
      later.push_back(
          {id, state.url, std::nullopt, state, true, false, looks_.OnlyLooksOver(state)});
    }
  }
  OpenLater(std::move(later));
  TopUp(out);
}

// What is new comes first, what could not be read or only has to be looked over last.
void Visit::EndList(bool complete, Reading& out) {
  list_over_ = true;
  std::stable_partition(rows_.begin(), rows_.end(),
                        [this](const ListRow& row) { return watched_.contains(row.thread); });
  std::vector<ThreadTask> later;
  OpenMet(later, out);
  OpenUnmet(later, out);
  OpenLater(std::move(later));
  if (AllStrange(rows_, cursor_) && out.verdict == PageVerdict::Ok) {
    out.verdict = PageVerdict::Blind;
    out.reason = "列表上没有一个以前见过的主题，像是别的网站或别的版块";
  }
  ChooseSample();
  rows_.clear();
  if (!walk_.in_order()) {
    out.problems.push_back(
        {"page",
         "主题不按最后发表的时间排列，每次都要读完整个列表；请在配置里换成按回复时间排序的网址"});
  }
  const bool sound = complete && walk_.sound();
  ThreadState list = list_;
  list.signature = complete ? walk_.Completeness() : "";
  if (sound && (walk_.sweep() || !list.read_whole_at)) {
    list.read_whole_at = now_;
  }
  RememberList(std::move(list), out);
  TopUp(out);
}

// None that is opened anyway: what that shows is known then.
void Visit::ChooseSample() {
  std::erase_if(rows_, [this](const ListRow& row) { return threads_.contains(row.thread); });
  const ListRow* const known = options_.look_at_known ? KnownRow(rows_, cursor_) : nullptr;
  sample_ = known == nullptr ? std::nullopt : std::optional(TaskOf(*known, Look::Tail));
}

ThreadTask Visit::TaskOf(const ListRow& row, Look look) const {
  const ThreadState* const known = cursor_.Find(row.thread);
  return {
      row.thread,          row.url, row, known == nullptr ? std::nullopt : std::optional(*known),
      look == Look::Whole, false};
}

// Opens what the list shows to be new or changed; `later` gets what only has to be looked over.
void Visit::OpenMet(std::vector<ThreadTask>& later, Reading& out) {
  for (const ListRow& row : rows_) {
    const Look look = looks_.Decide(row);
    if (look == Look::None) {
      continue;
    }
    ThreadTask task = TaskOf(row, look);
    if (IsChange(task)) {
      NotePending(task, out);
      Open(std::move(task));
    } else {
      task.looked_over = looks_.OnlyLooksOver(*task.before);
      later.push_back(std::move(task));
    }
  }
}

void Visit::OpenUnmet(std::vector<ThreadTask>& later, Reading& out) {
  for (const auto& [id, state] : cursor_.threads) {
    const Look look = looks_.DecideUnmet(state);
    if (look == Look::None) {
      continue;
    }
    const bool vanished = looks_.Vanished(state);
    const bool late = AwaitsLook(state) && looks_.OnlyLooksOver(state);
    ThreadTask task{id, state.url, std::nullopt, state, look == Look::Whole, vanished, late};
    if (vanished && !state.waiting) {
      out.remember.push_back(state);
      out.remember.back().waiting = true;
    }
    if (late || UnreadIn(state.signature)) {
      later.push_back(std::move(task));
    } else {
      Open(std::move(task));
    }
  }
}

void Visit::RememberList(ThreadState state, Reading& out) {
  if (state != list_) {
    list_ = state;
    out.remember.push_back(std::move(state));
  }
}

// The list shows something new of it, or that it is time to look it over: remembered until it is
// read.
void Visit::NotePending(const ThreadTask& task, Reading& out) {
  const bool news = IsChange(task);
  const bool noted = news ? !pending_.insert(task.thread).second : task.before->waiting;
  if (!noted) {
    ThreadState pending = NewState(task);
    pending.signature = news ? PendingSignature(Signature(*task.row)) : pending.signature;
    pending.waiting = true;
    pending.views = task.row->views;
    out.remember.push_back(std::move(pending));
  }
}

void Visit::OpenLater(std::vector<ThreadTask> later) {
  std::stable_sort(later.begin(), later.end(), IsMoreUrgent);
  for (ThreadTask& task : later) {
    Open(std::move(task));
  }
}

void Visit::Open(ThreadTask task) {
  const std::string id = task.thread;
  const auto [thread, fresh] = threads_.emplace(id, ThreadVisit(std::move(task)));
  if (fresh) {
    QueuePages(thread->second, true);
  }
}

// A thread that was begun is read to its end before the next; news before what is looked over.
void Visit::QueuePages(ThreadVisit& thread, bool first) {
  std::vector<PageRequest> pages;
  for (const int page : thread.NextPages()) {
    PageRequest request;
    request.kind = PageKind::Thread;
    request.thread = thread.task().thread;
    request.page = page;
    request.url = PageAddress(thread.task().url, places_.thread_forms, page);
    request.again = thread.retried();
    request.known = thread.on_record();
    pages.push_back(std::move(request));
  }
  auto place = first ? queue_.end() : queue_.begin();
  if (!first && thread.task().looked_over) {
    place = std::find_if(queue_.begin(), queue_.end(),
                         [this](const PageRequest& request) { return IsLook(request); });
  }
  queue_.insert(place, pages.begin(), pages.end());
}

bool Visit::MayAsk(bool list) const {
  const int most = list ? std::max(1, options_.max_pages / 2) : options_.max_pages;
  return options_.max_pages == 0 || asked_ < most;
}

bool Visit::MayBegin(const PageRequest& request) const {
  const auto thread = threads_.find(request.thread);
  const bool begun = thread != threads_.end() && thread->second.begun();
  return under_way_ < (IsLook(request) ? kLooksAtOnce : kAtOnce) && (begun || !winding_up_);
}

bool Visit::IsLook(const PageRequest& request) const {
  const auto thread = threads_.find(request.thread);
  return thread != threads_.end() && thread->second.task().looked_over;
}

bool Visit::LeavesNews() const {
  return stopped_ || !std::all_of(queue_.begin(), queue_.end(),
                                  [this](const PageRequest& request) { return IsLook(request); });
}

void Visit::Ask(Reading& out) {
  while (!queue_.empty() && MayAsk(false) && MayBegin(queue_.front())) {
    out.follow_ups.push_back(std::move(queue_.front()));
    queue_.pop_front();
    ++asked_;
    ++under_way_;
  }
}

void Visit::TopUp(Reading& out) {
  Ask(out);
  if (list_over_ && (trust_.decided() || under_way_ == 0)) {
    Settle(out);
    Ask(out);
  }
  const bool over = list_over_ && under_way_ == 0 && queue_.empty();
  if (sample_ && over && !thread_read_ && !stopped_ && !winding_up_ && MayAsk(false)) {
    Open(*std::exchange(sample_, std::nullopt));
    Ask(out);
  }
}

void Visit::Stop() {
  stopped_ = true;
  queue_.clear();
}

void Visit::Miss(const PageRequest& request, Missing how, Reading& out) {
  --under_way_;
  if (request.kind == PageKind::List) {
    MissList(request, how, out);
  } else {
    MissThread(request, how, out);
  }
  TopUp(out);
}

// A list that cannot be read does not hide the threads that are known and wait for something; a
// wall or a forum that is down does.
void Visit::MissList(const PageRequest& request, Missing how, Reading& out) {
  if (list_over_) {
    return;
  }
  const bool wall = out.verdict == PageVerdict::Login || out.verdict == PageVerdict::Blocked;
  list_over_ = true;
  if (wall) {
    Stop();
  } else if (walk_.again()) {
    out.verdict = PageVerdict::Ok;  // the list was read; this was a look for more
    EndList(walk_.at_the_top_again(), out);
  } else if (request.page > 1) {
    EndList(false, out);
  } else if (how != Missing::NotArrived) {
    std::vector<ThreadTask> later;
    OpenUnmet(later, out);
    OpenLater(std::move(later));
  }
}

}  // namespace forumwatch
