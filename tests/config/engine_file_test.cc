#include "config/engine_file.h"

#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace forumwatch {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const char* const kLeast = R"j({
  "name": "small",
  "addresses": {
    "list": [{"parameter": "page"}],
    "thread": [{"match": "t=(?P<id>[0-9]+)", "parameter": "page"}]
  },
  "list": {"row": "tr", "link": {"select": "a", "attribute": "href"}, "title": "a"},
  "thread": {"post": "div", "id": {"attribute": "id"}, "author": "b", "posted": "i", "body": "p"}
})j";

std::string With(const std::string& what, const std::string& by) {
  std::string text = kLeast;
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

std::vector<std::string> SaidOf(const std::string& text) {
  const JsonFile file = JsonFile::Parse(text, "small.json");
  const auto engine = ReadHtmlEngine(file);
  std::vector<std::string> lines;
  for (const auto& mistake : file.Mistakes()) {
    lines.push_back(Describe(mistake));
  }
  EXPECT_EQ(engine == nullptr, !lines.empty());
  return lines;
}

TEST(EngineFile, TheShippedOnesAreRead) {
  std::set<std::string> read;
  for (const auto& entry :
       std::filesystem::directory_iterator(FORUMWATCH_SOURCE_DIR "/config/engines")) {
    SCOPED_TRACE(entry.path());
    const auto engine =
        entry.path().stem().has_extension() ? nullptr : LoadEngine(entry.path()).html;
    if (!engine) {
      continue;
    }
    EXPECT_EQ(engine->page_end, "</html>");
    EXPECT_GE(engine->not_content.size(), 5U);
    // What the watch over a source relies on.
    EXPECT_FALSE(engine->list.last_post.empty() || engine->list.replies.empty() ||
                 engine->list.board.empty() || engine->thread.board.empty() ||
                 engine->list.pager.count.empty() || engine->thread.pager.count.empty());
    read.insert(entry.path().stem());
  }
  EXPECT_EQ(read, (std::set<std::string>{"discuz", "mybb", "phpbb"}));
}

TEST(EngineFile, WhatIsWrittenIsWhatIsRead) {
  const auto discuz = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
  ASSERT_NE(discuz, nullptr);
  EXPECT_EQ(discuz->name, "Discuz! X3.4 / X3.5");
  EXPECT_EQ(discuz->thread.floor_words.at("沙发"), 2);
  EXPECT_EQ(discuz->list.row->written, "tbody[id^=normalthread_], tbody[id^=stickthread_]");
  EXPECT_THAT(discuz->addresses.thread, SizeIs(2));
  EXPECT_EQ(discuz->not_content.front().verdict, PageVerdict::Blocked);
  const auto phpbb = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/phpbb.json");
  ASSERT_NE(phpbb, nullptr);
  EXPECT_EQ(phpbb->addresses.thread.front().step, 10);
  EXPECT_EQ(phpbb->addresses.thread.front().step_links->written, ".pagination a[href]");
}

TEST(EngineFile, TheLeastThatIsEnough) {
  EXPECT_THAT(SaidOf(kLeast), IsEmpty());
  const JsonFile file = JsonFile::Parse(kLeast, "small.json");
  const auto engine = ReadHtmlEngine(file);
  ASSERT_NE(engine, nullptr);
  EXPECT_TRUE(engine->page_end.empty());
  EXPECT_TRUE(engine->list.pager.count.empty());
  EXPECT_EQ(engine->date_order, DateOrder::YearMonthDay);
}

TEST(EngineFile, AFieldIsASelectorAWayOrSeveralWays) {
  const JsonFile file = JsonFile::Parse(
      With(R"j("author": "b")j",
           R"j("author": ["b", {"select": "u", "attribute": "title", "pattern": "by (.+)"}])j"),
      "small.json");
  const auto engine = ReadHtmlEngine(file);
  ASSERT_NE(engine, nullptr);
  ASSERT_THAT(engine->thread.author, SizeIs(2));
  EXPECT_EQ(engine->thread.author[0].select->written, "b");
  EXPECT_EQ(engine->thread.author[1].attribute, "title");
  EXPECT_EQ(engine->thread.author[1].pattern->Value("by x"), "x");
}

struct EngineFileWrong {
  const char* name;
  const char* what;
  const char* by;
  const char* said;
};

TEST(EngineFile, EachMistakeIsNamedWithItsPlace) {
  const EngineFileWrong cases[] = {
      {"a broken selector", R"j("row": "tr")j", R"j("row": "tr[")j",
       "small.json:7:19 list.row: 选择器"},
      {"a broken expression", "t=(?P<id>[0-9]+)", "t=(?P<id>[0-9]+", "正则表达式写得不对"},
      {"no id in the address", "t=(?P<id>[0-9]+)", "t=([0-9]+)", "名为 id 的组"},
      {"no match in the address", R"j("match": "t=(?P<id>[0-9]+)", )j", "", "缺少 match"},
      {"neither page nor parameter", R"j([{"parameter": "page"}])j", R"j([{}])j",
       "page 和 parameter"},
      {"both", R"j([{"parameter": "page"}])j",
       R"j([{"match": "x(?P<id>1)", "page": "{page}", "parameter": "page"}])j",
       "page 和 parameter"},
      {"a page without number", R"j([{"parameter": "page"}])j",
       R"j([{"match": "f(?P<id>1)", "page": "f{id}"}])j", "要有 {page}"},
      {"a page of unknown groups", R"j([{"parameter": "page"}])j",
       R"j([{"match": "f(?P<id>1)", "page": "f{fid}-{page}"}])j", "没有名为 fid 的组"},
      {"an open brace", R"j([{"parameter": "page"}])j",
       R"j([{"match": "f(?P<id>1)", "page": "f{page"}])j", "花括号"},
      {"a page with nothing to replace", R"j([{"parameter": "page"}])j",
       R"j([{"page": "{page}"}])j", "写了 page 就要写 match"},
      {"what fits all stands first", R"j([{"parameter": "page"}])j",
       R"j([{"parameter": "page"}, {"match": "f(?P<id>1)", "parameter": "page"}])j", "只能放最后"},
      {"no addresses at all", R"j([{"parameter": "page"}])j", "[]", "至少要写一种网址"},
      {"steps without a parameter", R"j([{"parameter": "page"}])j",
       R"j([{"match": "f(?P<id>1)", "page": "f{page}", "step": 9}])j", "才能写 step"},
      {"links to read no step from", R"j([{"parameter": "page"}])j",
       R"j([{"parameter": "page", "step_links": "a"}])j", "才能写 step_links"},
      {"nothing said of the text", R"j("body": "p")j", R"j("hidden": "p")j", "缺少 “body”"},
      {"an empty list of ways", R"j("author": "b")j", R"j("author": [])j", "至少要写一种取法"},
      {"a number for a selector", R"j("author": "b")j", R"j("author": 5)j", "thread.author"},
      {"an attribute without parts", R"j({"attribute": "id"})j",
       R"j({"attribute": "id", "drop": ["b"]})j", "不能再写 drop"},
      {"the wrong kind of file", R"j("name": "small")j", R"j("name": "small", "format": "json")j",
       "这里要的是读网页的"},
      {"a slip in a key", R"j("posted": "i")j", R"j("posted": "i", "flor": "u")j",
       "不认识的键 “flor”"},
      {"a date order that is none", R"j("name": "small")j",
       R"j("name": "small", "date_order": "year-day-month")j", "不认识 “year-day-month”"},
      {"a page that is anything", R"j("name": "small")j",
       R"j("name": "small", "not_content": [{"verdict": "login", "reason": "x"}])j",
       "select 和 text 至少写一个"},
      {"an unknown verdict", R"j("name": "small")j",
       R"j("name": "small", "not_content": [{"select": "a", "verdict": "ok", "reason": "x"}])j",
       "不认识 “ok”"},
      {"a board that is gone", R"j("name": "small")j",
       R"j("name": "small", "not_content": [{"select": "a", "page": "list", "verdict": "gone", "reason": "x"}])j",
       "版块不能判为 gone"},
      {"a floor below the first", R"j("posted": "i")j",
       R"j("posted": "i", "floor_words": {"楼主": 0})j", "0 超出范围"},
  };
  for (const EngineFileWrong& c : cases) {
    EXPECT_THAT(SaidOf(With(c.what, c.by)), Contains(HasSubstr(c.said))) << c.name;
  }
}

TEST(EngineFile, AllMistakesAreToldAtOnce) {
  const auto said =
      SaidOf(R"j({"nam": "x", "list": {"row": "tr["}, "thread": {"post": ":nope"}})j");
  EXPECT_GE(said.size(), 8U);
  EXPECT_THAT(said, Contains(HasSubstr("不认识的键 “nam”，是不是 “name”？")));
}

// Keys of the root and of its sections; what a value is made of is left out.
std::set<std::string> SchemaKeys() {
  std::ifstream in(FORUMWATCH_SOURCE_DIR "/config/engines/engine.schema.json");
  const auto schema = nlohmann::json::parse(in);
  std::set<std::string> keys;
  for (const auto& [name, section] : schema.at("properties").items()) {
    keys.insert(name);
    const auto& inner = section.contains("items") ? section.at("items") : section;
    const std::string prefix = section.contains("items") ? name + "[]." : name + ".";
    const auto properties = inner.value("properties", nlohmann::json::object());
    for (const auto& [key, value] : properties.items()) {
      keys.insert(prefix + key);
    }
  }
  return keys;
}

TEST(EngineFile, TheSchemaKnowsTheKeysTheReaderKnows) {
  const JsonFile file = JsonFile::Load(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
  ReadHtmlEngine(file);
  std::set<std::string> sections;
  for (const std::string& key : file.KnownKeys()) {
    const bool of_a_value =
        key.starts_with("signs[") || key.starts_with("signs.") || key.starts_with("version.");
    if (key.find('.') == key.rfind('.') && !of_a_value) {
      sections.insert(key);
    }
  }
  EXPECT_EQ(sections, SchemaKeys());
}

TEST(EngineFile, AMissingFileIsAConfigError) {
  EXPECT_THROW(LoadHtmlEngine("/no/such/engine.json"), ConfigError);
}

}  // namespace
}  // namespace forumwatch
