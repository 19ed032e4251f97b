// A certificate authority of its own for tests, and TLS conversations under its certificates on a
// SocketServer. Keys live as long as the object. Throws std::runtime_error.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "tests/support/socket_server.h"

namespace forumwatch {

// How a certificate may be wrong.
struct CertificateWish {
  std::string ip = "127.0.0.1";
  std::chrono::seconds begins{-3600};  // from now
  std::chrono::seconds ends{3600};
  bool self_signed = false;
  bool old_protocol = false;  // TLS 1.1 and no more
};

class TestAuthority {
 public:
  TestAuthority();
  ~TestAuthority();
  TestAuthority(const TestAuthority&) = delete;
  TestAuthority& operator=(const TestAuthority&) = delete;

  // Its own certificate, PEM.
  void WriteTo(const std::filesystem::path& file) const;

  // A script for SocketServer: greets with TLS, reads to the end of a request's head, answers with
  // these bytes and ends.
  [[nodiscard]] std::function<void(Peer&)> Serve(const CertificateWish& wish,
                                                 const std::string& answer) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

}  // namespace forumwatch
