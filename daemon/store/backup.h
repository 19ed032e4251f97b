// A verified copy of the store while it is in use. Any session, its own thread.
#pragma once

#include <filesystem>

#include "daemon/store/session.h"

namespace forumwatch {

// Copies to a file beside `file`, checks it (integrity, schema, no fewer rows than were there
// before the copy began), syncs it and only then gives it the name; mode 0600. What stood under
// that name before stays until then. What waits to be sent is 可能重复 in the copy, and so is
// whatever it says until OutboxStore::NoLongerACopy. Throws StoreError; no half copy remains.
void Backup(Session& session, const std::filesystem::path& file);

}  // namespace forumwatch
