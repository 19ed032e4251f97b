// Handing one message to an SMTP server (RFC 5321 §3.3) once the greeting, encryption and login are
// over: MAIL, RCPT for each, DATA, the message, its verdict. Sans-I/O: text in, text out. One
// recipient refused: nothing is sent to anybody. Takes any bytes.
//
// curl speaks SMTP too, but from DATA's end on it waits for the server inside its own calls (7.88:
// smtp_done, smtp_disconnect), which would stop the one loop of the program.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "crawlers/http/transport.h"

namespace forumwatch {

class SmtpDialogue {
 public:
  // `mail` outlives the dialogue; its addresses are fit to be sent.
  explicit SmtpDialogue(const MailRequest& mail);

  // What is to be sent now; Sent() tells how much of it has gone.
  [[nodiscard]] std::string_view to_send() const noexcept { return out_; }
  void Sent(std::size_t count) noexcept;
  void Received(std::string_view bytes);

  [[nodiscard]] bool ended() const noexcept { return step_ == Step::Ended; }
  [[nodiscard]] bool accepted() const noexcept { return accepted_; }
  // All of the message has gone: the server may have taken it whatever comes.
  [[nodiscard]] bool message_sent() const noexcept { return message_sent_; }
  // The last reply: its code (0: none, or not a reply) and its last line.
  [[nodiscard]] int code() const noexcept { return code_; }
  [[nodiscard]] const std::string& line() const noexcept { return line_; }

 private:
  enum class Step { From, Recipient, Data, Message, Ended };
  void TakeLine();
  void TakeReply();
  void Say(Step step, std::string text);
  void End(bool accepted) noexcept;
  [[nodiscard]] std::string Recipient() const;

  const MailRequest& mail_;
  Step step_ = Step::From;
  std::size_t recipient_ = 0;
  std::string sending_;
  std::string_view out_;  // the rest of sending_
  std::string partial_;   // of a line
  int code_ = 0;
  std::string line_;
  bool accepted_ = false;
  bool message_sent_ = false;
};

// The message as it goes over the line: dots at line starts doubled (after a bare CR or LF too, so
// that no server sees an end that is none), ended by a dot of its own.
std::string StuffedMessage(std::string_view message);

}  // namespace forumwatch
