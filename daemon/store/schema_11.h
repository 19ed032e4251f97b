// Migration 11, frozen. What a channel sent last is found at once, however much it has sent: it is
// asked for every minute in which a delivery of that channel fails.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema11[] = {
    "CREATE INDEX delivery_ended ON delivery (state, channel, ended_at)",
    "DROP INDEX delivery_state",
};

}  // namespace forumwatch
