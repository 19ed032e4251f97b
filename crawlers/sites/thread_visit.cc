#include "crawlers/sites/thread_visit.h"

#include <algorithm>
#include <utility>

#include "crawlers/sites/row_signature.h"

namespace forumwatch {
namespace {

constexpr int kMostThreadPages = 5000;  // of one thread

}  // namespace

ThreadVisit::ThreadVisit(ThreadTask task)
    : task_(std::move(task)),
      whole_(task_.whole || !task_.before || task_.before->posts == 0),
      start_(whole_ ? 1 : std::max(1, task_.before->pages)),
      pages_(start_),
      met_known_(whole_) {}

std::set<int> ThreadVisit::Wanted() const {
  const int lowest = read_.empty() ? start_ : read_.begin()->first;
  int from = std::min(lowest, pages_);
  if (whole_) {
    from = 1;
  } else if (!met_known_ && !read_.empty()) {
    from = std::max(1, from - 1);
  }
  std::set<int> wanted;
  for (int page = from; page <= pages_; ++page) {
    if (!asked_.contains(page)) {
      wanted.insert(page);
    }
  }
  return wanted;
}

std::vector<int> ThreadVisit::NextPages() {
  const std::set<int> wanted = Wanted();
  // How many pages there are is learned from the first.
  std::vector<int> next;
  if (read_.empty() && !asked_.empty()) {
    return next;
  }
  for (const int page : wanted) {
    asked_.insert(page);
    waiting_.insert(page);
    next.push_back(page);
    if (read_.empty()) {
      break;
    }
  }
  return next;
}

ThreadVisit::PageRead ThreadVisit::FactsOf(const std::vector<SeenPost>& posts) {
  PageRead facts;
  const auto known_until = task_.before ? task_.before->last_post_at : std::nullopt;
  for (const SeenPost& post : posts) {
    facts.ids.push_back(post.post);
    facts.last_floor = std::max(facts.last_floor, post.floor);
    facts.latest = std::max(facts.latest, post.posted_at);
    const bool known = known_until && post.posted_at && *post.posted_at <= *known_until;
    facts.fresh += known ? 0 : 1;
    met_known_ = met_known_ || known;
  }
  return facts;
}

std::vector<SeenPost> ThreadVisit::Take(int asked_page, ThreadContents contents) {
  waiting_.erase(asked_page);
  shifted_ = shifted_ || (contents.entries && entries_ && *contents.entries < *entries_);
  entries_ = contents.entries ? contents.entries : entries_;
  if (!contents.all.empty()) {
    all_ = std::move(contents.all);
  }
  if (contents.posts.empty() && contents.places.empty()) {
    shrunk_ = true;
    LookBack();
    return {};
  }
  const int pages = contents.more ? std::max(pages_, contents.pages) : contents.pages;
  pages_ = std::clamp(pages, 1, kMostThreadPages);
  const int page = std::min(contents.page, pages_);
  asked_.insert(page);
  const auto known = [this](const SeenPost& post) { return !ids_.insert(post.post).second; };
  std::erase_if(contents.posts, known);
  std::erase_if(contents.places, known);
  AddPage(page, FactsOf(contents.posts), FactsOf(contents.places));
  LookBack();
  return Untold(std::move(contents.posts));
}

std::vector<SeenPost> ThreadVisit::Untold(std::vector<SeenPost> posts) {
  std::vector<SeenPost> news;
  for (SeenPost& post : posts) {
    if (!told_.insert(post.post).second) {
      continue;
    }
    post.thread = task_.thread;
    if (task_.row) {
      post.title = post.title.empty() ? task_.row->title : post.title;
      post.views = task_.row->views ? task_.row->views : post.views;
      post.replies = task_.row->replies ? task_.row->replies : post.replies;
    }
    news.push_back(std::move(post));
  }
  return news;
}

// Places count, but are no posts.
void ThreadVisit::AddPage(int page, PageRead facts, const PageRead& places) {
  PageRead& there = read_[page];  // the last page may answer for several
  there.ids.insert(there.ids.end(), facts.ids.begin(), facts.ids.end());
  for (const PageRead* const part : {&std::as_const(facts), &places}) {
    there.latest = std::max(there.latest, part->latest);
    there.last_floor = std::max(there.last_floor, part->last_floor);
    there.fresh += part->fresh;
  }
}

void ThreadVisit::Fail(int asked_page) {
  waiting_.erase(asked_page);
  failed_ = true;
}

// Once the end has been read: should a post have vanished, the other pages must tell which.
void ThreadVisit::LookBack() {
  if (waiting_.empty() && (shrunk_ || (ReadWhole() && (shifted_ || Short())))) {
    StartOver();
  }
  if (!read_.empty() && !whole_ && waiting_.empty() && Wanted().empty() && SomethingVanished()) {
    whole_ = true;
  }
}

bool ThreadVisit::Short() const {
  const auto unread = [this](const std::string& id) { return !ids_.contains(id); };
  return (entries_ && PostsRead() < *entries_) || std::any_of(all_.begin(), all_.end(), unread);
}

void ThreadVisit::StartOver() {
  if (started_over_) {
    failed_ = failed_ || shrunk_;
    return;
  }
  started_over_ = true;
  shrunk_ = false;
  shifted_ = false;
  entries_.reset();
  all_.clear();
  whole_ = true;
  met_known_ = true;
  start_ = 1;
  pages_ = 1;
  asked_.clear();
  read_.clear();
  ids_.clear();
}

bool ThreadVisit::over() const {
  return waiting_.empty() && (failed_ || (!read_.empty() && Wanted().empty()));
}

int ThreadVisit::Fresh() const {
  int fresh = 0;
  for (const auto& [page, facts] : read_) {
    fresh += facts.fresh;
  }
  return fresh;
}

int ThreadVisit::PostsRead() const {
  return static_cast<int>(ids_.size());
}

// The end of the thread does not add up with what was known: neither by the list's count of replies
// nor by the number of the last floor. One of the two may lag behind or count holes.
bool ThreadVisit::SomethingVanished() const {
  const ThreadState& before = *task_.before;
  const auto replies_before = RepliesIn(before.signature);
  const bool by_replies = task_.row && task_.row->replies && replies_before &&
                          *task_.row->replies - *replies_before == Fresh();
  const auto last_floor = read_.rbegin()->second.last_floor;
  const bool by_floor = last_floor && *last_floor == before.posts + Fresh();
  const bool nothing_to_compare = !last_floor && !(task_.row && task_.row->replies);
  return !by_replies && !by_floor && !nothing_to_compare;
}

bool ThreadVisit::ReadWhole() const {
  return !failed_ && !read_.empty() && read_.begin()->first == 1 &&
         read_.rbegin()->first >= pages_ && static_cast<int>(read_.size()) >= pages_;
}

std::string ThreadVisit::PagesDoubted() const {
  if (!ReadWhole() || !task_.row || task_.row->pages <= pages_) {
    return {};
  }
  const int expected = task_.row->replies.value_or(0) + 1;
  if (PostsRead() >= expected) {
    return {};
  }
  return "列表上有 " + std::to_string(expected) + " 个帖子、" + std::to_string(task_.row->pages) +
         " 页，帖子页上只认出 " + std::to_string(pages_) + " 页、" + std::to_string(PostsRead()) +
         " 个帖子（thread.page_count）";
}

std::string ThreadVisit::Shortage() const {
  if (!ReadWhole() || !Short()) {
    return {};
  }
  return "论坛说这个主题有 " + std::to_string(entries_.value_or(static_cast<int>(all_.size()))) +
         " 条，读了两遍都只有 " + std::to_string(PostsRead()) + " 条";
}

std::string ThreadVisit::CountDoubted() const {
  const auto replies_before = task_.before ? RepliesIn(task_.before->signature) : std::nullopt;
  if (!ReadWhole() || !replies_before || !task_.row || !task_.row->replies ||
      PostsRead() > *task_.row->replies) {
    return {};
  }
  const int vanished = task_.before->posts + Fresh() - PostsRead();
  const int by_list = std::max(0, *replies_before + Fresh() - *task_.row->replies);
  if (vanished <= by_list) {
    return {};
  }
  return "按上次的记录少了 " + std::to_string(vanished) + " 个帖子，按列表上的回复数只少了 " +
         std::to_string(by_list) + " 个，不当作删帖";
}

std::string ThreadVisit::signature() const {
  if (task_.row) {
    return Signature(*task_.row);
  }
  const std::string_view row = task_.before ? RowIn(task_.before->signature) : std::string_view();
  return std::string(row.empty() || task_.unlisted ? kUnlisted : row);
}

ThreadReading ThreadVisit::Left(bool gone, UtcTime now) const {
  ThreadReading reading;
  reading.state = task_.before.value_or(ThreadState());
  reading.state.thread = task_.thread;
  reading.state.url = task_.url;
  reading.state.signature = signature();
  reading.state.views = task_.row ? task_.row->views : reading.state.views;
  reading.state.read_whole_at = now;
  reading.state.gone = gone;
  reading.state.waiting = false;
  reading.gone = gone;
  return reading;
}

bool ThreadVisit::retried() const {
  return task_.before && UnreadIn(task_.before->signature);
}

// What is closed is not open at once: that counts like a second try.
ThreadReading ThreadVisit::Unread(bool closed, UtcTime now) const {
  ThreadReading reading = Left(false, now);
  const auto before = task_.before ? UnreadIn(task_.before->signature) : std::nullopt;
  const int tries = before ? before->tries : 0;
  reading.state.signature =
      UnreadSignature({std::max(tries + 1, closed ? 2 : 1), whole_, reading.state.signature});
  reading.state.waiting = true;
  return reading;
}

ThreadReading ThreadVisit::Result(UtcTime now) const {
  ThreadReading reading;
  const bool doubted = !CountDoubted().empty();
  reading.whole = ReadWhole() && !doubted;
  ThreadState& state = reading.state;
  if (task_.before) {
    state = *task_.before;
  }
  state.thread = task_.thread;
  state.url = task_.url;
  state.signature = signature();
  state.views = task_.row ? task_.row->views : state.views;
  state.pages = pages_;
  state.posts = reading.whole ? PostsRead() : state.posts + Fresh();
  state.gone = false;
  state.waiting = false;
  std::optional<UtcTime> latest;
  for (const auto& [page, facts] : read_) {
    reading.post_ids.insert(reading.post_ids.end(), facts.ids.begin(), facts.ids.end());
    latest = std::max(latest, facts.latest);
  }
  state.last_post_at = latest ? latest : state.last_post_at;
  state.read_whole_at = reading.whole || doubted ? now : state.read_whole_at;
  return reading;
}

}  // namespace forumwatch
