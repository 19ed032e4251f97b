#include "daemon/store/steps.h"

#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
constexpr const char* kAppend =
    "INSERT INTO step (complaint_id, who, done_at, what, detail, why) "
    "VALUES (:complaint, :who, :done_at, :what, :detail, :why) RETURNING id";
constexpr const char* kOf =
    "SELECT complaint_id, who, done_at, what, detail, why FROM step "
    "WHERE complaint_id = :complaint ORDER BY id";
constexpr const char* kWithMerged = R"(WITH RECURSIVE family (id) AS (
  VALUES (:complaint)
  UNION SELECT c.id FROM complaint c JOIN family f ON c.merged_into = f.id)
SELECT complaint_id, who, done_at, what, detail, why FROM step
WHERE complaint_id IN (SELECT id FROM family) ORDER BY id)";
constexpr const char* kOfMerged = R"(WITH RECURSIVE part (id) AS (
  SELECT id FROM complaint WHERE merged_into = :complaint
  UNION SELECT c.id FROM complaint c JOIN part p ON c.merged_into = p.id)
SELECT complaint_id, who, done_at, what, detail, why FROM step
WHERE complaint_id IN (SELECT id FROM part) ORDER BY id)";

std::vector<Step> Load(Session& session, const char* text, ComplaintId complaint) {
  std::vector<Step> steps;
  Step row;
  std::string what;
  sql::ForEachRow(
      session, text,
      [&] {
        row.kind = StepKindOf(what);
        steps.push_back(row);
      },
      With("complaint", complaint), Into(row.complaint), Into(row.who), Into(row.at), Into(what),
      Into(row.detail), Into(row.why));
  return steps;
}
}  // namespace

StepId StepStore::Append(const Step& step) {
  StepId id{};
  sql::FetchOne(session_, kAppend, With("complaint", step.complaint), With("who", step.who),
                With("done_at", step.at), With("what", Name(step.kind)),
                With("detail", step.detail), With("why", step.why), Into(id));
  return id;
}

std::vector<Step> StepStore::Of(ComplaintId complaint) {
  return Load(session_, kOf, complaint);
}

std::vector<Step> StepStore::OfMerged(ComplaintId complaint) {
  return Load(session_, kOfMerged, complaint);
}

std::vector<Step> StepStore::WithMerged(ComplaintId complaint) {
  return Load(session_, kWithMerged, complaint);
}

}  // namespace forumwatch
