// The folder with what differs between forums, companies and years: engines/, lexicons/,
// calendars/, templates/, alert_rules.json, permissions.json. Each part is read when first asked
// for and kept; what is wrong in its files is collected, so that it comes out together with the
// mistakes of the configuration. One thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/grouping/grouping_options.h"
#include "analysis/reply/reply_help.h"
#include "analysis/report/templates.h"
#include "analysis/understanding/lexicon.h"
#include "config/alert_rules_file.h"
#include "config/config.h"
#include "config/engine_file.h"
#include "config/mistakes.h"

namespace forumwatch {

bool IsDataFolder(const std::filesystem::path& folder);

class DataFolder {
 public:
  // A template, an alert rule, or a file of the help with replies, that is not there is taken from
  // `shipped`, where one is named: a folder of the user's own was made by an older version that had
  // fewer.
  explicit DataFolder(std::filesystem::path folder, std::filesystem::path shipped = {})
      : folder_(std::move(folder)), shipped_(std::move(shipped)) {}

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path calendars() const { return folder_ / "calendars"; }
  // In the order of their names. "x.schema.json" is none.
  [[nodiscard]] std::vector<std::string> EngineNames() const;
  // How each engine is known; those whose file is broken are left out.
  std::vector<EngineSigns> Signs();
  // Empty when its file is not in order.
  const ForumEngine& Engine(const std::string& name);
  std::shared_ptr<const Lexicon> TheLexicon();
  // Where the lexicon is not in order: what of the handbook can be read. Notes no mistake.
  [[nodiscard]] Handbook HandbookAlone() const;
  const AlertRules& Rules();
  // Which roles may do which step; what is not said here, as in `shipped`.
  const StepRoles& Steps();
  DocumentTemplates Templates();
  // The words of grouping and its tables, where there are any.
  void TakeGrouping(GroupingOptions& grouping, const Handbook& handbook);
  // Of this folder, whatever of it is not there from `shipped`.
  std::shared_ptr<const ReplyHelp> Help(const Handbook& handbook);

  [[nodiscard]] const std::vector<ConfigMistake>& mistakes() const { return mistakes_; }
  // Those of templates, of the help with replies and of the trained models are kept apart.
  [[nodiscard]] const std::vector<ConfigMistake>& minor_mistakes() const { return minor_mistakes_; }
  // Which alert rules were taken from the shipped file.
  [[nodiscard]] const std::vector<ConfigMistake>& warnings() const { return warnings_; }

 private:
  template <typename Load>
  auto Kept(Load load) -> decltype(load());
  void NameTheRestOf(AlertRules& rules);
  // In this folder, or the shipped one.
  [[nodiscard]] std::filesystem::path Here(const std::filesystem::path& file) const;
  std::string Template(const char* name);
  void CheckNames(const std::filesystem::path& file, const std::string& text);

  std::filesystem::path folder_;
  std::filesystem::path shipped_;
  std::map<std::string, ForumEngine> engines_;
  std::shared_ptr<const Lexicon> lexicon_;
  std::optional<AlertRules> rules_;
  std::optional<StepRoles> steps_;
  std::vector<ConfigMistake> mistakes_;
  std::vector<ConfigMistake> minor_mistakes_;
  std::vector<ConfigMistake> warnings_;
};

}  // namespace forumwatch
