// Migration 13, frozen: no table is changed. A step has a name (revisit_allowed) that a program
// before it takes for damage: it must not open the store.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema13[] = {
    "SELECT 1",
};

}  // namespace forumwatch
