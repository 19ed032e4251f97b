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

// Of the clocks that started in each period, whenever their complaints were opened.
std::vector<DutyRow> CountDuties(const ReportInput& input, const ReportPeriod& now,
                                 const ReportPeriod& before);

}  // namespace forumwatch
