// Migration 8, frozen: no table is changed. Steps have names (notified, impact_stated,
// lesson_drawn) that a program before it takes for damage: it must not open the store.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema8[] = {
    "SELECT 1",
};

}  // namespace forumwatch
