#include "daemon/store/objections.h"

#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
constexpr const char* kSaveObjection =
    R"(INSERT OR IGNORE INTO objection (person, complaint_id, since_at)
VALUES (:person, :complaint, :at))";
constexpr const char* kObjectionSaidIn =
    "SELECT complaint_id FROM objection WHERE person = :person";
constexpr const char* kTakeBackObjection =
    "DELETE FROM objection WHERE person = :person OR complaint_id = :complaint";
}  // namespace

void ObjectionStore::Save(std::string_view person, ComplaintId said_in, UtcTime at) {
  sql::Execute(session_, kSaveObjection, With("person", person), With("complaint", said_in),
               With("at", at));
}

std::optional<ComplaintId> ObjectionStore::SaidIn(std::string_view person) {
  ComplaintId complaint{};
  return sql::FetchOne(session_, kObjectionSaidIn, With("person", person), Into(complaint))
             ? std::optional(complaint)
             : std::nullopt;
}

bool ObjectionStore::TakeBack(std::string_view person, ComplaintId said_in) {
  return sql::Execute(session_, kTakeBackObjection, With("person", person),
                      With("complaint", said_in)) > 0;
}

}  // namespace forumwatch
