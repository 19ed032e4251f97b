#include "daemon/desk/draft_review.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "analysis/text/plain.h"
#include "daemon/answers.h"
#include "daemon/desk/way.h"
#include "daemon/store/complaints.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/steps.h"

namespace forumwatch {
namespace {

constexpr std::size_t kExamples = 3;             // of replies to similar complaints
constexpr auto kLately = std::chrono::days(14);  // a thread that nobody used for longer is past

// What an owner said of it in one post.
std::vector<std::string> SaidIn(const StoredPost& post, const Segment& segment) {
  std::vector<std::string> said;
  if (post.seen.is_first) {
    said.push_back(post.seen.title);
  }
  said.emplace_back(SegmentText(post.seen.text, segment));
  return said;
}

// each(mention, post, what was said) of what owners said that is still there.
template <typename Each>
void ForEachSaying(Session& session, const Complaint& complaint, Each each) {
  const std::vector<StoredSegment> segments = SegmentStore(session).OfComplaint(complaint.id);
  const std::vector<Mention> mentions = ComplaintStore(session).MentionsOf(complaint.id);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (!mentions[i].official && !mentions[i].gone) {
      const StoredPost post = PostStore(session).Load(mentions[i].post).value();
      each(mentions[i], post, SaidIn(post, segments.at(i).segment));
    }
  }
}

Point PointOf(Session& session, const Complaint& complaint, bool main) {
  Point point;
  point.topics = complaint.topics;
  point.main = main;
  ForEachSaying(session, complaint,
                [&](const Mention&, const StoredPost& post, std::vector<std::string> said) {
                  std::move(said.begin(), said.end(), std::back_inserter(point.said));
                  point.authors.push_back(post.seen.author);
                });
  return point;
}

bool HasMeasures(Session& session, const Config& config, const Complaint& complaint) {
  const std::vector<Reply> replies = Answers(session, config).To(complaint);
  return std::any_of(replies.begin(), replies.end(),
                     [](const Reply& reply) { return reply.kind == ReplyKind::Measures; });
}

std::chrono::local_days DayOf(UtcTime t, const Zone& zone) {
  return std::chrono::floor<std::chrono::days>(zone.ToLocal(t));
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
          HasMeasures(session, config, *other)) {
        continue;
      }
      if (LastWordsOf(session, id).contains(thread)) {
        points.push_back({id, other->summary, PointOf(session, *other, false)});
      }
    }
  }
  return points;
}

std::vector<FoundAsk> AsksToAnswer(Session& session, const Config& config,
                                   const Complaint& complaint) {
  const Zone zone(config.zone);
  const AskWords& words = config.reply_help->asks;
  const std::vector<StaffAnswer> answers = Answers(session, config).Judge(complaint);
  const auto is_answered = [&](const FoundAsk& ask, UtcTime asked_at) {
    return std::any_of(answers.begin(), answers.end(), [&](const StaffAnswer& answer) {
      return !answer.replies.empty() && answer.verdict != AnswerVerdict::AnotherMatter &&
             answer.post.at > asked_at &&
             !words.AnswerIn(answer.post.text, ask, *config.lexicon, DayOf(answer.post.at, zone))
                  .empty();
    });
  };
  std::vector<FoundAsk> open;
  ForEachSaying(
      session, complaint,
      [&](const Mention& mention, const StoredPost&, const std::vector<std::string>& said) {
        for (FoundAsk& ask : words.AskedIn(said)) {
          const bool is_known =
              std::any_of(open.begin(), open.end(),
                          [&ask](const FoundAsk& other) { return other.kind == ask.kind; });
          if (!is_known && !is_answered(ask, mention.at)) {
            open.push_back(std::move(ask));
          }
        }
      });
  return open;
}

int DraftReview::LeftOut() const {
  return static_cast<int>(
      std::count_if(verdicts.begin(), verdicts.end(),
                    [](const PointVerdict& verdict) { return !verdict.covered(); }) +
      std::count(answers.begin(), answers.end(), ""));
}

DraftReview ReviewDraft(Session& session, const Config& config, const Complaint& complaint,
                        std::string_view draft, UtcTime written_at) {
  DraftReview review;
  review.points = PointsToAnswer(session, config, complaint);
  std::vector<Point> points;
  for (const PointToAnswer& one : review.points) {
    points.push_back(one.point);
  }
  review.verdicts = JudgeCoverage(draft, points, *config.lexicon, config.reply_help->common);
  review.asks = AsksToAnswer(session, config, complaint);
  const auto on = DayOf(written_at, Zone(config.zone));
  for (const FoundAsk& ask : review.asks) {
    review.answers.push_back(config.reply_help->asks.AnswerIn(draft, ask, *config.lexicon, on));
  }
  review.faults = FaultsOf(draft, *config.lexicon, config.reply_help->words);
  return review;
}

std::string WhatTheDraftLacks(Session& session, const Config& config, const Complaint& complaint,
                              std::span<const Step> steps) {
  const Step* const draft = DraftOf(steps).draft;
  if (draft == nullptr) {
    return {};
  }
  const DraftReview review = ReviewDraft(session, config, complaint, draft->why, draft->at);
  std::string text;
  if (const int left_out = review.LeftOut(); left_out > 0) {
    text += "；" + std::to_string(review.Points()) + " 点里漏了 " + std::to_string(left_out) +
            " 点（B13）";
  }
  for (const FoundFault& fault : review.faults) {
    text += "；" + PlainLine(InWords(fault));
  }
  return text;
}

std::vector<ApprovedExample> ApprovedExamples(Session& session, const Complaint& complaint) {
  std::vector<ApprovedExample> examples;
  if (complaint.topics.empty()) {
    return examples;
  }
  const std::vector<Complaint> others = ComplaintStore(session).ListAll(std::nullopt);
  for (auto other = others.rbegin(); other != others.rend() && examples.size() < kExamples;
       ++other) {
    const bool alike = other->id != complaint.id && !other->topics.empty() &&
                       other->topics.front() == complaint.topics.front();
    if (!alike) {
      continue;
    }
    const std::vector<Step> steps = StepStore(session).Of(other->id);
    const ReplyDraft reply = DraftOf(steps);
    if (reply.decision != nullptr && reply.decision->kind == StepKind::Approved) {
      examples.push_back({other->id, reply.draft->why});
    }
  }
  return examples;
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
