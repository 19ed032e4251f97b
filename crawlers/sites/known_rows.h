// What a list says of the board as a whole, held against what is remembered of it. Pure.
#pragma once

#include <span>

#include "crawlers/crawler.h"
#include "crawlers/sites/list_page.h"

namespace forumwatch {

// The row of a thread that could be read before and should be readable still: one of the shortest,
// the one not looked at for longest. Null when there is none.
const ListRow* KnownRow(std::span<const ListRow> rows, const Cursor& cursor);

// Of many threads not one has been seen before, though many are known.
bool AllStrange(std::span<const ListRow> rows, const Cursor& cursor);

}  // namespace forumwatch
