#include <algorithm>
#include <array>
#include <functional>

#include "tests/support/simforum/page_markup.h"
#include "tests/support/simforum/page_parts.h"
#include "tests/support/simforum/pages.h"

namespace forumwatch::sim {
namespace {

constexpr std::size_t kQuotedBytes = 150;

std::string FloorMark(int floor) {
  static constexpr std::array kWords = {"", "楼主", "沙发", "板凳", "地板"};
  if (floor > 0 && static_cast<std::size_t>(floor) < kWords.size()) {
    return kWords.at(static_cast<std::size_t>(floor));
  }
  return "<em>" + std::to_string(floor) + "</em><sup>#</sup>";
}

}  // namespace

std::string PageWriter::Thread(const Topic& topic, int page) {
  const int pages = PagesOf(topic.posts.size(), look_.posts_per_page);
  const int shown = std::min(page, pages);
  std::string posts;
  if (!flaws_.no_rows) {
    const auto each = static_cast<std::size_t>(look_.posts_per_page);
    const std::size_t begin = static_cast<std::size_t>(shown - 1) * each;
    const std::size_t end = std::min(topic.posts.size(), begin + each);
    for (std::size_t i = begin; i < end; ++i) {
      AppendPost(posts, topic, topic.posts[i]);
    }
  }
  const std::string fid = std::to_string(topic.fid);
  const std::string title = Text(topic.title);
  const std::string pager = Pager(ThreadAddress(topic.tid) + "&extra=", shown, pages);
  const std::string views = std::to_string(ViewsAt(topic, times_.now()));
  const std::string replies = std::to_string(topic.posts.size() - 1);
  std::string body;
  Fill(body, kThread,
       {{"pager", pager},
        {"views", views},
        {"replies", replies},
        {"title", title},
        {"posts", posts},
        {"fid", fid}});
  std::string way = WayTo(*contents_.FindBoard(topic.fid));
  const std::string address = ThreadAddress(topic.tid);
  Fill(way, kWayStep, {{"href", address}, {"name", title}});
  return Page(title, way, body);
}

void PageWriter::AppendPost(std::string& out, const Topic& topic, const Writing& writing) {
  const std::string pid = std::to_string(writing.pid);
  const std::string tid = std::to_string(topic.tid);
  const std::string fid = std::to_string(topic.fid);
  const std::string uid = UserId(writing);
  std::string author;
  if (!flaws_.no_author) {
    author = writing.author.empty()
                 ? std::string("匿名")
                 : "<a href=\"home.php?mod=space&amp;uid=" + uid +
                       "\" target=\"_blank\" class=\"xw1\">" + Text(writing.author) + "</a>";
  }
  const std::string posted =
      flaws_.no_date
          ? ""
          : "发表于 " + times_.Around(writing.posted_at, times_.Second(writing.posted_at));
  const std::string link = &writing == &topic.posts.front()
                               ? ThreadAddress(topic.tid)
                               : "forum.php?mod=redirect&goto=findpost&ptid=" + tid + "&pid=" + pid;
  std::string sign;
  if (std::hash<std::string>()(writing.author) % 4 == 0) {
    Fill(sign, kSign, {{"text", "远亲不如近邻，见面点个头"}});
  }
  const std::string credits = std::to_string(noise_.Count(20, 3000));
  const std::string content = writing.banned ? std::string(kBanned) : PostBody(writing);
  const std::string floor = FloorMark(writing.floor);
  const std::string likes = writing.likes > 0 ? std::to_string(writing.likes) : "";
  Fill(out, kPost,
       {{"pid", pid},
        {"tid", tid},
        {"fid", fid},
        {"uid", uid},
        {"author", author},
        {"credits", credits},
        {"link", link},
        {"floor", floor},
        {"posted", posted},
        {"content", content},
        {"sign", sign},
        {"likes", likes}});
}

std::string PageWriter::Quote(const Writing& writing) {
  const auto quoted = ParseId(writing.quotes);
  const Topic* const topic = quoted ? contents_.TopicOfPost(*quoted) : nullptr;
  if (topic == nullptr) {
    return {};
  }
  const auto post = std::find_if(topic->posts.begin(), topic->posts.end(),
                                 [&](const Writing& other) { return other.pid == *quoted; });
  const std::string tid = std::to_string(topic->tid);
  const std::string author = Text(post->author);
  const std::string posted = times_.Minute(post->posted_at);
  const std::string garbage = noise_.Garbage();
  const std::string text = Text(Beginning(post->text, kQuotedBytes));
  std::string out;
  Fill(out, kQuote,
       {{"base", look_.base_url},
        {"pid", writing.quotes},
        {"tid", tid},
        {"author", author},
        {"posted", posted},
        {"garbage", garbage},
        {"text", text}});
  return out;
}

std::string PageWriter::PostBody(const Writing& writing) {
  std::string text;
  if (writing.edited_at) {
    const std::string author = Text(writing.author);
    const std::string edited = times_.Minute(*writing.edited_at);
    const std::string garbage = noise_.Garbage();
    Fill(text, kEditNote, {{"author", author}, {"edited", edited}, {"garbage", garbage}});
  }
  text += Quote(writing);
  const std::string escaped = Text(writing.text);
  for (std::size_t begin = 0; begin <= escaped.size();) {
    const std::size_t end = std::min(escaped.find('\n', begin), escaped.size());
    text.append(escaped, begin, end - begin);
    text += noise_.Garbage();
    text += end < escaped.size() ? "<br />\r\n" : "";
    begin = end + 1;
  }
  const std::string pid = std::to_string(writing.pid);
  std::string out;
  Fill(out, kPostContent, {{"pid", pid}, {"text", text}});
  return out;
}

}  // namespace forumwatch::sim
