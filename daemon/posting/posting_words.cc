#include "daemon/posting/posting_words.h"

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {

std::string InWords(const Posting& posting, const std::string& source, const Zone& zone,
                    UtcTime now) {
  std::string words = PlainLine(posting.who) + " " + WrittenMoment(posting.ordered_at, zone, now) +
                      " 交系统发在 " + PlainLine(source + "/" + posting.thread) + "：" +
                      std::string(ChineseName(posting.state));
  if (!posting.forum_post.empty()) {
    words += "，帖 " + PlainLine(posting.forum_post);
  }
  if (!posting.reason.empty()) {
    words += "（" + PlainLine(posting.reason) + "）";
  }
  if (posting.due_at) {
    words += "，下次看 " + WrittenMoment(*posting.due_at, zone, now);
  }
  return words;
}

}  // namespace forumwatch
