#include "daemon/desk/draft_review.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "daemon/answers.h"
#include "daemon/store/complaints.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"

namespace forumwatch {
namespace {

constexpr auto kLately = std::chrono::days(14);  // what nobody has spoken of for longer is past

// Of the owners' mentions that `counts`.
Point PointOf(
    Session& session, const Complaint& complaint, bool main,
    const std::function<bool(const Mention&)>& counts = [](const Mention&) { return true; }) {
  Point point;
  point.topics = complaint.topics;
  point.main = main;
  const std::vector<StoredSegment> segments = SegmentStore(session).OfComplaint(complaint.id);
  const std::vector<Mention> mentions = ComplaintStore(session).MentionsOf(complaint.id);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (mentions[i].official || mentions[i].gone || !counts(mentions[i])) {
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

// When measures were last given; nullopt never.
std::optional<UtcTime> LastMeasures(Session& session, const Config& config,
                                    const Complaint& complaint) {
  std::optional<UtcTime> last;
  for (const Reply& reply : Answers(session, config).To(complaint)) {
    if (reply.kind == ReplyKind::Measures) {
      last = std::max(last.value_or(reply.at), reply.at);
    }
  }
  return last;
}

// Where and when owners last spoke of it, by thread.
using LastWords = std::map<std::pair<SourceId, std::string>, UtcTime>;

LastWords LastWordsOf(Session& session, ComplaintId complaint) {
  LastWords words;
  for (const Mention& mention : ComplaintStore(session).MentionsOf(complaint)) {
    if (!mention.official && !mention.gone) {
      UtcTime& last = words.try_emplace({mention.source, mention.thread}, mention.at).first->second;
      last = std::max(last, mention.at);
    }
  }
  return words;
}

}  // namespace

std::vector<PointToAnswer> PointsToAnswer(Session& session, const Config& config,
                                          const Complaint& complaint) {
  ComplaintStore complaints(session);
  std::vector<PointToAnswer> points{
      {complaint.id, complaint.summary, PointOf(session, complaint, true)}};
  const LastWords own = LastWordsOf(session, complaint.id);
  UtcTime lately{};
  for (const auto& [thread, at] : own) {
    lately = std::max(lately, at - kLately);
  }
  for (const auto& [thread, at] : own) {
    if (at < lately) {
      continue;
    }
    for (const ComplaintId id : complaints.InThread(thread.first, thread.second)) {
      const bool known = std::any_of(points.begin(), points.end(), [id](const PointToAnswer& one) {
        return one.complaint == id;
      });
      const auto other = known ? std::nullopt : complaints.Load(id);
      if (!other || other->status != ComplaintStatus::Open ||
          LastMeasures(session, config, *other)) {
        continue;
      }
      const LastWords words = LastWordsOf(session, id);
      const auto here = words.find(thread);
      if (here != words.end() && here->second >= lately) {
        points.push_back({id, other->summary, PointOf(session, *other, false)});
      }
    }
  }
  return points;
}

std::vector<FoundAsk> AsksToAnswer(Session& session, const Config& config,
                                   const Complaint& complaint) {
  const auto measures = LastMeasures(session, config, complaint);
  const auto is_open = [&](const Mention& mention) { return !measures || mention.at > *measures; };
  return config.reply_help->asks.AskedIn(PointOf(session, complaint, true, is_open).said);
}

int DraftReview::LeftOut() const {
  return static_cast<int>(
      std::count_if(verdicts.begin(), verdicts.end(),
                    [](const PointVerdict& verdict) { return !verdict.covered(); }) +
      std::count(answers.begin(), answers.end(), ""));
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
  review.asks = AsksToAnswer(session, config, complaint);
  for (const FoundAsk& ask : review.asks) {
    review.answers.push_back(config.reply_help->asks.AnswerIn(draft, ask, *config.lexicon));
  }
  review.faults = FaultsOf(draft, *config.lexicon, config.reply_help->words);
  return review;
}

std::vector<Guidance> GuidanceBeside(Session& session, const Config& config,
                                     const Complaint& complaint) {
  std::string said;
  for (const std::string& part : PointOf(session, complaint, true).said) {
    said += part + "\n";
  }
  return GuidanceFor(complaint.topics, complaint.complaint_class, said,
                     config.reply_help->guidance);
}

}  // namespace forumwatch
