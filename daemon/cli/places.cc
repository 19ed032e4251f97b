#include "daemon/cli/places.h"

#include <cstdlib>
#include <system_error>
#include <vector>

#include "config/data_folder.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> UsualPlaces(const fs::path& executable) {
  if (executable.empty()) {
    return {};
  }
  const fs::path home = executable.parent_path();
  std::vector<fs::path> places{(home / ".." / "share" / "forumwatch").lexically_normal()};
  for (fs::path above = home; above.has_relative_path(); above = above.parent_path()) {
    places.push_back(above / "config");
  }
  return places;
}

fs::path Named(const fs::path& folder, const std::string& by) {
  if (!IsDataFolder(folder)) {
    throw ConfigError(
        {{by, 0, 0, "",
          folder.string() +
              " 不是数据文件夹（里面要有 calendars/hours.json 和 alert_rules.json）"}});
  }
  return folder;
}

// "" and what was looked at: there is none.
fs::path DataFolderOf(const Surroundings& surroundings, std::string& looked_at) {
  if (!surroundings.data_flag.empty()) {
    return Named(surroundings.data_flag, "--data");
  }
  if (!surroundings.data_variable.empty()) {
    return Named(surroundings.data_variable, "$FORUMWATCH_DATA");
  }
  for (const fs::path& place : UsualPlaces(surroundings.executable)) {
    if (IsDataFolder(place)) {
      return place;
    }
    looked_at += (looked_at.empty() ? "" : "、") + place.string();
  }
  return {};
}

std::string Variable(const char* name) {
  const char* const value =
      std::getenv(name);  // NOLINT(concurrency-mt-unsafe): no other thread yet
  return value == nullptr ? std::string() : value;
}

}  // namespace

ConfigPlaces FindPlaces(const Surroundings& surroundings) {
  ConfigPlaces places{{}, surroundings.credentials_variable, {}};
  places.data = DataFolderOf(surroundings, places.looked_at);
  return places;
}

ConfigPlaces FindPlaces(const fs::path& data_flag) {
  std::error_code error;
  return FindPlaces(Surroundings{data_flag, Variable("FORUMWATCH_DATA"),
                                 Variable("CREDENTIALS_DIRECTORY"),
                                 fs::read_symlink("/proc/self/exe", error)});
}

}  // namespace forumwatch
