#include <algorithm>
#include <iterator>

#include "tests/support/simforum/charset.h"
#include "tests/support/simforum/page_markup.h"
#include "tests/support/simforum/page_parts.h"
#include "tests/support/simforum/pages.h"

namespace forumwatch::sim {
namespace {

constexpr std::size_t kExcerptBytes = 600;
constexpr int kRssItems = 20;

// The links to further pages behind a title: 2 … 6, and the last.
std::string TitlePages(const std::string& address, int pages) {
  if (pages == 1) {
    return {};
  }
  std::string links;
  for (int i = 2; i <= std::min(pages, 6); ++i) {
    links += PageLink(address, i, "", std::to_string(i));
  }
  if (pages > 6) {
    links += ".." + PageLink(address, pages, "", std::to_string(pages));
  }
  return " <span class=\"tps\">&nbsp;..." + links + "</span>";
}

}  // namespace

std::string PageWriter::List(const Board& board, int page) {
  const int pages = PagesOf(board.order.size(), look_.threads_per_page);
  const int shown = page > pages ? 1 : page;
  std::string rows;
  if (flaws_.empty_list || (board.order.empty() && contents_.Stickies(board.fid).empty())) {
    rows = kEmptyBoard;
  } else if (!flaws_.no_rows) {
    AppendRows(rows, board, shown);
  }
  const std::string fid = std::to_string(board.fid);
  const std::string pager = flaws_.empty_list || flaws_.no_rows
                                ? ""
                                : Pager("forum.php?mod=forumdisplay&fid=" + fid, shown, pages);
  const std::string name = Text(board.name);
  const std::string token = noise_.Token();
  std::string body;
  Fill(body, kList,
       {{"fid", fid}, {"board", name}, {"pager", pager}, {"token", token}, {"rows", rows}});
  const std::string title =
      page > 1 ? name + " - 第" + std::to_string(page) + "页" : std::string(name);
  return Page(title, WayTo(board), body);
}

void PageWriter::AppendRows(std::string& out, const Board& board, int page) {
  if (page == 1) {
    const auto stickies = contents_.Stickies(board.fid);
    for (const Topic* topic : stickies) {
      AppendRow(out, *topic, true);
    }
    if (!stickies.empty()) {
      out += kSeparator;
    }
  }
  auto row = board.order.rbegin();
  std::advance(row, std::min(static_cast<std::ptrdiff_t>(board.order.size()),
                             static_cast<std::ptrdiff_t>(page - 1) * look_.threads_per_page));
  for (int i = 0; i < look_.threads_per_page && row != board.order.rend(); ++i, ++row) {
    AppendRow(out, *contents_.FindTopic(row->second), false);
  }
}

void PageWriter::AppendRow(std::string& out, const Topic& topic, bool sticky) {
  const Writing& first = topic.posts.front();
  const Writing& last = topic.posts.back();
  const auto named = [&](const Writing& writing, const std::string& query) {
    if (flaws_.no_author) {
      return std::string();
    }
    return writing.author.empty() ? std::string("匿名")
                                  : "<a href=\"home.php?mod=space&amp;" + query + "\">" +
                                        Text(writing.author) + "</a>";
  };
  const std::string tid = std::to_string(topic.tid);
  const std::string title = Text(topic.title);
  const std::string category =
      topic.tid % 3 == 0
          ? "<em>[<a href=\"forum.php?mod=forumdisplay&fid=" + std::to_string(topic.fid) +
                "&amp;filter=typeid&amp;typeid=1\">投诉</a>]</em>"
          : "";
  const std::string tps = TitlePages(ThreadAddress(topic.tid) + "&amp;extra=page%3D1",
                                     PagesOf(topic.posts.size(), look_.posts_per_page));
  const std::string author = named(first, "uid=" + UserId(first));
  const std::string last_author = named(last, "uid=" + UserId(last));
  const std::string created =
      flaws_.no_date ? "" : times_.Around(first.posted_at, times_.Day(first.posted_at));
  const std::string last_at =
      flaws_.no_date ? "" : times_.Around(topic.last_at, times_.Minute(topic.last_at));
  const std::string replies = std::to_string(topic.posts.size() - 1);
  const std::string views = std::to_string(ViewsAt(topic, times_.now()));
  Fill(out, kRow,
       {{"kind", sticky ? "stick" : "normal"},
        {"tid", tid},
        {"state", topic.posts.size() > 10 ? "hot" : "common"},
        {"category", category},
        {"title", title},
        {"tps", tps},
        {"author", author},
        {"created", created},
        {"replies", replies},
        {"views", views},
        {"last_author", last_author},
        {"last", last_at}});
}

std::string PageWriter::Rss(const Board& board) {
  std::vector<std::int64_t> newest;
  for (const auto& [last_at, tid] : board.order) {
    newest.push_back(tid);
  }
  const auto created = [this](std::int64_t tid) {
    return contents_.FindTopic(tid)->posts.front().posted_at;
  };
  std::sort(newest.begin(), newest.end(),
            [&](std::int64_t a, std::int64_t b) { return created(a) > created(b); });
  newest.resize(std::min(newest.size(), static_cast<std::size_t>(kRssItems)));
  const std::string name = Text(board.name);
  std::string items;
  for (const std::int64_t tid : newest) {
    const Topic& topic = *contents_.FindTopic(tid);
    const Writing& first = topic.posts.front();
    const std::string id = std::to_string(tid);
    const std::string title = Text(topic.title);
    std::string excerpt =
        first.banned ? ""
                     : Beginning(look_.gbk ? AsKeptInGbk(first.text) : first.text, kExcerptBytes);
    ReplaceAll(excerpt, "]]>", "]] >");
    const std::string author = Text(first.author);
    const std::string at = times_.Rfc822(first.posted_at);
    Fill(items, kRssItem,
         {{"title", title},
          {"base", look_.base_url},
          {"tid", id},
          {"excerpt", excerpt},
          {"board", name},
          {"author", author},
          {"created", at}});
  }
  const std::string site = Text(look_.site_name);
  const std::string fid = std::to_string(board.fid);
  const std::string now = times_.HttpDate();
  std::string out;
  Fill(out, kRss,
       {{"charset", look_.gbk ? "gbk" : "utf-8"},
        {"site", site},
        {"board", name},
        {"base", look_.base_url},
        {"fid", fid},
        {"now", now},
        {"items", items}});
  return out;
}

}  // namespace forumwatch::sim
