// config/handbook.json → Handbook.
#pragma once

#include "analysis/understanding/handbook.h"
#include "config/json_reader.h"

namespace forumwatch {

// Notes mistakes in `file` and leaves out what is wrong.
Handbook ReadHandbook(const JsonFile& file);

}  // namespace forumwatch
