#include "config/json_engine_file.h"

#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "config/engine_file.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const char* const kLeast = R"j({
  "format": "json", "name": "small",
  "addresses": {
    "example": "https://a.example/b/1",
    "list": [{"match": "^(?P<root>.*)/b/(?P<id>[0-9]+)$", "page": "{root}/j/{id}?p={page}"}],
    "thread": [{"match": "^(?P<root>.*)/t/(?P<id>[0-9]+)$", "page": "{root}/i/{id}?p={page}"}],
    "thread_link": "{root}/t/{thread}", "post_link": "{root}/t/{thread}/{post}"
  },
  "list": {"rows": "/rows", "id": "/id", "title": "/title", "more": ["/next"]},
  "thread": {"posts": "/posts", "id": "/id", "author": "/who", "posted": "/at", "body": "/text", "page_count": "/n"}
})j";

std::string With(const std::string& what, const std::string& by) {
  std::string text = kLeast;
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

std::shared_ptr<const JsonEngine> EngineOf(const std::string& text) {
  const JsonFile file = JsonFile::Parse(text, "small.json");
  return ReadJsonEngine(file);
}

std::vector<std::string> SaidOf(const std::string& text) {
  const JsonFile file = JsonFile::Parse(text, "small.json");
  const auto engine = ReadJsonEngine(file);
  std::vector<std::string> lines;
  for (const auto& mistake : file.Mistakes()) {
    lines.push_back(Describe(mistake));
  }
  EXPECT_EQ(engine == nullptr, !lines.empty());
  return lines;
}

TEST(JsonEngineFile, TheShippedOnesAreRead) {
  std::set<std::string> read;
  for (const auto& entry :
       std::filesystem::directory_iterator(FORUMWATCH_SOURCE_DIR "/config/engines")) {
    const auto engine =
        entry.path().stem().has_extension() ? nullptr : LoadEngine(entry.path()).json;
    if (!engine) {
      continue;
    }
    // What the watch over a source relies on.
    EXPECT_FALSE(engine->list.last_post.empty() || engine->list.replies.empty());
    EXPECT_GE(engine->not_content.size(), 4U);
    read.insert(entry.path().stem());
  }
  EXPECT_THAT(read, testing::IsSupersetOf({"discourse", "flarum", "nodebb"}));
}

TEST(JsonEngineFile, TheLeastThatIsEnough) {
  EXPECT_THAT(SaidOf(kLeast), IsEmpty());
}

TEST(JsonEngineFile, APlaceIsTakenApartAsAJsonPointer) {
  const auto engine = EngineOf(With(R"j("/who")j", R"j("/a~1b/0/c~0d")j"));
  ASSERT_NE(engine, nullptr);
  ASSERT_THAT(engine->thread.author, SizeIs(1));
  EXPECT_EQ(engine->thread.author[0].at.steps, (std::vector<std::string>{"a/b", "0", "c~d"}));
}

TEST(JsonEngineFile, AFieldIsAPlaceAWayOrSeveralWays) {
  const auto engine = EngineOf(
      With(R"j("author": "/who")j",
           R"j("author": ["/who", {"at": "/user", "in": "/users", "same": ["id"], "then": "/name"},
                     {"say": "x", "when": {"at": "/user", "is": [""]}}])j"));
  ASSERT_NE(engine, nullptr);
  ASSERT_THAT(engine->thread.author, SizeIs(3));
  EXPECT_EQ(engine->thread.author[1].in.written, "/users");
  EXPECT_EQ(engine->thread.author[2].say, "x");
  EXPECT_EQ(engine->thread.author[2].when->is, (std::vector<std::string>{""}));
}

struct Wrong {
  const char* name;
  const char* what;
  const char* by;
  const char* said;
};

TEST(JsonEngineFile, EachMistakeIsNamedWithItsPlace) {
  const Wrong cases[] = {
      {"a place without a slash", R"j("/rows")j", R"j("rows")j",
       "small.json:9:20 list.rows: 位置要以 / 开头"},
      {"no format", R"j("format": "json", )j", "", "这里要的是读 JSON 的"},
      {"a page without number", "j/{id}?p={page}", "j/{id}", "要有 {page} 或 {offset}"},
      {"an offset without step",
       "?p={page}\"}],\n    \"thread\":", "?p={offset}\"}],\n    \"thread\":", "要一起写"},
      {"a page of unknown groups", "j/{id}", "j/{cid}", "没有名为 cid 的组"},
      {"an open brace", "j/{id}?p={page}", "j/{id}?p={page}{", "花括号没有配对"},
      {"a thread without id", "/t/(?P<id>[0-9]+)", "/t/(?P<tid>[0-9]+)", "名为 id 的组"},
      {"a link that no form knows", R"j("{root}/t/{thread}", "post)j",
       R"j("{root}/x/{thread}", "post)j", "没有一种认得出它：https://bbs.example.com/x/17"},
      {"a link of things unknown", "{thread}/{post}", "{thread}/{page}", "这里不能用 {page}"},
      {"no way to know the pages", R"j(, "more": ["/next"])j", "", "还有没有下一页"},
      {"an end of nothing", R"j("page_count": "/n")j", R"j("page_count": "/n", "end": ["/n"])j",
       "只有写了 more"},
      {"boards whose address is none", R"j("list": {"rows")j",
       R"j("boards": {"page": "{root}/b", "rows": "/b", "id": "/id", "name": "/n", "link": "{root}/c/{id}"},
          "list": {"rows")j",
       "没有一种认得出它：https://bbs.example.com/c/17"},
      {"boards of names unknown", R"j("list": {"rows")j",
       R"j("boards": {"page": "{root}/b", "rows": "/b", "id": "/id", "name": "/n", "link": "{root}/b/{cid}"},
          "list": {"rows")j",
       "这里不能用 {cid}"},
      {"entries of a page of nothing", R"j("page_count": "/n")j",
       R"j("page_count": "/n", "per_page": "/n")j", "只有写了 entries"},
      {"half a look-up", R"j("author": "/who")j", R"j("author": {"at": "/who", "in": "/users"})j",
       "要一起写"},
      {"neither a place nor words", R"j("author": "/who")j", R"j("author": {"add": 1})j",
       "at 和 say 要写一个"},
      {"an empty list of ways", R"j("author": "/who")j", R"j("author": [])j", "至少要写一种取法"},
      {"a test with two answers", R"j(["/next"])j",
       R"j([{"at": "/next", "is": ["1"], "is_not": ["2"]}])j", "只能写一个"},
      {"a broken expression", "/b/(?P<id>[0-9]+)", "/b/(?P<id>[0-9]+", "正则表达式写得不对"},
      {"an answer that is anything", R"j("name": "small")j",
       R"j("name": "small", "not_content": [{"verdict": "login", "reason": "x"}])j", "至少写一个"},
      {"a board that is gone", R"j("name": "small")j",
       R"j("name": "small", "not_content": [{"status": 404, "verdict": "gone", "reason": "x"}])j",
       "只有主题能判为 gone"},
      {"a slip in a key", R"j("title": "/title")j", R"j("title": "/title", "vews": "/v")j",
       "不认识的键 “vews”，是不是 “views”？"},
  };
  for (const Wrong& c : cases) {
    EXPECT_THAT(SaidOf(With(c.what, c.by)), Contains(HasSubstr(c.said))) << c.name;
  }
}

