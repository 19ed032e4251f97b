// What ReadConfig() promises for whatever stands in the file. Shared by the tests and the fuzz
// target. Pure.
#pragma once

#include <string>

#include "config/config_file.h"

namespace forumwatch {

// "" when every promise is kept, else which one is not.
std::string BrokenPromise(const ConfigReading& reading);

}  // namespace forumwatch
