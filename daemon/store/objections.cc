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
constexpr const char* kWhoObjectedIn =
    "SELECT person FROM objection WHERE complaint_id = :complaint";
constexpr const char* kTakeBackObjection = "DELETE FROM objection WHERE person = :person";
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

std::vector<std::string> ObjectionStore::WhoSaidSoIn(ComplaintId complaint) {
  std::vector<std::string> persons;
  std::string person;
  sql::ForEachRow(
      session_, kWhoObjectedIn, [&] { persons.push_back(person); }, With("complaint", complaint),
      Into(person));
  return persons;
}

void ObjectionStore::TakeBack(std::string_view person) {
  sql::Execute(session_, kTakeBackObjection, With("person", person));
}

}  // namespace forumwatch
