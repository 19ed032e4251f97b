#include "daemon/complaint_file.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/text/plain.h"
#include "daemon/answers.h"
#include "daemon/desk/way.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/handling.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/sources.h"
#include "daemon/store/steps.h"
#include "daemon/unseen.h"

namespace forumwatch {
namespace {

// The posts of one complaint, each once.
class PostsOnFile {
 public:
  explicit PostsOnFile(Session& session) : session_(session) {}

  FiledPost& Of(PostId id) {
    const auto known = posts_.find(id);
    return known != posts_.end() ? known->second : Add(PostStore(session_).Load(id).value());
  }

  // What of a thread that spoke of the complaint shows why it did: the opening post, and posts that
  // said something else before; and what the staff said where nothing counts as a reply.
  void AddThread(const ThreadOfComplaint& thread) {
    for (StoredPost& stored : PostStore(session_).OfThread(thread.source, thread.thread)) {
      const std::vector<PostRevision> revisions = PostStore(session_).RevisionsOf(stored.id);
      AddPeople(stored, revisions);
      if (posts_.contains(stored.id)) {
        continue;
      }
      const bool opening = stored.seen.is_first;
      if (stored.seen.official) {
        Add(std::move(stored)).beside = "物业说的，不是论坛上的回帖，不算回复";
      } else if (!revisions.empty()) {
        Add(std::move(stored)).beside = "改过：现在的话不算这件投诉，改前的见下";
      } else if (opening) {
        Add(std::move(stored)).beside = "主题的开头，不算这件投诉";
      }
    }
  }

  // Who wrote in those threads and is not the staff.
  [[nodiscard]] std::vector<std::string> People() const { return {people_.begin(), people_.end()}; }

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
  void AddPeople(const StoredPost& stored, const std::vector<PostRevision>& revisions) {
    if (stored.seen.official) {
      return;
    }
    people_.insert(stored.seen.author);
    for (const PostRevision& revision : revisions) {
      people_.insert(revision.author);
    }
  }

  FiledPost& Add(StoredPost stored) {
    FiledPost& post = posts_[stored.id];
    post.source = SourceStore(session_).NameOf(stored.source);
    post.channel = stored.channel;
    post.at = stored.at();
    post.seen_at = stored.seen_at;
    post.gone_since = stored.gone_since;
    for (PostRevision& revision : PostStore(session_).RevisionsOf(stored.id)) {
      post.revisions.push_back({std::move(revision.title), std::move(revision.author),
                                std::move(revision.text), revision.seen_at, revision.replaced_at});
    }
    post.seen = std::move(stored.seen);
    return post;
  }

  Session& session_;
  std::map<PostId, FiledPost> posts_;
  std::set<std::string> people_;
};

// What a post says from `said_at` on was first seen when the post was, or with the edit that
// brought it.
UtcTime FirstSeen(const FiledPost& post, UtcTime said_at) {
  const auto edit =
      std::find_if(post.revisions.begin(), post.revisions.end(),
                   [&](const FiledRevision& before) { return before.replaced_at >= said_at; });
  return said_at <= post.at || edit == post.revisions.end() ? post.seen_at : edit->replaced_at;
}

void AddMentions(Session& session, ComplaintId complaint, PostsOnFile& posts) {
  const std::vector<StoredSegment> segments = SegmentStore(session).OfComplaint(complaint);
  const std::vector<Mention> mentions = ComplaintStore(session).MentionsOf(complaint);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    FiledPost& post = posts.Of(mentions[i].post);
    const std::string_view said = SegmentText(post.seen.text, segments.at(i).segment);
    post.parts.push_back({std::string(said.empty() ? std::string_view(post.seen.title) : said),
                          mentions[i].at, FirstSeen(post, mentions[i].at)});
  }
}

void AddAnswers(Session& session, const Config& config, const Complaint& complaint,
                PostsOnFile& posts) {
  for (const StaffAnswer& answer : Answers(session, config).Judge(complaint)) {
    FiledPost& post = posts.Of(answer.post.post);
    post.counts_for = InWords(answer.verdict);
    post.answers = !answer.replies.empty();
    post.of_another_matter = answer.verdict == AnswerVerdict::AnotherMatter;
    post.measures_since = answer.MeasuresSince();
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
  MattersOnFile(Session& session, const Config& config) : session_(session), config_(config) {}

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
    const Complaint complaint = ComplaintStore(session_).Load(id).value();
    matter.stage = StageOf(complaint, own, Answers(session_, config_).Judge(complaint),
                           DutyStore(session_).Load(id));
    matter.responsible = ResponsibleNow(session_, id);
    for (const Step& step : own) {
      if (step.kind == StepKind::Handled) {
        matter.result = step.why.empty() ? "已处理" : step.why;
      } else if (step.kind == StepKind::Reopened || step.kind == StepKind::Merged) {
        matter.result.clear();
      }
    }
    return matter;
  }

  Session& session_;
  const Config& config_;
  std::map<ComplaintId, MessageLog::Matter> complaints_;
};

// With those about what was merged into it, each with what became of it, by time.
std::vector<FiledAlert> AlertsOnFile(Session& session, const ComplaintFile& file) {
  std::set<ComplaintId> complaints{file.complaint.id};
  for (const Step& step : file.steps) {
    complaints.insert(step.complaint);
  }
  OutboxStore outbox(session);
  std::vector<FiledAlert> alerts;
  for (const ComplaintId complaint : complaints) {
    for (Alert& alert : outbox.AlertsOf(complaint)) {
      FiledAlert& filed = alerts.emplace_back();
      for (const DeliveryFate& fate : outbox.FatesOf(alert)) {
        filed.fates.push_back(InWords(fate));
      }
      filed.alert = std::move(alert);
    }
  }
  std::stable_sort(alerts.begin(), alerts.end(), [](const FiledAlert& a, const FiledAlert& b) {
    return a.alert.at < b.alert.at;
  });
  return alerts;
}

void AddOnce(std::vector<MessageLog::Matter>& matters, MessageLog::Matter matter) {
  const bool known = std::any_of(matters.begin(), matters.end(), [&](const auto& other) {
    return other.kind == matter.kind && other.complaint == matter.complaint;
  });
  if (!known) {
    matters.push_back(std::move(matter));
  }
}

class MessagesOnFile {
 public:
  // All outlive it.
  MessagesOnFile(Session& session, const Config& config, const std::string& community)
      : session_(session), community_(community), matters_(session, config) {}

