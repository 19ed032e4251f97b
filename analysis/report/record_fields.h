// The fields of the 顾客投诉处理记录表 (B5): by which rule of the handbook each stands there, what
// it says, and, where nobody has filled it, by which command it is filled. Internal to report.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/report/complaint_file.h"

namespace forumwatch {

struct FormField {
  const char* name;  // as the template calls it
  const char* rule;  // "B5"
  std::vector<std::string> lines;
  std::string how;  // "forumwatch complaint accept C12"; "" where something always stands
  // What was done and undone again, or about what was merged into it, fills no field: it stands in
  // the lines, and the field is to be filled still.
  bool filled = true;
};

std::vector<FormField> RecordFields(const ComplaintFile& file, const Zone& zone);

}  // namespace forumwatch
