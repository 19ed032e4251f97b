#include "crawlers/sites/json_page.h"

#include <algorithm>
#include <set>
#include <utility>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/html/visible_text.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/json_field.h"
#include "crawlers/sites/longest.h"

namespace forumwatch {
namespace {

constexpr std::size_t kEntriesPerPage = 1000;
constexpr std::size_t kTellingRows = 3;
constexpr std::string_view kPlain =
    "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool IsPlain(char c) {
  return kPlain.find(c) != std::string_view::npos;
}

std::string Escaped(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (IsPlain(c)) {
      escaped += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
  }
  return escaped;
}

// Ids stand in addresses that are asked for, so they have to be plain.
std::string PlainId(std::string id) {
  const bool plain = id.size() <= kLongestId && std::all_of(id.begin(), id.end(), IsPlain) &&
                     id.find_first_not_of('.') != std::string::npos;
  return plain ? id : "";
}

struct PageCount {
  int pages = 1;
  bool more = false;   // there is at least one more; how many, nobody says
  std::string unread;  // the page should say how many there are, and does not
};

PageCount ReadPages(const JsonPager& pager, const JsonScope& scope, int asked) {
  auto pages = ReadCount(pager.page_count, scope);
  const auto entries = ReadCount(pager.entries, scope);
  const auto per_page = ReadNumber(pager.per_page, scope);
  if (entries && per_page && *per_page > 0) {
    pages = (*entries + *per_page - 1) / *per_page;
  }
  if (pages) {
    return {std::clamp(*pages, 1, kMostPages), false, {}};
  }
  if (AnyHolds(pager.more, scope)) {
    return {std::min(asked + 1, kMostPages), true, {}};
  }
  if (!pager.end.empty()) {
    const bool end = AnyHolds(pager.end, scope);
    return {asked, false, end ? "" : "看不出还有没有下一页（more 和 end 都不成立）"};
  }
  if (pager.page_count.empty() && (pager.entries.empty() || pager.per_page.empty())) {
    return {asked, false, {}};
  }
  const JsonField& looked_for = pager.page_count.empty() ? pager.entries : pager.page_count;
  return {asked, false, "没有找到页数（" + Written(looked_for) + "）"};
}

// What is left of texts that were escaped more than once.
std::string WithoutEscapes(const JsonContext& context, std::string text) {
  if (context.engine.character_references) {
    text = WithCharacterReferences(text, true);
  }
  return text;
}

// As it is written: by a name decoded once more anybody could be one of the staff.
std::string ReadName(const JsonField& field, const JsonScope& scope) {
  return CutText(ReadValue(field, scope), kLongestName);
}

std::string ReadTitle(const JsonField& field, const JsonScope& scope, const JsonContext& context) {
  return CutText(WithoutEscapes(context, ReadValue(field, scope)), kLongestTitle);
}

class JsonRowReader {
 public:
  JsonRowReader(JsonItem page, const JsonContext& context, ListContents& out)
      : page_(page), context_(context), out_(out) {}

  void Read(JsonItem item, std::size_t number) {
    const JsonListFormat& format = context_.engine.list;
    const JsonScope scope{page_, item};
    ListRow row;
    row.thread = PlainId(ReadValue(format.id, scope));
    row.title = ReadTitle(format.title, scope, context_);
    row.removed = AnyHolds(format.removed, scope);
    if (row.thread.empty() || (row.title.empty() && !row.removed)) {
      ++missing.unreadable;
      out_.problems.push_back(
          {"list row " + std::to_string(number),
           row.thread.empty() ? "没有找到主题编号（list.id）" : "没有找到标题（list.title）"});
      return;
    }
    row.url =
        FilledLink(context_.engine.addresses.thread_link, context_.board, {{"thread", row.thread}});
    row.sticky = AnyHolds(format.sticky, scope);
    row.replies = ReadNumber(format.replies, scope);
    row.views = ReadNumber(format.views, scope);
    row.last_post_at = ReadDate(format.last_post, scope, context_.dates).at;
    row.last_post_fixed = row.last_post_at.has_value();
    row.last_author = ReadName(format.last_author, scope);
    missing.times += row.last_post_at ? 0 : 1;
    out_.rows.push_back(std::move(row));
  }