  void Add(StoredPost post, UtcTime seen_at, bool changed) {
    std::string name = SourceStore(session_).NameOf(post.community);
    if (!community_.empty() && name != community_) {
      return;
    }
    if (post.seen.official) {
      staff_posts_ += changed ? 0 : 1;
      return;
    }
    MessageLog::Message& message = messages_.emplace_back();
    message.seen_at = seen_at;
    message.changed = changed;
    message.posted_at = post.seen.posted_at;
    message.community = std::move(name);
    message.source = SourceStore(session_).NameOf(post.source);
    message.channel = post.channel;
    message.author = std::move(post.seen.author);
    message.title = std::move(post.seen.title);
    message.text = std::move(post.seen.text);
    for (const StoredSegment& segment : SegmentStore(session_).OfPost(post.id)) {
      AddOnce(message.matters, matters_.Of(segment));
    }
  }

  void Give(MessageLog& log) {
    std::stable_sort(messages_.begin(), messages_.end(),
                     [](const auto& a, const auto& b) { return a.seen_at < b.seen_at; });
    log.messages = std::move(messages_);
    log.staff_posts = staff_posts_;
  }

 private:
  Session& session_;
  const std::string& community_;
  MattersOnFile matters_;
  std::vector<MessageLog::Message> messages_;
  int staff_posts_ = 0;
};

}  // namespace

ComplaintFile ReadComplaintFile(Session& session, const Config& config, const Complaint& complaint,
                                UtcTime now) {
  ComplaintFile file;
  file.company = config.company;
  file.community = SourceStore(session).NameOf(complaint.community);
  file.written_at = now;
  file.complaint = complaint;
  const std::vector<Step> own = StepStore(session).Of(complaint.id);
  file.responsible = ResponsibleNow(session, complaint.id);
  if (complaint.status == ComplaintStatus::Open) {
    file.not_to_be_closed = WhyNotToBeClosed(own, now);
  }
  file.duties = DutyStore(session).LoadAt(complaint.id, now);
  file.stage = StageOf(complaint, own, Answers(session, config).Judge(complaint), file.duties);
  file.handling = ReadHandling(session, complaint.id);
  file.steps = file.handling.steps;
  PostsOnFile posts(session);
  AddMentions(session, complaint.id, posts);
  AddAnswers(session, config, complaint, posts);
  for (const ThreadOfComplaint& thread : ComplaintStore(session).ThreadsOf(complaint.id)) {
    posts.AddThread(thread);
  }
  file.people = posts.People();
  file.posts = posts.Take();
  file.alerts = AlertsOnFile(session, file);
  return file;
}

MessageLog ReadMessageLog(Session& session, const Config& config, const std::string& community,
                          UtcTime from, UtcTime to, UtcTime now) {
  MessageLog log;
  log.company = config.company;
  log.community = community;
  log.from = from;
  log.to = to;
  log.written_at = now;
  MessagesOnFile messages(session, config, community);
  for (StoredPost& post : PostStore(session).SeenBetween(from, to)) {
    const UtcTime seen_at = post.seen_at;
    messages.Add(std::move(post), seen_at, false);
  }
  for (StoredPost& post : PostStore(session).RevisedBetween(from, to)) {
    UtcTime changed_at = from;
    for (const PostRevision& before : PostStore(session).RevisionsOf(post.id)) {
      changed_at = before.replaced_at < to ? std::max(changed_at, before.replaced_at) : changed_at;
    }
    messages.Add(std::move(post), changed_at, true);
  }
  messages.Give(log);
  for (UnseenTime& time : UnseenTimes(session, config, from, now)) {
    if (time.gap.from < to && (community.empty() || time.source.starts_with(community + "/"))) {
      log.unseen.push_back(
          {std::move(time.source), time.gap.from, time.gap.to, std::move(time.gap.reason)});
    }
  }
  return log;
}

std::string InWords(const DeliveryFate& fate) {
  const std::string_view state = fate.state == "sent"      ? "已送到"
                                 : fate.state == "dead"    ? "没有送到，不再试"
                                 : fate.state == "settled" ? "送出之前已经办妥，没有再发"
                                                           : "还在送";
  return PlainLine(fate.channel) + (fate.receiver.empty() ? "" : " " + PlainLine(fate.receiver)) +
         "：" + std::string(state) +
         (fate.reason.empty() ? "" : "（" + PlainLine(fate.reason) + "）");
}

}  // namespace forumwatch
