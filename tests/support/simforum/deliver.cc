#include "tests/support/simforum/deliver.h"

namespace forumwatch::sim {
namespace {

void Drip(std::string_view bytes, std::chrono::milliseconds every, Peer& peer) {
  while (!bytes.empty() && peer.Send(bytes.substr(0, 1)) && !peer.AwaitClose(every)) {
    bytes.remove_prefix(1);
  }
}

}  // namespace

bool Deliver(const Reply& reply, bool keep_alive, Peer& peer) {
  if (reply.delivery == Delivery::Reset) {
    peer.Reset();
    return false;
  }
  const bool ends = reply.delivery != Delivery::Whole;
  const std::string bytes = FormatReply(reply, keep_alive && !ends);
  if (reply.delivery == Delivery::Dripping) {
    Drip(bytes, reply.every, peer);
    return false;
  }
  peer.Send(bytes);
  if (reply.delivery == Delivery::EndlessBody || reply.delivery == Delivery::EndlessHead) {
    while (peer.Send(reply.refill)) {
    }
  }
  return keep_alive && !ends;
}

}  // namespace forumwatch::sim
