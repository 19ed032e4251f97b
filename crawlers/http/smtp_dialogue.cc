#include "crawlers/http/smtp_dialogue.h"

#include <utility>

namespace forumwatch {
namespace {

constexpr std::size_t kLongestLine = 8192;  // RFC 5321 asks for 512

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

SmtpDialogue::SmtpDialogue(const MailRequest& mail) : mail_(mail) {
  Say(Step::From, "MAIL FROM:<" + mail.from + ">\r\n");
}

void SmtpDialogue::Sent(std::size_t count) noexcept {
  out_.remove_prefix(count);
  message_sent_ = message_sent_ || (step_ == Step::Message && out_.empty());
}

void SmtpDialogue::Received(std::string_view bytes) {
  while (!bytes.empty() && !ended()) {
    const std::size_t end = bytes.find('\n');
    partial_.append(bytes.substr(0, end));
    if (partial_.size() > kLongestLine) {
      code_ = 0;
      End(false);
      return;
    }
    if (end == std::string_view::npos) {
      return;
    }
    bytes.remove_prefix(end + 1);
    TakeLine();
    partial_.clear();
  }
}

// "250-more to come" or "250 the last".
void SmtpDialogue::TakeLine() {
  if (partial_.ends_with('\r')) {
    partial_.pop_back();
  }
  const bool is_reply = partial_.size() >= 3 && IsDigit(partial_[0]) && IsDigit(partial_[1]) &&
                        IsDigit(partial_[2]) &&
                        (partial_.size() == 3 || partial_[3] == ' ' || partial_[3] == '-');
  if (!is_reply) {
    code_ = 0;
    End(false);
    return;
  }
  code_ = (partial_[0] - '0') * 100 + (partial_[1] - '0') * 10 + (partial_[2] - '0');
  line_ = partial_;
  if (partial_.size() == 3 || partial_[3] == ' ') {
    TakeReply();
  }
}

void SmtpDialogue::TakeReply() {
  const bool wanted = step_ == Step::Data ? code_ == 354 : code_ >= 200 && code_ < 300;
  if (!wanted || !out_.empty()) {  // a reply to what has not been asked is none of ours
    End(false);
    return;
  }
  switch (step_) {
    case Step::From:
      Say(Step::Recipient, Recipient());
      return;
    case Step::Recipient:
      ++recipient_;
      if (recipient_ < mail_.to.size()) {
        Say(Step::Recipient, Recipient());
      } else {
        Say(Step::Data, "DATA\r\n");
      }
      return;
    case Step::Data:
      Say(Step::Message, StuffedMessage(mail_.message));
      return;
    case Step::Message:
      End(true);
      return;
    case Step::Ended:
      return;
  }
}

std::string SmtpDialogue::Recipient() const {
  return "RCPT TO:<" + mail_.to[recipient_] + ">\r\n";
}

void SmtpDialogue::Say(Step step, std::string text) {
  step_ = step;
  sending_ = std::move(text);
  out_ = sending_;
}

void SmtpDialogue::End(bool accepted) noexcept {
  step_ = Step::Ended;
  accepted_ = accepted;
  out_ = {};
}

std::string StuffedMessage(std::string_view message) {
  std::string out;
  out.reserve(message.size() + message.size() / 64 + 8);
  bool line_begins = true;
  for (const char c : message) {
    if (line_begins && c == '.') {
      out += '.';
    }
    out += c;
    line_begins = c == '\n' || c == '\r';
  }
  if (!out.ends_with("\r\n")) {
    out += "\r\n";
  }
  return out + ".\r\n";
}

}  // namespace forumwatch
