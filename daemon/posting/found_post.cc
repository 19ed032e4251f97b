#include "daemon/posting/found_post.h"

#include <algorithm>

#include "analysis/text/same_words.h"

namespace forumwatch {
namespace {

bool IsOurs(const SeenPost& post, const SourceConfig& source) {
  const ReplyAccount& as = source.reply->as;
  return std::find(source.staff.begin(), source.staff.end(), post.author) != source.staff.end() ||
         (!as.user_id.empty() && post.author_id == as.user_id);
}

ReplyFinding OfPost(const Posting& posting, const SourceConfig& source, const SeenPost& post,
                    bool before) {
  const bool ours = IsOurs(post, source);
  const SameWords same = CompareWords(posting.text, post.text);
  if (ours && same == SameWords::Yes) {
    return before ? ReplyFinding::SaidBefore : ReplyFinding::Posted;
  }
  if (before) {
    return ReplyFinding::Nothing;
  }
  if (ours && same == SameWords::Alike && posting.state == PostingState::Held) {
    return ReplyFinding::Changed;
  }
  if (ours && post.text.empty() && posting.attempts > 0) {
    return ReplyFinding::TakenAway;
  }
  return same == SameWords::Yes || (ours && same == SameWords::Alike) ? ReplyFinding::Like
                                                                      : ReplyFinding::Nothing;
}

}  // namespace

FoundPost LookFor(const Posting& posting, const SourceConfig& source, const ThreadEnd& thread,
                  const KnownPosts& known) {
  FoundPost found;
  const auto consider = [&](ReplyFinding what, const SeenPost& post) {
    if (what > found.what && !known.of_others.contains(post.post)) {
      found = {what, &post};
    }
  };
  for (const SeenPost& post : thread.posts()) {
    consider(OfPost(posting, source, post, known.before_draft(post.post)), post);
  }
  for (const SeenPost& post : thread.held()) {
    const bool ours =
        IsOurs(post, source) && CompareWords(posting.text, post.text) != SameWords::No;
    consider(ours ? ReplyFinding::Held : ReplyFinding::Nothing, post);
  }
  for (const SeenPost& place : thread.places()) {
    const bool held = std::any_of(thread.held().begin(), thread.held().end(),
                                  [&](const SeenPost& post) { return post.post == place.post; });
    const bool ours = place.author.empty() || IsOurs(place, source);
    if (!held && ours && posting.attempts > 0 && !known.before_draft(place.post)) {
      consider(ReplyFinding::TakenAway, place);
    }
  }
  return found;
}

}  // namespace forumwatch
