// Desk::Split: one complaint becomes two (E4).
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analysis/alerting/backlash.h"
#include "analysis/alerting/signs.h"
#include "analysis/alerting/surge.h"
#include "analysis/text/plain.h"
#include "config/mistakes.h"
#include "daemon/desk/desk.h"
#include "daemon/desk/permission.h"
#include "daemon/live_part.h"
#include "daemon/store/outbox.h"
#include "daemon/summary.h"

namespace forumwatch {
namespace {

OrderResult NotSplit(std::string why) {
  return {false, std::move(why), std::nullopt};
}

// As `complaint show` names posts: "31"; "2/31" with its thread, "#7" by the store's own number,
// where that is needed.
bool IsCalled(const Mention& mention, const std::string& name) {
  return name == mention.forum_post || name == mention.thread + "/" + mention.forum_post ||
         name == "#" + std::to_string(Raw(mention.post));
}

// "" when the name is that of one post.
std::string WhyNotThisPost(ComplaintId complaint, const std::string& name,
                           const std::set<PostId>& posts) {
  if (posts.size() == 1) {
    return {};
  }
  if (posts.empty()) {
    return Name(complaint) + " 里没有帖子 " + PlainLine(name) + "，用 complaint show " +
           Name(complaint) + " 看它有哪些";
  }
  std::vector<std::string> own;
  own.reserve(posts.size());
  for (const PostId post : posts) {
    own.push_back("#" + std::to_string(Raw(post)));
  }
  return "“" + PlainLine(name) + "”不止一帖，请写成 主题/帖，或系统自己的编号 " + Listed(own);
}

}  // namespace

OrderResult Desk::Split(const Order& order, const Complaint& complaint, UtcTime now) {
  std::vector<Mention> moved;
  std::vector<Mention> rest;
  std::map<std::string, std::set<PostId>> named;
  for (Mention& mention : complaints_.MentionsOf(complaint.id)) {
    const auto name = std::find_if(order.posts.begin(), order.posts.end(),
                                   [&](const std::string& n) { return IsCalled(mention, n); });
    if (name != order.posts.end()) {
      named[*name].insert(mention.post);
    }
    (name == order.posts.end() ? rest : moved).push_back(std::move(mention));
  }
  for (const std::string& name : order.posts) {
    if (std::string why = WhyNotThisPost(complaint.id, name, named[name]); !why.empty()) {
      return NotSplit(std::move(why));
    }
  }
  if (rest.empty()) {
    return NotSplit("这是 " + Name(complaint.id) + " 的全部帖子，没有可以拆开的");
  }
  const ComplaintId made = OpenBySplit(complaint, moved.front());
  MoveMentions(order, moved, made);
  TakeAsSaid(complaint.id, made, moved);
  for (const Mention& mention : moved) {
    complaints_.TakeOutOfThread(complaint.id, mention);
  }
  KeepRest(complaint, moved, rest);
  decisions_.NoteSorted(Record(order, complaint.id, Name(made), now), moved, rest);
  Record(order, made, Name(complaint.id), now);
  pipeline_.Regrouped(complaint.community);
  for (const ComplaintId id : {complaint.id, made}) {
    pipeline_.Recount(id, now);
  }
  OrderResult result{true,
                     "从 " + Name(complaint.id) + " 拆出 " + Name(made) + "，" +
                         std::to_string(named.size()) + " 帖（E4）",
                     made};
  return result;
}

ComplaintId Desk::OpenBySplit(const Complaint& from, const Mention& first) {
  Complaint complaint;
  complaint.community = from.community;
  complaint.opened_at = first.at;
  complaint.history = true;  // until its mentions say otherwise
  complaint.summary = SummaryBy(first);
  return complaints_.Insert(complaint);
}

std::string Desk::SummaryBy(const Mention& first) {
  const StoredPost post = posts_.Load(first.post).value();
  const std::vector<StoredSegment> segments = segments_.OfPost(first.post);
  const auto segment =
      std::find_if(segments.begin(), segments.end(),
                   [&](const StoredSegment& stored) { return stored.id == first.segment; });
  return SummaryOf(post.seen, segment->segment);
}

void Desk::MoveMentions(const Order& order, std::span<const Mention> moved, ComplaintId into) {
  Placement placement{
      Decision::Open, into, {}, 1, {"人工拆案：" + PlainLine(Signed(order.who, order.account))}};
  if (!order.why.empty()) {
    placement.reasons.push_back(PlainLine(order.why));
  }
  for (const Mention& mention : moved) {
    segments_.Place(mention.segment, placement, into);
    segments_.KeepByHand(mention.segment);
    placement.decision = Decision::Join;
  }
}

// B9, B10, B13: what the moved posts show was told of when they were part of the other complaint.
// What they do not show is news when somebody says it, and so is what nobody was told: there was
// nobody to tell.
void Desk::TakeAsSaid(ComplaintId from, ComplaintId made, std::span<const Mention> moved) {
  OutboxStore outbox(session_);
  Said said = outbox.SaidAbout(from);
  for (const Alert& alert : outbox.Unaddressed()) {
    if (complaints_.Surviving(*alert.complaint).id == from) {
      const bool of_part = alert.rule == kDanger && alert.complaint != from;
      const int episode = of_part ? SignsOfEpisode(alert.episode) : alert.episode;
      said.erase({alert.rule, episode, alert.stage});
    }
  }
  const std::vector<std::string> shown = SignsIn(moved, segments_.OfComplaint(made));
  const Reopening reopening = LastReopening(steps_.Of(from));
  const int signs = DangerSigns(shown);
  const int again = DangerSigns(SignsIn(MadeSince(reopening, moved), segments_.OfComplaint(made)));
  const int untold = NewDanger(signs, again, said, reopening).signs;  // of those
  if (signs != untold) {
    outbox.TakeAsSaid(made, kDanger, signs - untold);
  }
  for (const AlertMark& mark : said) {
    if (mark.rule == kBacklash || mark.rule == kSurge ||
        (mark.rule == kGroupTendency &&
         ShowsGroupTendency(shown, PeopleIn(moved), config_.alerting))) {
      outbox.TakeAsSaid(made, mark.rule, mark.episode);
    }
  }
}

// Its beginning is looked for anew. A clock that a post began which is about something else now
// ends, and the next begins with what is left: alerts are said by the clock's number.
void Desk::KeepRest(Complaint complaint, std::span<const Mention> moved,
                    std::span<const Mention> rest) {
  if (moved.front().post < rest.front().post) {
    complaint.summary = SummaryBy(rest.front());
  }
  complaint.history = true;  // until its mentions say otherwise
  complaints_.Update(complaint);
  std::map<std::string, UtcTime> threads;
  for (const ThreadOfComplaint& thread : complaints_.ThreadsOf(complaint.id)) {
    threads.emplace(KeyInCommunity(thread.source, thread.thread), thread.since);
  }
  std::vector<Duty> ended;
  for (Duty& duty : duties_.Load(complaint.id)) {
    const auto thread = threads.find(duty.began_in);
    const bool goes_on = duty.kind > DutyKind::WorkingDay ||
                         (thread != threads.end() && thread->second <= duty.starts_at);
    if (!goes_on && duty.state != DutyState::Void) {
      duty.state = DutyState::Void;
      duty.explain = {
          {duty.starts_at, duty.due_at, false, "开始这个期限的帖子已拆到另一件投诉（E4）"}};
      ended.push_back(std::move(duty));
    }
  }
  duties_.Save(complaint.id, ended);
}

}  // namespace forumwatch
