// The reader's side: asking for typed values, and what is said when the file holds something else.
#include "config/json_reader.h"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> ReaderSaid(const JsonFile& file) {
  std::vector<std::string> lines;
  for (const auto& mistake : file.Mistakes()) {
    lines.push_back(Describe(mistake));
  }
  return lines;
}

JsonFile Read(std::string_view text) {
  return JsonFile::Parse(text, "f.json");
}

TEST(JsonReader, ReadsTypedValues) {
  const JsonFile file = Read(R"({
    "name": "铜雀台", "on": true, "count": 7, "share": 0.5, "interval": "1h30m", "open": "09:30", "close": "24:00",
    "offset": "-05:30", "day": "2026-02-28", "at": "2026-03-02T21:14:00+08:00", "staff": ["a", "b"],
    "kind": "feed", "hosts": {"h1": 1, "h2": 2}
  })");
  const JsonValue root = file.root();
  EXPECT_EQ(root["name"].Text(), "铜雀台");
  EXPECT_TRUE(root["on"].Bool(false));
  EXPECT_EQ(root["count"].Int(0, 1, 9), 7);
  EXPECT_EQ(root["share"].Number(0, 0, 1), 0.5);
  EXPECT_EQ(root["count"].Number(0, 0, 10), 7);
  EXPECT_EQ(root["interval"].Span(hours(1), seconds(0), hours(9)), minutes(90));
  EXPECT_EQ(root["open"].TimeOfDay(), minutes(570));
  EXPECT_EQ(root["close"].TimeOfDay(), hours(24));
  EXPECT_EQ(root["offset"].Offset(), -minutes(330));
  EXPECT_EQ(root["day"].Date(), std::chrono::year(2026) / 2 / 28);
  EXPECT_EQ(root["at"].Instant(), ParseRfc3339("2026-03-02T13:14:00Z"));
  EXPECT_THAT(root["staff"].Texts(), ElementsAre("a", "b"));
  EXPECT_EQ(root["kind"].OneOf<int>({{"html", 1}, {"feed", 2}}, 0), 2);
  ASSERT_EQ(root["hosts"].Members().size(), 2U);
  EXPECT_EQ(root["hosts"].Members()[1].first, "h2");
  EXPECT_EQ(root["hosts"].Members()[1].second.Int(0), 2);
  EXPECT_THAT(ReaderSaid(file), IsEmpty());
  EXPECT_NO_THROW(file.Done());
}

TEST(JsonReader, WhatIsAbsentKeepsItsFallback) {
  const JsonFile file = Read("{}");
  const JsonValue root = file.root();
  EXPECT_FALSE(root["a"].present());
  EXPECT_EQ(root["a"].Text("x"), "x");
  EXPECT_EQ(root["a"].NonEmptyText("x"), "x");
  EXPECT_EQ(root["a"].Int(3, 5, 9), 3);
  EXPECT_EQ(root["a"].Number(3, 5, 9), 3);
  EXPECT_TRUE(root["a"].Bool(true));
  EXPECT_EQ(root["a"].Span(hours(4), hours(1), hours(9)), hours(4));
  EXPECT_EQ(root["a"].TimeOfDay(), std::nullopt);
  EXPECT_EQ(root["a"].Offset(), std::nullopt);
  EXPECT_EQ(root["a"].Date(), std::nullopt);
  EXPECT_EQ(root["a"].Instant(), std::nullopt);
  EXPECT_EQ(root["a"].OneOf<int>({{"html", 1}}, 7), 7);
  EXPECT_THAT(root["a"].Items(), IsEmpty());
  EXPECT_THAT(root["a"].Members(), IsEmpty());
  EXPECT_FALSE(root["a"]["b"]["c"].present());
  EXPECT_THAT(ReaderSaid(file), IsEmpty());
}

