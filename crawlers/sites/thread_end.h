// What was written last in a thread: read from its last page back to a moment, so that whoever is
// about to post there sees what stands there by then. Pure and sans-I/O; never throws on content.
#pragma once

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
  // `url`: the thread, as its readers address it. `pages`: as many as it is known to have.
  ThreadEnd(std::unique_ptr<BoardReader> reader, std::string url, std::string thread, int pages,
            UtcTime since);

  // The page to be asked for; nullopt: it is over.
  [[nodiscard]] const std::optional<PageRequest>& next() const noexcept { return next_; }
  // The answer to that. Statuses other than 2xx may explain themselves, as for a crawler.
  void Read(const PageAnswer& answer);

  // When it is over. Why nothing is to be concluded; "" everything since then was seen.
  [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }
  [[nodiscard]] bool gone() const noexcept { return gone_; }  // the forum says there is no thread
  // Each once; those of before the moment may be among them.
  [[nodiscard]] const std::vector<SeenPost>& posts() const noexcept { return posts_; }

 private:
  void Ask(int page);
  void Fail(std::string why);
  void Take(ThreadContents contents, int page);

  std::unique_ptr<BoardReader> reader_;
  VisitPlaces places_;
  std::string url_;
  std::string thread_;
  UtcTime since_;
  std::optional<PageRequest> next_;
  int asked_ = 0;
  int last_ = 0;  // the last page, once it was read
  std::vector<SeenPost> posts_;
  std::string trouble_;
  bool gone_ = false;
};

}  // namespace forumwatch
