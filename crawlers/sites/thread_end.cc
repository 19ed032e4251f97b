#include "crawlers/sites/thread_end.h"

#include <algorithm>
#include <utility>

#include "crawlers/sites/address.h"

namespace forumwatch {
namespace {

constexpr int kMostAsked = 60;

void AddNew(std::vector<SeenPost>& found, std::vector<SeenPost>& all) {
  for (SeenPost& post : found) {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const SeenPost& seen) { return seen.post == post.post; });
    if (!known) {
      all.push_back(std::move(post));
    }
  }
}

}  // namespace

ThreadEnd::ThreadEnd(std::unique_ptr<BoardReader> reader, std::string url, std::string thread,
                     int pages, IsOld is_old, int beyond)
    : reader_(std::move(reader)),
      places_(reader_->Places()),
      url_(std::move(url)),
      thread_(std::move(thread)),
      is_old_(std::move(is_old)),
      beyond_(beyond) {
  Ask(std::max(pages, 1));
}

void ThreadEnd::Ask(int page) {
  if (++asked_ > kMostAsked) {
    return Fail("主题太长，翻了 " + std::to_string(kMostAsked) + " 页还没有翻到");
  }
  next_ = PageRequest{PageAddress(url_, places_.thread_forms, page, FirstPage::ByNumber),
                      PageKind::Thread, thread_, page};
}

void ThreadEnd::Fail(std::string why) {
  next_.reset();
  trouble_ = std::move(why);
}

void ThreadEnd::Read(const PageAnswer& answer) {
  const int page = answer.request.page;
  PageRead<ThreadContents> read = reader_->ReadThread(answer, places_);
  if (read.unusable) {
    gone_ = read.unusable->verdict == PageVerdict::Gone && page == 1;
    // What was its last page is there no more.
    const bool shrunk = read.unusable->verdict == PageVerdict::Gone && page > 1 && last_ == 0;
    return shrunk ? Ask(page - 1) : Fail(read.unusable->reason);
  }
  if (std::string hollow = WhyHollow(read.contents.fill); !hollow.empty()) {
    return Fail(std::move(hollow));
  }
  Take(std::move(read.contents), page);
}

// From the last page back: what is added meanwhile stands behind it, and what moves up because
// posts were taken away is met on the page before.
void ThreadEnd::Take(ThreadContents contents, int page) {
  const bool empty = contents.posts.empty() && contents.places.empty();
  if (last_ == 0 && empty && page > 1) {
    return Ask(std::clamp(contents.pages, 1, page - 1));
  }
  if (last_ == 0 && contents.page == page && contents.pages > page) {
    return Ask(contents.pages);
  }
  const int here = std::min(contents.page, page);
  last_ = last_ == 0 ? here : last_;
  // Some forums show the opening post on every page.
  const auto first = std::find_if(contents.posts.begin(), contents.posts.end(),
                                  [](const SeenPost& post) { return !post.is_first; });
  const bool older = first != contents.posts.end() && is_old_(*first) && beyond_-- <= 0;
  no_reply_ = no_reply_.empty() ? contents.no_reply : no_reply_;
  AddNew(contents.posts, posts_);
  AddNew(contents.held, held_);
  AddNew(contents.places, places_seen_);
  if (older || here <= 1) {
    next_.reset();
  } else {
    Ask(here - 1);
  }
}

}  // namespace forumwatch
