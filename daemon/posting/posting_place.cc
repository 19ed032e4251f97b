#include "daemon/posting/posting_place.h"

#include <vector>

#include "daemon/desk/way.h"
#include "daemon/store/complaints.h"
#include "daemon/store/posts.h"
#include "daemon/store/sources.h"
#include "daemon/store/steps.h"

namespace forumwatch {

const SourceConfig* ConfigOf(Session& session, const Config& config, SourceId source) {
  SourceStore sources(session);
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& each : community.sources) {
      if (sources.Find(community.name, each.name) == source) {
        return &each;
      }
    }
  }
  return nullptr;
}

// By the order of the steps: a clock that was put right may date them before the draft.
PostedBy WhoPosted(std::span<const Step> steps, const Step& draft) {
  PostedBy by = PostedBy::Nobody;
  for (const Step& step : steps.subspan(static_cast<std::size_t>(&draft - steps.data()))) {
    if (step.kind == StepKind::Posted) {
      const bool service = step.detail == kPostedByService || step.detail == kStoodThere;
      by = service && by != PostedBy::Person ? PostedBy::Service : PostedBy::Person;
    }
  }
  return by;
}

NotPosted WhyNotApproved(Session& session, const Posting& posting) {
  ComplaintStore complaints(session);
  if (const auto into = complaints.MergedInto(posting.complaint)) {
    const std::string name = Name(*into);
    return {"已并入 " + name + "，请看 " + name + " 的稿子：还要说的在那里另拟，批准后再交",
            UnpostedBecause::NotApproved};
  }
  const std::vector<Step> steps = StepStore(session).Of(posting.complaint);
  const ReplyDraft reply = DraftOf(steps);
  if (reply.draft == nullptr || reply.draft->why != posting.text ||
      reply.draft->at != posting.drafted_at) {
    return {"交出去以后又另拟了一稿，要重新批准、重新交", UnpostedBecause::NotApproved};
  }
  if (reply.decision == nullptr || reply.decision->kind != StepKind::Approved) {
    return {"这一稿没有批准，或已退回", UnpostedBecause::NotApproved};
  }
  if (WhoPosted(steps, *reply.draft) == PostedBy::Person) {
    return {"有人登记了已在论坛上回帖", std::nullopt};
  }
  if (complaints.Surviving(posting.complaint).status == ComplaintStatus::Closed) {
    return {"投诉已关闭", UnpostedBecause::Given};
  }
  return {};
}

KnownPosts KnownIn(Session& session, const Posting& posting) {
  KnownPosts known;
  known.before_draft = [&session, source = posting.source, thread = posting.thread,
                        drafted_at = posting.drafted_at](const std::string& post) {
    const auto stored = PostStore(session).Find(source, thread, post);
    return stored && stored->seen_at < drafted_at;
  };
  for (const Posting& other : PostingStore(session).OfThread(posting.source, posting.thread)) {
    if (other.id != posting.id && !other.forum_post.empty()) {
      known.of_others.insert(other.forum_post);
    }
  }
  return known;
}

}  // namespace forumwatch
