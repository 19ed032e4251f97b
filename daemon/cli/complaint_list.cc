#include <algorithm>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>
#include <tuple>

#include <nlohmann/json.hpp>

#include "analysis/alerting/approval.h"
#include "analysis/alerting/wording.h"
#include "analysis/deadlines/duties.h"
#include "analysis/report/approvals.h"
#include "analysis/text/differences.h"
#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"
#include "daemon/answers.h"
#include "daemon/cli/analysis_files.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/draft_help.h"
#include "daemon/cli/explain_posts.h"
#include "daemon/cli/named_complaint.h"
#include "daemon/cli/posts_file.h"
#include "daemon/clock.h"
#include "daemon/desk/way.h"
#include "daemon/posting/posting_words.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/postings.h"
#include "daemon/store/sources.h"
#include "daemon/store/steps.h"

namespace forumwatch {
namespace {

// One line of the list.
struct Standing {
  Complaint complaint;
  std::string community;
  std::vector<Duty> duties;
  std::vector<Step> steps;        // its own
  std::vector<Step> with_merged;  // and those of what was merged into it
  std::vector<StaffAnswer> answers;

  [[nodiscard]] std::string_view Stage() const {
    return StageOf(complaint, steps, answers, duties);
  }

  [[nodiscard]] std::string Responsible() const {
    const std::string own = ResponsibleFor(steps);
    return own.empty() ? ResponsibleFor(with_merged) : own;
  }

