#include "crawlers/sites/visit.h"

#include <algorithm>
#include <utility>

#include "crawlers/sites/address.h"
#include "crawlers/sites/known_rows.h"
#include "crawlers/sites/row_signature.h"

namespace forumwatch {
namespace {

constexpr int kAtOnce = 8;    // requests under way; more would outlive a wall met by the first
constexpr int kPatience = 3;  // thread pages of no use in a row before the rest is left alone

bool NotListed(std::string_view signature) {
  return signature == kUnlisted || RowOfClosed(signature) == kUnlisted;
}

ThreadState NewState(const ThreadTask& task) {
  ThreadState state = task.before.value_or(ThreadState());
  state.thread = task.thread;
  state.url = task.url;
  return state;
}

}  // namespace

Visit::Visit(Cursor cursor, const VisitOptions& options, UtcTime now, VisitPlaces places)
    : cursor_(std::move(cursor)),
      options_(options),
      now_(now),
      places_(std::move(places)),
      walk_(cursor_, options_, now),
      watched_(cursor_.watched.begin(), cursor_.watched.end()) {}

bool Visit::KnowsThreads() const {
  return std::any_of(cursor_.threads.begin(), cursor_.threads.end(), [](const auto& known) {
    return known.first != kListState && !known.second.gone && known.second.posts > 0;
  });
}

// The first page is asked for as it was configured. "Not modified" is enough only when nothing is
// left over from before and no sweep is due.
std::vector<PageRequest> Visit::Begin() {
  const bool all_read =
      !cursor_.first_visit &&
      std::none_of(cursor_.threads.begin(), cursor_.threads.end(),
                   [](const auto& known) { return known.second.signature == kPending; });
  PageRequest request;
  request.url = places_.list_url;
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
  board_ = contents.board.empty() ? board_ : contents.board;
  for (ListRow& row : walk_.Take(std::move(contents))) {
    Keep(std::move(row));
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
  }
}

// A later look at a row is the one that counts.
void Visit::Keep(ListRow row) {
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
  for (const auto& [id, state] : cursor_.threads) {
    if (id != kListState && state.look_again_at && *state.look_again_at <= now_) {
      Open({id, state.url, std::nullopt, state, true}, false, out);
    }
  }
  TopUp(out);
}

void Visit::EndList(bool complete, Reading& out) {
  list_over_ = true;
  std::stable_partition(rows_.begin(), rows_.end(),
                        [this](const ListRow& row) { return watched_.contains(row.thread); });
  std::vector<ThreadTask> rechecks;
  OpenMet(rechecks, out);
  OpenUnmet(out);
  for (ThreadTask& task : rechecks) {
    Open(std::move(task), false, out);
  }
  const ListRow* const known =
      options_.look_at_known && threads_.empty() ? KnownRow(rows_, cursor_) : nullptr;
  if (known != nullptr) {
    Open({known->thread, known->url, *known, cursor_.threads.at(known->thread)}, false, out);
  }
  if (AllStrange(rows_, cursor_) && out.verdict == PageVerdict::Ok) {
    out.verdict = PageVerdict::Blind;
    out.reason = "列表上没有一个以前见过的主题，像是别的网站或别的版块";
  }
  rows_.clear();
  if (!walk_.in_order()) {
    out.problems.push_back(
        {"page",
         "主题不按最后发表的时间排列，每次都要读完整个列表；请在配置里换成按回复时间排序的网址"});
  }
  RememberList(complete && walk_.sound(), out);
  TopUp(out);
}

// Opens what the list shows to be new or changed; `later` gets what only has to be looked over.
void Visit::OpenMet(std::vector<ThreadTask>& later, Reading& out) {
  for (const ListRow& row : rows_) {
    const Look look = Decide(row);
    if (look == Look::None) {
      continue;
    }
    ThreadTask task{row.thread, row.url, row, std::nullopt, look == Look::Whole, false};
    if (const auto known = cursor_.threads.find(row.thread); known != cursor_.threads.end()) {
      task.before = known->second;
    }
    if (task.before && !task.before->gone && IsSettled(*task.before, row)) {
      later.push_back(std::move(task));
    } else {
      Open(std::move(task), true, out);
    }
  }
}

void Visit::OpenUnmet(Reading& out) {
  for (const auto& [id, state] : cursor_.threads) {
    if (const Look look = DecideUnmet(state); look != Look::None) {
      Open({id, state.url, std::nullopt, state, look == Look::Whole, Vanished(state)}, false, out);
    }
  }
}

bool Visit::Older(const std::optional<UtcTime>& at, Duration age) const {
  return !at || now_ - *at >= age;
}

// Edits move no row, but readers of the edit move the count of views.
bool Visit::Recheck(const ListRow& row, const ThreadState& state) const {
  const auto last_post = row.last_post_at ? row.last_post_at : state.last_post_at;
  const bool young = last_post && *last_post >= now_ - options_.recheck_window;
  const bool moved = !row.views || row.views != state.views;
  // A sweep takes along what will be due before the next one.
  const Duration age = walk_.sweep() ? options_.recheck_after / 2 : options_.recheck_after;
  return young && moved && Older(state.read_whole_at, age);
}

Visit::Look Visit::Decide(const ListRow& row) const {
  const auto known = cursor_.threads.find(row.thread);
  if (known == cursor_.threads.end() || known->second.gone) {
    return Look::Whole;
  }
  const ThreadState& state = known->second;
  const bool confirm = state.look_again_at && *state.look_again_at <= now_;
  const bool renamed = !TitleIn(state.signature).empty() && TitleIn(state.signature) != row.title;
  if (confirm || renamed) {
    return Look::Whole;
  }
  if (const auto closed = RowOfClosed(state.signature); closed == Signature(row)) {
    const bool moved = !row.views || row.views != state.views;
    return moved && Older(state.read_whole_at, options_.recheck_after) ? Look::Whole : Look::None;
  }
  if (Recheck(row, state)) {
    return Look::Whole;
  }
  return IsSettled(state, row) ? Look::None : Look::Tail;
}

// It was deleted or moved, or has just been pushed up to a page that had been read.
bool Visit::Vanished(const ThreadState& state) const {
  const auto horizon = walk_.horizon();
  return horizon && state.last_post_at && *state.last_post_at > *horizon &&
         *state.last_post_at >= now_ - options_.recheck_window &&
         (!NotListed(state.signature) || Older(state.read_whole_at, options_.recheck_after));
}

// Of a thread the list did not show. Mostly it lies below where the walk ended, unchanged.
Visit::Look Visit::DecideUnmet(const ThreadState& state) const {
  if (state.thread == kListState || walk_.Met(state.thread)) {
    return Look::None;
  }
  if (state.look_again_at && *state.look_again_at <= now_) {
    return Look::Whole;
  }
  if (state.gone) {
    return Look::None;
  }
  if (state.signature == kPending) {
    return Look::Tail;
  }
  if (Vanished(state)) {
    return Look::Whole;
  }
  const auto horizon = walk_.horizon();
  const bool below = horizon && (!state.last_post_at || *state.last_post_at <= *horizon);
  return watched_.contains(state.thread) && !below ? Look::Tail : Look::None;
}

void Visit::RememberList(bool complete, Reading& out) const {
  const auto known = cursor_.threads.find(kListState);
  const ThreadState before = known == cursor_.threads.end() ? ThreadState() : known->second;
  ThreadState state = before;
  state.thread = kListState;
  state.url = places_.list_url;
  state.signature = complete && walk_.in_order() ? kListComplete : "";
  if (complete && (walk_.sweep() || !state.read_whole_at)) {
    state.read_whole_at = now_;
  }
  if (state != before) {
    out.remember.push_back(std::move(state));
  }
}

// `changed`: the list shows something new of it, to be remembered until it is read.
void Visit::Open(ThreadTask task, bool changed, Reading& out) {
  if (changed) {
    ThreadState pending = NewState(task);
    pending.signature = kPending;
    out.remember.push_back(std::move(pending));
  }
  const std::string id = task.thread;
  const auto [thread, fresh] = threads_.emplace(id, ThreadVisit(std::move(task)));
  if (fresh) {
    QueuePages(thread->second, true);
  }
}

// A thread that was begun is read to its end before the next.
void Visit::QueuePages(ThreadVisit& thread, bool first) {
  std::vector<PageRequest> pages;
  for (const int page : thread.NextPages()) {
    PageRequest request;
    request.kind = PageKind::Thread;
    request.thread = thread.task().thread;
    request.page = page;
    request.url = PageAddress(thread.task().url, places_.thread_forms, page);
    pages.push_back(std::move(request));
  }
  queue_.insert(first ? queue_.end() : queue_.begin(), pages.begin(), pages.end());
}

bool Visit::MayAsk(bool list) const {
  const int most = list ? std::max(1, options_.max_pages / 2) : options_.max_pages;
  return options_.max_pages == 0 || asked_ < most;
}

void Visit::TopUp(Reading& out) {
  while (under_way_ < kAtOnce && !queue_.empty() && MayAsk(false)) {
    out.follow_ups.push_back(std::move(queue_.front()));
    queue_.pop_front();
    ++asked_;
    ++under_way_;
  }
}

void Visit::Stop() {
  queue_.clear();
}

void Visit::TakeThread(const PageRequest& request, ThreadContents contents, Reading& out) {
  --under_way_;
  troubles_ = 0;
  const auto found = threads_.find(request.thread);
  if (found == threads_.end()) {
    return TopUp(out);
  }
  ThreadVisit& thread = found->second;
  if (!contents.board.empty() && !board_.empty() && contents.board != board_) {
    // Threads of other boards that stick to the top of all are nothing to tell.
    if (!thread.task().row || !thread.task().row->sticky) {
      out.problems.push_back({"thread " + request.thread,
                              "这一帖属于别的版块（" + contents.board + "），不计入本版块"});
    }
    out.finished.push_back(thread.Left(thread.signature(), false, now_));
    threads_.erase(found);
    return TopUp(out);
  }
  out.posts = thread.Take(request.page, std::move(contents));
  QueuePages(thread, false);
  if (thread.over()) {
    Conclude(thread, out);
  }
  TopUp(out);
}

void Visit::Conclude(ThreadVisit& thread, Reading& out) {
  const std::string partial = thread.PagesDoubted();
  const std::string count = thread.CountDoubted();
  if (!partial.empty() || !count.empty()) {
    out.verdict = PageVerdict::Blind;
    out.reason = partial.empty() ? count : partial;
  }
  if (!thread.failed() && partial.empty()) {
    out.finished.push_back(thread.Result(now_));
  }
  threads_.erase(std::string(thread.task().thread));
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
    OpenUnmet(out);
  }
}

void Visit::MissThread(const PageRequest& request, Missing how, Reading& out) {
  const auto found = threads_.find(request.thread);
  const PageVerdict verdict = how == Missing::NotArrived ? PageVerdict::Blind : out.verdict;
  if (verdict == PageVerdict::Gone) {
    troubles_ = 0;
  } else if (how != Missing::NotFound &&
             (++troubles_ >= kPatience || verdict == PageVerdict::Blocked)) {
    Stop();
  }
  if (found == threads_.end()) {
    return;
  }
  ThreadVisit& thread = found->second;
  const bool closed = verdict == PageVerdict::Login || verdict == PageVerdict::Refused;
  if (verdict == PageVerdict::Gone) {
    out.finished.push_back(thread.Left(thread.signature(), true, now_));
    threads_.erase(found);
  } else if (closed && troubles_ < kPatience) {
    out.finished.push_back(thread.Left(ClosedSignature(thread.signature()), false, now_));
    threads_.erase(found);
  } else {
    thread.Fail(request.page);
    if (thread.over()) {
      threads_.erase(found);
    }
  }
}

}  // namespace forumwatch
