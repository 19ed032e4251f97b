// Any text as forumwatch.json: it loads and keeps the promises, or names its mistakes. That the
// promises can be broken is shown by the control in tests/config/config_mutations_test.cc.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/config/promises.h"

namespace forumwatch {
namespace {

namespace fs = std::filesystem;

// The shipped data with one year of holidays instead of all: every input reads the calendars anew.
class SmallDataFolder {
 public:
  SmallDataFolder() {
    std::string name = (fs::temp_directory_path() / "config_fuzzXXXXXX").string();
    path = mkdtemp(name.data());
    const fs::path shipped = FORUMWATCH_SOURCE_DIR "/config";
    for (const char* const part : {"engines", "lexicons", "templates"}) {
      fs::copy(shipped / part, path / part, fs::copy_options::recursive);
    }
    fs::create_directory(path / "calendars");
    for (const char* const file : {"alert_rules.json", "handbook.json", "calendars/hours.json",
                                   "calendars/china-2026.json"}) {
      fs::copy(shipped / file, path / file);
    }
  }
  SmallDataFolder(const SmallDataFolder&) = delete;
  SmallDataFolder& operator=(const SmallDataFolder&) = delete;
  ~SmallDataFolder() {
    std::error_code error;
    fs::remove_all(path, error);
  }

  fs::path path;
};

void CheckOne(const std::string& text) {
  static const SmallDataFolder folder;
  static DataFolder data(folder.path);
  std::string broken;
  try {
    const JsonFile file = JsonFile::Parse(text, "forumwatch.json");
    broken = BrokenPromise(ReadConfig(file, folder.path / "forumwatch.json", {}, data));
  } catch (const ConfigError& error) {
    broken = error.mistakes().empty() ? "nothing said" : BrokenPromise({{}, error.mistakes()});
  }
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  forumwatch::CheckOne(std::string(data, data + size));
  return 0;
}
