#include "config/config_file.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "config/sections.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsualZone = "Asia/Shanghai";

void Append(std::vector<ConfigMistake>& all, const std::vector<ConfigMistake>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

Zone UsualZone() {
  try {
    return Zone(kUsualZone);
  } catch (const std::invalid_argument&) {
    throw ConfigError({{"", 0, 0, "", "这台机器没有时区数据，请安装 tzdata"}});
  }
}

Zone ReadZone(const JsonValue& value, const Zone& usual) {
  const std::string name = value.NonEmptyText(kUsualZone);
  try {
    return Zone(name);
  } catch (const std::invalid_argument&) {
    value.Mistake("没有“" + name + "”这个时区；中国大陆是 \"Asia/Shanghai\"");
    return usual;
  }
}

std::optional<DataFolder> ReadDataFolder(const JsonValue& value, const fs::path& beside,
                                         const DataFolder& shipped) {
  const std::string name = value.NonEmptyText();
  if (name.empty()) {
    return std::nullopt;
  }
  if (!IsDataFolder(beside / name)) {
    value.Mistake("这里没有 calendars/hours.json 和 alert_rules.json，不是数据文件夹：" +
                  (beside / name).string());
    return std::nullopt;
  }
  return DataFolder(beside / name, shipped.folder());
}

void TakeShipped(Config& config, DataFolder& data) {
  config.lexicon = data.TheLexicon();
  config.templates = data.Templates();
  const Handbook handbook = config.lexicon ? config.lexicon->handbook() : data.HandbookAlone();
  data.TakeGrouping(config.grouping, handbook);
  config.reply_help = data.Help(handbook);
  config.minor_mistakes = data.minor_mistakes();
}

void RequireShipped(const ConfigPlaces& places) {
  if (places.data.empty()) {
    throw ConfigError(
        {{"", 0, 0, "",
          "找不到程序自带的数据文件夹（词库、日历、论坛引擎、模板）。请用 --data 或配置里的 "
          "\"data\" 指明它在哪里。找过：" +
              places.looked_at}});
  }
}

}  // namespace

ConfigReading ReadConfig(const JsonFile& file, const fs::path& path, const fs::path& credentials,
                         DataFolder& shipped) {
  const Zone usual = UsualZone();
  const JsonValue root = file.root();
  const fs::path beside = fs::absolute(path).parent_path();
  std::optional<DataFolder> own = ReadDataFolder(root["data"], beside, shipped);
  ConfigDraft draft{
      {}, {credentials, beside}, own ? *own : shipped, ReadZone(root["timezone"], usual), {}};
  draft.config.file = path;
  draft.config.zone = draft.zone.name();
  ReadGeneral(root, draft);
  ReadHttp(root, draft);
  ReadThinking(root, draft);
  ReadCommunities(root, draft);
  ReadChannels(root, draft);
  ReadHeartbeat(root, draft);
  ReadPeople(root, draft);
  ReadRoster(root, draft);
  ReadPermissions(root, draft);
  ReadAlerts(root, draft);
  TakeShipped(draft.config, draft.data);
  draft.config.warnings = file.Warnings();
  Append(draft.config.warnings, draft.data.warnings());
  Append(draft.mistakes, file.Mistakes());
  Append(draft.mistakes, draft.data.mistakes());
  Append(draft.mistakes, draft.config.minor_mistakes);
  Arrange(draft.mistakes);
  return {std::move(draft.config), std::move(draft.mistakes)};
}

ConfigReading ReadConfigFile(const fs::path& file, const ConfigPlaces& places) {
  const JsonFile json = JsonFile::Load(file);
  if (!json.root()["data"].present()) {
    RequireShipped(places);
  }
  DataFolder data(places.data);
  return ReadConfig(json, file, places.credentials, data);
}

bool CanBeUsed(const ConfigReading& reading) {
  const std::vector<ConfigMistake>& minor = reading.config.minor_mistakes;
  return std::all_of(reading.mistakes.begin(), reading.mistakes.end(),
                     [&](const ConfigMistake& mistake) {
                       return std::find(minor.begin(), minor.end(), mistake) != minor.end();
                     });
}

Config LoadConfig(const fs::path& file, const ConfigPlaces& places) {
  ConfigReading reading = ReadConfigFile(file, places);
  if (!CanBeUsed(reading)) {
    throw ConfigError(std::move(reading.mistakes));
  }
  return std::move(reading.config);
}

void RequireTemplate(const Config& config, std::string DocumentTemplates::*text) {
  std::vector<ConfigMistake> mistakes;
  for (const TemplateFile& file : kTemplateFiles) {
    for (const ConfigMistake& mistake : config.minor_mistakes) {
      if (file.text == text && fs::path(mistake.file).filename() == file.name) {
        mistakes.push_back(mistake);
      }
    }
  }
  if (!mistakes.empty()) {
    throw ConfigError(std::move(mistakes));
  }
}

Config DefaultConfig(const ConfigPlaces& places) {
  RequireShipped(places);
  const Zone usual = UsualZone();
  DataFolder data(places.data);
  ConfigDraft draft{{}, {}, data, usual, {}};
  draft.config.zone = kUsualZone;
  draft.config.calendar = MakeCalendar({}, {}, draft);
  draft.config.alerting = WithUsual({}, data.Rules());
  TakeShipped(draft.config, data);
  Append(draft.mistakes, data.mistakes());
  if (!draft.mistakes.empty()) {
    Arrange(draft.mistakes);
    throw ConfigError(std::move(draft.mistakes));
  }
  return std::move(draft.config);
}

}  // namespace forumwatch
