#include "daemon/desk/draft_review.h"

#include <algorithm>
#include <utility>

#include "daemon/answers.h"
#include "daemon/store/complaints.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"

namespace forumwatch {
namespace {

Point PointOf(Session& session, const Complaint& complaint, bool main) {
  Point point;
  point.topics = complaint.topics;
  point.main = main;
  const std::vector<StoredSegment> segments = SegmentStore(session).OfComplaint(complaint.id);
  const std::vector<Mention> mentions = ComplaintStore(session).MentionsOf(complaint.id);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (mentions[i].official || mentions[i].gone) {
      continue;
    }
    const StoredPost post = PostStore(session).Load(mentions[i].post).value();
    if (post.seen.is_first) {
      point.said.push_back(post.seen.title);
    }
    point.said.emplace_back(SegmentText(post.seen.text, segments.at(i).segment));
    point.authors.push_back(post.seen.author);
  }
  return point;
}

bool HasMeasures(Session& session, const Config& config, const Complaint& complaint) {
  const std::vector<Reply> replies = Answers(session, config).To(complaint);
  return std::any_of(replies.begin(), replies.end(),
                     [](const Reply& reply) { return reply.kind == ReplyKind::Measures; });
}

}  // namespace

std::vector<PointToAnswer> PointsToAnswer(Session& session, const Config& config,
                                          const Complaint& complaint) {
  ComplaintStore complaints(session);
  std::vector<PointToAnswer> points{
      {complaint.id, complaint.summary, PointOf(session, complaint, true)}};
  for (const ThreadOfComplaint& thread : complaints.ThreadsOf(complaint.id)) {
    for (const ComplaintId id : complaints.InThread(thread.source, thread.thread)) {
      const bool known = std::any_of(points.begin(), points.end(), [id](const PointToAnswer& one) {
        return one.complaint == id;
      });
      const auto other = known ? std::nullopt : complaints.Load(id);
      if (other && other->status == ComplaintStatus::Open &&
          !HasMeasures(session, config, *other)) {
        points.push_back({id, other->summary, PointOf(session, *other, false)});
      }
    }
  }
  return points;
}

int DraftReview::LeftOut() const {
  return static_cast<int>(
      std::count_if(verdicts.begin(), verdicts.end(),
                    [](const PointVerdict& verdict) { return !verdict.covered(); }));
}

DraftReview ReviewDraft(Session& session, const Config& config, const Complaint& complaint,
                        std::string_view draft) {
  DraftReview review;
  review.points = PointsToAnswer(session, config, complaint);
  std::vector<Point> points;
  for (const PointToAnswer& one : review.points) {
    points.push_back(one.point);
  }
  review.verdicts = JudgeCoverage(draft, points, *config.lexicon, config.reply_help->common);
  review.faults = FaultsOf(draft, *config.lexicon, config.reply_help->words);
  return review;
}

std::vector<Guidance> GuidanceBeside(Session& session, const Config& config,
                                     const Complaint& complaint) {
  std::string said;
  for (const std::string& part : PointOf(session, complaint, true).said) {
    said += part + "\n";
  }
  return GuidanceFor(complaint.topics, said, config.reply_help->guidance);
}

}  // namespace forumwatch
