// A certificate authority of its own for tests, and TLS conversations under its certificates on a
// SocketServer. Keys live as long as the object. Throws std::runtime_error.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/socket_server.h"

struct ssl_st;  // OpenSSL's SSL

namespace forumwatch {

// How a certificate may be wrong.
struct CertificateWish {
  std::string ip = "127.0.0.1";
  std::chrono::seconds begins{-3600};  // from now
  std::chrono::seconds ends{3600};
  bool self_signed = false;
  bool old_protocol = false;  // TLS 1.1 and no more
};

// The server's side of an encrypted conversation.
class TlsPeer {
 public:
  explicit TlsPeer(ssl_st* tls) noexcept : tls_(tls) {}
  // Up to and with `end`; without it when the other side closed before.
  std::string ReadUntil(std::string_view end);
  void Send(std::string_view bytes);

 private:
  ssl_st* tls_;
};

class TestAuthority {
 public:
  TestAuthority();
  ~TestAuthority();
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  // Its own certificate, PEM.
  void WriteTo(const std::filesystem::path& file) const;

  // A script for SocketServer: `before` in the clear (STARTTLS), then a TLS greeting, then
  // `script`.
  [[nodiscard]] std::function<void(Peer&)> Serve(
      const CertificateWish& wish, std::function<void(TlsPeer&)> script,
      std::function<void(Peer&)> before = [](Peer&) {}) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

}  // namespace forumwatch
