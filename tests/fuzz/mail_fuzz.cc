// A mail program reads what was composed, whatever the alert holds: the headers are the expected
// ones, once each, and the text is the alert's. Fields of the input end at a zero byte.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/code_points.h"
#include "daemon/alerts/compose.h"
#include "daemon/alerts/mail_message.h"
#include "tests/daemon/alerts/mails.h"
#include "tests/fuzz/require.h"

namespace forumwatch {
namespace {

std::string NextField(std::string_view& input) {
  const std::size_t end = input.find('\0');
  std::string field(input.substr(0, end));
  input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
  return field;
}

std::string Canonical(std::string_view text) {
  std::string canonical;
  for (const char c : text) {
    canonical += c == '\n' ? "\r\n" : std::string(c == '\r' ? 0 : 1, c);
  }
  return canonical + "\r\n";
}

void RequireWhole(const ReadMail& mail, const Delivery& delivery) {
  static const std::vector<std::string> kNames = {"From",           "To",
                                                  "Date",           "Message-ID",
                                                  "Subject",        "MIME-Version",
                                                  "Content-Type",   "Content-Transfer-Encoding",
                                                  "Auto-Submitted", "X-Forumwatch-Alert"};
  Require(mail.problem.empty());
  Require(mail.names == kNames);
  Require(mail.headers.at("Subject").find_first_of("\r\n") == std::string::npos);
  Require(mail.text == Canonical(AsSent(delivery.text, delivery)));
}

void Run(std::string_view input) {
  Delivery delivery;
  delivery.maybe_repeat = !input.empty() && (input.front() & 1) != 0;
  const auto from = ParseMailAddress(NextField(input));
  delivery.receiver = NextField(input);
  delivery.alert.id = NextField(input);
  delivery.alert.title = NextField(input);
  delivery.text = NextField(input);
  delivery.alert.at = UtcTime(std::chrono::hours(24 * static_cast<int>(input.size())));
  const auto to = ParseMailAddress(delivery.receiver);
  if (from && to) {
    RequireWhole(ParseMail(ComposeMail(delivery, *from, *to, delivery.alert.at)), delivery);
  }
  // The parts of an address may be hostile; the rest must be read in any case.
  RequireWhole(ParseMail(ComposeMail(delivery, {"监测", "watch@estate.example"},
                                     {"", "head@estate.example"}, delivery.alert.at)),
               delivery);
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer's name
    const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