  RowsMissing missing;

 private:
  JsonItem page_;
  const JsonContext& context_;
  ListContents& out_;
};

class JsonPostReader {
 public:
  JsonPostReader(JsonItem page, const JsonContext& context, ThreadContents& out)
      : page_(page), context_(context), format_(context.engine.thread), out_(out) {
    const JsonScope scope{page, page};
    title_ = ReadTitle(format_.title, scope, context_);
    views_ = ReadNumber(format_.views, scope);
  }

  void Read(JsonItem item, std::size_t number) {
    const JsonScope scope{page_, item};
    SeenPost post;
    post.post = ReadValue(format_.id, scope);
    if (post.post.empty() || post.post.size() > kLongestId) {
      ++out_.fill.posts;
      ++out_.fill.no_body;
      out_.problems.push_back({"post " + std::to_string(number), "没有找到帖子编号（thread.id）"});
      return;
    }
    if (!ids_.insert(post.post).second) {
      return;
    }
    where_ = "post " + post.post;
    post.floor = ReadNumber(format_.floor, scope);
    const ReadTime posted = ReadDate(format_.posted, scope, context_.dates);
    post.posted_at = posted.at;
    if (AnyHolds(format_.no_post, scope) || AnyHolds(format_.removed, scope)) {
      post.author = ReadName(format_.author, scope);  // whose it was tells a poster of replies
      post.author_id = ReadName(format_.author_id, scope);
      ++out_.fill.places;
      out_.places.push_back(std::move(post));
      return;
    }
    if (AnyHolds(format_.held, scope)) {
      ++out_.fill.posts;  // as good as one, of how pages are written
      out_.places.push_back(post);
      ReadRest(scope, post);
      ReadBody(scope, post);
      out_.held.push_back(std::move(post));
      return;
    }
    ReadRest(scope, post);
    if (!posted.at) {
      ++out_.fill.no_time;
      Note(posted.unread.empty() ? "没有找到发表时间（thread.posted）"
                                 : "发表时间“" + CutText(posted.unread, 60) + "”读不懂");
    }
    ReadBody(scope, post);
    ++out_.fill.posts;
    out_.posts.push_back(std::move(post));
  }

 private:
  void Note(std::string reason) { out_.problems.push_back({where_, std::move(reason)}); }

  void ReadRest(const JsonScope& scope, SeenPost& post) {
    post.title = title_;
    post.views = views_;
    post.author = ReadName(format_.author, scope);
    post.author_id = ReadName(format_.author_id, scope);
    post.edited_at = ReadDate(format_.edited, scope, context_.dates).at;
    post.quotes = CutText(ReadValue(format_.quotes, scope), kLongestId);
    post.likes = ReadNumber(format_.likes, scope);
    post.is_first = post.floor ? *post.floor == 1 : context_.request.page == 1 && ids_.size() == 1;
    post.url = FilledLink(context_.engine.addresses.post_link, context_.board,
                          {{"thread", context_.request.thread},
                           {"post", post.post},
                           {"floor", post.floor ? std::to_string(*post.floor) : ""}});
    out_.fill.no_author += post.author.empty() ? 1 : 0;
    if (post.author.empty()) {
      Note("没有找到作者（thread.author）");
    }
  }