TEST(JsonReader, ReportsEveryMistakeAtOnceInTheOrderOfTheFile) {
  const JsonFile file = Read(
      "{\n"
      "  \"communities\": [\n"
      "    {\"name\": 5, \"staf\": []},\n"
      "    {\"nam\": \"x\", \"interval\": \"5x\"}\n"
      "  ],\n"
      "  \"day\": 31\n"
      "}");
  const JsonValue root = file.root();
  EXPECT_EQ(root["day"].Int(24, 1, 28), 24);
  for (const JsonValue& community : root["communities"].Items()) {
    EXPECT_EQ(community.Required("name", "小区名称").Text(), "");
    EXPECT_EQ(community["interval"].Span(minutes(5), minutes(1), hours(24)), minutes(5));
    EXPECT_THAT(community["staff"].Texts(), IsEmpty());
  }
  EXPECT_THAT(
      ReaderSaid(file),
      ElementsAre("f.json:3:14 communities[0].name: 应当是文字（加双引号），现在是数字 5",
                  "f.json:3:17 communities[0].staf: 不认识的键 “staf”，是不是 “staff”？",
                  "f.json:4:5 communities[1]: 缺少 “name”：小区名称",
                  "f.json:4:6 communities[1].nam: 不认识的键 “nam”，是不是 “name”？",
                  HasSubstr("f.json:4:30 communities[1].interval: 应当是时长，例如 \"90s\""),
                  "f.json:6:10 day: 31 超出范围，可以是 1 到 28"));
  EXPECT_THROW(file.Done(), ConfigError);
}

struct JsonReaderWrong {
  const char* name;
  const char* value;
  std::function<void(const JsonValue&)> read;
  const char* said;
};

TEST(JsonReader, SaysWhatIsWantedAndWhatIsThere) {
  const auto text = [](const JsonValue& v) { v.Text().clear(); };
  const auto filled = [](const JsonValue& v) { v.NonEmptyText().clear(); };
  const auto whole = [](const JsonValue& v) { EXPECT_EQ(v.Int(3, 1, 9), 3); };
  const auto span = [](const JsonValue& v) {
    EXPECT_EQ(v.Span(hours(1), minutes(1), hours(2)), hours(1));
  };
  const auto time = [](const JsonValue& v) { EXPECT_EQ(v.TimeOfDay(), std::nullopt); };
  const auto offset = [](const JsonValue& v) { EXPECT_EQ(v.Offset(), std::nullopt); };
  const auto date = [](const JsonValue& v) { EXPECT_EQ(v.Date(), std::nullopt); };
  const auto instant = [](const JsonValue& v) { EXPECT_EQ(v.Instant(), std::nullopt); };
  const auto kind = [](const JsonValue& v) {
    EXPECT_EQ(v.OneOf<int>({{"webhook", 1}, {"mail", 2}}, 0), 0);
  };
  const JsonReaderWrong wrongs[] = {
      {"list for text", "[1]", text, "应当是文字（加双引号），现在是列表 [ ]"},
      {"object for text", "{}", text, "现在是一组键值 { }"},
      {"null for text", "null", text, "现在是 null（不需要就删去这一项）"},
      {"blank text", "\"  \"", filled, "不能是空的"},
      {"text for int", "\"3\"", whole, "应当是整数（不加引号），现在是文字“3”"},
      {"fraction for int", "3.5", whole, "现在是数字 3.5"},
      {"int too small", "0", whole, "0 超出范围，可以是 1 到 9"},
      {"int beyond 64 bits", "99999999999999999999", whole, "应当是整数"},
      {"int beyond 32 bits", "4294967297", whole, "超出范围"},
      {"text for bool", "\"yes\"", [](const JsonValue& v) { EXPECT_FALSE(v.Bool(false)); },
       "应当是 true 或 false"},
      {"number too large", "2", [](const JsonValue& v) { EXPECT_EQ(v.Number(0.5, 0, 1), 0.5); },
       "可以是 0 到 1"},
      {"number for span", "300", span, "应当是时长"},
      {"span without unit", "\"300\"", span, "应当是时长"},
      {"span in words", "\"5 分钟\"", span, "应当是时长"},
      {"negative span", "\"-5m\"", span, "应当是时长"},
      {"endless span", "\"99999999999999999d\"", span, "应当是时长"},
      {"empty span", "\"\"", span, "应当是时长"},
      {"span too short", "\"59s\"", span, "59s 超出范围，可以是 1m 到 2h"},
      {"span too long", "\"2h1s\"", span, "2h1s 超出范围"},
      {"hour 25", "\"25:00\"", time, "应当是时刻"},
      {"after midnight", "\"24:01\"", time, "应当是时刻"},
      {"minute 60", "\"08:60\"", time, "应当是时刻"},
      {"short time", "\"8:00\"", time, "应当是时刻"},
      {"offset without sign", "\"08:00\"", offset, "应当是与 UTC 的时差"},
      {"offset too large", "\"+15:00\"", offset, "应当是与 UTC 的时差"},
      {"no such day", "\"2026-02-29\"", date, "应当是日期"},
      {"Chinese date", "\"2026年10月1日\"", date, "应当是日期"},
      {"date with time", "\"2026-10-01T00:00:00Z\"", date, "应当是日期"},
      {"instant without offset", "\"2026-03-02T21:14:00\"", instant, "应当是带时差的日期时间"},
      {"unknown word", "\"webhok\"", kind,
       "不认识 “webhok”，是不是 “webhook”？（可以是 “webhook”、“mail”）"},
      {"number for a word", "5", kind, "应当是文字"},
      {"text for list", "\"a\"", [](const JsonValue& v) { EXPECT_THAT(v.Texts(), IsEmpty()); },
       "应当是列表 [ ]"},
      {"number in texts", "[1]", [](const JsonValue& v) { EXPECT_THAT(v.Texts(), IsEmpty()); },
       "v[0]: 应当是文字"},
      {"list for object", "[]", [](const JsonValue& v) { EXPECT_FALSE(v["a"].present()); },
       "应当是一组键值 { }"},
      {"text for map", "\"a\"", [](const JsonValue& v) { EXPECT_THAT(v.Members(), IsEmpty()); },
       "应当是一组键值"},
  };
  for (const auto& wrong : wrongs) {
    const JsonFile file = Read(std::string("{\"v\": ") + wrong.value + "}");
    wrong.read(file.root()["v"]);
    ASSERT_THAT(ReaderSaid(file), ElementsAre(HasSubstr(wrong.said))) << wrong.name;
  }
}

