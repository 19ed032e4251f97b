#include "tests/support/smtp_sink.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include <sodium.h>

namespace forumwatch {
namespace {

std::string Upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

// What stands between < and >.
std::string AddressIn(const std::string& line) {
  const auto open = line.find('<');
  return line.substr(open + 1, line.find('>') - open - 1);
}

// `coded`: base64 of \0user\0password
bool Knows(const std::string& coded, const std::string& password) {
  std::string decoded(coded.size(), '\0');
  std::size_t size = 0;
  auto* const out = static_cast<unsigned char*>(static_cast<void*>(decoded.data()));
  if (sodium_base642bin(out, decoded.size(), coded.data(), coded.size(), "\r\n", &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    return false;
  }
  decoded.resize(size);
  return decoded.substr(decoded.rfind('\0') + 1) == password;
}

std::string ReadMessage(Peer& peer) {
  std::string message;
  while (!peer.gone()) {
    std::string line = peer.ReadUntil("\r\n");
    if (line == ".\r\n") {
      break;
    }
    message += line.starts_with('.') ? line.substr(1) : line;
  }
  return message;
}

// One session's conversation.
class Session {
 public:
  Session(const SmtpScript& script, Peer& peer) : script_(script), peer_(peer) {}

  // The reply to a line; "" when there is none.
  std::string Reply(const std::string& line) {
    const std::string verb = Upper(line.substr(0, 4));
    if (verb == script_.silent_at) {
      peer_.AwaitClose();
      return {};
    }
    if (verb == "EHLO") {
      return "250-sink\r\n" + std::string(script_.password.empty() ? "" : "250-AUTH PLAIN\r\n") +
             "250 8BITMIME";
    }
    if (verb == "AUTH") {
      peer_.Send("334 \r\n");
      known_ = Knows(peer_.ReadUntil("\r\n"), script_.password);
      return known_ ? "235 welcome" : "535 5.7.8 wrong password";
    }
    if (verb == "MAIL") {
      mail.from = AddressIn(line);
      return known_ || script_.password.empty() ? "250 ok" : "530 5.7.0 who are you";
    }
    if (verb == "RCPT") {
      return Recipient(AddressIn(line));
    }
    return verb == "QUIT" ? "221 bye" : "502 not known";
  }

  TakenMail mail;

 private:
  std::string Recipient(const std::string& address) {
    const auto scripted = script_.rcpt.find(address);
    if (scripted != script_.rcpt.end()) {
      return scripted->second;
    }
    mail.to.push_back(address);
    return "250 ok";
  }

  const SmtpScript& script_;
  Peer& peer_;
  bool known_ = false;
};

}  // namespace

SmtpSink::SmtpSink(SmtpScript script)
    : script_(std::move(script)), server_([this](Peer& peer) { Serve(peer); }) {}

std::vector<TakenMail> SmtpSink::taken() const {
  const std::lock_guard lock(mutex_);
  return taken_;
}

void SmtpSink::Serve(Peer& peer) {
  Session session(script_, peer);
  peer.Send("220 sink ready\r\n");
  while (!peer.gone()) {
    const std::string line = peer.ReadUntil("\r\n");
    if (line.empty()) {
      return;
    }
    if (Upper(line.substr(0, 4)) != "DATA" || script_.silent_at == "DATA") {
      const std::string reply = session.Reply(line);
      peer.Send(reply.empty() ? reply : reply + "\r\n");
      continue;
    }
    peer.Send("354 go on\r\n");
    session.mail.message = ReadMessage(peer);
    if (script_.silent_at == ".") {
      peer.AwaitClose();
      return;
    }
    if (script_.after_data.starts_with('2')) {
      const std::lock_guard lock(mutex_);
      taken_.push_back(session.mail);
    }
    session.mail = {};
    peer.Send(script_.after_data + "\r\n");
  }
}

}  // namespace forumwatch
