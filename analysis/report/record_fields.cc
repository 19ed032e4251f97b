#include "analysis/report/record_fields.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "analysis/deadlines/closure.h"
#include "analysis/report/filed_words.h"
#include "analysis/report/summary.h"
#include "analysis/report/wording.h"
#include "analysis/text/differences.h"
#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using FieldLines = std::vector<std::string>;

constexpr std::size_t kShownPosts = 10;  // of the contents; the dossier has them all
constexpr int kShownPart = 200;          // code points

std::string Numbered(int number, const char* what) {
  return std::to_string(number) + " " + what;
}

std::string Tenth(double points) {
  const auto tenths = static_cast<long long>(points * 10 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// What the fields say, one function a field.
class RecordForm {
 public:
  RecordForm(const ComplaintFile& file, const Zone& zone) : file_(file), zone_(zone) {}

  [[nodiscard]] FieldLines Channels() const {
    std::vector<std::string> names;
    for (const FiledPost& post : file_.posts) {
      std::string name(WrittenChannel(post.channel));
      name += post.source.empty() ? "" : "（" + PlainLine(post.source) + "）";
      if (!post.parts.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(std::move(name));
      }
    }
    return {InOneLineOr(names, "没有帖子")};
  }

  [[nodiscard]] FieldLines Received() const {
    const UtcTime said = FirstSaidAt(file_);
    std::optional<UtcTime> seen;
    for (const FiledPost& post : file_.posts) {
      for (const FiledPart& part : post.parts) {
        seen = std::min(seen.value_or(part.seen_at), part.seen_at);
      }
    }
    FieldLines lines{"最早反映：" + Moment(said)};
    if (said < file_.complaint.opened_at) {
      lines.push_back("启用前的旧帖，从 " + Moment(file_.complaint.opened_at) +
                      " 又有人发帖时起计时");
    }
    if (seen) {
      lines.push_back("系统登记：" + Moment(*seen));
    }
    return lines;
  }

  [[nodiscard]] FieldLines Accepted() const { return Signed({StepKind::Acknowledged}); }

  [[nodiscard]] FieldLines Responsible() const {
    FieldLines lines;
    if (!file_.responsible.empty()) {
      lines.push_back(PlainLine(file_.responsible));
    }
    Append(lines, Signed({StepKind::Assigned}));
    return lines;
  }

  [[nodiscard]] FieldLines Contents() const {
    FieldLines lines{PlainLine(file_.complaint.summary)};
    std::size_t said = 0;
    for (const FiledPost& post : file_.posts) {
      if (post.parts.empty() || ++said > kShownPosts) {
        continue;
      }
      for (const FiledPart& part : post.parts) {
        lines.push_back(Moment(part.said_at) + " " + AuthorOf(post) + "：" +
                        ShortLine(part.text, kShownPart));
      }
    }
    if (said > kShownPosts) {
      lines.push_back("另有 " + std::to_string(said - kShownPosts) +
                      " 帖，全文见案卷（complaint dossier）");
    }
    return lines;
  }

  [[nodiscard]] FieldLines Nature() const {
    const Complaint& complaint = file_.complaint;
    return {"话题：" + InOneLineOr(complaint.topics, "未定"),
            "专业：" + (complaint.specialty.empty() ? "未定" : PlainLine(complaint.specialty))};
  }
  [[nodiscard]] FieldLines Class() const { return {WrittenClass(file_.complaint.complaint_class)}; }
  [[nodiscard]] FieldLines Place() const {
    return {file_.complaint.place.empty() ? "没有说" : PlainLine(file_.complaint.place)};
  }
  [[nodiscard]] FieldLines Danger() const {
    return {InOneLineOr(file_.complaint.flags, "没有看到")};
  }
  [[nodiscard]] FieldLines Extent() const {
    return {Numbered(file_.complaint.people, "人，") + Numbered(file_.complaint.times, "次")};
  }
  [[nodiscard]] FieldLines Hotness() const {
    const Heat& heat = file_.complaint.heat;
    return {"现在 " + Tenth(heat.now) + "，最高 " + Tenth(heat.peak) + "，累计 " +
            Tenth(heat.total)};
  }
  [[nodiscard]] FieldLines Impact() const { return Said({StepKind::ImpactStated}); }

  [[nodiscard]] FieldLines Clocks() const {
    FieldLines lines;
    for (const Duty& duty : file_.duties) {
      std::string line =
          std::string(ChineseName(duty.kind)) + "（" + std::string(HandbookRule(duty.kind)) + "）" +
          (duty.episode > 1 ? "第 " + std::to_string(duty.episode) + " 次" : "") + "：" +
          Moment(duty.due_at) + " 止，" + std::string(ChineseName(duty.state));
      if (duty.satisfied_at) {
        line += "，" + Moment(*duty.satisfied_at) + "（用时 " +
                WrittenSpan(*duty.satisfied_at - duty.starts_at) + "）";
      }
      lines.push_back(std::move(line));
      if (const auto delays = DelaysOf(duty, file_.handling)) {
        Append(lines, InWords(*delays));
      }
    }
    return lines.empty() ? FieldLines{"没有计时"} : lines;
  }

  // B12: the department investigates before the reply is drafted.
  [[nodiscard]] FieldLines Investigation() const { return Said({StepKind::Investigated}); }

  [[nodiscard]] FieldLines ProposedCause() const {
    return {file_.complaint.cause_confirmed
                ? "已由人确认，见确认的原因"
                : CauseName(file_.complaint.cause, file_.complaint.cause_item)};
  }
  [[nodiscard]] FieldLines ConfirmedCause() const {
    if (!file_.complaint.cause_confirmed) {
      return {};
    }
    FieldLines lines{CauseName(file_.complaint.cause, file_.complaint.cause_item)};
    Append(lines, Signed({StepKind::CauseConfirmed}));
    return lines;
  }

  // What was said and done about it, on the forum and elsewhere, in the order of time.
  [[nodiscard]] FieldLines Measures() const {
    std::vector<std::pair<UtcTime, std::string>> measures;
    for (const FiledPost& post : file_.posts) {
      if (post.measures_since) {
        measures.emplace_back(*post.measures_since,
                              Moment(*post.measures_since) + " " + AuthorOf(post) + " 回帖：" +
                                  PlainLine(WordsSince(post, *post.measures_since)));
      }
    }
    for (const Step& step : file_.steps) {
      if (step.kind == StepKind::Responded) {
        measures.emplace_back(step.at,
                              PlainLine(step.why) + "（" + Signature(step, file_, zone_) + "）");
      }
    }
    std::stable_sort(measures.begin(), measures.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    FieldLines lines;
    lines.reserve(measures.size());
    for (auto& [at, text] : measures) {
      lines.push_back(std::move(text));
    }
    return lines;
  }

  [[nodiscard]] FieldLines Replies() const {
    FieldLines lines;
    const FiledReplies replies = RepliesOf(file_);
    for (const FiledAnswer& answer : replies.undrafted) {
      lines.push_back("论坛上 " + Moment(answer.post->at) + " 的回帖，没有拟稿，未经批准：" +
                      PlainLine(answer.post->seen.text));
    }
    for (const FiledReply& reply : replies.drafted) {
      lines.push_back("拟稿（" + Signature(*reply.draft, file_, zone_) + "）：" +
                      PlainLine(reply.draft->why));
      lines.push_back(reply.decision == nullptr ? "等待审批" : InOneLine(*reply.decision));
      for (const auto& [post, approval] : reply.posted) {
        lines.push_back(
            "论坛上 " + Moment(post->at) + " 的回帖" +
            (SayTheSame(post->seen.text, reply.draft->why)
                 ? "与这一稿一致"
                 : "与这一稿不同：" + InWords(CompareWording(reply.draft->why, post->seen.text))) +
            (approval == Approval::Before ? "" : "；" + std::string(InWords(approval))));
      }
    }
    Append(lines, Signed({StepKind::Posted}));
    return lines;
  }

  [[nodiscard]] FieldLines Notice() const {
    FieldLines lines = Signed({StepKind::Notified});
    const std::optional<int>& complaint_class = file_.complaint.complaint_class;
    if (lines.empty() && complaint_class != 2) {
      lines.emplace_back(complaint_class ? "不需要：不是二类" : "类别待定：定为二类的要送");
    }
    return lines;
  }

  [[nodiscard]] FieldLines Result() const {
    FieldLines lines;
    for (const Step& step : file_.steps) {
      if (step.kind == StepKind::Handled) {
        lines.push_back((step.why.empty() ? "已处理，没有写结果" : PlainLine(step.why)) + "（" +
                        Signature(step, file_, zone_) + "）" + Undone(step));
      }
    }
    return lines;
  }
  [[nodiscard]] bool HasResult() const { return Holds(StepKind::Handled); }

  [[nodiscard]] FieldLines Revisit() const {
    FieldLines lines;
    for (const Step& step : file_.steps) {
      if (step.kind == StepKind::Revisited && step.why.empty()) {
        lines.push_back(InOneLine(step) + "，没有写方式和意见" + Undone(step));
      } else if (step.kind == StepKind::Revisited || step.kind == StepKind::RevisitWaived) {
        lines.push_back(InOneLine(step) + Undone(step));
      }
    }
    return lines;
  }
  [[nodiscard]] bool IsRevisited() const {
    std::vector<Step> holding;
    for (const Step* const step : holding_) {
      holding.push_back(*step);
    }
    return WaiverAmong(InOrder(std::move(holding))) != nullptr ||
           std::any_of(holding_.begin(), holding_.end(), [](const Step* step) {
             return step->kind == StepKind::Revisited && !step->why.empty();
           });
  }

  [[nodiscard]] FieldLines Lessons() const { return Said({StepKind::LessonDrawn}); }

  [[nodiscard]] FieldLines Closing() const {
    FieldLines lines = Signed({StepKind::Closed, StepKind::Reopened});
    if (file_.complaint.status == ComplaintStatus::Open && !file_.not_to_be_closed.empty()) {
      lines.push_back("还没有关闭：" + PlainLine(file_.not_to_be_closed));
    }
    return lines;
  }
  [[nodiscard]] bool IsClosed() const { return file_.complaint.status == ComplaintStatus::Closed; }

 private:
  [[nodiscard]] std::string Moment(UtcTime at) const { return WrittenMinute(at, zone_); }

  static void Append(FieldLines& lines, FieldLines more) {
    std::move(more.begin(), more.end(), std::back_inserter(lines));
  }

  [[nodiscard]] bool Holds(StepKind kind) const {
    return std::any_of(holding_.begin(), holding_.end(),
                       [kind](const Step* step) { return step->kind == kind; });
  }
  [[nodiscard]] const char* Undone(const Step& step) const {
    const bool own = step.complaint == file_.complaint.id;
    return own && std::find(holding_.begin(), holding_.end(), &step) == holding_.end()
               ? "；此后又重新打开或并案"
               : "";
  }

  static bool IsOf(const Step& step, std::initializer_list<StepKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), step.kind) != kinds.end();
  }

  // "指派：张工（李主管，2026年3月2日 10:05）：电梯归工程部"
  [[nodiscard]] std::string InOneLine(const Step& step) const {
    return std::string(ChineseName(step.kind)) +
           (step.detail.empty() ? "" : "：" + PlainLine(step.detail)) + "（" +
           Signature(step, file_, zone_) + "）" +
           (step.why.empty() ? "" : "：" + PlainLine(step.why));
  }
  [[nodiscard]] FieldLines Signed(std::initializer_list<StepKind> kinds) const {
    FieldLines lines;
    for (const Step& step : file_.steps) {
      if (IsOf(step, kinds)) {
        lines.push_back(InOneLine(step));
      }
    }
    return lines;
  }
  // What people wrote is what the field is about.
  [[nodiscard]] FieldLines Said(std::initializer_list<StepKind> kinds) const {
    FieldLines lines;
    for (const Step& step : file_.steps) {
      if (IsOf(step, kinds)) {
        lines.push_back(PlainLine(step.why) + "（" + Signature(step, file_, zone_) + "）");
      }
    }
    return lines;
  }

  const ComplaintFile& file_;
  const Zone& zone_;
  std::vector<const Step*> holding_ = StepsThatHold(file_);
};

struct FieldRow {
  const char* name;
  const char* rule;
  FieldLines (RecordForm::*says)() const;
  const char* verb = "";  // of `forumwatch complaint`; "" where something always stands
  const char* words = "";
  bool (RecordForm::*filled)() const = nullptr;  // where that is not the same as having lines
};

constexpr FieldRow kFields[] = {
    {"CHANNELS", "A3", &RecordForm::Channels},
    {"RECEIVED", "B1", &RecordForm::Received},
    {"ACCEPTED", "B1", &RecordForm::Accepted, "accept"},
    {"RESPONSIBLE", "B5", &RecordForm::Responsible, "assign", "责任人"},
    {"CONTENTS", "B1", &RecordForm::Contents},
    {"CLASS", "A2", &RecordForm::Class},
    {"NATURE", "F2", &RecordForm::Nature},
    {"PLACE", "B1", &RecordForm::Place},
    {"DANGER", "B10", &RecordForm::Danger},
    {"EXTENT", "E4", &RecordForm::Extent},
    {"HEAT", "E5", &RecordForm::Hotness},
    {"IMPACT", "E5", &RecordForm::Impact, "impact", "网下影响程度"},
    {"CLOCKS", "B2", &RecordForm::Clocks},
    {"INVESTIGATION", "B12", &RecordForm::Investigation, "investigate", "查到的情况"},
    {"PROPOSED_CAUSE", "E6", &RecordForm::ProposedCause},
    {"CONFIRMED_CAUSE", "E6", &RecordForm::ConfirmedCause, "confirm", "原因/细项"},
    {"MEASURES", "B3", &RecordForm::Measures, "respond", "怎样处理的"},
    {"REPLIES", "B12", &RecordForm::Replies, "draft", "回帖全文"},
    {"NOTICE", "B4", &RecordForm::Notice, "notified", "怎样送的"},
    {"RESULT", "B1", &RecordForm::Result, "handled", "--why 处理结果", &RecordForm::HasResult},
    {"REVISIT", "C1", &RecordForm::Revisit, "revisit",
     "满意或不满意 --why 方式和意见（不用回访的用 no-revisit，C2）", &RecordForm::IsRevisited},
    {"LESSONS", "F4", &RecordForm::Lessons, "lessons", "预防措施"},
    {"CLOSING", "C3", &RecordForm::Closing, "close", "", &RecordForm::IsClosed},
};

}  // namespace

std::vector<FormField> RecordFields(const ComplaintFile& file, const Zone& zone) {
  const RecordForm form(file, zone);
  std::vector<FormField> fields;
  for (const FieldRow& row : kFields) {
    FormField field{row.name, row.rule, (form.*row.says)(), "", true};
    field.filled = row.filled == nullptr ? !field.lines.empty() : (form.*row.filled)();
    if (std::string_view(row.verb) != "") {
      field.how = "forumwatch complaint " + std::string(row.verb) + " " + Name(file.complaint.id) +
                  (std::string_view(row.words) == "" ? "" : " " + std::string(row.words));
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace forumwatch
