#include "daemon/store/report_rows.h"

#include <algorithm>

#include "daemon/store/complaint_row.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/handling.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

const std::string kOpened = std::string(kComplaintColumns) + R"(, m.name
FROM complaint c JOIN community m ON m.id = c.community_id
WHERE c.merged_into IS NULL AND (
    (c.opened_at >= :from AND c.opened_at < :to)
    OR EXISTS (SELECT 1 FROM duty d WHERE d.complaint_id = c.id AND d.episode > 1
      AND d.kind IN ('first_reply', 'measures', 'working_day')
      AND d.starts_at >= :from AND d.starts_at < :to))
  AND (c.community_id = :community OR :community IS NULL)
ORDER BY c.id)";

// A post with two segments of the complaint is one post.
void AddPosts(Session& session, ReportInput::Row& row) {
  for (Mention& mention : ComplaintStore(session).MentionsOf(row.complaint.id)) {
    if (row.first_url.empty()) {
      row.first_url = mention.url;
    }
    if (std::find(row.posts.begin(), row.posts.end(), mention.forum_post) == row.posts.end()) {
      row.posts.push_back(std::move(mention.forum_post));
    }
  }
}

}  // namespace

std::vector<ReportInput::Row> ReadReportRows(Session& session, UtcTime from, UtcTime to,
                                             UtcTime now, std::optional<CommunityId> community) {
  std::optional<Transaction> one_moment;
  if (!session.in_transaction()) {
    one_moment.emplace(session);
  }
  std::vector<ReportInput::Row> rows;
  ComplaintRow complaint;
  std::string name;
  ForEachComplaint(
      session, kOpened.c_str(), complaint,
      [&] {
        ReportInput::Row row;
        row.complaint = complaint.Take();
        row.community = name;
        rows.push_back(std::move(row));
      },
      Into(name), With("from", from), With("to", to), With("community", community));
  for (ReportInput::Row& row : rows) {
    row.duties = DutyStore(session).LoadAt(row.complaint.id, now);
    row.handling = ReadHandling(session, row.complaint.id);
    AddPosts(session, row);
  }
  return rows;
}

}  // namespace forumwatch
