// A mail server for tests: takes messages on a loopback port and keeps them. Answers follow a
// script; can refuse recipients, want a password, or fall silent at a step. Set it up before the
// first connection. No TLS.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/support/socket_server.h"

namespace forumwatch {

struct SmtpScript {
  // Not empty: AUTH PLAIN is offered and wanted.
  std::string password{};
  // Address → reply ("550 no such user"); others are taken.
  std::map<std::string, std::string> rcpt{};
  // The verdict on a message.
  std::string after_data = "250 taken";
  // No answer there: "EHLO", "RCPT", "DATA", "." (after the message) or "QUIT".
  std::string silent_at{};
};

struct TakenMail {
  std::string from;
  std::vector<std::string> to;
  std::string message;  // dots unstuffed, CRLF kept
};

class SmtpSink {
 public:
  explicit SmtpSink(SmtpScript script = {});

  [[nodiscard]] std::string url() const {
    return "smtp://127.0.0.1:" + std::to_string(server_.port());
  }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(server_.port()); }
  [[nodiscard]] std::vector<TakenMail> taken() const;
  [[nodiscard]] int connections() const noexcept { return server_.connections(); }

 private:
  void Serve(Peer& peer);

  SmtpScript script_;
  mutable std::mutex mutex_;  // guards taken_
  std::vector<TakenMail> taken_;
  SocketServer server_;  // the last member: its threads end first
};

}  // namespace forumwatch
