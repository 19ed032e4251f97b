// The pages of the simulated forum: own markup with the ids and classes by which a reader of
// Discuz! finds its way. Pure apart from the noise. UTF-8; the caller turns it into GBK.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "tests/support/simforum/contents.h"
#include "tests/support/simforum/markup.h"
#include "tests/support/simforum/noise.h"

namespace forumwatch::sim {

// How all pages of a forum look.
struct Look {
  std::string site_name;
  std::string base_url;  // "http://127.0.0.1:8711/"
  bool gbk = false;
  int threads_per_page = 20;
  int posts_per_page = 10;
  std::chrono::minutes utc_offset{480};
};

// What may be wrong with a page that otherwise looks like one.
struct Flaws {
  bool empty_list = false;  // says that the board has no threads
  bool no_rows = false;     // neither rows nor posts, and no word about it
  bool no_author = false;
  bool no_date = false;
  bool renamed = false;  // ids and classes are others: a new template
};

class PageWriter {
 public:
  // All referents outlive the writer.
  PageWriter(const Contents& contents, const Look& look, UtcTime now, Noise& noise, Flaws flaws)
      : contents_(contents),
        look_(look),
        times_(now, look.utc_offset),
        noise_(noise),
        flaws_(flaws) {}

  std::string Index();
  // Beyond the last page: the rows of page 1 under the title of the page asked for.
  std::string List(const Board& board, int page);
  // Beyond the last page: the last page.
  std::string Thread(const Topic& topic, int page);
  std::string Rss(const Board& board);
  // A page that says one sentence. `kind`: "alert_error", "alert_info".
  std::string Message(std::string_view sentence, std::string_view kind);
  // A board that only members may read.
  std::string LoginWall();

  [[nodiscard]] const WrittenTimes& times() const noexcept { return times_; }

 private:
  std::string Page(std::string_view title, std::string_view way, std::string_view body);
  void AppendRow(std::string& out, const Topic& topic, bool sticky);
  void AppendRows(std::string& out, const Board& board, int page);
  void AppendPost(std::string& out, const Topic& topic, const Writing& writing);
  std::string PostBody(const Writing& writing);
  std::string Quote(const Writing& writing);
  [[nodiscard]] std::string Text(std::string_view text) const;  // escaped, as the charset keeps it
  [[nodiscard]] std::string WayTo(const Board& board) const;

  const Contents& contents_;
  const Look& look_;
  WrittenTimes times_;
  Noise& noise_;
  Flaws flaws_;
};

// The pages that a forum shows instead of what was asked for; whole HTML documents.
std::string AntiFloodPage();
std::string ForeignPage();
std::string DeeplyNestedPage(std::size_t bytes);
// The same page after a change of template.
std::string Renamed(std::string page);

}  // namespace forumwatch::sim
