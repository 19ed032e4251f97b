// Migration 2, frozen: when a revision first said what the segment says; NULL: the post did from
// the first.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema2[] = {
    "ALTER TABLE segment ADD COLUMN said_at INTEGER",
};

}  // namespace forumwatch
