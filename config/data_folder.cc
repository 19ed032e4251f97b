#include "config/data_folder.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "analysis/report/documents.h"
#include "config/grouping_file.h"
#include "config/handbook_file.h"
#include "config/json_reader.h"
#include "config/lexicon_file.h"
#include "config/permissions_file.h"
#include "config/reply_help_file.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAlertRules = "alert_rules.json";
constexpr const char* kPermissions = "permissions.json";

std::string ReadWhole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.view().empty()) {
    throw ConfigError({{file.string(), 0, 0, "", "读不到这个文件，或者它是空的"}});
  }
  return std::move(text).str();
}

}  // namespace

bool IsDataFolder(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "calendars" / "hours.json", error) &&
         fs::is_regular_file(folder / kAlertRules, error);
}

std::vector<std::string> DataFolder::EngineNames() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_ / "engines", error)) {
    if (entry.path().extension() == ".json" && !entry.path().stem().has_extension()) {
      names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

// What `load` returns, or nothing, its mistakes kept.
template <typename Load>
auto DataFolder::Kept(Load load) -> decltype(load()) {
  try {
    return load();
  } catch (const ConfigError& error) {
    mistakes_.insert(mistakes_.end(), error.mistakes().begin(), error.mistakes().end());
    return {};
  }
}

std::vector<EngineSigns> DataFolder::Signs() {
  std::vector<EngineSigns> all;
  for (const std::string& name : EngineNames()) {
    EngineSigns signs =
        Kept([&] { return LoadEngineSigns(folder_ / "engines" / (name + ".json")); });
    if (!signs.here.empty()) {
      all.push_back(std::move(signs));
    }
  }
  return all;
}

const ForumEngine& DataFolder::Engine(const std::string& name) {
  const auto [engine, fresh] = engines_.try_emplace(name);
  if (fresh) {
    engine->second = Kept([&] { return LoadEngine(folder_ / "engines" / (name + ".json")); });
  }
  return engine->second;
}

std::shared_ptr<const Lexicon> DataFolder::TheLexicon() {
  if (!lexicon_) {
    lexicon_ = Kept([&] { return LoadLexicon(folder_, &minor_mistakes_); });
  }
  return lexicon_;
}

Handbook DataFolder::HandbookAlone() const {
  try {
    return ReadHandbook(JsonFile::Load(folder_ / "handbook.json"));
  } catch (const ConfigError&) {
    return {};
  }
}

const AlertRules& DataFolder::Rules() {
  if (!rules_) {
    rules_ = Kept([&] { return LoadAlertRules(folder_ / kAlertRules); });
    if (!rules_->unnamed.empty()) {
      NameTheRestOf(*rules_);
    }
  }
  return *rules_;
}

const StepRoles& DataFolder::Steps() {
  if (!steps_) {
    steps_.emplace();
    std::error_code error;
    for (const fs::path& folder : {folder_, shipped_}) {
      if (!folder.empty() && fs::exists(folder / kPermissions, error)) {
        const StepRoles read = Kept([&] { return LoadStepRoles(folder / kPermissions); });
        steps_->insert(read.begin(), read.end());
      }
    }
  }
  return *steps_;
}

// Where no file is shipped beside it, they go to whom a rule goes that nobody is named for.
void DataFolder::NameTheRestOf(AlertRules& rules) {
  const std::string which = "这里没有写 " + Listed(rules.unnamed) + " 这 " +
                            std::to_string(rules.unnamed.size()) + " 条提醒（多半是升级后新增的）";
  std::string whom = "先都通知论坛监控员";
  if (!shipped_.empty()) {
    const fs::path usual = shipped_ / kAlertRules;
    NameTheRest(rules, Kept([&] { return LoadAlertRules(usual); }));
    whom = "先照程序自带的通知，见 " + usual.string();
  }
  warnings_.push_back({(folder_ / kAlertRules).string(), 0, 0, "receivers",
                       which + "，" + whom + "；要改就抄过来再改"});
}

fs::path DataFolder::Here(const fs::path& file) const {
  std::error_code error;
  return !shipped_.empty() && !fs::exists(folder_ / file, error) ? shipped_ / file : folder_ / file;
}

std::string DataFolder::Template(const char* name) {
  const fs::path file = Here(fs::path("templates") / name);
  try {
    std::string text = ReadWhole(file);
    if (const auto wrong = WhatIsWrongWithTemplate(name, text)) {
      minor_mistakes_.push_back({file.string(), wrong->line, 1, "", wrong->message});
    } else if (!shipped_.empty()) {
      CheckNames(file, text);
    }
    return text;
  } catch (const ConfigError& unreadable) {
    minor_mistakes_.insert(minor_mistakes_.end(), unreadable.mistakes().begin(),
                           unreadable.mistakes().end());
    return "";
  }
}

// What the shipped template does not ask for may stay empty on paper: the paper is made all the
// same. What stands between the rounds of a section the engine fills in.
void DataFolder::CheckNames(const fs::path& file, const std::string& text) {
  constexpr std::string_view kBetween = "_separator";
  std::vector<std::string> known;
  std::vector<std::string> sections;  // what a misspelt section can have been meant to be …
  std::vector<std::string> values;    // … and a misspelt value
  for (TemplateName& there : NamesInTemplate(ReadWhole(shipped_ / "templates" / file.filename()))) {
    (there.section ? sections : values).push_back(there.name);
    if (there.section) {
      sections.push_back(there.name + std::string(kBetween));
    }
    known.push_back(std::move(there.name));
  }
  const auto is_known = [&known, kBetween](std::string_view name) {
    name.remove_suffix(name.ends_with(kBetween) ? kBetween.size() : 0);
    return std::find(known.begin(), known.end(), name) != known.end();
  };
  bool listed = false;
  for (const TemplateName& asked : NamesInTemplate(text)) {
    if (is_known(asked.name)) {
      continue;
    }
    const std::string mark = asked.section ? "{{#" : "{{";
    const std::string meant = Closest(asked.name, asked.section ? sections : values);
    std::string message =
        "程序自带的模板里没有 " + mark + asked.name + "}} 这个名字，印出来可能是空的";
    message += meant.empty() ? "" : "，是不是 " + mark + meant + "}}？";
    message += std::exchange(listed, true) ? "" : "；自带的模板用到的名字：" + Listed(known);
    warnings_.push_back({file.string(), asked.line, 1, "", std::move(message)});
  }
}

DocumentTemplates DataFolder::Templates() {
  DocumentTemplates templates;
  for (const TemplateFile& file : kTemplateFiles) {
    templates.*file.text = Template(file.name);
  }
  return templates;
}

void DataFolder::TakeGrouping(GroupingOptions& grouping, const Handbook& handbook) {
  if (auto words =
          Kept([&] { return LoadGroupingWords(Here("lexicons/grouping.json"), handbook); })) {
    grouping.words = std::move(words);
  }
  try {
    grouping.tables = LoadGroupingTables(folder_ / "models" / "grouping.json");
  } catch (const ConfigError& error) {
    minor_mistakes_.insert(minor_mistakes_.end(), error.mistakes().begin(), error.mistakes().end());
  }
}

std::shared_ptr<const ReplyHelp> DataFolder::Help(const Handbook& handbook) {
  return std::make_shared<const ReplyHelp>(
      LoadReplyHelp({Here("lexicons/common_pairs.json"), Here("lexicons/drafts.json"),
                     Here("reply_guidance.json")},
                    handbook, minor_mistakes_));
}

}  // namespace forumwatch
