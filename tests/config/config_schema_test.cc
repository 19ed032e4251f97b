// The examples, the schemas and the readers say the same.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/config/config_fixture.h"
#include "tests/config/schema_check.h"
#include "tests/config/wrong_configs.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

std::string ReadText(const std::string& name) {
  std::ifstream in(FORUMWATCH_SOURCE_DIR "/config/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

// The keys a schema describes, written as JsonFile::KnownKeys() writes them.
class SchemaKeys {
 public:
  explicit SchemaKeys(const json& schema) : schema_(schema) { Walk(schema, {}); }

  std::set<std::string> all;
  std::set<std::string> refused;  // {"not": {}}: known, and always wrong
  std::map<std::string, json> defaults;

 private:
  [[nodiscard]] const json& Resolve(const json& node) const {
    const auto ref = node.find("$ref");
    return ref == node.end() ? node
                             : schema_.at(json::json_pointer(ref->get<std::string>().substr(1)));
  }

  void Add(const std::string& path, const json& node) {
    all.insert(path);
    if (node.contains("default")) {
      defaults.emplace(path, node.at("default"));
    }
    if (node.value("not", json()) == json::object()) {
      refused.insert(path);
    }
    Walk(Resolve(node), path);
  }

  void Walk(const json& node, const std::string& path) {
    const std::string holder = path.empty() ? "" : path + ".";
    const json members = node.value("properties", json::object());
    for (const auto& [key, member] : members.items()) {
      Add(holder + key, member);
    }
    if (const auto more = node.find("additionalProperties");
        more != node.end() && more->is_object()) {
      Add(holder + "*", *more);
    }
    if (const auto items = node.find("items"); items != node.end()) {
      Walk(Resolve(*items), path + "[]");
    }
  }

  const json& schema_;
};

class ConfigSchema : public ConfigTest {
 protected:
  ConfigSchema() {
    Write("webhook-secret", "sesame");
    Write("duty-robot-url", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k");
    Write("technical-robot-url", "https://oapi.dingtalk.com/robot/send?access_token=t");
    Write("technical-robot-secret", "SECdemo");
    // smtp-password is there already
  }

  const std::string example_ = ReadText("forumwatch.example.json");
  const json schema_ = json::parse(ReadText("forumwatch.schema.json"));
};

TEST_F(ConfigSchema, TheExampleIsFreeOfMistakesAndWarnings) {
  const auto [config, mistakes] = Read(example_);
  EXPECT_THAT(Lines(mistakes), IsEmpty());
  EXPECT_THAT(Lines(config.warnings), IsEmpty());
  EXPECT_EQ(SchemaCheck().Complaint(example_), "");
}

TEST_F(ConfigSchema, KnowsTheKeysOfTheReaderAndNoOther) {
  const JsonFile file =
      JsonFile::Parse(  // most boards need neither: the example only tells of them
          Changed(example_, R"("utc_offset": "+08:00")",
                  R"("utc_offset": "+08:00", "login": {"cookies_file": "smtp-password"},
               "reply": {"account": "a", "token_file": "smtp-password"})"),
          "forumwatch.json");
  DataFolder shipped(FORUMWATCH_SOURCE_DIR "/config");
  ReadConfig(file, folder_ / "forumwatch.json", {}, shipped);
  EXPECT_THAT(SchemaKeys(schema_).all, testing::ContainerEq(file.KnownKeys()));
}

TEST_F(ConfigSchema, TheExampleShowsEveryKeyThatMayBeWritten) {
  const SchemaKeys keys(schema_);
  for (const std::string& path : keys.all) {
    const bool rule = path.starts_with("alerts.receivers.") ||  // their lists are alert_rules.json
                      path.starts_with("permissions.steps.");   // and permissions.json
    const auto dot = path.rfind('.');
    const std::string key = dot == std::string::npos ? path : path.substr(dot + 1);
    if (!rule && key != "*" && !keys.refused.contains(path)) {
      EXPECT_THAT(example_, HasSubstr("\"" + key + "\":")) << path;
    }
  }
}

TEST_F(ConfigSchema, EveryKeyIsExplained) {
  const auto explained = [&](const json& node) { return node.contains("description"); };
  for (const auto& [key, node] : schema_.at("properties").items()) {
    EXPECT_TRUE(key == "$schema" || explained(node)) << key;
    const json members = node.value("properties", json::object());
    for (const auto& [inner, member] : members.items()) {
      EXPECT_TRUE(explained(member)) << key << "." << inner;
    }
  }
}

TEST_F(ConfigSchema, TheDefaultsOfSchemaAndExampleAreThoseOfTheReader) {
  const json example = json::parse(example_, nullptr, true, true);
  const SchemaKeys keys(schema_);
  json written = {{"company", "晴川物业"}, {"communities", {{{"name", "银杏湾"}}}}};
  for (const auto& [path, value] : keys.defaults) {
    const auto dot = path.find('.');
    if (dot == std::string::npos || path.find('*') != std::string::npos ||
        path.starts_with("communities") || path.starts_with("calendar")) {
      continue;
    }
    const std::string section = path.substr(0, dot);
    const std::string key = path.substr(dot + 1);
    EXPECT_EQ(example.at(section).at(key), value) << path;
    written[section][key] = value;
  }
  const Config with = Read(written.dump()).config;
  const Config without =
      Read(R"({"company": "晴川物业", "communities": [{"name": "银杏湾"}]})").config;
  EXPECT_EQ(with.store, without.store);
  EXPECT_EQ(with.log_level, without.log_level);
  EXPECT_EQ(with.http.host_spacing, without.http.host_spacing);
  EXPECT_EQ(with.backfill, without.backfill);
  EXPECT_EQ(with.visits.recheck_after, without.visits.recheck_after);
  EXPECT_EQ(with.visits.recheck_window, without.visits.recheck_window);
  EXPECT_EQ(with.visits.max_pages, without.visits.max_pages);
  EXPECT_EQ(with.duties.first_reply_within, without.duties.first_reply_within);
  EXPECT_EQ(with.heat.per_person, without.heat.per_person);
  EXPECT_EQ(with.heat.repeat_gain, without.heat.repeat_gain);
  EXPECT_EQ(with.heat.repeat_cap, without.heat.repeat_cap);
  EXPECT_EQ(with.heat.half_life, without.heat.half_life);
  EXPECT_EQ(with.heat.reach, without.heat.reach);
  EXPECT_EQ(with.heat.views, without.heat.views);
  EXPECT_EQ(with.heat.views_unit, without.heat.views_unit);
  EXPECT_EQ(with.grouping.join_at, without.grouping.join_at);
  EXPECT_EQ(with.grouping.suggest_at, without.grouping.suggest_at);
  EXPECT_EQ(with.duties.revisit_within, without.duties.revisit_within);
  EXPECT_EQ(with.alerting.due_soon_at, without.alerting.due_soon_at);
  EXPECT_EQ(with.alerting.due_soon_again_at, without.alerting.due_soon_again_at);
  EXPECT_EQ(with.alerting.unacknowledged_after, without.alerting.unacknowledged_after);
  EXPECT_EQ(with.alerting.blind_after, without.alerting.blind_after);
  EXPECT_EQ(with.alerting.down_after, without.alerting.down_after);
  EXPECT_EQ(with.alerting.blind_repeat, without.alerting.blind_repeat);
  EXPECT_EQ(with.alerting.approval_within, without.alerting.approval_within);
  EXPECT_EQ(with.alerting.group_people, without.alerting.group_people);
  EXPECT_EQ(with.alerting.backlash_people, without.alerting.backlash_people);
  EXPECT_EQ(with.alerting.stock_take_at, without.alerting.stock_take_at);
  EXPECT_EQ(with.heartbeat.every, without.heartbeat.every);
  EXPECT_EQ(with.cutoff_day, without.cutoff_day);
}

TEST_F(ConfigSchema, TheDefaultIntervalsAreThoseOfTheReader) {
  const SchemaKeys keys(schema_);
  const std::string source = R"("communities": [{"name": "银杏湾", "sources": [
    {"name": "a", "engine": "feed", "url": "https://bbs.example.com/rss"}]}]})";
  const json polling = {{"interval", keys.defaults.at("polling.interval")},
                        {"watched_interval", keys.defaults.at("polling.watched_interval")}};
  const Config with =
      Read(R"({"company": "晴川物业", "polling": )" + polling.dump() + ", " + source).config;
  const Config without = Read(R"({"company": "晴川物业", )" + source).config;
  const SourceConfig& a = with.communities.at(0).sources.at(0);
  const SourceConfig& b = without.communities.at(0).sources.at(0);
  EXPECT_EQ(a.interval, b.interval);
  EXPECT_EQ(a.watched_interval, b.watched_interval);
}

