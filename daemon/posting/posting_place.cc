#include "daemon/posting/posting_place.h"

#include <vector>

#include "daemon/desk/way.h"
#include "daemon/store/complaints.h"
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

std::string WhyNotApproved(Session& session, const Posting& posting) {
  const std::vector<Step> steps = StepStore(session).Of(posting.complaint);
  const ReplyDraft reply = DraftOf(steps);
  if (reply.draft == nullptr || reply.draft->why != posting.text ||
      reply.draft->at != posting.drafted_at) {
    return "交出去以后又另拟了一稿，要重新批准、重新交";
  }
  if (reply.decision == nullptr || reply.decision->kind != StepKind::Approved) {
    return "这一稿没有批准，或已退回";
  }
  if (ComplaintStore(session).Surviving(posting.complaint).status == ComplaintStatus::Closed) {
    return "投诉已关闭";
  }
  return {};
}

}  // namespace forumwatch
