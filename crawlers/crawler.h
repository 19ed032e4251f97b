// The sans-I/O contract of every crawler. A crawler plans requests and reads answers; it opens no
// socket and reads no clock. One crawler object serves one source, one visit at a time, on the loop
// thread.
//
// A visit: Plan() names the first pages; each answer goes to Read(), which names further pages. The
// visit is over when every page asked for has been read. Whoever drives it may stop anywhere: what
// is kept between visits is what `remember` and `finished` named, in the transaction of their page,
// so a visit cut short repeats pages and loses none.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/post.h"
#include "analysis/model/time.h"

namespace forumwatch {

enum class PageKind { List, Thread, Feed };
std::string_view Name(PageKind kind);

struct PageRequest {
  std::string url;
  PageKind kind = PageKind::List;
  std::string thread;  // Thread pages: the forum's thread id
  int page = 1;
  bool conditional = false;  // worth If-None-Match / If-Modified-Since
  bool again = false;        // it could not be read before: says nothing of the board
  bool known = false;        // it was read before: does not tell whether new ones can be

  bool operator==(const PageRequest&) const = default;
};

// An answer with status 2xx (or a 404/403 page that explains itself), already complete and within
// limits.
struct PageAnswer {
  PageRequest request;
  int status = 200;
  std::string content_type;  // header value, "" when absent
  std::string body;          // raw bytes
  UtcTime answered_at{};     // the answer's Date header, else our clock at arrival
};

// What is remembered of a thread between visits; the store keeps it, the crawler gives it meaning.
// Under the empty id the crawler keeps what it remembers of the list itself.
struct ThreadState {
  std::string thread;
  std::string url;
  std::string signature;  // of its list row when the thread was last read to its end, "" to be read
  std::optional<int> views;
  int pages = 1;
  int posts = 0;  // posts present at the last reading
  std::optional<UtcTime> last_post_at;
  std::optional<UtcTime> read_whole_at;  // last time every page was read in one visit, or the
                                         // thread could not be read
  std::optional<UtcTime> look_again_at;  // set by the store: a post is missing, confirm after this
  bool gone = false;
  bool waiting = true;  // still to be read, looked over, or tried again: whatever the list shows

  bool operator==(const ThreadState&) const = default;
};

// What is remembered of a source, as it was when the visit began. A board has far more threads than
// a visit has to do with: those of which nothing is to be done unless the list shows them stay
// where they are kept until they are asked for.
class Cursor {
 public:
  bool first_visit = true;  // no visit of this source was ever completed
  // Those waiting, watched, to be looked at again or young enough for a recheck; and any others.
  std::map<std::string, ThreadState> threads;
  // The rest, by id; none: there is no rest.
  std::function<std::optional<ThreadState>(const std::string& thread)> recall;
  static constexpr int kHandful = 5;
  int readable = 0;  // threads that were read and are there, at hand or not: a handful at most
  std::optional<UtcTime> newest_post_at = {};  // of all its threads
  std::vector<std::string> watched;  // threads with a running clock: looked at on every visit, in
                                     // the list when it shows what happened, else by themselves

  // Null: it is not known. What was said once is said again throughout the visit. Throws what
  // `recall` throws.
  [[nodiscard]] const ThreadState* Find(const std::string& thread) const;

 private:
  mutable std::map<std::string, std::optional<ThreadState>> recalled_;
};

struct VisitOptions {
  Duration recheck_after{};    // a thread whose views moved is read whole when last read longer ago
                               // than this
  Duration recheck_window{};   // … and whose last post is younger than this
  int max_pages = 0;           // 0: no limit
  bool look_at_known = false;  // a visit in which no thread could be read, or had to be, reads a
                               // known one all the same, so that pages that changed are noticed
                               // before the next post, and are told from threads that are closed
};

enum class PageVerdict {
  Ok,         // content was read
  Unchanged,  // not modified
  Gone,       // the forum says the thread does not exist (any more)
  Login,      // a login wall, members-only board, missing permission
  Blocked,    // anti-flood page, captcha, ban
  Blind,      // content was expected and not found: layout changed, foreign or empty page
  Refused     // a guard refused the bytes (size, depth, nodes)
};
std::string_view Name(PageVerdict verdict);
inline bool IsContent(PageVerdict verdict) {
  return verdict == PageVerdict::Ok || verdict == PageVerdict::Unchanged;
}

struct Problem {
  std::string where;   // "list row 7", "post 21446", "page"
  std::string reason;  // for people
};

// A thread read to its last page in this visit.
struct ThreadReading {
  ThreadState state;
  bool whole = false;  // every page from 1 on was read: a known post not in `posts` is missing
  bool gone = false;   // the forum says it does not exist
  std::vector<std::string> post_ids;  // seen in this visit, in order
};

// What else a reading holds counts whatever the verdict: a page that is Blind in part may have
// follow-ups.
struct Reading {
  PageVerdict verdict = PageVerdict::Ok;
  std::string reason;  // why not Ok
  bool guest = false;  // the page was made for somebody who is not logged in, as far as it tells
  std::vector<SeenPost> posts;
  std::vector<PageRequest> follow_ups;
  std::vector<ThreadReading> finished;
  std::vector<ThreadState> remember;  // states to be kept as they are (threads still to be read,
                                      // the list's own); they say nothing of any post
  std::vector<Problem> problems;
  int rows = 0;   // list rows or feed items understood
  int pages = 1;  // that the list or the thread says it has
};

class Crawler {
 public:
  Crawler() = default;
  Crawler(const Crawler&) = delete;
  Crawler& operator=(const Crawler&) = delete;
  virtual ~Crawler() = default;

  // Begins a visit; forgets an unfinished one.
  virtual std::vector<PageRequest> Plan(const Cursor& cursor, const VisitOptions& options,
                                        UtcTime now) = 0;
  // Never throws on foreign input.
  virtual Reading Read(const PageAnswer& answer) = 0;
  // A page asked for will not come (HTTP error, timeout …): the visit goes on without it. A thread
  // that is then in `remember` or `finished` is on record as unread and will be tried again.
  virtual Reading Failed(const PageRequest& request) = 0;
  // The page asked for has not been modified since last time.
  virtual Reading Unchanged(const PageRequest& request) = 0;
  // The visit has lasted long: it names no more threads than it has begun. What it leaves, the next
  // visit takes up after a look at what is new.
  virtual void WindUp() {}
  // Of a visit that was wound up and is over: whether it leaves anything that may be new, not only
  // threads to be looked over. What a wall kept it from counts as new, and so does a thread that
  // could not be read earlier and was not asked for again.
  [[nodiscard]] virtual bool LeavesNews() const { return true; }
};

}  // namespace forumwatch
