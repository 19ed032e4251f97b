#include "crawlers/sites/list_page.h"

#include <algorithm>
#include <utility>

#include "crawlers/sites/address.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/longest.h"
#include "crawlers/sites/page_links.h"

namespace forumwatch {
namespace {

std::string Titled(const PageContext& context, std::string title) {
  if (context.engine.character_references) {
    title = WithCharacterReferences(title);
  }
  return CutText(std::move(title), kLongestTitle);
}

std::optional<ListRow> ReadRow(Node element, const PageLinks& links, const PageContext& context) {
  const HtmlEngine& engine = context.engine;
  const ListFormat& format = engine.list;
  ListRow row;
  const std::string link = ReadValue(format.link, element);
  const std::string address = links.Resolve(link);
  row.title = Titled(context, ReadValue(format.title, element));
  row.thread = IdIn(address, engine.addresses.thread);
  if (row.thread.empty() || row.title.empty() || !links.IsOwn(address)) {
    return std::nullopt;
  }
  row.url =
      PageAddress(WithoutParameters(address, engine.addresses.noise), engine.addresses.thread, 1);
  row.sticky = format.sticky && (format.sticky->Matches(element) || format.sticky->First(element));
  row.replies = ReadNumber(format.replies, element);
  row.views = ReadNumber(format.views, element);
  row.pages = std::clamp(LargestNumber(format.pages, element).value_or(1), 1, kMostPages);
  const ReadTime last_post = ReadDate(format.last_post, element, context.dates);
  row.last_post_at = last_post.at;
  row.last_post_fixed = last_post.at && !IsRelative(last_post, context.dates);
  row.last_author = ReadValue(format.last_author, element);
  return row;
}

// Why a row cannot be used, for people.
std::string WhyUnreadable(Node element, const PageLinks& links, const PageContext& context) {
  const ListFormat& format = context.engine.list;
  const std::string link = ReadValue(format.link, element);
  if (link.empty()) {
    return "没有找到主题链接（list.link）";
  }
  const std::string address = links.Resolve(link);
  if (!address.empty() && !links.IsOwn(address)) {
    return "主题链接指向别的网站 " + HostOf(address) + "；如果论坛搬了家，请改配置里的网址";
  }
  if (IdIn(address, context.engine.addresses.thread).empty()) {
    return "从链接 " + CutText(link, 100) + " 里认不出主题编号（addresses.thread）";
  }
  return "没有找到标题（list.title）";
}

}  // namespace

std::string WhyUnreliable(const ListContents& contents, const RowsMissing& missing,
                          bool has_times) {
  const int read = static_cast<int>(contents.rows.size());
  if (missing.unreadable > read) {
    return "列表里 " + std::to_string(read + missing.unreadable) + " 行有 " +
           std::to_string(missing.unreadable) + " 行读不懂：" + contents.problems.front().reason;
  }
  if (has_times && missing.times * 2 > read) {
    return "列表里 " + std::to_string(read) + " 行有 " + std::to_string(missing.times) +
           " 行没有最后发表时间（list.last_post）";
  }
  return {};
}

std::string ReadBoard(const Field& way, Node root, const PageLinks& links,
                      const Addresses& addresses) {
  const std::vector<std::string> above = ReadValues(way, root);
  for (auto link = above.rbegin(); link != above.rend(); ++link) {
    if (std::string id = IdIn(links.Resolve(*link), addresses.list); !id.empty()) {
      return id;
    }
  }
  return {};
}

PagePosition ReadPager(const Pager& pager, Node root, int asked_page) {
  const int count = std::clamp(LargestNumber(pager.count, root).value_or(1), 1, kMostPages);
  const auto current = ReadNumber(pager.current, root);
  const int page = std::clamp(current.value_or(count > 1 ? asked_page : 1), 1, kMostPages);
  return {page, std::max(count, page)};
}

ListContents ReadListPage(const Document& document, const PageContext& context, int asked_page) {
  const ListFormat& format = context.engine.list;
  ListContents contents;
  RowsMissing missing;
  const PageLinks links(context.address, document.base_href());
  std::size_t number = 0;
  for (const Node element : format.row->selector.All(document.root())) {
    if (++number > kRowsPerPage) {
      contents.problems.push_back({"page", "一页超过 1000 行，后面的不读"});
      break;
    }
    if (auto row = ReadRow(element, links, context)) {
      missing.times += row->last_post_at ? 0 : 1;
      contents.rows.push_back(std::move(*row));
    } else {
      ++missing.unreadable;
      contents.problems.push_back(
          {"list row " + std::to_string(number), WhyUnreadable(element, links, context)});
    }
  }
  const PagePosition position = ReadPager(format.pager, document.root(), asked_page);
  contents.page = position.page;
  contents.pages = position.pages;
  contents.board = ReadBoard(format.board, document.root(), links, context.engine.addresses);
  contents.empty = format.empty && static_cast<bool>(format.empty->selector.First(document.root()));
  contents.blind = WhyUnreliable(contents, missing, !format.last_post.empty());
  return contents;
}

}  // namespace forumwatch
