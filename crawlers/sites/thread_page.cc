#include "crawlers/sites/thread_page.h"

#include <utility>

#include "crawlers/html/visible_text.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/longest.h"
#include "crawlers/sites/page_links.h"

namespace forumwatch {
namespace {

constexpr std::size_t kPostsPerPage = 500;
constexpr int kTellingPosts = 3;

// What is the same for every post of the page.
struct PageWide {
  std::string title;
  std::optional<int> views;
  std::optional<int> replies;
  PageLinks links;
};

std::string Cleaned(const HtmlEngine& engine, std::string text) {
  if (engine.character_references) {
    text = WithCharacterReferences(text);
  }
  return text;
}

std::optional<int> FloorOf(const ThreadFormat& format, Node element) {
  const std::string written = ReadValue(format.floor, element);
  const auto word = format.floor_words.find(written);
  return word == format.floor_words.end() ? ReadNumber(format.floor, element) : word->second;
}

class PostReader {
 public:
  PostReader(const PageContext& context, const PageWide& page, ThreadContents& out)
      : engine_(context.engine), context_(context), page_(page), out_(out) {}

  void Read(Node element, std::string id) {
    const ThreadFormat& format = engine_.thread;
    SeenPost post;
    where_ = "post " + id;
    post.post = std::move(id);
    post.title = page_.title;
    post.views = page_.views;
    post.replies = page_.replies;
    post.author = CutText(ReadValue(format.author, element), kLongestName);
    post.author_id = CutText(ReadValue(format.author_id, element), kLongestName);
    post.floor = FloorOf(format, element);
    post.quotes = ReadValue(format.quotes, element);
    post.likes = ReadNumber(format.likes, element);
    post.edited_at = ReadDate(format.edited, element, context_.dates).at;
    post.attachments = CountOwn(format.attachments, element);
    const std::string link = ReadValue(format.link, element);
    const std::string url = page_.links.Resolve(link);
    post.url = url.empty() ? std::string(context_.address)
                           : WithFragmentOf(link, WithoutParameters(url, engine_.addresses.noise));
    ReadTimeOf(element, post);
    ReadBody(element, post);
    ++out_.fill.posts;
    out_.fill.no_author += post.author.empty() ? 1 : 0;
    if (post.author.empty()) {
      Note("没有找到作者（thread.author）");
    }
    out_.posts.push_back(std::move(post));
  }

 private:
  void Note(std::string reason) { out_.problems.push_back({where_, std::move(reason)}); }

  void ReadTimeOf(Node element, SeenPost& post) {
    const ReadTime posted = ReadDate(engine_.thread.posted, element, context_.dates);
    post.posted_at = posted.at;
    if (!posted.at) {
      ++out_.fill.no_time;
      Note(posted.unread.empty() ? "没有找到发表时间（thread.posted）"
                                 : "发表时间“" + CutText(posted.unread, 60) + "”读不懂");
    }
  }

  void ReadBody(Node element, SeenPost& post) {
    const ThreadFormat& format = engine_.thread;
    if (const Node body = format.body->selector.First(element)) {
      post.text = CutText(Cleaned(engine_, VisibleText(body, format.drop)), kLongestText);
    } else if (!format.hidden || !format.hidden->selector.First(element)) {
      ++out_.fill.no_body;
      Note("没有找到正文（" + format.body->written + "）");
    }
  }

  const HtmlEngine& engine_;
  const PageContext& context_;
  const PageWide& page_;
  ThreadContents& out_;
  std::string where_;
};

void MarkFirst(ThreadContents& contents) {
  for (std::size_t i = 0; i < contents.posts.size(); ++i) {
    SeenPost& post = contents.posts[i];
    post.is_first = post.floor ? *post.floor == 1 : contents.page == 1 && i == 0;
  }
}

std::string Share(int part, const PostFill& fill, const char* what) {
  return std::to_string(fill.posts) + " 个帖子有 " + std::to_string(part) + " 个" + what;
}

}  // namespace

PostFill& PostFill::operator+=(const PostFill& other) {
  posts += other.posts;
  no_author += other.no_author;
  no_time += other.no_time;
  no_body += other.no_body;
  places += other.places;
  return *this;
}

std::string WhyHollow(const PostFill& fill) {
  const auto most = [&fill](int part) { return part * 2 > fill.posts; };
  if (fill.posts == 0 && fill.places >= kTellingPosts) {
    return std::to_string(fill.places) +
           " 条全都写着已删除或不是帖子（thread.removed、thread.no_post）";
  }
  if (fill.posts < kTellingPosts) {
    return {};
  }
  if (most(fill.no_author)) {
    return Share(fill.no_author, fill, "没有作者（thread.author）");
  }
  if (most(fill.no_time)) {
    return Share(fill.no_time, fill, "没有读得懂的发表时间（thread.posted）");
  }
  if (most(fill.no_body)) {
    return Share(fill.no_body, fill, "没有正文（thread.body）");
  }
  return {};
}

ThreadContents ReadThreadPage(const Document& document, const PageContext& context,
                              int asked_page) {
  const ThreadFormat& format = context.engine.thread;
  const Node root = document.root();
  ThreadContents contents;
  const PageWide page{
      CutText(Cleaned(context.engine, ReadValue(format.title, root)), kLongestTitle),
      ReadNumber(format.views, root), ReadNumber(format.replies, root),
      PageLinks(context.address, document.base_href())};
  PostReader reader(context, page, contents);
  for (const Node element : format.post->selector.All(root)) {
    std::string id = ReadValue(format.id, element);
    if (id.empty()) {
      continue;  // another element that looks like a post
    }
    if (contents.posts.size() >= kPostsPerPage) {
      contents.problems.push_back({"page", "一页超过 500 个帖子，后面的不读"});
      break;
    }
    reader.Read(element, std::move(id));
  }
  const PagePosition position = ReadPager(format.pager, root, asked_page);
  contents.page = position.page;
  contents.pages = position.pages;
  contents.board = ReadBoard(format.board, root, page.links, context.engine.addresses);
  MarkFirst(contents);
  return contents;
}

}  // namespace forumwatch
