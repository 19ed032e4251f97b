// What a complaint's file says of single things on record. Internal to report. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/zone.h"
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

// A draft of a reply (B12) and what has become of it. Points into the file.
struct FiledReply {
  const Step* draft = nullptr;
  const Step* decision = nullptr;  // approved or rejected; nullptr: neither yet
  // What answers: posted from then on, until the next draft, or edited to what the draft says.
  std::vector<const FiledPost*> posted;
};
struct FiledReplies {
  std::vector<FiledReply> drafted;
  std::vector<const FiledPost*> undrafted;  // what answers and stood there before any draft
};
FiledReplies RepliesOf(const ComplaintFile& file);
// B12: it stood on the forum before the draft was approved.
bool WasPostedFirst(const FiledPost& post, const FiledReply& reply);

// "李主管，2026年3月2日 10:05"; says of which complaint where it is another that was merged.
std::string Signature(const Step& step, const ComplaintFile& file, const Zone& zone);
// "匿名" where no name is known.
std::string AuthorOf(const FiledPost& post);

}  // namespace forumwatch
