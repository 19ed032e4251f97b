// forumwatch.json → Config: the steps behind LoadConfig(), for those who bring the text themselves.
#pragma once

#include <filesystem>
#include <vector>

#include "config/config.h"
#include "config/data_folder.h"
#include "config/json_reader.h"

namespace forumwatch {

struct ConfigReading {
  Config config;                        // whole only when there is no mistake
  std::vector<ConfigMistake> mistakes;  // of every file, in order
};

// The file with all that it names. Throws ConfigError only for what cannot be read as JSON, or when
// there is no data folder to be found.
ConfigReading ReadConfigFile(const std::filesystem::path& file, const ConfigPlaces& places);

// Nothing but mistakes that the service can live with (Config::minor_mistakes).
bool CanBeUsed(const ConfigReading& reading);

// `path` is where the configuration lies or would lie: relative names start there. `shipped` is
// used unless the configuration names a data folder of its own. Throws nothing for what is written
// in the files.
ConfigReading ReadConfig(const JsonFile& file, const std::filesystem::path& path,
                         const std::filesystem::path& credentials, DataFolder& shipped);

}  // namespace forumwatch
