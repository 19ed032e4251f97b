// How alerts are read from their table; for daemon/store alone.
#pragma once

#include <string>
#include <utility>

#include "analysis/model/alert.h"
#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

// Of `alert a`.
inline const std::string kAlertColumns =
    R"(a.ulid, a.alerted_at, a.rule, a.handbook, a.complaint_id,
  a.source, a.episode, a.stage, a.receivers, a.title, a.reason
)";

// `more`: the query's parameters, and Intos of the columns after the alert's.
template <typename Each, typename... More>
void ForEachAlertRow(Session& session, const std::string& text, Alert& row, Each&& each,
                     More&&... more) {
  std::string receivers;
  sql::ForEachRow(
      session, text.c_str(),
      [&] {
        row.receivers = ReadTexts(receivers);
        each();
      },
      sql::Into(row.id), sql::Into(row.at), sql::Into(row.rule), sql::Into(row.handbook),
      sql::Into(row.complaint), sql::Into(row.source), sql::Into(row.episode), sql::Into(row.stage),
      sql::Into(receivers), sql::Into(row.title), sql::Into(row.reason),
      std::forward<More>(more)...);
}

}  // namespace forumwatch
