// Sends replies as ill-behaved as they are told to be.
#pragma once

#include "tests/support/simforum/wire.h"
#include "tests/support/socket_server.h"

namespace forumwatch::sim {

// Returns when the reply is out or the other side has had enough. True: another request may come.
bool Deliver(const Reply& reply, bool keep_alive, Peer& peer);

}  // namespace forumwatch::sim
