#include "crawlers/sites/known_rows.h"

#include <algorithm>
#include <tuple>

#include "crawlers/sites/list_walk.h"
#include "crawlers/sites/row_signature.h"

namespace forumwatch {
namespace {

bool Readable(const ThreadState& state) {
  return !state.gone && state.posts > 0 && !UnreadIn(state.signature);
}

// A single post may well have become a note since; that several have is seen at once.
std::tuple<int, bool, std::optional<UtcTime>> Telling(const ThreadState& state) {
  return {state.pages, state.posts < 2, state.read_whole_at};
}

}  // namespace

const ListRow* KnownRow(std::span<const ListRow> rows, const Cursor& cursor) {
  const ListRow* chosen = nullptr;
  const ThreadState* best = nullptr;
  for (const ListRow& row : rows) {
    const ThreadState* const state = cursor.Find(row.thread);
    if (row.removed || state == nullptr || !Readable(*state)) {
      continue;
    }
    if (best == nullptr || Telling(*state) < Telling(*best)) {
      chosen = &row;
      best = state;
    }
  }
  return chosen;
}

bool AllStrange(std::span<const ListRow> rows, const Cursor& cursor) {
  const auto known = std::count_if(
      cursor.threads.begin(), cursor.threads.end(),
      [](const auto& thread) { return thread.first != kListState && Readable(thread.second); });
  return std::ssize(rows) >= Cursor::kHandful &&
         std::max<std::ptrdiff_t>(known, cursor.readable) >= Cursor::kHandful &&
         std::none_of(rows.begin(), rows.end(),
                      [&cursor](const ListRow& row) { return cursor.Find(row.thread) != nullptr; });
}

}  // namespace forumwatch
