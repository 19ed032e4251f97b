// Migration 4, frozen: what a step is about (whom it was assigned to, which cause); by_hand: a
// person said where the segment belongs, and the machine does not say otherwise again.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema4[] = {
    "ALTER TABLE step ADD COLUMN detail TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE segment ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0",
};

}  // namespace forumwatch
