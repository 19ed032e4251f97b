// The schema's history: numbered, append-only, each step in one transaction with its version. An
// interrupted step leaves the version before it. Writer's thread.
#pragma once

#include <span>

#include "daemon/store/session.h"

namespace forumwatch {

struct Migration {
  int version = 0;  // 1, 2, 3 … without gaps
  std::span<const char* const> statements;
};

std::span<const Migration> StoreMigrations();

// 0: nothing was ever created here. Throws StoreError when the file holds another program's tables.
int SchemaVersion(Session& session);

// Brings the store to the last of `migrations`; a store newer than that is refused. An existing
// store is copied to FILE.schema-N first (verified, daemon/store/backup.h).
void Migrate(Session& session, std::span<const Migration> migrations);

}  // namespace forumwatch
