// Migration 5, frozen: the stage of an alert whose rule speaks up again and again. What was said
// before there were stages stands at the last one (analysis/model/alert.h), so that nothing more is
// said of it.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema5[] = {
    "ALTER TABLE alert ADD COLUMN stage INTEGER NOT NULL DEFAULT 99",
};

}  // namespace forumwatch
