// A board's crawler without the way its pages are written: a BoardReader turns an answer into rows
// or posts, the crawler leads the visit and judges. Reads the list first, then the threads whose
// row is new or changed: unknown ones whole, known ones from their last page. What an edit changes
// moves no row; threads whose views moved are therefore read whole from time to time
// (VisitOptions::recheck_*). Threads the list should show and does not are asked for by themselves.
// Pages that are not content are told apart and never mean "all gone". Threads that stand in
// another board (global announcements on top of every list) are left to that board's source.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/sites/list_page.h"
#include "crawlers/sites/not_content.h"
#include "crawlers/sites/thread_page.h"
#include "crawlers/sites/visit.h"

namespace forumwatch {

struct BoardSource {
  std::string url;                 // the board, as its readers address it
  std::vector<std::string> staff;  // author names whose posts are official
  std::chrono::minutes utc_offset{480};
};

// What a page says. With `unusable` its contents do not count, but their problems do.
template <typename Contents>
struct PageRead {
  Contents contents;
  std::optional<PageJudgement> unusable;
  bool guest = false;  // see Reading
};

// How one kind of forum writes its pages. Pure; never throws on content.
class BoardReader {
 public:
  BoardReader() = default;
  BoardReader(const BoardReader&) = delete;
  BoardReader& operator=(const BoardReader&) = delete;
  virtual ~BoardReader() = default;

  // How pages are addressed, before any page was read.
  [[nodiscard]] virtual VisitPlaces Places() const = 0;
  // `places` is bettered by what the page says of it.
  virtual PageRead<ListContents> ReadList(const PageAnswer& answer, VisitPlaces& places) = 0;
  virtual PageRead<ThreadContents> ReadThread(const PageAnswer& answer, VisitPlaces& places) = 0;
};

std::unique_ptr<Crawler> MakeBoardCrawler(std::unique_ptr<BoardReader> reader,
                                          const std::vector<std::string>& staff);

}  // namespace forumwatch
