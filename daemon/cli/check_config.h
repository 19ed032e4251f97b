// check-config: every mistake of a configuration at once, with its place; or in short what it comes
// to. Shows no secret, of a webhook only its host.
#pragma once

#include <filesystem>
#include <optional>
#include <ostream>
#include <vector>

#include "analysis/model/time.h"
#include "config/config.h"
#include "daemon/cli/exit_code.h"

namespace forumwatch {

struct ConfigCheck {
  std::filesystem::path file;
  std::optional<Config> config;         // nullopt: nothing can be done with it
  std::vector<ConfigMistake> mistakes;  // none: it is in order
  std::vector<ConfigMistake> warnings;  // also those that depend on today
};

ConfigCheck MakeConfigCheck(const std::filesystem::path& file, const ConfigPlaces& places,
                            UtcTime now);

// From November on, while the next year's holidays are not known; before that nullopt.
std::optional<ConfigMistake> WarningOfMissingYear(const WorkingCalendar& calendar,
                                                  const std::filesystem::path& file, UtcTime now);

// Summary and warnings go to `out`; mistakes, and the warnings beside them, to `err`; with `json`
// all goes to `out`.
ExitCode PrintConfigCheck(const ConfigCheck& check, bool json, std::ostream& out,
                          std::ostream& err);

// Both, today. Returns 0 or 78.
int CheckConfig(const std::filesystem::path& file, const ConfigPlaces& places, bool json,
                std::ostream& out, std::ostream& err);

}  // namespace forumwatch