  // The clock to be met first; nullptr: none runs.
  [[nodiscard]] const Duty* Next() const {
    const Duty* next = nullptr;
    if (complaint.history || complaint.status == ComplaintStatus::Closed) {
      return next;
    }
    for (const Duty& duty : duties) {
      const bool waits = !duty.satisfied_at && duty.state != DutyState::Void;
      if (waits && !IsSpokenForByALaterOne(duty, duties) &&
          (next == nullptr || duty.due_at < next->due_at)) {
        next = &duty;
      }
    }
    return next;
  }
};

Standing StandingOf(Session& session, const Config& config, Complaint complaint, UtcTime now) {
  Standing standing;
  standing.community = SourceStore(session).NameOf(complaint.community);
  standing.duties = DutyStore(session).LoadAt(complaint.id, now);
  standing.steps = StepStore(session).Of(complaint.id);
  standing.with_merged = StepStore(session).WithMerged(complaint.id);
  standing.answers = Answers(session, config).Judge(complaint);
  standing.complaint = std::move(complaint);
  return standing;
}

// What is due first stands first; what has no clock, hottest first.
bool ComesBefore(const Standing& a, const Standing& b) {
  const Duty* const next_a = a.Next();
  const Duty* const next_b = b.Next();
  if (next_a != nullptr && next_b != nullptr && next_a->due_at != next_b->due_at) {
    return next_a->due_at < next_b->due_at;
  }
  return std::make_tuple(next_a == nullptr, -a.complaint.heat.now, Raw(a.complaint.id)) <
         std::make_tuple(next_b == nullptr, -b.complaint.heat.now, Raw(b.complaint.id));
}

std::string InWords(const Standing& standing, const Zone& zone, UtcTime now) {
  const Complaint& complaint = standing.complaint;
  std::ostringstream text;
  text << Name(complaint.id) << "  " << standing.Stage();
  if (const Duty* const next = standing.Next()) {
    const bool late = next->due_at < now;
    text << "  " << ChineseName(next->kind) << " " << WrittenMoment(next->due_at, zone, now)
         << " 止（" << (late ? "已超时 " : "还有 ")
         << WrittenSpan(late ? now - next->due_at : next->due_at - now) << "）";
  }
  const std::string responsible = standing.Responsible();
  text << "  " << complaint.people << " 人 " << complaint.times << " 次，热度 " << std::fixed
       << std::setprecision(1) << complaint.heat.now << "  "
       << (responsible.empty() ? "未指派" : "责任人 " + PlainLine(responsible)) << "\n    "
       << (standing.community.empty() ? "" : PlainLine(standing.community) + "：")
       << PlainLine(complaint.summary);
  return text.str();
}

nlohmann::ordered_json StepJson(const Step& step, const Zone& zone) {
  return {{"at", zone.Format(step.at)},
          {"who", step.who},
          {"step", Name(step.kind)},
          {"detail", step.detail},
          {"why", step.why}};
}

// The complaint as in complaints.jsonl, with its way so far.
nlohmann::ordered_json InJson(Session& session, const Standing& standing, const Zone& zone) {
  auto json = nlohmann::ordered_json::parse(
      AnalysisFiles(session, zone).ComplaintLine(standing.complaint, standing.community));
  json["stage"] = standing.Stage();
  json["responsible"] = OrNull(standing.Responsible());
  json["next_due_at"] = nullptr;
  if (const Duty* const next = standing.Next()) {
    json["next_due_at"] = zone.Format(next->due_at);
  }
  json["steps"] = nlohmann::ordered_json::array();
  for (const Step& step : standing.with_merged) {
    json["steps"].push_back(StepJson(step, zone));
  }
  return json;
}

std::string Written(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

ExitCode ListComplaints(const CommonOptions& common, const ListOptions& options) {
  const Config config = LoadConfig(common.config, common.places);
  Session session(config.store, OpenMode::Read);
  const Transaction one_moment(session);
  const Zone zone(config.zone);
  const UtcTime now = common.now.value_or(SystemClock().Now());
  std::optional<ComplaintStatus> status;
  if (options.status != "all") {
    status = options.status == "closed" ? ComplaintStatus::Closed : ComplaintStatus::Open;
  }
  std::vector<Standing> list;
  for (Complaint& complaint : ComplaintStore(session).ListAll(status)) {
    if (complaint.history && !options.history) {
      continue;
    }
    Standing standing = StandingOf(session, config, std::move(complaint), now);
    if (options.community.empty() || options.community == standing.community) {
      list.push_back(std::move(standing));
    }
  }
  std::sort(list.begin(), list.end(), ComesBefore);
  for (const Standing& standing : list) {
    std::cout << (common.json ? Written(InJson(session, standing, zone))
                              : InWords(standing, zone, now))
              << "\n";
  }
  if (list.empty()) {
    std::cerr << "没有这样的投诉\n";
  }
  return ExitCode::Done;
}

namespace {

// nullopt: it says the same.
std::optional<WordingDifference> DifferenceFrom(const Step& draft, const StaffPost& post) {
  return SayTheSame(draft.why, post.text) ? std::nullopt
                                          : std::optional(CompareWording(draft.why, post.text));
}

// B12; nullopt: it is no answer to this complaint.
std::optional<Approval> ApprovalOf(const StaffAnswer& answer, const Standing& standing) {
  const UtcTime since = answer.MeasuresSince().value_or(answer.post.at);
  const bool other = answer.verdict == AnswerVerdict::AnotherMatter;
  return answer.replies.empty()
             ? std::nullopt
             : ApprovalOf({since, answer.post.text, other}, DraftedReplies(standing.with_merged))
                   .approval;
}

bool MayBeOf(const Step& draft, const StaffPost& post) {
  return post.at + kForumsUnit > draft.at;
}

// B11: what the forum has been told already; of the draft it says whether that stands there.
void WriteForumReplies(const OneComplaint& one, const Standing& standing, const Step* draft) {
  bool any = false;
  for (const StaffAnswer& answer : standing.answers) {
    if (answer.verdict == AnswerVerdict::TakenBack) {
      continue;
    }
    std::cout << (any ? "" : "\n论坛上的回帖（B11，口径要一致）\n") << "  "
              << WrittenMoment(answer.post.at, one.zone, one.now) << "  "
              << PlainLine(answer.post.text) << "\n      " << InWords(answer.verdict);
    if (draft != nullptr && MayBeOf(*draft, answer.post)) {
      const auto differs = DifferenceFrom(*draft, answer.post);
      std::cout << "；" << (differs ? "与这一稿不同：" + InWords(*differs) : "与这一稿一致");
    }
    if (const auto approval = ApprovalOf(answer, standing);
        approval && *approval != Approval::Before) {
      std::cout << "；" << InWords(*approval) << "（B12）";
    }
    std::cout << "\n";
    any = true;
  }
}

// B12: the draft, who approved it, what it leaves out, and whether what stands on the forum is
// that; before there is one, what it will have to answer.
void WriteReply(const OneComplaint& one, const Standing& standing) {
  const Complaint& complaint = one.complaint;
  const ReplyDraft reply = DraftOf(standing.steps);
  if (reply.draft == nullptr) {
    WritePointsToAnswer(PointsToAnswer(one.session, one.config, complaint),
                        AsksToAnswer(one.session, one.config, complaint), std::cout);
  } else {
    std::cout << "\n回帖稿（B12）  " << PlainLine(reply.draft->who) << " 拟，"
              << (reply.decision == nullptr ? "等待审批"
                                            : PlainLine(reply.decision->who) + " " +
                                                  std::string(ChineseName(reply.decision->kind)))
              << "\n  " << PlainLine(reply.draft->why) << "\n";
    WriteReview(ReviewDraft(one.session, one.config, complaint, reply.draft->why, reply.draft->at),
                std::cout);
  }
  if (const Step* const sent_back = DraftSentBackByMerge(standing.with_merged, complaint.id)) {
    std::cout << (reply.draft == nullptr ? "\n" : "") << "  并案时退回的稿子（"
              << Name(sent_back->complaint) << "，" << PlainLine(sent_back->who)
              << " 拟），还要说的请在这里另拟：" << PlainLine(sent_back->why) << "\n";
  }
  WriteForumReplies(one, standing, reply.draft);
}

// What has become of replies that the service was to post.
void WritePostings(const OneComplaint& one) {
  for (const Posting& posting : PostingStore(one.session).Of(one.complaint.id)) {
    std::cout << "  "
              << InWords(posting, SourceStore(one.session).NameOf(posting.source), one.zone,
                         one.now)
              << "\n";
  }
}

nlohmann::ordered_json PostingJson(const Posting& posting, const std::string& source,
                                   const Zone& zone) {
  nlohmann::ordered_json json = {{"source", source},
                                 {"thread", posting.thread},
                                 {"who", posting.who},
                                 {"ordered_at", zone.Format(posting.ordered_at)},
                                 {"state", Name(posting.state)},
                                 {"reason", OrNull(posting.reason)},
                                 {"post", OrNull(posting.forum_post)},
                                 {"attempts", posting.attempts},
                                 {"changed_at", zone.Format(posting.changed_at)},
                                 {"next_at", nullptr}};
  if (posting.due_at) {
    json["next_at"] = zone.Format(*posting.due_at);
  }
  return json;
}

void WriteInWords(const OneComplaint& one, const Standing& standing) {
  const Complaint& complaint = one.complaint;
  std::cout << InWords(standing, one.zone, one.now) << "\n";
  WriteSteps(standing.with_merged, complaint.id, one.zone, one.now, std::cout);
  WriteReply(one, standing);
  WritePostings(one);
  WriteExamples(ApprovedExamples(one.session, complaint), std::cout);
  WriteGuidance(GuidanceBeside(one.session, one.config, complaint), std::cout);
  std::cout << "\n帖子（拆案时用 帖 后面的编号）\n";
  ExplainedPosts(one.session, one.config, one.zone, one.now).WritePosts(complaint.id, std::cout);
  const std::string not_yet = WhyNotToBeClosed(standing.steps, one.now);
  if (complaint.status == ComplaintStatus::Open) {
    std::cout << "\n"
              << (not_yet.empty() ? "可以关闭（C3）" : "还不能关闭（C3）：" + not_yet)
              << "\n为什么归成一件、怎样计时：forumwatch explain " << Name(complaint.id)
              << "；记录表：forumwatch complaint record " << Name(complaint.id) << "\n";
  }
}

nlohmann::ordered_json ReplyJson(const StaffAnswer& answer, const Standing& standing,
                                 const Step* draft, const Zone& zone) {
  nlohmann::ordered_json json = {{"at", zone.Format(answer.post.at)},
                                 {"post", answer.post.forum_post},
                                 {"text", answer.post.text},
                                 {"verdict", InWords(answer.verdict)},
                                 {"approval", nullptr},
                                 {"as_drafted", nullptr},
                                 {"differs", nullptr}};
  if (const auto approval = ApprovalOf(answer, standing)) {
    json["approval"] = InWords(*approval);
  }
  if (draft != nullptr && MayBeOf(*draft, answer.post)) {
    const auto differs = DifferenceFrom(*draft, answer.post);
    json["as_drafted"] = !differs;
    if (differs) {
      json["differs"] = {{"left_out", differs->left_out}, {"added", differs->added}};
    }
  }
  return json;
}

// What stands beside the draft, there is one or not (B11, B13, C3, H).
void AddHelp(const OneComplaint& one, const Standing& standing, nlohmann::ordered_json& json) {
  json["points"] = PointsJson(PointsToAnswer(one.session, one.config, one.complaint),
                              AsksToAnswer(one.session, one.config, one.complaint));
  json["approved_examples"] = ExamplesJson(ApprovedExamples(one.session, one.complaint));
  json["guidance"] = GuidanceJson(GuidanceBeside(one.session, one.config, one.complaint));
  json["not_to_be_closed"] = nullptr;
  if (one.complaint.status == ComplaintStatus::Open) {
    json["not_to_be_closed"] = OrNull(WhyNotToBeClosed(standing.steps, one.now));
  }
}

// The same as in the list, with the latest draft (B12) and what is to be said of it (B13).
nlohmann::ordered_json WithDraft(const OneComplaint& one, const Standing& standing) {
  nlohmann::ordered_json json = InJson(one.session, standing, one.zone);
  json["postings"] = nlohmann::ordered_json::array();
  for (const Posting& posting : PostingStore(one.session).Of(one.complaint.id)) {
    json["postings"].push_back(
        PostingJson(posting, SourceStore(one.session).NameOf(posting.source), one.zone));
  }
  const ReplyDraft reply = DraftOf(standing.steps);
  json["draft"] = nullptr;
  json["forum_replies"] = nlohmann::ordered_json::array();
  for (const StaffAnswer& answer : standing.answers) {
    if (answer.verdict == AnswerVerdict::TakenBack) {
      continue;
    }
    json["forum_replies"].push_back(ReplyJson(answer, standing, reply.draft, one.zone));
  }
  if (reply.draft != nullptr) {
    nlohmann::ordered_json& draft = json["draft"];
    draft = StepJson(*reply.draft, one.zone);
    draft["decision"] = nullptr;
    if (reply.decision != nullptr) {
      draft["decision"] = Name(reply.decision->kind);
    }
    draft["review"] = ReviewJson(
        ReviewDraft(one.session, one.config, one.complaint, reply.draft->why, reply.draft->at));
  }
  AddHelp(one, standing, json);
  return json;
}

}  // namespace

ExitCode ShowComplaint(const CommonOptions& common, const std::string& name) {
  return ReadOneComplaint(common, name, [&](const OneComplaint& one) {
    const Standing standing = StandingOf(one.session, one.config, one.complaint, one.now);
    if (common.json) {
      std::cout << Written(WithDraft(one, standing)) << "\n";
    } else {
      WriteInWords(one, standing);
    }
  });
}

}  // namespace forumwatch