const char* const kReply = R"j("reply": {
    "address": "{root}/w/{thread}", "headers": {"Authorization": "Bearer {token}"},
    "body": {"/content": "{text}", "/to/id": "{thread}"}, "post": "/pid",
    "answers": [{"status": 400, "verdict": "wait", "reason": "等", "seconds": "/s"}]
  }, "list": {)j";

std::string WithReply(const std::string& what, const std::string& by) {
  std::string text = With("\"list\": {\"rows\"", kReply + std::string("\"rows\""));
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(JsonEngineFile, AReplyHasItsAddressHeadersAndBody) {
  const auto engine = EngineOf(WithReply("/pid", "/pid"));
  ASSERT_NE(engine, nullptr);
  ASSERT_TRUE(engine->reply.has_value());
  EXPECT_EQ(engine->reply->body.at(1).first.steps, (std::vector<std::string>{"to", "id"}));
  EXPECT_EQ(engine->reply->answers.at(0).verdict, ReplyVerdict::Wait);
  EXPECT_FALSE(EngineOf(kLeast)->reply.has_value());
}

TEST(JsonEngineFile, EachMistakeOfAReplyIsNamedWithItsPlace) {
  const Wrong cases[] = {
      {"elsewhere", "{root}/w", "https://evil.example/w",
       "reply.address: 写了 reply 的，要以 {root}/ 开头"},
      {"a look elsewhere", "\"page\": \"{root}/i", "\"page\": \"https://evil.example/i",
       "要以 {root}/ 开头"},
      {"a look for nobody", "\"post\": \"/pid\",",
       "\"post\": \"/pid\", \"look\": {\"a&b\": \"{user_id}\"},", "reply.look"},
      {"a look with the token", "\"post\": \"/pid\",",
       "\"post\": \"/pid\", \"look\": {\"a\": \"{token}\"},", "这里不能用 {token}"},
      {"closed by nothing", "\"post\": \"/pid\",",
       "\"post\": \"/pid\", \"no_reply\": [{\"when\": [], \"reason\": \"锁\"}],", "至少要写一种"},
      {"a group nobody has", "/w/{thread}", "/w/{cid}", "reply.address: 这里不能用 {cid}"},
      {"without token", "Bearer {token}", "Bearer x", "reply.headers: 要有一个写着 {token}"},
      {"the text in a header", "Bearer {token}", "Bearer {token}{text}", "这里不能用 {text}"},
      {"a header in Chinese", "Bearer {token}", "令牌 {token}", "只能是英文字母、数字和符号"},
      {"the token in the body", "\"{thread}\"}, \"post", "\"{token}\"}, \"post",
       "这里不能用 {token}"},
      {"without text", "\"{text}\"", "\"x\"", "reply.body: 里面要有一处写 {text}"},
      {"no place", "\"/content\"", "\"content\"", "位置要以 / 开头"},
      {"one within the other", "/to/id", "/content/id", "冲突"},
      {"no id", "\"post\": \"/pid\",", "", "缺少 “post”：回答里，新帖的编号怎么取"},
      {"an answer like any", "\"status\": 400, ", "", "至少写一个"},
      {"waits for nothing", "\"wait\"", "\"refused\"", "只有 verdict 是 wait 才等"},
      {"a verdict", "\"wait\"", "\"wiat\"", "不认识 “wiat”"},
  };
  for (const Wrong& wrong : cases) {
    EXPECT_THAT(SaidOf(WithReply(wrong.what, wrong.by)), Contains(HasSubstr(wrong.said)))
        << wrong.name;
  }
}

TEST(JsonEngineFile, HowItIsRepliedToIsNoOtherWayOfReading) {
  const std::string digest = EngineOf(kLeast)->digest;
  EXPECT_EQ(EngineOf(WithReply("/w/{thread}", "/x/{thread}"))->digest, digest);
  EXPECT_EQ(EngineOf(With("{\n", "{ // 说明\n"))->digest, digest);
  EXPECT_NE(EngineOf(With("\"/text\"", "\"/html\""))->digest, digest);
  EXPECT_NE(EngineOf(With("\"page_count\"", "\"held\": [\"/h\"], \"page_count\""))->digest, digest);
}

// Keys of the root and of its sections; what a value is made of is left out.
std::set<std::string> SchemaKeys() {
  std::ifstream in(FORUMWATCH_SOURCE_DIR "/config/engines/json_engine.schema.json");
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

TEST(JsonEngineFile, TheSchemaKnowsTheKeysTheReaderKnows) {
  const JsonFile file = JsonFile::Load(FORUMWATCH_SOURCE_DIR "/config/engines/nodebb.json");
  ReadJsonEngine(file);
  std::set<std::string> sections;
  for (const std::string& key : file.KnownKeys()) {
    const bool of_a_value = key.starts_with("signs[") || key.starts_with("version.");
    if (key.find('.') == key.rfind('.') && !of_a_value) {
      sections.insert(key);
    }
  }
  EXPECT_EQ(sections, SchemaKeys());
}

}  // namespace
}  // namespace forumwatch
