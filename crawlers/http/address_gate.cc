#include "crawlers/http/address_gate.h"

#include <utility>

#include <sys/socket.h>

#include "crawlers/http/address_guard.h"

namespace forumwatch {

void AddressGate::Watch(Easy& easy) {
  easy.Set(CURLOPT_OPENSOCKETFUNCTION, &AddressGate::OpenSocket);
  easy.Set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  easy.Set(CURLOPT_PREREQFUNCTION, &AddressGate::BeforeRequest);
  easy.Set(CURLOPT_PREREQDATA, static_cast<void*>(this));
}

bool AddressGate::Refuse(std::optional<std::string> why) noexcept {
  if (open_ || !why) {
    return false;
  }
  refused_ = std::move(*why);
  return true;
}

curl_socket_t AddressGate::OpenSocket(void* self, curlsocktype /*purpose*/,
                                      curl_sockaddr* address) noexcept {
  try {
    auto& gate = *static_cast<AddressGate*>(self);
    if (gate.Refuse(WhyNotPublic(address->addr, address->addrlen))) {
      return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  } catch (...) {
    return CURL_SOCKET_BAD;  // out of memory: no connection is the safe answer
  }
}

int AddressGate::BeforeRequest(void* self, char* remote, char* /*local*/, int /*remote_port*/,
                               int /*local_port*/) noexcept {
  try {
    auto& gate = *static_cast<AddressGate*>(self);
    return gate.Refuse(WhyNotPublic(remote)) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
  } catch (...) {
    return CURL_PREREQFUNC_ABORT;
  }
}

}  // namespace forumwatch
