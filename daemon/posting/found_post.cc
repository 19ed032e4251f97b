#include "daemon/posting/found_post.h"

#include <algorithm>

#include "daemon/posting/same_words.h"

namespace forumwatch {
namespace {

constexpr std::chrono::hours kClocksDiffer{1};  // the forum's and ours

bool IsOurs(const SeenPost& post, const SourceConfig& source) {
  const ReplyAccount& as = source.reply->as;
  return std::find(source.staff.begin(), source.staff.end(), post.author) != source.staff.end() ||
         (!as.user_id.empty() && post.author_id == as.user_id);
}

}  // namespace

UtcTime OursSince(const Posting& posting) {
  return posting.drafted_at - Duration(kClocksDiffer);
}

FoundPost LookFor(const Posting& posting, const SourceConfig& source,
                  std::span<const SeenPost> posts) {
  FoundPost found;
  for (const SeenPost& post : posts) {
    if (post.posted_at && *post.posted_at < OursSince(posting)) {
      continue;
    }
    const bool ours = IsOurs(post, source);
    const SameWords same = CompareWords(posting.text, post.text);
    if (ours && same == SameWords::Yes) {
      return {&post, true};
    }
    if (same == SameWords::Yes || (ours && same == SameWords::Alike)) {
      found.post = &post;
    }
  }
  return found;
}

}  // namespace forumwatch
