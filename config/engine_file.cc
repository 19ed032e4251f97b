#include "config/engine_file.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/engine_parts.h"
#include "config/json_engine_file.h"

namespace forumwatch {
namespace {

Field RequiredField(const JsonValue& holder, const char* key, const char* what) {
  return ReadField(holder.Required(key, what));
}

// Every {group} of a page form must be one the match finds.
void CheckPageForm(const JsonValue& value, const AddressForm& form) {
  bool has_page = false;
  for (std::size_t at = form.page.find('{'); at != std::string::npos;
       at = form.page.find('{', at + 1)) {
    const auto close = form.page.find('}', at);
    if (close == std::string::npos) {
      value.Mistake("花括号没有配对");
      return;
    }
    const std::string group = form.page.substr(at + 1, close - at - 1);
    has_page = has_page || group == "page";
    if (group != "page" && !form.match->HasGroup(group)) {
      value.Mistake("match 里没有名为 " + group + " 的组：(?P<名字>…)");
    }
  }
  if (!has_page) {
    value.Mistake("里面要有 {page}，否则每一页的网址都一样");
  }
}

AddressForm ReadForm(const JsonValue& value) {
  AddressForm form;
  form.match = ReadPattern(value["match"]);
  form.page = value["page"].NonEmptyText();
  form.parameter = value["parameter"].NonEmptyText();
  form.step = value["step"].Int(0, 1, 1000);
  form.step_links = ReadCss(value["step_links"]);
  if (value.is_object() && form.page.empty() == form.parameter.empty()) {
    value.Mistake("page 和 parameter 要写一个，也只能写一个");
  }
  if (form.step > 0 && form.parameter.empty()) {
    value["step"].Mistake("只有写了 parameter 才能写 step");
  }
  if (form.step_links && form.step == 0) {
    value["step_links"].Mistake("只有写了 step 才能写 step_links：认不出每页几条时用它");
  }
  if (!form.page.empty() && form.match) {
    CheckPageForm(value["page"], form);
  } else if (!form.page.empty() && !value["match"].present()) {
    value.Mistake("写了 page 就要写 match：把找到的什么换成它");
  }
  return form;
}

std::vector<AddressForm> ReadForms(const JsonValue& list, bool need_id) {
  std::vector<AddressForm> forms;
  const std::vector<JsonValue> items = list.Items();
  for (const JsonValue& item : items) {
    forms.push_back(ReadForm(item));
    const AddressForm& form = forms.back();
    if (form.match && !form.match->HasGroup("id")) {
      item["match"].Mistake("里面要有名为 id 的组：(?P<id>…)");
    }
    if (!item["match"].present() && (need_id || &item != &items.back())) {
      item.Mistake(need_id ? "缺少 match：编号要从网址里认"
                           : "没有 match 的对所有网址都合适，只能放最后");
    }
  }
  if (list.is_list() && forms.empty()) {
    list.Mistake("至少要写一种网址");
  }
  return forms;
}

Addresses ReadAddresses(const JsonValue& value) {
  Addresses addresses;
  addresses.noise = value["noise"].Texts();
  addresses.list = ReadForms(value.Required("list", "版块的网址是什么样"), false);
  addresses.thread = ReadForms(value.Required("thread", "主题的网址是什么样"), true);
  return addresses;
}

Pager ReadPagerFormat(const JsonValue& value) {
  return {ReadField(value["page_count"]), ReadField(value["current_page"])};
}

ListFormat ReadList(const JsonValue& value) {
  ListFormat list;
  list.board = ReadField(value["board"]);
  list.row = ReadCss(value.Required("row", "一行一个主题，行的选择器"));
  if (auto sticky = ReadCss(value["sticky"])) {
    list.sticky = std::move(sticky->selector);
  }
  list.link = RequiredField(value, "link", "主题链接怎么取");
  list.title = RequiredField(value, "title", "标题怎么取");
  list.replies = ReadField(value["replies"]);
  list.views = ReadField(value["views"]);
  list.last_post = ReadField(value["last_post"]);
  list.last_author = ReadField(value["last_author"]);
  list.pages = ReadField(value["pages"]);
  list.empty = ReadCss(value["empty"]);
  list.pager = ReadPagerFormat(value);
  return list;
}

std::map<std::string, int> ReadFloorWords(const JsonValue& value) {
  std::map<std::string, int> words;
  for (const auto& [word, floor] : value.Members()) {
    words.emplace(word, floor.Int(1, 1, 1'000'000));
  }
  return words;
}

ThreadFormat ReadThread(const JsonValue& value) {
  ThreadFormat thread;
  thread.title = ReadField(value["title"]);
  thread.board = ReadField(value["board"]);
  thread.views = ReadField(value["views"]);
  thread.replies = ReadField(value["replies"]);
  thread.post = ReadCss(value.Required("post", "一帖的选择器"));
  thread.id = RequiredField(value, "id", "帖子编号怎么取");
  thread.author = RequiredField(value, "author", "作者怎么取");
  thread.author_id = ReadField(value["author_id"]);
  thread.posted = RequiredField(value, "posted", "发表时间怎么取");
  thread.edited = ReadField(value["edited"]);
  thread.floor = ReadField(value["floor"]);
  thread.floor_words = ReadFloorWords(value["floor_words"]);
  thread.link = ReadField(value["link"]);
  thread.quotes = ReadField(value["quotes"]);
  thread.likes = ReadField(value["likes"]);
  thread.body = ReadCss(value.Required("body", "正文的选择器"));
  thread.drop = ReadSelectors(value["drop"]);
  thread.hidden = ReadCss(value["hidden"]);
  if (auto attachments = ReadCss(value["attachments"])) {
    thread.attachments = std::move(attachments->selector);
  }
  thread.pager = ReadPagerFormat(value);
  return thread;
}

NotContent ReadNotContent(const JsonValue& value) {
  NotContent page;
  page.kind = ReadPageKind(value["page"]);
  page.select = ReadCss(value["select"]);
  page.text = ReadPattern(value["text"]);
  page.verdict = ReadVerdict(value.Required("verdict", "这是哪一种页"));
  page.reason = value.Required("reason", "告诉人的话").NonEmptyText();
  if (value.is_object() && !value["select"].present() && !value["text"].present()) {
    value.Mistake("select 和 text 至少写一个，否则所有读不到内容的页都算这一种");
  }
  if (page.verdict == PageVerdict::Gone && page.kind == PageKind::List) {
    value["verdict"].Mistake("版块不能判为 gone，请用 blind");
  }
  return page;
}

LoginAnswer ReadLoginAnswer(const JsonValue& value) {
  LoginAnswer answer;
  answer.select = ReadCss(value["select"]);
  answer.text = ReadPattern(value["text"]);
  answer.verdict = value.Required("verdict", "论坛的意思：captcha、refused 或 again")
                       .OneOf<LoginVerdict>({{"captcha", LoginVerdict::Captcha},
                                             {"refused", LoginVerdict::Refused},
                                             {"again", LoginVerdict::Again}},
                                            LoginVerdict::Refused);
  answer.reason = value.Required("reason", "告诉人的话").NonEmptyText();
  if (value.is_object() && !value["select"].present() && !value["text"].present()) {
    value.Mistake("select 和 text 至少写一个，否则永远登录不成");
  }
  return answer;
}

std::optional<LoginFormat> ReadLoginFormat(const JsonValue& value) {
  if (!value.present()) {
    return std::nullopt;
  }
  LoginFormat login;
  login.page = value.Required("page", "登录页的网址").NonEmptyText();
  login.form = ReadCss(value.Required("form", "登录表单的选择器"));
  login.user = value.Required("user", "填用户名的那一格的 name").NonEmptyText();
  login.password = value.Required("password", "填密码的那一格的 name").NonEmptyText();
  for (const auto& [name, field] : value["fields"].Members()) {
    login.fields.emplace(name, field.Text());
  }
  login.captcha = ReadCss(value["captcha"]);
  login.guest = ReadCss(value.Required("guest", "没有登录时每一页上都有、登录了就没有的元素"));
  for (const JsonValue& answer : value["answers"].Items()) {
    login.answers.push_back(ReadLoginAnswer(answer));
  }
  return login;
}

HtmlEngine ReadEngine(const JsonValue& root) {
  HtmlEngine engine;
  ReadSigns(root);  // of use to probe alone
  if (AnswersJson(root)) {
    root["format"].Mistake("这里要的是读网页的（html）");
  }
  engine.name = root.Required("name", "论坛软件的名字").NonEmptyText();
  engine.page_end = root["page_end"].NonEmptyText();
  engine.charset = root["charset"].NonEmptyText();
  engine.date_order =
      root["date_order"].present()
          ? root["date_order"].OneOf<DateOrder>({{"year-month-day", DateOrder::YearMonthDay},
                                                 {"month-day-year", DateOrder::MonthDayYear},
                                                 {"day-month-year", DateOrder::DayMonthYear}},
                                                DateOrder::YearMonthDay)
          : DateOrder::YearMonthDay;
  engine.character_references = root["character_references"].Bool(false);
  engine.addresses = ReadAddresses(root.Required("addresses", "网址是什么样"));
  engine.list = ReadList(root.Required("list", "主题列表页怎么读"));
  engine.thread = ReadThread(root.Required("thread", "主题页怎么读"));
  for (const JsonValue& page : root["not_content"].Items()) {
    engine.not_content.push_back(ReadNotContent(page));
  }
  engine.login = ReadLoginFormat(root["login"]);
  return engine;
}

}  // namespace

std::shared_ptr<const HtmlEngine> ReadHtmlEngine(const JsonFile& file) {
  HtmlEngine engine = ReadEngine(file.root());
  engine.digest = file.digest();
  return file.Mistakes().empty() ? std::make_shared<const HtmlEngine>(std::move(engine)) : nullptr;
}

EngineSigns LoadEngineSigns(const std::filesystem::path& file) {
  const JsonFile json = JsonFile::Load(file);
  EngineSigns signs = ReadSigns(json.root());
  signs.engine = file.stem().string();
  return signs;
}

ForumEngine LoadEngine(const std::filesystem::path& file) {
  const JsonFile json = JsonFile::Load(file);
  ForumEngine engine;
  if (AnswersJson(json.root())) {
    engine.json = ReadJsonEngine(json);
  } else {
    engine.html = ReadHtmlEngine(json);
  }
  json.Done();
  return engine;
}

std::shared_ptr<const HtmlEngine> LoadHtmlEngine(const std::filesystem::path& file) {
  const JsonFile json = JsonFile::Load(file);
  auto engine = ReadHtmlEngine(json);
  json.Done();
  return engine;
}

}  // namespace forumwatch
