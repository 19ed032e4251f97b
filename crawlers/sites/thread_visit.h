// The reading of one thread in one visit: which of its pages are still to be asked for, and what is
// known at the end. A thread read `whole` is read from page 1 to its last; otherwise from the page
// that was its last one, on to what has grown since and back until a known post is met. When the
// count of posts shows that one has vanished, the rest is read too. When pages turn out to have
// shifted (one is no more, or fewer entries were met than the thread says it has), all are read
// once more. Pure; one visit, one thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/sites/list_page.h"
#include "crawlers/sites/thread_page.h"

namespace forumwatch {

// What is to be read, and what is known of it beforehand.
struct ThreadTask {
  std::string thread;
  std::string url;
  std::optional<ListRow> row;         // as seen in this visit
  std::optional<ThreadState> before;  // as it was left by an earlier one
  bool whole = false;
  bool unlisted = false;     // the list should have shown it and did not
  bool looked_over = false;  // nothing new is known of it; others go first
};

class ThreadVisit {
 public:
  explicit ThreadVisit(ThreadTask task);

  // Pages to ask for now; each is named once.
  std::vector<int> NextPages();
  // Posts not seen before in this visit, with the row's views and replies.
  std::vector<SeenPost> Take(int asked_page, ThreadContents contents);
  void Fail(int asked_page);

  // Nothing more to ask for and nothing under way.
  [[nodiscard]] bool over() const;
  [[nodiscard]] bool failed() const noexcept { return failed_; }
  // Of a thread that is over: why its pages cannot be all there are; "" they can.
  [[nodiscard]] std::string PagesDoubted() const;
  // Of a thread that is over: what its pages, read twice, still did not show; "" nothing.
  [[nodiscard]] std::string Shortage() const;
  // Why posts that were not read must not be called missing; "" they may.
  [[nodiscard]] std::string CountDoubted() const;
  // Of a thread that is over, without failure and without doubt in its pages.
  [[nodiscard]] ThreadReading Result(UtcTime now) const;
  // Of one that is gone, or stands in another board.
  [[nodiscard]] ThreadReading Left(bool gone, UtcTime now) const;
  // Of one that cannot be read: tried again after a while that grows.
  [[nodiscard]] ThreadReading Unread(bool closed, UtcTime now) const;

  [[nodiscard]] const ThreadTask& task() const noexcept { return task_; }
  [[nodiscard]] bool begun() const noexcept { return started_over_ || !read_.empty(); }
  // It could not be read the last time.
  [[nodiscard]] bool retried() const;
  // Posts of it were read by an earlier visit.
  [[nodiscard]] bool on_record() const { return task_.before && task_.before->posts > 0; }

 private:
  struct PageRead {
    std::vector<std::string> ids;
    std::optional<UtcTime> latest;
    std::optional<int> last_floor;
    int fresh = 0;  // posts younger than all that was known
  };

  [[nodiscard]] std::string signature() const;
  [[nodiscard]] std::set<int> Wanted() const;
  [[nodiscard]] int Fresh() const;
  [[nodiscard]] int PostsRead() const;
  [[nodiscard]] bool SomethingVanished() const;
  [[nodiscard]] bool ReadWhole() const;
  std::vector<SeenPost> Untold(std::vector<SeenPost> posts);
  void LookBack();
  void StartOver();
  [[nodiscard]] bool Short() const;
  PageRead FactsOf(const std::vector<SeenPost>& posts);
  void AddPage(int page, PageRead facts, const PageRead& places);

  ThreadTask task_;
  bool whole_;
  bool failed_ = false;
  int start_;       // the first page asked for
  int pages_;       // that the thread has, as far as is known
  bool met_known_;  // a post was read that had been known
  std::set<int> asked_;
  std::set<int> waiting_;
  std::map<int, PageRead> read_;
  std::set<std::string> ids_;     // of this pass
  std::set<std::string> told_;    // in this visit
  std::optional<int> entries_;    // that the thread has, as it says itself
  std::vector<std::string> all_;  // their ids, where it says them
  bool shifted_ = false;          // entries were fewer on a later page than on an earlier one
  bool shrunk_ = false;           // a page asked for lies beyond the last one
  bool started_over_ = false;
};

}  // namespace forumwatch
