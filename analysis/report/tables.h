// The parts reports are put together from. Internal to report. Pure.
#pragma once

#include <map>
#include <vector>

#include "analysis/report/monthly.h"

namespace forumwatch {

// Of one period, by ascending id.
using Rows = std::vector<const ReportInput::Row*>;

// Where the complaints of a figure are found again; points into the input.
using RowIndex = std::map<ComplaintId, const ReportInput::Row*>;
RowIndex IndexRows(const ReportInput& input);

std::vector<DutyRow> CountDuties(const Rows& now, const Rows& before);

}  // namespace forumwatch
