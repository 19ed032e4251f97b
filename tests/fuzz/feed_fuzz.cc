// Any bytes as a feed: no crash, valid text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "crawlers/parse/charset.h"
#include "crawlers/sites/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto crawler = forumwatch::MakeFeed({"https://bbs.yinxingli.example/rss", {}});
  forumwatch::PageAnswer answer;
  answer.request = crawler->Plan({}, {}, {}).front();
  answer.content_type = "application/xml";
  answer.body.assign(data, data + size);
  for (const forumwatch::SeenPost& post : crawler->Read(answer).posts) {
    if (post.thread.empty() || !forumwatch::IsValidUtf8(post.title) ||
        !forumwatch::IsValidUtf8(post.text)) {
      std::abort();
    }
  }
  return 0;
}