TEST(JsonReader, AMistakeIsSaidOnceHoweverOftenTheValueIsAskedFor) {
  const JsonFile file = Read("{\"a\": 1}");
  EXPECT_EQ(file.root()["a"].Text(), "");
  EXPECT_EQ(file.root()["a"].Text(), "");
  EXPECT_EQ(ReaderSaid(file).size(), 1U);
}

TEST(JsonReader, UnknownKeysAreFoundAtEveryDepthButOnlyWhereSomebodyLooked) {
  const JsonFile file =
      Read(R"({"$schema": "x", "http": {"x": 1, "deep": {"y": 2}}, "other": {"z": 3}})");
  file.root()["http"]["deep"]["known"].Text().clear();
  EXPECT_THAT(ReaderSaid(file), ElementsAre("f.json:1:27 http.x: 不认识的键 “x”",
                                            "f.json:1:44 http.deep.y: 不认识的键 “y”",
                                            "f.json:1:54 other: 不认识的键 “other”"));
}

TEST(JsonReader, AReadersOwnMistakesAndWarningsStandAtTheirPlace) {
  const JsonFile file = Read("{\n  \"url\": \"x\"\n}");
  file.root()["url"].Mistake("不是网址");
  file.root()["gone"].Mistake("要有");
  file.root()["gone"]["deep"].Mistake("也要有");
  file.root()["url"].Warning("没有加密");
  EXPECT_THAT(ReaderSaid(file), ElementsAre("f.json:1:1 gone: 要有", "f.json:1:1 gone.deep: 也要有",
                                            "f.json:2:10 url: 不是网址"));
  ASSERT_EQ(file.Warnings().size(), 1U);
  EXPECT_EQ(Describe(file.Warnings()[0]), "f.json:2:10 url: 没有加密");
}

TEST(JsonReader, AWarningAloneLeavesTheFileValid) {
  const JsonFile file = Read("{}");
  file.root().Warning("旧");
  EXPECT_NO_THROW(file.Done());
}