  void ReadBody(const JsonScope& scope, SeenPost& post) {
    if (AnyHolds(format_.hidden, scope)) {
      return;
    }
    const JsonItem body = scope.here.At(format_.body);
    if (!body.is_text()) {
      ++out_.fill.no_body;
      Note("没有找到正文（" + format_.body.written + "）");
    } else if (CheckedMarkup markup(body.Text(), MarkupLimits()); markup.refusal().empty()) {
      const Document document(std::move(markup));
      post.text = CutText(WithoutEscapes(context_, VisibleText(document.root(), format_.drop)),
                          kLongestText);
      post.attachments = CountOwn(format_.attachments, document.root());
    } else {
      ++out_.fill.no_body;
      Note("正文的标签太多或嵌套太深，没有读");
    }
  }

  JsonItem page_;
  const JsonContext& context_;
  const JsonThreadFormat& format_;
  ThreadContents& out_;
  std::string title_;
  std::optional<int> views_;
  std::set<std::string> ids_;
  std::string where_;
};

// So many at once are no deletions: what tells of them means something else by now.
bool AllRemoved(const std::vector<ListRow>& rows) {
  return rows.size() >= kTellingRows &&
         std::all_of(rows.begin(), rows.end(), [](const ListRow& row) { return row.removed; });
}

}  // namespace

std::string FilledLink(std::string_view form, const std::map<std::string, std::string>& board,
                       const std::map<std::string, std::string>& values) {
  std::string filled;
  while (!form.empty()) {
    const auto close = form.starts_with('{') ? form.find('}') : std::string_view::npos;
    if (close == std::string_view::npos) {
      filled += form.front();
      form.remove_prefix(1);
      continue;
    }
    const std::string name(form.substr(1, close - 1));
    if (const auto value = values.find(name); value != values.end()) {
      filled += Escaped(value->second);
    } else if (const auto known = board.find(name); known != board.end()) {
      filled += known->second;
    }
    form.remove_prefix(close + 1);
  }
  return filled;
}

ListContents ReadJsonList(JsonItem page, const JsonContext& context) {
  const JsonListFormat& format = context.engine.list;
  ListContents contents;
  JsonRowReader reader(page, context, contents);
  std::size_t number = 0;
  for (const JsonItem item : page.At(format.rows).Items()) {
    if (++number > kRowsPerPage) {
      contents.problems.push_back({"page", "一页超过 1000 行，后面的不读"});
      break;
    }
    reader.Read(item, number);
  }
  const JsonScope scope{page, page};
  contents.board = ReadValue(format.board, scope);
  contents.empty = number == 0;
  contents.blind = WhyUnreliable(contents, reader.missing, !format.last_post.empty());
  const PageCount count = ReadPages(format.pager, scope, context.request.page);
  contents.page = context.request.page;
  contents.pages = count.pages;
  contents.blind = contents.blind.empty() ? count.unread : contents.blind;
  if (AllRemoved(contents.rows)) {
    contents.blind =
        "列表里 " + std::to_string(contents.rows.size()) + " 行全都写着已删除（list.removed）";
    contents.rows.clear();
  }
  return contents;
}

ThreadContents ReadJsonThread(JsonItem page, const JsonContext& context) {
  const JsonThreadFormat& format = context.engine.thread;
  ThreadContents contents;
  JsonPostReader reader(page, context, contents);
  std::size_t number = 0;
  for (const JsonItem item : page.At(format.posts).Items()) {
    if (++number > kEntriesPerPage) {
      contents.problems.push_back({"page", "一页超过 1000 个帖子，后面的不读"});
      break;
    }
    reader.Read(item, number);
  }
  const JsonScope scope{page, page};
  contents.board = ReadValue(format.board, scope);
  contents.entries = ReadCount(format.pager.entries, scope);
  contents.all = ReadList(format.pager.entries, scope);
  const PageCount count = ReadPages(format.pager, scope, context.request.page);
  contents.page = context.request.page;
  contents.pages = count.pages;
  contents.more = count.more;
  contents.blind = count.unread;
  if (context.engine.reply) {
    for (const JsonNoReply& no : context.engine.reply->no_reply) {
      contents.no_reply = AnyHolds(no.when, scope) ? no.reason : contents.no_reply;
    }
  }
  return contents;
}

}  // namespace forumwatch
