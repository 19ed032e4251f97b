// The pages of threads that a visit asked for: whose they are, and what is concluded of them.
#include <utility>

#include "crawlers/sites/visit.h"

namespace forumwatch {
namespace {

constexpr int kPatience = 3;  // thread pages of no use in a row before the rest is left alone

}  // namespace

void Visit::TakeThread(const PageRequest& request, ThreadContents contents, Reading& out) {
  --under_way_;
  troubles_ = 0;
  thread_read_ = thread_read_ || !contents.posts.empty();
  const auto found = threads_.find(request.thread);
  if (found == threads_.end()) {
    return TopUp(out);
  }
  ThreadVisit& thread = found->second;
  const bool sticky = thread.task().row && thread.task().row->sticky;
  const ThreadWhereabouts where{contents.board, thread.on_record(), thread.task().row && !sticky,
                                sticky};
  switch (thread.begun() ? Belongs::Yes : trust_.Judge(where)) {
    case Belongs::Yes:
      Accept(thread, request, std::move(contents), out);
      break;
    case Belongs::No:
      LeaveToItsBoard(thread, contents.board, out);
      break;
    case Belongs::Wait:
      held_.push_back({request, std::move(contents)});
      break;
  }
  TopUp(out);
}

void Visit::Accept(ThreadVisit& thread, const PageRequest& request, ThreadContents contents,
                   Reading& out) {
  for (SeenPost& post : thread.Take(request.page, std::move(contents))) {
    out.posts.push_back(std::move(post));
  }
  QueuePages(thread, false);
  if (thread.over()) {
    Conclude(thread, out);
  }
}

// Threads of other boards that stick to the top of all are nothing to tell.
void Visit::LeaveToItsBoard(ThreadVisit& thread, const std::string& board, Reading& out) {
  if (!thread.task().row || !thread.task().row->sticky) {
    out.problems.push_back(
        {"thread " + thread.task().thread, "这一帖属于别的版块（" + board + "），不计入本版块"});
  }
  out.finished.push_back(thread.Left(false, now_));
  threads_.erase(std::string(thread.task().thread));
}

// Threads that waited for it are told where they belong.
void Visit::Settle(Reading& out) {
  const std::vector<HeldPage> held = std::exchange(held_, {});
  if (!held.empty()) {
    trust_.Decide();
  }
  if (trust_.doubts_list() && !held.empty()) {
    out.problems.push_back({"page", "列表说自己是版块 " + trust_.board() + "，可多数主题说是版块 " +
                                        held.front().contents.board + "，都算作本版块的"});
  }
  for (const HeldPage& page : held) {
    ThreadVisit& thread = threads_.find(page.request.thread)->second;
    if (trust_.doubts_list()) {
      Accept(thread, page.request, page.contents, out);
    } else {
      LeaveToItsBoard(thread, page.contents.board, out);
    }
  }
  ThreadState list = list_;
  list.posts = trust_.proven() ? 1 : 0;
  RememberList(std::move(list), out);
}

void Visit::Conclude(ThreadVisit& thread, Reading& out) {
  const std::string partial = thread.PagesDoubted();
  const std::string count = thread.CountDoubted();
  if (!partial.empty() || !count.empty()) {
    out.verdict = PageVerdict::Blind;
    out.reason = partial.empty() ? count : partial;
  }
  if (std::string shortage = thread.Shortage(); !shortage.empty()) {
    out.problems.push_back({"thread " + thread.task().thread, std::move(shortage)});
  }
  if (thread.failed() || !partial.empty()) {
    out.remember.push_back(thread.Unread(false, now_).state);
  } else {
    out.finished.push_back(thread.Result(now_));
  }
  threads_.erase(std::string(thread.task().thread));
}

// Three threads in a row that cannot be read are more than a fault of each: what they are then is
// left as it was. One that could not be read before proves nothing.
void Visit::MissThread(const PageRequest& request, Missing how, Reading& out) {
  const auto found = threads_.find(request.thread);
  const PageVerdict verdict = how == Missing::NotArrived ? PageVerdict::Blind : out.verdict;
  if (verdict == PageVerdict::Gone) {
    troubles_ = 0;
  } else if (how != Missing::NotFound && !request.again) {
    ++troubles_;
  }
  const bool wall = troubles_ >= kPatience || verdict == PageVerdict::Blocked;
  if (wall) {
    Stop();
  }
  if (found == threads_.end()) {
    return;
  }
  ThreadVisit& thread = found->second;
  const bool closed = verdict == PageVerdict::Login || verdict == PageVerdict::Refused;
  thread.Fail(request.page);
  if (verdict == PageVerdict::Gone) {
    out.finished.push_back(thread.Left(true, now_));
  } else if (closed && !wall) {
    out.finished.push_back(thread.Unread(true, now_));
  } else if (!thread.over()) {
    return;
  } else if (!wall) {
    out.remember.push_back(thread.Unread(false, now_).state);
  }
  threads_.erase(found);
}

}  // namespace forumwatch
