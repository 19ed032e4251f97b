// Where the program finds what it was installed with, and its secrets.
#pragma once

#include <filesystem>
#include <string>

#include "config/config.h"

namespace forumwatch {

// What decides about places.
struct Surroundings {
  std::filesystem::path data_flag;   // --data, "" not given
  std::string data_variable;         // $FORUMWATCH_DATA
  std::string credentials_variable;  // $CREDENTIALS_DIRECTORY
  std::filesystem::path executable;  // "" not known
};

// The data folder: that of the flag, else of the variable, else <folder of the
// executable>/../share/ forumwatch, else a config/ in one of the folders above the executable (a
// build in the source tree), else none: a configuration may have its own. Throws ConfigError when a
// flag or variable names no data folder: that is a mistake, not a reason to look on.
ConfigPlaces FindPlaces(const Surroundings& surroundings);

// With the environment and executable of this process.
ConfigPlaces FindPlaces(const std::filesystem::path& data_flag);

}  // namespace forumwatch
