// A store as an older version left it.
#pragma once

#include <span>
#include <string>

#include "daemon/store/connection.h"
#include "daemon/store/migrations.h"
#include "daemon/store/session.h"

namespace forumwatch {

inline void Do(Session& session, const std::string& text) {
  session.connection().sql << text;
}

// Takes the tables away again, as if nothing had ever been created.
inline void Empty(Session& session) {
  for (const char* table :
       {"sorted_mention", "objection", "posting",          "taken_as_said", "delivery",
        "alert",          "duty",      "complaint_thread", "segment",       "step",
        "revision",       "post",      "thread",           "gap",           "kept_page",
        "validator",      "complaint", "source",           "community",     "meta",
        "schema_version"}) {
    Do(session, std::string("DROP TABLE ") + table);
  }
}

inline std::span<const Migration> MigrationsBefore(int version) {
  return StoreMigrations().first(static_cast<std::size_t>(version - 1));
}

}  // namespace forumwatch
