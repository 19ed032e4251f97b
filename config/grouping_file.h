// What grouping is told by files: lexicons/grouping.json → GroupingWords, models/grouping.json →
// GroupingTables (what is learnt, by which command, with which figures; a table for each sign of
// each relation: the borders of its ranges and what each range says, in log-odds).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analysis/grouping/tables.h"
#include "analysis/understanding/handbook.h"

namespace forumwatch {

// Throws ConfigError with every mistake; a topic the handbook does not know is one.
std::shared_ptr<const GroupingWords> LoadGroupingWords(const std::filesystem::path& file,
                                                       const Handbook& handbook);

// Null when there is no such file. Throws ConfigError with what is wrong and where: a damaged or
// foreign file is never used.
std::shared_ptr<const GroupingTables> LoadGroupingTables(const std::filesystem::path& file);
// `about`: what people should know of it, line by line.
std::string FormatGroupingTables(const GroupingTables& tables,
                                 const std::vector<std::string>& about);

}  // namespace forumwatch
