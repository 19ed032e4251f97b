#include "tests/support/simforum/page_parts.h"

#include <algorithm>
#include <functional>

#include "tests/support/simforum/markup.h"
#include "tests/support/simforum/page_markup.h"

namespace forumwatch::sim {
namespace {

constexpr int kPagesShown = 10;

}  // namespace

std::string Beginning(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return text;
  }
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end) + " ...";
}

std::string UserId(const Writing& writing) {
  return ParseId(writing.author_id)
             ? writing.author_id
             : std::to_string(std::hash<std::string>()(writing.author) % 9000 + 100);
}

int PagesOf(std::size_t entries, int per_page) {
  const auto each = static_cast<std::size_t>(per_page);
  return std::max(1, static_cast<int>((entries + each - 1) / each));
}

std::string ThreadAddress(std::int64_t tid) {
  return "forum.php?mod=viewthread&amp;tid=" + std::to_string(tid);
}

std::string PageLink(const std::string& address, int page, const std::string& more,
                     const std::string& text) {
  return "<a href=\"" + address + "&amp;page=" + std::to_string(page) + "\"" + more + ">" + text +
         "</a>";
}

std::string Pager(const std::string& address, int page, int pages) {
  if (pages == 1) {
    return {};
  }
  std::string links;
  for (int i = 1; i <= std::min(pages, kPagesShown); ++i) {
    links += i == page ? "<strong>" + std::to_string(i) + "</strong>"
                       : PageLink(address, i, "", std::to_string(i));
  }
  if (page > kPagesShown) {
    links += "<strong>" + std::to_string(page) + "</strong>";
  }
  if (pages > kPagesShown && page != pages) {
    links += PageLink(address, pages, " class=\"last\"", "... " + std::to_string(pages));
  }
  const std::string number = std::to_string(page);
  const std::string count = std::to_string(pages);
  const std::string next =
      page < pages ? PageLink(address, page + 1, " class=\"nxt\"", "下一页") : "";
  std::string out;
  Fill(out, kPager, {{"links", links}, {"page", number}, {"pages", count}, {"next", next}});
  return out;
}

}  // namespace forumwatch::sim
