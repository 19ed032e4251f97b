// What a complaint's file says of single things on record. Internal to report. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/report/approvals.h"
#include "analysis/report/complaint_file.h"

namespace forumwatch {

// When it was first said, be it before the watch began (opened_at starts the clocks).
UtcTime FirstSaidAt(const ComplaintFile& file);

// What was done about the complaint itself and holds: since it was last re-opened or another one
// merged into it. Points into the file.
std::vector<const Step*> StepsThatHold(const ComplaintFile& file);

// What a post said when it was posted, and what the edit brought that took the place of
// post.revisions[`revision`].
std::string_view FirstWords(const FiledPost& post);
std::string_view WordsAfter(const FiledPost& post, std::size_t revision);
// What it said from `since` on, when it was posted or an edit brought it.
std::string_view WordsSince(const FiledPost& post, UtcTime since);

// What answers on the forum, and whether it was approved (B12). Points into the file.
struct FiledAnswer {
  const FiledPost* post = nullptr;
  Approval approval = Approval::Missing;
};
// A draft of a reply (B12) and what has become of it. Points into the file.
struct FiledReply {
  const Step* draft = nullptr;
  const Step* decision = nullptr;  // approved or rejected, the last one; nullptr: neither yet
  // What says the same, whenever it was posted; other words that were posted from then on, until
  // the next draft.
  std::vector<FiledAnswer> posted;
};
struct FiledReplies {
  std::vector<FiledReply> drafted;
  std::vector<FiledAnswer> undrafted;  // other words that stood there before any draft
};
FiledReplies RepliesOf(const ComplaintFile& file);

// "李主管，2026年3月2日 10:05"; says of which complaint where it is another that was merged.
std::string Signature(const Step& step, const ComplaintFile& file, const Zone& zone);
// "匿名" where no name is known.
std::string AuthorOf(const FiledPost& post);

}  // namespace forumwatch
