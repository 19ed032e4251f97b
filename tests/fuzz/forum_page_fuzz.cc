// Any bytes as a board's list, then as a page of a thread that a good list has named, then as a
// login page and the answer to it. Whatever they are: no crash, valid text, no post twice, no
// address on another host, no password sent there or repeated.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "config/engine_file.h"
#include "crawlers/parse/charset.h"
#include "crawlers/sites/html_forum.h"
#include "crawlers/sites/login_form.h"
#include "crawlers/sites/page_links.h"

namespace forumwatch {
namespace {

const char* const kAddress = "https://bbs.yinxingli.example/forum.php?mod=forumdisplay&fid=6";

std::string Read(const char* file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void CheckReading(const Reading& reading) {
  std::set<std::string> ids;
  for (const SeenPost& post : reading.posts) {
    Check(ids.insert(post.post).second);
    Check(IsValidUtf8(post.text) && IsValidUtf8(post.title) && IsValidUtf8(post.author));
    Check(!post.post.empty() && !post.thread.empty());
  }
  for (const PageRequest& request : reading.follow_ups) {
    Check(SameHost(request.url, kAddress));
  }
  Check(reading.reason.empty() == (reading.verdict == PageVerdict::Ok));
}

PageAnswer AnswerTo(const PageRequest& request, std::string body) {
  PageAnswer answer;
  answer.request = request;
  answer.content_type = "text/html";
  answer.body = std::move(body);
  answer.answered_at = UtcTime(std::chrono::hours(500'000));
  return answer;
}

void TryLogin(const LoginFormat& format, const std::string& body) {
  PageRequest request;
  request.url = kAddress;
  const PageAnswer page = AnswerTo(request, body);
  const FilledForm form = FillIn(format, page, {"夜猫子", "geheim", kAddress});
  Check(form.hurdle ? form.post.body.empty() : SameHost(form.post.url, kAddress));
  if (const auto hurdle = HurdleIn(format, page, "geheim")) {
    Check(!hurdle->reason.empty() && hurdle->reason.find("geheim") == std::string::npos);
  }
}

void TryPage(const std::string& body) {
  static const auto kEngine = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
  static const std::string kGoodList = Read(FORUMWATCH_SOURCE_DIR "/tests/data/discuz/list.html");
  const auto crawler = MakeHtmlForum(kEngine, {kAddress, {"银杏里物业"}});
  CheckReading(crawler->Read(AnswerTo(crawler->Plan({}, {}, UtcTime{}).front(), body)));
  VisitOptions options;
  options.max_pages = 4;  // one for the list, the rest for its threads
  const auto list = crawler->Plan({}, options, UtcTime{});
  const Reading good = crawler->Read(AnswerTo(list.front(), kGoodList));
  Check(!good.follow_ups.empty());
  CheckReading(crawler->Read(AnswerTo(good.follow_ups.front(), body)));
  TryLogin(*kEngine->login, body);
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  forumwatch::TryPage(std::string(data, data + size));
  return 0;
}
