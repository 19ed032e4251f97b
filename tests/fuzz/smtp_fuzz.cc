// A mail server may say anything: the dialogue ends or goes on, and a message is called accepted
// only after it has been sent and a yes has come. Input: replies; a byte 0 lets the other side take
// what is to be sent.
#include <cstdint>
#include <string>
#include <string_view>

#include "crawlers/http/smtp_dialogue.h"
#include "tests/fuzz/require.h"

namespace forumwatch {
namespace {

void CheckStuffing(std::string_view message) {
  const std::string line = StuffedMessage(message);
  Require(line.ends_with("\r\n.\r\n"));
  for (const std::string_view end : {"\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n"}) {
    const std::size_t found = line.find(end);
    Require(found == std::string::npos || found == line.size() - end.size() ||
            found >= line.size() - 5);
  }
}

void Run(std::string_view input) {
  CheckStuffing(input);
  MailRequest mail;
  mail.from = "a@x.cn";
  mail.to = {"b@x.cn", "c@x.cn"};
  mail.message = "hello\r\n";
  SmtpDialogue dialogue(mail);
  while (!input.empty() && !dialogue.ended()) {
    const std::size_t end = std::min(input.find('\0'), input.size());
    dialogue.Received(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
    dialogue.Sent(dialogue.to_send().size());
  }
  Require(!dialogue.accepted() || (dialogue.ended() && dialogue.message_sent()));
  Require(!dialogue.accepted() || (dialogue.code() >= 200 && dialogue.code() < 300));
  Require(!dialogue.ended() || dialogue.to_send().empty());
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer's name
    const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
