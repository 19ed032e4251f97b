#include "daemon/cli/check_config.h"

#include "config/config_file.h"
#include "daemon/cli/config_summary.h"
#include "daemon/clock.h"

namespace forumwatch {

std::optional<ConfigMistake> WarningOfMissingYear(const WorkingCalendar& calendar,
                                                  const std::filesystem::path& file, UtcTime now) {
  const auto year = MissingYear(calendar, now);
  if (!year) {
    return std::nullopt;
  }
  const std::string name = std::to_string(*year);
  return ConfigMistake{file.string(), 0, 0, "calendar.files",
                       name + " 年的放假安排还没有录入，节假日会按星期算，期限会算错；请照 china-" +
                           std::to_string(*year - 1) + ".json 写一份 china-" + name +
                           ".json 放在配置旁边，并写进 calendar.files"};
}

ConfigCheck MakeConfigCheck(const std::filesystem::path& file, const ConfigPlaces& places,
                            UtcTime now) {
  ConfigCheck check{file, std::nullopt, {}, {}};
  try {
    ConfigReading reading = ReadConfigFile(file, places);
    check.mistakes = reading.mistakes;
    check.warnings = reading.config.warnings;
    if (CanBeUsed(reading)) {
      check.config = std::move(reading.config);
      if (auto warning = WarningOfMissingYear(check.config->calendar, file, now)) {
        check.warnings.push_back(std::move(*warning));
      }
    }
  } catch (const ConfigError& error) {
    check.mistakes = error.mistakes();
  }
  return check;
}

ExitCode PrintConfigCheck(const ConfigCheck& check, bool json, std::ostream& out,
                          std::ostream& err) {
  if (json) {
    out << SummaryJson(check) << "\n";
  } else if (check.mistakes.empty()) {
    out << SummaryText(check);
  } else {
    for (const ConfigMistake& mistake : check.mistakes) {
      err << Describe(mistake) << "\n";
    }
    err << "共 " << check.mistakes.size() << " 处要改。\n";
    if (!check.warnings.empty()) {
      err << "另外要留意 " << check.warnings.size() << " 处：\n";
    }
    for (const ConfigMistake& warning : check.warnings) {
      err << "  " << Describe(warning) << "\n";
    }
  }
  return check.mistakes.empty() ? ExitCode::Done : ExitCode::BadConfig;
}

int CheckConfig(const std::filesystem::path& file, const ConfigPlaces& places, bool json,
                std::ostream& out, std::ostream& err) {
  const ConfigCheck check = MakeConfigCheck(file, places, SystemClock().Now());
  return static_cast<int>(PrintConfigCheck(check, json, out, err));
}

}  // namespace forumwatch
