#include "tests/support/simforum/pages.h"

#include <array>

#include "tests/support/simforum/charset.h"
#include "tests/support/simforum/page_markup.h"

namespace forumwatch::sim {
std::string PageWriter::Text(std::string_view text) const {
  return Escape(look_.gbk ? AsKeptInGbk(text) : std::string(text));
}

std::string PageWriter::WayTo(const Board& board) const {
  const std::string href = "forum.php?mod=forumdisplay&amp;fid=" + std::to_string(board.fid);
  const std::string name = Text(board.name);
  std::string way;
  Fill(way, kWayStep, {{"href", "forum.php?gid=1"}, {"name", "小区"}});
  Fill(way, kWayStep, {{"href", href}, {"name", name}});
  return way;
}

std::string PageWriter::Page(std::string_view title, std::string_view way, std::string_view body) {
  const std::string site = Text(look_.site_name);
  const std::string token = noise_.Token();
  const int guests = noise_.Count(3, 60);
  const std::string online = std::to_string(guests + noise_.Count(1, 20));
  const std::string guest_count = std::to_string(guests);
  const std::string today = std::to_string(noise_.Count(200, 4000));
  const std::string now = times_.HttpDate();
  std::string out;
  out.reserve(kPage.size() + body.size() + 512);
  Fill(out, kPage,
       {{"charset", look_.gbk ? "gbk" : "utf-8"},
        {"title", title},
        {"site", site},
        {"base", look_.base_url},
        {"token", token},
        {"way", way},
        {"body", body},
        {"online", online},
        {"guests", guest_count},
        {"today", today},
        {"now", now}});
  return flaws_.renamed ? Renamed(std::move(out)) : out;
}

std::string PageWriter::Index() {
  std::string body = "<div class=\"bm_c\"><table class=\"fl_tb\">";
  for (const auto& [fid, board] : contents_.boards()) {
    body += "<tr><td><h2><a href=\"forum.php?mod=forumdisplay&amp;fid=" + std::to_string(fid) +
            "\">" + Text(board.name) + "</a></h2></td></tr>\n";
  }
  return Page("论坛", "", body + "</table></div>");
}

std::string PageWriter::Message(std::string_view sentence, std::string_view kind) {
  std::string body;
  Fill(body, kMessage, {{"kind", kind}, {"sentence", sentence}, {"more", ""}});
  return Page("提示信息", "", body);
}

std::string PageWriter::LoginWall() {
  std::string body;
  Fill(body, kMessage,
       {{"kind", "alert_info"},
        {"sentence", "抱歉，您尚未登录，没有权限访问该版块"},
        {"more", kLoginForm}});
  return Page("提示信息", "", body);
}

std::string AntiFloodPage() {
  return std::string(kAntiFlood);
}

std::string ForeignPage() {
  return std::string(kForeign);
}

std::string DeeplyNestedPage(std::size_t bytes) {
  std::string page = "<!DOCTYPE html><html><head><title>深</title></head><body>";
  while (page.size() < bytes) {
    page += "<div>";
  }
  return page + "</body></html>";
}

std::string Renamed(std::string page) {
  struct Rename {
    std::string_view from;
    std::string_view to;
  };
  static constexpr std::array kRenames = {
      Rename{"normalthread_", "topic-row-"},
      Rename{"stickthread_", "pinned-row-"},
      Rename{"s xst", "topic-title"},
      Rename{"id=\"post_", "id=\"reply-"},
      Rename{"postmessage_", "words-"},
      Rename{"authorposton", "written-"},
      Rename{"class=\"xw1\"", "class=\"nick\""},
      Rename{"postnum", "level-"},
      Rename{"class=\"authi\"", "class=\"by-line\""},
      Rename{"class=\"num\"", "class=\"figures\""},
      Rename{"class=\"by\"", "class=\"who\""},
      Rename{"class=\"pg\"", "class=\"pages\""},
      Rename{"threadlist", "topic-table"},
      Rename{"postlist", "reply-table"},
  };
  for (const Rename& rename : kRenames) {
    ReplaceAll(page, rename.from, rename.to);
  }
  return page;
}

}  // namespace forumwatch::sim
