#include "config/json_engine_file.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/engine_parts.h"
#include "config/json_ways.h"
#include "config/reply_format.h"
#include "crawlers/sites/address.h"
#include "crawlers/sites/json_page.h"

namespace forumwatch {
namespace {

AddressForm ReadJsonForm(const JsonValue& value, bool need_id) {
  AddressForm form;
  const JsonValue match = value.Required("match", "人看的网址是什么样");
  const JsonValue page = value.Required("page", "第 N 页的接口网址");
  form.match = ReadPattern(match);
  form.page = page.NonEmptyText();
  form.step = value["step"].Int(0, 1, 1000);
  if (!form.match || form.page.empty()) {
    return form;
  }
  if (need_id && !form.match->HasGroup("id")) {
    match.Mistake("里面要有名为 id 的组：(?P<id>…)");
  }
  const std::set<std::string> names = NamesIn(page, form.page);
  for (const std::string& name : names) {
    if (name != "page" && name != "offset" && !form.match->HasGroup(name)) {
      page.Mistake("match 里没有名为 " + name + " 的组：(?P<名字>…)");
    }
  }
  if (!names.contains("page") && !names.contains("offset")) {
    page.Mistake("里面要有 {page} 或 {offset}，否则每一页的网址都一样");
  }
  if (names.contains("offset") != (form.step > 0)) {
    page.Mistake("{offset}（前面有多少条）和 step（每页多少条）要一起写");
  }
  return form;
}

std::vector<AddressForm> ReadJsonForms(const JsonValue& list, bool need_id) {
  std::vector<AddressForm> forms;
  for (const JsonValue& item : list.Items()) {
    forms.push_back(ReadJsonForm(item, need_id));
  }
  if (list.is_list() && forms.empty()) {
    list.Mistake("至少要写一种网址");
  }
  return forms;
}

JsonAddresses ReadJsonAddresses(const JsonValue& value) {
  JsonAddresses addresses;
  const JsonValue list = value.Required("list", "版块的网址是什么样");
  const JsonValue thread_link = value.Required("thread_link", "人看主题时的网址");
  const JsonValue post_link = value.Required("post_link", "人看某一帖时的网址");
  addresses.example = value.Required("example", "版块网址的例子").NonEmptyText();
  addresses.list = ReadJsonForms(list, false);
  addresses.thread = ReadJsonForms(value.Required("thread", "主题的网址是什么样"), true);
  addresses.thread_link = thread_link.NonEmptyText();
  addresses.post_link = post_link.NonEmptyText();
  CheckLink(thread_link, addresses.thread_link, {"thread"}, addresses.list);
  CheckLink(post_link, addresses.post_link, {"thread", "post", "floor"}, addresses.list);
  const auto complete = [](const AddressForm& form) { return form.match.has_value(); };
  if (std::all_of(addresses.thread.begin(), addresses.thread.end(), complete) &&
      !addresses.thread_link.empty()) {
    const std::string sample = FilledLink(
        addresses.thread_link, {{"root", "https://bbs.example.com"}}, {{"thread", "17"}});
    if (IdIn(sample, addresses.thread) != "17") {
      thread_link.Mistake("thread 里没有一种认得出它：" + sample);
    }
  }
  return addresses;
}

JsonPager ReadPager(const JsonValue& value) {
  JsonPager pager;
  pager.page_count = ReadWays(value["page_count"]);
  pager.entries = ReadWays(value["entries"]);
  pager.per_page = ReadWays(value["per_page"]);
  pager.more = ReadTests(value["more"]);
  pager.end = ReadTests(value["end"]);
  if (!pager.end.empty() && pager.more.empty()) {
    value["end"].Mistake("只有写了 more（还有没有下一页）才能写 end（凭什么知道没有了）");
  }
  if (!pager.per_page.empty() && pager.entries.empty()) {
    value["per_page"].Mistake("只有写了 entries（一共几条）才能写 per_page（每页几条）");
  }
  if (value.is_object() && pager.page_count.empty() && pager.per_page.empty() &&
      pager.more.empty()) {
    value.Mistake("怎么知道还有没有下一页？page_count、entries 加 per_page、more 至少写一种");
  }
  return pager;
}

JsonBoards ReadBoards(const JsonValue& value, const std::vector<AddressForm>& lists) {
  JsonBoards boards;
  if (!value.present()) {
    return boards;
  }
  const JsonValue page = value.Required("page", "列出各版块的接口网址");
  const JsonValue link = value.Required("link", "人看版块时的网址");
  boards.page = page.NonEmptyText();
  boards.rows = ReadPlace(value.Required("rows", "版块的列表在哪里"));
  boards.inner = ReadPlace(value["inner"]);
  boards.id = RequiredWays(value, "id", "版块编号怎么取");
  boards.slug = ReadWays(value["slug"]);
  boards.name = RequiredWays(value, "name", "版块名怎么取");
  boards.link = link.NonEmptyText();
  CheckLink(page, boards.page, {"root"}, {});
  CheckLink(link, boards.link, {"root", "id", "slug"}, {});
  const std::string sample = FilledLink(boards.link, {{"root", "https://bbs.example.com"}},
                                        {{"id", "17"}, {"slug", "tousu"}});
  const auto known = [&sample](const AddressForm& form) {
    return form.match && form.match->Groups(sample).has_value();
  };
  if (!boards.link.empty() && std::none_of(lists.begin(), lists.end(), known)) {
    link.Mistake("addresses.list 里没有一种认得出它：" + sample);
  }
  return boards;
}

JsonListFormat ReadListFormat(const JsonValue& value) {
  JsonListFormat list;
  list.board = ReadWays(value["board"]);
  list.rows = ReadPlace(value.Required("rows", "主题的列表在哪里"));
  list.id = RequiredWays(value, "id", "主题编号怎么取");
  list.title = RequiredWays(value, "title", "标题怎么取");
  list.replies = ReadWays(value["replies"]);
  list.views = ReadWays(value["views"]);
  list.last_post = ReadWays(value["last_post"]);
  list.last_author = ReadWays(value["last_author"]);
  list.sticky = ReadTests(value["sticky"]);
  list.removed = ReadTests(value["removed"]);
  list.pager = ReadPager(value);
  return list;
}

JsonThreadFormat ReadThreadFormat(const JsonValue& value) {
  JsonThreadFormat thread;
  thread.board = ReadWays(value["board"]);
  thread.title = ReadWays(value["title"]);
  thread.views = ReadWays(value["views"]);
  thread.posts = ReadPlace(value.Required("posts", "帖子的列表在哪里"));
  thread.id = RequiredWays(value, "id", "帖子编号怎么取");
  thread.author = RequiredWays(value, "author", "作者怎么取");
  thread.author_id = ReadWays(value["author_id"]);
  thread.posted = RequiredWays(value, "posted", "发表时间怎么取");
  thread.edited = ReadWays(value["edited"]);
  thread.floor = ReadWays(value["floor"]);
  thread.quotes = ReadWays(value["quotes"]);
  thread.likes = ReadWays(value["likes"]);
  thread.body = ReadPlace(value.Required("body", "正文在哪里"));
  thread.drop = ReadSelectors(value["drop"]);
  if (auto attachments = ReadCss(value["attachments"])) {
    thread.attachments = std::move(attachments->selector);
  }
  thread.no_post = ReadTests(value["no_post"]);
  thread.removed = ReadTests(value["removed"]);
  thread.hidden = ReadTests(value["hidden"]);
  thread.held = ReadTests(value["held"]);
  thread.pager = ReadPager(value);
  return thread;
}

JsonNotContent ReadJsonNotContent(const JsonValue& value) {
  JsonNotContent answer;
  if (value["status"].present()) {
    answer.status = value["status"].Int(404, 200, 499);
  }
  answer.kind = ReadPageKind(value["page"]);
  answer.at = ReadPlace(value["at"]);
  answer.text = ReadPattern(value["text"]);
  answer.empty = value["empty"].Bool(false);
  answer.verdict = ReadVerdict(value.Required("verdict", "这是哪一种回答"));
  answer.reason = value.Required("reason", "告诉人的话").NonEmptyText();
  if (value.is_object() && !answer.status && answer.at.steps.empty() && !answer.text &&
      !answer.empty) {
    value.Mistake("status、at、text、empty 至少写一个，否则所有读不到内容的回答都算这一种");
  }
  if (answer.verdict == PageVerdict::Gone && answer.kind != PageKind::Thread) {
    value["verdict"].Mistake("只有主题能判为 gone：请写上 \"page\": \"thread\"");
  }
  return answer;
}

}  // namespace

std::shared_ptr<const JsonEngine> ReadJsonEngine(const JsonFile& file) {
  const JsonValue root = file.root();
  JsonEngine engine;
  if (!AnswersJson(root)) {
    root["format"].Mistake("这里要的是读 JSON 的（json）");
  }
  ReadSigns(root);  // of use to probe alone
  engine.digest = file.DigestWithout("reply");
  engine.name = root.Required("name", "论坛软件的名字").NonEmptyText();
  engine.character_references = root["character_references"].Bool(false);
  engine.addresses = ReadJsonAddresses(root.Required("addresses", "网址是什么样"));
  engine.boards = ReadBoards(root["boards"], engine.addresses.list);
  engine.list = ReadListFormat(root.Required("list", "主题列表怎么读"));
  engine.thread = ReadThreadFormat(root.Required("thread", "主题怎么读"));
  for (const JsonValue& answer : root["not_content"].Items()) {
    engine.not_content.push_back(ReadJsonNotContent(answer));
  }
  engine.reply = ReadReplyFormat(root["reply"], root["addresses"], engine.addresses.list);
  return file.Mistakes().empty() ? std::make_shared<const JsonEngine>(std::move(engine)) : nullptr;
}

}  // namespace forumwatch
