#include "daemon/answers.h"

#include <algorithm>

#include "analysis/grouping/named.h"
#include "analysis/understanding/reply.h"

namespace forumwatch {

Answers::Answers(Session& session, const Config& config)
    : config_(config), complaints_(session), posts_(session) {}

std::vector<Reply> Answers::To(const Complaint& complaint) {
  std::vector<Reply> replies;
  for (const StaffPost& post : complaints_.StaffPostsFor(complaint.id)) {
    Add(post, complaint, replies);
  }
  return replies;
}

void Answers::Add(const StaffPost& post, const Complaint& complaint, std::vector<Reply>& replies) {
  const std::string by = "post " + post.forum_post;
  if (post.kind != ReplyKind::Measures) {
    replies.push_back({post.at, post.kind, by});
    return;
  }
  if (!Concerns(post, post.text, complaint)) {
    replies.push_back({post.at, ReplyKind::Other, by});
    return;
  }
  const UtcTime since = MeasuresSince(post, complaint);
  if (since > post.at) {
    replies.push_back({post.at, ReplyKind::Other, by});
  }
  replies.push_back({since, ReplyKind::Measures, by});
}

UtcTime Answers::MeasuresSince(const StaffPost& post, const Complaint& complaint) {
  if (post.changed_at == post.seen_at) {
    return post.at;
  }
  // The forum's own word for when it was edited; never later than the change was seen.
  UtcTime since = std::min(post.edited_at.value_or(post.changed_at), post.changed_at);
  const std::vector<PostRevision> revisions = posts_.RevisionsOf(post.post);
  for (std::size_t i = revisions.size(); i > 0; --i) {
    const PostRevision& before = revisions[i - 1];
    if (JudgeReply(before.text, *config_.lexicon) != ReplyKind::Measures ||
        !Concerns(post, before.text, complaint)) {
      return std::max(since, before.seen_at);
    }
    since = before.seen_at;
  }
  return post.at;
}

bool Answers::Concerns(const StaffPost& post, std::string_view text,
                       const Complaint& complaint) const {
  return !post.shared || post.quotes_it || IsNamed(complaint, MattersNamed(text, *config_.lexicon));
}

}  // namespace forumwatch
