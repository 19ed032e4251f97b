// Labelled threads as people write them: a file of plain lines, each post with the labels of its
// matters behind their words (tests/data/labels/README.md).
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "analysis/learning/labelled.h"

namespace forumwatch {

// The posts in the order of the file; groups are names of events, "" where there is none; set and
// ids are for the caller to complete. Adds to `names` the community and its authors. Throws
// LabelsError with file and line.
std::vector<LabelledPost> ReadWrittenThreads(const std::filesystem::path& file,
                                             std::set<std::string>& names);

}  // namespace forumwatch
