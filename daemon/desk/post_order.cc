// Desk::OrderPosting: the approved reply is given to the service to be put on the forum (B12).
#include <algorithm>
#include <utility>
#include <vector>

#include "analysis/text/plain.h"
#include "analysis/text/same_words.h"
#include "config/mistakes.h"
#include "crawlers/sites/json_reply.h"
#include "daemon/desk/desk.h"
#include "daemon/desk/permission.h"
#include "daemon/desk/way.h"
#include "daemon/posting/posting_place.h"
#include "daemon/store/postings.h"
#include "daemon/store/sources.h"

namespace forumwatch {
namespace {

OrderResult NotOrdered(std::string why) {
  return {false, std::move(why), std::nullopt};
}

// A thread that can be answered.
struct OpenThread {
  ThreadOfComplaint thread;
  const SourceConfig* source = nullptr;  // has a reply

  [[nodiscard]] std::string Called() const { return source->name + "/" + thread.thread; }
};

// B12: why the reply that is worked on must not be posted; "" it may.
std::string WhyNotYet(const ReplyDraft& reply, const std::string& name) {
  if (reply.draft == nullptr) {
    return name + " 还没有拟稿；先用 complaint draft 拟，由另一个人 approve（B12）";
  }
  if (reply.decision == nullptr) {
    return name + " 的稿子还没有批准（B12）；系统只发批准了的";
  }
  if (reply.decision->kind != StepKind::Approved) {
    return name + " 的稿子退回了；改好、批准以后再发（B12）";
  }
  return {};
}

}  // namespace

// Another of this complaint that may come to stand in the thread. A person who has looked says so
// by a reason: then it is given up.
std::string Desk::WhyInTheWay(const Order& order, ComplaintId complaint,
                              const ThreadOfComplaint& thread, UtcTime now) {
  PostingStore postings(session_);
  for (const Posting& other : postings.OfThread(thread.source, thread.thread)) {
    const bool waits =
        other.state == PostingState::Held || other.state == PostingState::Unsure || other.in_doubt;
    if ((!waits && other.state != PostingState::Claimed) ||
        complaints_.Surviving(other.complaint).id != complaint) {
      continue;
    }
    if (other.state == PostingState::Claimed) {
      return "有一稿正在发，等它有了结果再交";
    }
    if (order.why.empty()) {
      return "交过的一稿" + std::string(ChineseName(other.state)) +
             "，可能还会出现在主题里：请先到论坛和待审队列里看。有，就用 complaint posted "
             "登记；确实没有、或版主撤下了，写明 --why 再交";
    }
    postings.Note(other.id, {PostingState::Refused, std::nullopt, "有人看过：" + order.why}, now);
  }
  return {};
}

OrderResult Desk::OrderPosting(const Order& order, const Complaint& complaint, UtcTime now) {
  const std::string name = Name(complaint.id);
  const std::vector<Step> steps = steps_.Of(complaint.id);
  const ReplyDraft reply = DraftOf(steps);
  if (std::string why = WhyNotYet(reply, name); !why.empty()) {
    return NotOrdered(std::move(why));
  }
  if (WhoPosted(steps, *reply.draft) == PostedBy::Person) {
    return NotOrdered(name + " 的这一稿已登记为人发的；还要系统发，先另拟一稿、批准（B12）");
  }
  SourceStore sources(session_);
  std::vector<OpenThread> open;
  std::vector<std::string> called;
  bool online = false;
  for (const ThreadOfComplaint& thread : complaints_.ThreadsOf(complaint.id)) {
    const SourceConfig* const source = ConfigOf(session_, config_, thread.source);
    const auto state = sources.LoadThread(thread.source, thread.thread);
    online = online || thread.online;
    if (thread.online && source != nullptr && source->reply && !(state && state->gone)) {
      open.push_back({thread, source});
      called.push_back(open.back().Called());
    }
  }
  if (open.empty()) {
    return NotOrdered(
        online
            ? name +
                  " 的主题系统不能代发：来源的配置里没有 reply，或主题已经不在了。请人在论坛上发，"
                  "再用 complaint posted 登记"
            : name + " 在论坛上没有主题，没有地方可发");
  }
  // Whoever wrote last waits for it.
  auto chosen = open.rbegin();
  if (!order.detail.empty()) {
    chosen = std::find_if(open.rbegin(), open.rend(), [&](const OpenThread& each) {
      return order.detail == each.thread.thread || order.detail == each.Called();
    });
    if (chosen == open.rend()) {
      return NotOrdered("“" + PlainLine(order.detail) + "”不是 " + name + " 能回的主题；可以是 " +
                        Listed(called));
    }
  }
  const std::string& text = reply.draft->why;
  if (OnlyWords(text).empty()) {
    return NotOrdered("回帖里没有字，认不出发了没有，系统不能代发");
  }
  if (const auto too_long = TooLongForForum(*chosen->source->json->reply, text)) {
    return NotOrdered("回帖超过论坛的字数上限：最多 " + std::to_string(too_long->first) +
                      " 个字，这一稿有 " + std::to_string(too_long->second) + " 个");
  }
  for (const StoredPost& post : posts_.OfThread(chosen->thread.source, chosen->thread.thread)) {
    if (post.seen.official && !post.gone_since && post.seen_at >= reply.draft->at &&
        CompareWords(text, post.seen.text) == SameWords::Yes) {
      return NotOrdered("论坛上已经有这一帖了（帖 " + PlainLine(post.seen.post) + "），不再发");
    }
  }
  if (std::string why = WhyInTheWay(order, complaint.id, chosen->thread, now); !why.empty()) {
    return NotOrdered(name + " " + why);
  }
  Posting posting;
  posting.complaint = complaint.id;
  posting.source = chosen->thread.source;
  posting.thread = chosen->thread.thread;
  posting.url = chosen->source->url;
  posting.text = text;
  posting.drafted_at = reply.draft->at;
  posting.who = Signed(order.who, order.account);
  if (!PostingStore(session_).Order(posting, now)) {
    return NotOrdered(name + " 的这一稿已经交给系统发在 " + PlainLine(chosen->Called()) +
                      " 了，一稿在一个主题里只发一次；用 complaint show 看发得怎样");
  }
  Record(order, complaint.id, chosen->Called(), now);
  return {true,
          name + " 的回帖交给系统发在 " + PlainLine(chosen->Called()) +
              (open.size() > 1 ? "（它有 " + std::to_string(open.size()) + " 个主题：" +
                                     Listed(called) + "，用 --thread 选）"
                               : "") +
              "：先看论坛上有没有，没有才发；用 complaint show 看结果，在论坛上看到了才算数（B2）",
          std::nullopt};
}

}  // namespace forumwatch
