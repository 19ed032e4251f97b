// Any bytes as the list of a board that answers in JSON, then as a page of a thread that a good
// list has named; the first byte chooses the software. Whatever they are: no crash, valid text, no
// post twice, no address on another host.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "config/engine_file.h"
#include "crawlers/parse/charset.h"
#include "crawlers/sites/json_forum.h"
#include "crawlers/sites/page_links.h"

namespace forumwatch {
namespace {

struct Software {
  std::shared_ptr<const JsonEngine> engine;
  std::string board;
  std::string good_list;
};

Software Load(const std::string& engine, const std::string& board, const std::string& list) {
  const std::string root = FORUMWATCH_SOURCE_DIR;
  std::ifstream in(root + "/tests/data/" + engine + "/" + list, std::ios::binary);
  return {LoadEngine(root + "/config/engines/" + engine + ".json").json,
          "https://bbs.yinxingli.example" + board,
          {std::istreambuf_iterator<char>(in), {}}};
}

void Check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void CheckReading(const Reading& reading, const std::string& board) {
  std::set<std::string> ids;
  for (const SeenPost& post : reading.posts) {
    Check(ids.insert(post.post).second);
    Check(IsValidUtf8(post.text) && IsValidUtf8(post.title) && IsValidUtf8(post.author));
    Check(!post.post.empty() && !post.thread.empty() && SameHost(post.url, board));
  }
  for (const PageRequest& request : reading.follow_ups) {
    Check(SameHost(request.url, board));
  }
  Check(reading.reason.empty() == (reading.verdict == PageVerdict::Ok));
}

PageAnswer AnswerTo(const PageRequest& request, std::string body) {
  return {request, 200, "application/json", std::move(body), UtcTime(std::chrono::hours(500'000))};
}

void TryAnswer(const Software& software, const std::string& body) {
  const auto crawler = MakeJsonForum(software.engine, {software.board, {"客服"}});
  CheckReading(crawler->Read(AnswerTo(crawler->Plan({}, {}, UtcTime{}).front(), body)),
               software.board);
  VisitOptions options;
  options.max_pages = 2;  // one for the list
  const auto list = crawler->Plan({}, options, UtcTime{});
  const Reading good = crawler->Read(AnswerTo(list.front(), software.good_list));
  Check(!good.follow_ups.empty());
  CheckReading(crawler->Read(AnswerTo(good.follow_ups.front(), body)), software.board);
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using forumwatch::Load;
  static const std::array kSoftware = {Load("nodebb", "/category/5", "list-4.json"),
                                       Load("discourse", "/c/tousu/5", "list.json"),
                                       Load("flarum", "/t/tousu", "list.json")};
  if (size > 0) {
    forumwatch::TryAnswer(kSoftware[data[0] % kSoftware.size()],
                          std::string(data + 1, data + size));
  }
  return 0;
}
