// Lists and words as columns keep them: JSON text, names of enumerations. Inside daemon/store only.
// Reading back throws StoreError(Corrupt) on what this program did not write.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/ids.h"
#include "analysis/model/step.h"
#include "daemon/store/session.h"

namespace forumwatch {

std::string WriteTexts(const std::vector<std::string>& texts);
std::vector<std::string> ReadTexts(const std::string& json);

std::string WriteComplaintIds(const std::vector<ComplaintId>& ids);
std::vector<ComplaintId> ReadComplaintIds(const std::string& json);

std::string WriteTerms(const std::map<std::string, double>& terms);
std::map<std::string, double> ReadTerms(const std::string& json);

std::string WriteIntervals(const std::vector<ClockInterval>& intervals);
std::vector<ClockInterval> ReadIntervals(const std::string& json);

Kind KindOf(std::string_view name);
Decision DecisionOf(std::string_view name);
ComplaintStatus StatusOf(std::string_view name);
DutyKind DutyKindOf(std::string_view name);
DutyState DutyStateOf(std::string_view name);
StepKind StepKindOf(std::string_view name);

}  // namespace forumwatch
