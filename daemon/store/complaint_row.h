// A complaint as its columns hold it; shared by the queries that read complaints. Inside
// daemon/store only.
#pragma once

#include <string>
#include <utility>

#include "analysis/model/complaint.h"
#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

// A query goes on with further columns or FROM; the table is called c.
inline constexpr const char* kComplaintColumns = R"(SELECT c.id, c.community_id, c.summary,
  c.opened_at, c.history, c.class, c.topics, c.specialty, c.cause, c.cause_item, c.cause_confirmed,
  c.flags, c.place, c.people, c.times, c.heat_now, c.heat_peak, c.heat_total, c.heat_terms, c.status
)";

struct ComplaintRow {
  Complaint complaint;
  std::string topics;
  std::string flags;
  std::string terms;
  std::string status;

  [[nodiscard]] Complaint Take() {
    complaint.topics = ReadTexts(topics);
    complaint.flags = ReadTexts(flags);
    complaint.heat.terms = ReadTerms(terms);
    complaint.status = StatusOf(status);
    return complaint;
  }
};

// `more`: the query's parameters, and Intos of the columns after kComplaintColumns.
template <typename Each, typename... More>
void ForEachComplaint(Session& session, const char* text, ComplaintRow& row, Each&& each,
                      More&&... more) {
  using sql::Into;
  Complaint& c = row.complaint;
  sql::ForEachRow(session, text, std::forward<Each>(each), Into(c.id), Into(c.community),
                  Into(c.summary), Into(c.opened_at), Into(c.history), Into(c.complaint_class),
                  Into(row.topics), Into(c.specialty), Into(c.cause), Into(c.cause_item),
                  Into(c.cause_confirmed), Into(row.flags), Into(c.place), Into(c.people),
                  Into(c.times), Into(c.heat.now), Into(c.heat.peak), Into(c.heat.total),
                  Into(row.terms), Into(row.status), std::forward<More>(more)...);
}

}  // namespace forumwatch
