// Stands at curl's socket: every address that a transfer is about to connect to, and the one of a
// connection that it is about to use again, goes through address_guard. Outlives the transfer.
#pragma once

#include <optional>
#include <string>

#include "crawlers/http/curl_handles.h"

namespace forumwatch {

class AddressGate {
 public:
  // `open`: this transfer may connect anywhere (an allow_private entry names its host and port).
  explicit AddressGate(bool open) noexcept : open_(open) {}
  AddressGate(const AddressGate&) = delete;
  AddressGate& operator=(const AddressGate&) = delete;
  ~AddressGate() = default;

  void Watch(Easy& easy);
  // "本机地址 127.0.0.1": the last address refused; "" when none was.
  [[nodiscard]] const std::string& refused() const noexcept { return refused_; }

 private:
  static curl_socket_t OpenSocket(void* self, curlsocktype purpose,
                                  curl_sockaddr* address) noexcept;
  static int BeforeRequest(void* self, char* remote, char* local, int remote_port,
                           int local_port) noexcept;
  bool Refuse(std::optional<std::string> why) noexcept;

  bool open_;
  std::string refused_;
};

}  // namespace forumwatch
