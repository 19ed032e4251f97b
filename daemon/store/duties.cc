#include "daemon/store/duties.h"

#include <algorithm>
#include <tuple>

#include "analysis/deadlines/duties.h"
#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
constexpr const char* kSaveDuty =
    R"(INSERT INTO duty (complaint_id, kind, episode, starts_at, due_at,
  satisfied_at, satisfied_by, state, explain, began_in)
VALUES (:complaint, :kind, :episode, :starts_at, :due_at, :satisfied_at, :satisfied_by, :state,
  :explain, :began_in)
ON CONFLICT (complaint_id, kind, episode) DO UPDATE SET starts_at = excluded.starts_at,
  due_at = excluded.due_at, satisfied_at = excluded.satisfied_at,
  satisfied_by = excluded.satisfied_by, state = excluded.state, explain = excluded.explain,
  began_in = excluded.began_in)";
constexpr const char* kLoadDuties =
    R"(SELECT kind, episode, starts_at, due_at, satisfied_at, satisfied_by,
  state, explain, began_in
FROM duty WHERE complaint_id = :complaint)";
}  // namespace

void DutyStore::Save(ComplaintId complaint, std::span<const Duty> duties) {
  for (const Duty& duty : duties) {
    sql::Execute(session_, kSaveDuty, With("complaint", complaint), With("kind", Name(duty.kind)),
                 With("episode", duty.episode), With("starts_at", duty.starts_at),
                 With("due_at", duty.due_at), With("satisfied_at", duty.satisfied_at),
                 With("satisfied_by", duty.satisfied_by), With("state", Name(duty.state)),
                 With("explain", WriteIntervals(duty.explain)), With("began_in", duty.began_in));
  }
}

std::vector<Duty> DutyStore::Load(ComplaintId complaint) {
  std::vector<Duty> duties;
  Duty row;
  std::string kind;
  std::string state;
  std::string explain;
  sql::ForEachRow(
      session_, kLoadDuties,
      [&] {
        row.kind = DutyKindOf(kind);
        row.state = DutyStateOf(state);
        row.explain = ReadIntervals(explain);
        duties.push_back(row);
      },
      With("complaint", complaint), Into(kind), Into(row.episode), Into(row.starts_at),
      Into(row.due_at), Into(row.satisfied_at), Into(row.satisfied_by), Into(state), Into(explain),
      Into(row.began_in));
  std::sort(duties.begin(), duties.end(), [](const Duty& a, const Duty& b) {
    return std::tie(a.episode, a.kind) < std::tie(b.episode, b.kind);
  });
  return duties;
}

std::vector<Duty> DutyStore::LoadAt(ComplaintId complaint, UtcTime now) {
  std::vector<Duty> duties = Load(complaint);
  for (Duty& duty : duties) {
    duty.state = StateAt(duty, now);
  }
  return duties;
}

}  // namespace forumwatch