TEST(JsonReader, TheErrorCarriesTheListAndReadsAsLines) {
  const JsonFile file = Read("{\"a\": 1, \"b\": 2}");
  try {
    file.root()["c"].Text().clear();
    file.Done();
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.mistakes().size(), 2U);
    EXPECT_STREQ(
        error.what(),
        "f.json:1:2 a: 不认识的键 “a”，是不是 “c”？\nf.json:1:10 b: 不认识的键 “b”，是不是 “c”？");
  }
}

TEST(JsonReader, AFileThatCannotBeReadIsAMistakeOfItsOwn) {
  try {
    JsonFile::Load("/nowhere/forumwatch.json").Done();
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_STREQ(error.what(), "/nowhere/forumwatch.json: 打不开这个文件；请检查路径和读取权限");
  }
  EXPECT_THROW(JsonFile::Load(testing::TempDir()), ConfigError);
}

TEST(JsonReader, LoadsFromDisk) {
  const std::filesystem::path path =
      std::filesystem::path(testing::TempDir()) / "json_reader_test.json";
  std::ofstream(path) << "{\"a\": 1} // x\n";
  EXPECT_EQ(JsonFile::Load(path).root()["a"].Int(0), 1);
  std::filesystem::remove(path);
}

TEST(JsonReader, AnEndlessDeviceIsTooLarge) {
  try {
    JsonFile::Load("/dev/zero");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/dev/zero"));
    EXPECT_THAT(error.what(), HasSubstr("文件太大"));
  }
}

TEST(JsonReader, TellsWhichKeysAReaderKnows) {
  const JsonFile file = JsonFile::Parse(
      R"({"channels": {"值班群": {"url": "x"}, "邮件": {}}, "list": [{"a": 1}, {"b": 2}]})",
      "f.json");
  for (const auto& [name, channel] : file.root()["channels"].Members()) {
    EXPECT_THAT(channel["url"].Text(), testing::AnyOf("x", ""));
  }
  for (const JsonValue& item : file.root()["list"].Items()) {
    EXPECT_LT(item["a"].Int(0), 2);
  }
  EXPECT_THAT(file.KnownKeys(), testing::ElementsAre("$schema", "channels", "channels.*",
                                                     "channels.*.url", "list", "list[].a"));
}

TEST(Describe, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(Describe({"f.json", 3, 7, "a.b", "x"}), "f.json:3:7 a.b: x");
  EXPECT_EQ(Describe({"f.json", 0, 0, "", "x"}), "f.json: x");
  EXPECT_EQ(Describe({"", 0, 0, "a.b", "x"}), "a.b: x");
  EXPECT_EQ(Describe({"", 0, 0, "", "x"}), "x");
}

TEST(Describe, IsOneLineWhateverItQuotes) {
  const JsonFile file = JsonFile::Parse(R"({"a\nb": "\u001b[2J\r\n"})", "f.json");
  file.root()["c"];
  file.root()["d"];
  for (const auto& mistake : file.Mistakes()) {
    const std::string line = Describe(mistake);
    EXPECT_TRUE(std::none_of(line.begin(), line.end(), [](char c) { return c >= 0 && c < ' '; }));
  }
  EXPECT_EQ(Describe({"f.json", 1, 2, "a", "x\n\x1B[2Jy\x7F"}), "f.json:1:2 a: x  [2Jy ");
}

TEST(Closest, FindsTheWordThatWasMeant) {
  const std::vector<std::string> known{"name", "staff", "interval", "recheck_after",
                                       "recheck_window"};
  EXPECT_EQ(Closest("staf", known), "staff");
  EXPECT_EQ(Closest("nmae", known), "name");
  EXPECT_EQ(Closest("Interval", known), "interval");
  EXPECT_EQ(Closest("recheck_windows", known), "recheck_window");
  EXPECT_EQ(Closest("colour", known), "");
  EXPECT_EQ(Closest(std::string(5000, 'x'), known), "");
  EXPECT_EQ(Closest("x", {}), "");
  const std::vector<std::string> channels{"值班群", "邮件"};
  EXPECT_EQ(Closest("值班", channels), "值班群");
  EXPECT_EQ(Closest("值斑群", channels), "值班群");
  EXPECT_EQ(Closest("短信群", channels), "");
}

}  // namespace
}  // namespace forumwatch
