// What was written last in a thread: read from its last page back to what is known already, so that
// whoever is about to post there sees what stands there by then. Pure and sans-I/O; never throws on
// content.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/model/post.h"
#include "crawlers/crawler.h"
#include "crawlers/sites/board_crawler.h"

namespace forumwatch {

class ThreadEnd {
 public:
  using IsOld = std::function<bool(const SeenPost&)>;
  // `url`: the thread, as its readers address it. `pages`: as many as it is known to have. A page
  // that begins with what is old ends it, `beyond` pages later.
  ThreadEnd(std::unique_ptr<BoardReader> reader, std::string url, std::string thread, int pages,
            IsOld is_old, int beyond = 0);

  // The page to be asked for; nullopt: it is over.
  [[nodiscard]] const std::optional<PageRequest>& next() const noexcept { return next_; }
  // The answer to that. Statuses other than 2xx may explain themselves, as for a crawler.
  void Read(const PageAnswer& answer);

  // When it is over. Why nothing is to be concluded; "" everything since then was seen.
  [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }
  [[nodiscard]] bool gone() const noexcept { return gone_; }  // the forum says there is no thread
  // Why nobody can reply there, as the forum says; "" it does not.
  [[nodiscard]] const std::string& no_reply() const noexcept { return no_reply_; }
  // Each once; old ones may be among them.
  [[nodiscard]] const std::vector<SeenPost>& posts() const noexcept { return posts_; }
  // Those that only their author reads as yet.
  [[nodiscard]] const std::vector<SeenPost>& held() const noexcept { return held_; }
  // The places of those that were taken away, with their author where it is said.
  [[nodiscard]] const std::vector<SeenPost>& places() const noexcept { return places_seen_; }

 private:
  void Ask(int page);
  void Fail(std::string why);
  void Take(ThreadContents contents, int page);

  std::unique_ptr<BoardReader> reader_;
  VisitPlaces places_;
  std::string url_;
  std::string thread_;
  IsOld is_old_;
  int beyond_;
  std::optional<PageRequest> next_;
  int asked_ = 0;
  int last_ = 0;  // the last page, once it was read
  std::vector<SeenPost> posts_;
  std::vector<SeenPost> held_;
  std::vector<SeenPost> places_seen_;
  std::string no_reply_;
  std::string trouble_;
  bool gone_ = false;
};

}  // namespace forumwatch
