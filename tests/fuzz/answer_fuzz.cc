// Any answer gets a verdict, and its reason is one short clean line.
#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/text/plain.h"
#include "daemon/alerts/answer.h"
#include "tests/fuzz/require.h"

namespace forumwatch {
namespace {

void Run(std::string_view input) {
  HttpOutcome outcome;
  outcome.kind = OutcomeKind::Ok;
  outcome.status = 200;
  outcome.body = input;
  outcome.request_sent = true;
  const SendResult result = JudgeAnswer(outcome);
  Require(result.reason.empty() == (result.verdict == SendVerdict::Sent));
  Require(PlainLine(result.reason, 400) == result.reason);
  outcome.kind = OutcomeKind::Network;
  Require(JudgeAnswer(outcome).verdict != SendVerdict::Sent ||
          input.find('{') != std::string_view::npos);  // a whole object says what it says
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer's name
    const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
