// A board's page → its rows. Pure; any thread; never throws on content.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawlers/crawler.h"
#include "crawlers/html/document.h"
#include "crawlers/parse/date.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

class PageLinks;

// What a reader of a page needs to know beside the page.
struct PageContext {
  const HtmlEngine& engine;
  std::string_view address;  // as it was asked for
  DateContext dates;
};

struct ListRow {
  std::string thread;
  std::string url;  // of the thread's first page, without noise
  std::string title;
  bool sticky = false;
  bool removed = false;  // the thread is not there any more, only its row is
  std::optional<int> replies;
  std::optional<int> views;
  int pages = 1;  // as far as the row says
  std::optional<UtcTime> last_post_at;
  bool last_post_fixed = false;  // the written time does not move with the moment of asking
  std::string last_author;
};

struct ListContents {
  std::vector<ListRow> rows;
  int page = 1;        // as the page says, else as asked for
  int pages = 1;       // that the board has
  std::string board;   // the board's id as the page says it, "" unknown
  bool empty = false;  // the page says that there are no threads
  std::vector<Problem> problems;
  std::string blind;  // why the rows, if any, are not to be relied on; "" they are
};

// How many of the rows lack what.
struct RowsMissing {
  int unreadable = 0;
  int times = 0;
};
// Why rows like these are not to be relied on; "" they are.
std::string WhyUnreliable(const ListContents& contents, const RowsMissing& missing, bool has_times);

ListContents ReadListPage(const Document& document, const PageContext& context, int asked_page);

// The page's own number and the count of pages; what a pager finds.
struct PagePosition {
  int page = 1;
  int pages = 1;
};
// The id of the board a page stands in: the last link of the way here that is a board's address.
std::string ReadBoard(const Field& way, Node root, const PageLinks& links,
                      const Addresses& addresses);

PagePosition ReadPager(const Pager& pager, Node root, int asked_page);

}  // namespace forumwatch
