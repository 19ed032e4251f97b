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

// `path` is where the configuration lies or would lie: relative names start there. `shipped` is
// used unless the configuration names a data folder of its own. Throws nothing for what is written
// in the files.
ConfigReading ReadConfig(const JsonFile& file, const std::filesystem::path& path,
                         const std::filesystem::path& credentials, DataFolder& shipped);

}  // namespace forumwatch
