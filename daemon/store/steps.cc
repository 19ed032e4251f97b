#include "daemon/store/steps.h"

#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
constexpr const char* kAppend =
    "INSERT INTO step (complaint_id, who, done_at, what, why) "
    "VALUES (:complaint, :who, :done_at, :what, :why)";
constexpr const char* kOf =
    "SELECT complaint_id, who, done_at, what, why FROM step WHERE complaint_id = :complaint "
    "ORDER BY id";
}  // namespace

void StepStore::Append(const Step& step) {
  sql::Execute(session_, kAppend, With("complaint", step.complaint), With("who", step.who),
               With("done_at", step.at), With("what", step.what), With("why", step.why));
}

std::vector<Step> StepStore::Of(ComplaintId complaint) {
  std::vector<Step> steps;
  Step row;
  sql::ForEachRow(
      session_, kOf, [&] { steps.push_back(row); }, With("complaint", complaint),
      Into(row.complaint), Into(row.who), Into(row.at), Into(row.what), Into(row.why));
  return steps;
}

}  // namespace forumwatch
