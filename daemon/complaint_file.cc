#include "daemon/complaint_file.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "daemon/answers.h"
#include "daemon/desk/way.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/sources.h"
#include "daemon/store/steps.h"

namespace forumwatch {
namespace {

// The posts of one complaint, each once.
class PostsOnFile {
 public:
  explicit PostsOnFile(Session& session) : session_(session) {}

  FiledPost& Of(PostId id) {
    const auto [known, fresh] = posts_.try_emplace(id);
    if (fresh) {
      known->second = Load(id);
    }
    return known->second;
  }

  // By time; what came in one instant as it was recorded.
  std::vector<FiledPost> Take() {
    std::vector<FiledPost> all;
    all.reserve(posts_.size());
    for (auto& [id, post] : posts_) {
      all.push_back(std::move(post));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const FiledPost& a, const FiledPost& b) { return a.at < b.at; });
    return all;
  }

 private:
  FiledPost Load(PostId id) {
    PostStore store(session_);
    StoredPost stored = store.Load(id).value();
    FiledPost post;
    post.source = SourceStore(session_).NameOf(stored.source);
    post.channel = stored.channel;
    post.at = stored.at();
    post.seen_at = stored.seen_at;
    post.gone_since = stored.gone_since;
    for (PostRevision& revision : store.RevisionsOf(id)) {
      post.revisions.push_back({std::move(revision.title), std::move(revision.author),
                                std::move(revision.text), revision.seen_at, revision.replaced_at});
    }
    post.seen = std::move(stored.seen);
    return post;
  }

  Session& session_;
  std::map<PostId, FiledPost> posts_;
};

void AddMentions(Session& session, ComplaintId complaint, PostsOnFile& posts) {
  SegmentStore store(session);
  const std::vector<StoredSegment> segments = store.OfComplaint(complaint);
  const std::vector<DecisionRow> rows = store.LoadDecisions(complaint);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    FiledPost& post = posts.Of(rows[i].post);
    const std::string_view said = SegmentText(post.seen.text, segments.at(i).segment);
    post.parts.emplace_back(said.empty() ? std::string_view(post.seen.title) : said);
  }
}

void AddAnswers(Session& session, const Config& config, const Complaint& complaint,
                PostsOnFile& posts) {
  for (const StaffAnswer& answer : Answers(session, config).Judge(complaint)) {
    FiledPost& post = posts.Of(answer.post.post);
    post.counts_for = InWords(answer.verdict);
    post.answers = !answer.replies.empty();
    post.measures = answer.verdict == AnswerVerdict::Measures;
  }
}

// The person named last, as `complaint list` shows it.
std::string ResponsibleNow(Session& session, ComplaintId complaint) {
  StepStore steps(session);
  std::string own = ResponsibleFor(steps.Of(complaint));
  return own.empty() ? ResponsibleFor(steps.WithMerged(complaint)) : own;
}

// What is known of the complaints of a log; each is looked at once.
class MattersOnFile {
 public:
  explicit MattersOnFile(Session& session) : session_(session) {}

  MessageLog::Matter Of(const StoredSegment& segment) {
    MessageLog::Matter matter;
    matter.kind = segment.segment.kind;
    if (segment.complaint) {
      const auto [known, fresh] = complaints_.try_emplace(*segment.complaint);
      if (fresh) {
        known->second = Look(*segment.complaint);
      }
      const Kind kind = matter.kind;
      matter = known->second;
      matter.kind = kind;
    }
    return matter;
  }

 private:
  MessageLog::Matter Look(ComplaintId id) {
    MessageLog::Matter matter;
    matter.complaint = id;
    const std::vector<Step> own = StepStore(session_).Of(id);
    matter.stage = StageOf(ComplaintStore(session_).Load(id).value(), own);
    matter.responsible = ResponsibleNow(session_, id);
    for (const Step& step : StepStore(session_).WithMerged(id)) {
      if (step.kind == StepKind::Handled) {
        matter.result = step.why.empty() ? "已处理" : step.why;
      }
    }
    return matter;
  }

  Session& session_;
  std::map<ComplaintId, MessageLog::Matter> complaints_;
};

void AddOnce(std::vector<MessageLog::Matter>& matters, MessageLog::Matter matter) {
  const bool known = std::any_of(matters.begin(), matters.end(), [&](const auto& other) {
    return other.kind == matter.kind && other.complaint == matter.complaint;
  });
  if (!known) {
    matters.push_back(std::move(matter));
  }
}

}  // namespace

ComplaintFile ReadComplaintFile(Session& session, const Config& config, const Complaint& complaint,
                                UtcTime now) {
  ComplaintFile file;
  file.company = config.company;
  file.community = SourceStore(session).NameOf(complaint.community);
  file.written_at = now;
  file.complaint = complaint;
  const std::vector<Step> own = StepStore(session).Of(complaint.id);
  file.stage = StageOf(complaint, own);
  file.responsible = ResponsibleNow(session, complaint.id);
  if (complaint.status == ComplaintStatus::Open) {
    file.not_to_be_closed = WhyNotToBeClosed(own, now);
  }
  file.duties = DutyStore(session).LoadAt(complaint.id, now);
  file.steps = StepStore(session).WithMerged(complaint.id);
  PostsOnFile posts(session);
  AddMentions(session, complaint.id, posts);
  AddAnswers(session, config, complaint, posts);
  file.posts = posts.Take();
  file.alerts = OutboxStore(session).AlertsOf(complaint.id);
  return file;
}

MessageLog ReadMessageLog(Session& session, const Config& config, const std::string& community,
                          UtcTime from, UtcTime to) {
  MessageLog log;
  log.company = config.company;
  log.community = community;
  log.from = from;
  log.to = to;
  MattersOnFile matters(session);
  SourceStore sources(session);
  SegmentStore segments(session);
  for (StoredPost& post : PostStore(session).SeenBetween(from, to)) {
    std::string name = sources.NameOf(post.community);
    if (!community.empty() && name != community) {
      continue;
    }
    if (post.seen.official) {
      ++log.staff_posts;
      continue;
    }
    MessageLog::Message message;
    message.seen_at = post.seen_at;
    message.posted_at = post.seen.posted_at;
    message.community = std::move(name);
    message.source = sources.NameOf(post.source);
    message.channel = post.channel;
    message.author = std::move(post.seen.author);
    message.title = std::move(post.seen.title);
    message.text = std::move(post.seen.text);
    for (const StoredSegment& segment : segments.OfPost(post.id)) {
      AddOnce(message.matters, matters.Of(segment));
    }
    log.messages.push_back(std::move(message));
  }
  return log;
}

}  // namespace forumwatch