TEST_F(ConfigSchema, RefusesMuchOfWhatTheReaderRefusesAndNothingThatItTakes) {
  const SchemaCheck check;
  EXPECT_EQ(check.Complaint(kGoodConfig), "");
  std::size_t refused = 0;
  std::size_t all = 0;
  for (const WrongGroup& group : WrongConfigs()) {
    for (const Wrong& wrong : group.cases) {
      refused += check.Complaint(Changed(kGoodConfig, wrong.from, wrong.to)).empty() ? 0U : 1U;
      ++all;
    }
  }
  EXPECT_GE(refused, all / 2) << "of " << all;
}

TEST(EngineSchema, HoldsForEveryEngineThatShips) {
  const SchemaCheck pages("engines/engine.schema.json");
  const SchemaCheck in_json("engines/json_engine.schema.json");
  int engines = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(FORUMWATCH_SOURCE_DIR "/config/engines")) {
    if (entry.path().stem().has_extension()) {
      continue;
    }
    const std::string text = ReadText("engines/" + entry.path().filename().string());
    const bool in_json_format = text.find("\"format\": \"json\"") != std::string::npos;
    const SchemaCheck& check = in_json_format ? in_json : pages;
    const std::string needed = in_json_format ? "\"posts\":" : "\"row\":";
    EXPECT_EQ(check.Complaint(text), "") << entry.path();
    EXPECT_NE(check.Complaint(Changed(text, needed, "\"lines\":")), "") << entry.path();
    ++engines;
  }
  EXPECT_GE(engines, 6);
}

}  // namespace
}  // namespace forumwatch
