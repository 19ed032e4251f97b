#include "analysis/report/record_fields.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "analysis/report/summary.h"
#include "analysis/report/wording.h"
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

std::string OrWord(const std::vector<std::string>& parts, const char* none) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : "、") + PlainLine(part);
  }
  return text.empty() ? none : text;
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
    return {OrWord(names, "没有帖子")};
  }

  [[nodiscard]] FieldLines Received() const {
    UtcTime said = file_.complaint.opened_at;
    std::optional<UtcTime> seen;
    for (const FiledPost& post : file_.posts) {
      if (!post.parts.empty()) {
        said = std::min(said, post.at);
        seen = std::min(seen.value_or(post.seen_at), post.seen_at);
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
      for (const std::string& part : post.parts) {
        lines.push_back(Moment(post.at) + " " + AuthorOf(post) + "：" +
                        ShortLine(part, kShownPart));
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
    return {"话题：" + OrWord(complaint.topics, "未定"),
            "专业：" + (complaint.specialty.empty() ? "未定" : PlainLine(complaint.specialty))};
  }
  [[nodiscard]] FieldLines Class() const { return {WrittenClass(file_.complaint.complaint_class)}; }
  [[nodiscard]] FieldLines Place() const {
    return {file_.complaint.place.empty() ? "没有说" : PlainLine(file_.complaint.place)};
  }
  [[nodiscard]] FieldLines Danger() const { return {OrWord(file_.complaint.flags, "没有看到")}; }
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
    }
    return lines.empty() ? FieldLines{"没有计时"} : lines;
  }

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
      if (post.measures) {
        measures.emplace_back(post.at, Moment(post.at) + " " + AuthorOf(post) + " 回帖：" +
                                           PlainLine(post.seen.text));
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
    for (const FiledReply& reply : RepliesOf(file_)) {
      lines.push_back("拟稿（" + Signature(*reply.draft, file_, zone_) + "）：" +
                      PlainLine(reply.draft->why));
      lines.push_back(reply.decision == nullptr ? "等待审批" : InOneLine(*reply.decision));
      for (const FiledPost* const post : reply.posted) {
        lines.push_back("论坛上 " + Moment(post->at) + " 的回帖" +
                        (SaysTheSame(*post, *reply.draft) ? "与这一稿一致" : "与这一稿不同"));
      }
    }
    Append(lines, Signed({StepKind::Posted}));
    return lines;
  }

  [[nodiscard]] FieldLines Notice() const {
    FieldLines lines = Signed({StepKind::Notified});
    if (lines.empty() && file_.complaint.complaint_class != 2) {
      lines.emplace_back("不需要：不是二类");
    }
    return lines;
  }

  [[nodiscard]] FieldLines Result() const {
    FieldLines lines;
    for (const Step& step : file_.steps) {
      if (step.kind == StepKind::Handled) {
        lines.push_back((step.why.empty() ? "已处理，没有写结果" : PlainLine(step.why)) + "（" +
                        Signature(step, file_, zone_) + "）");
      }
    }
    return lines;
  }

  [[nodiscard]] FieldLines Revisit() const {
    FieldLines lines;
    for (const Step& step : file_.steps) {
      if (step.kind == StepKind::Revisited && step.why.empty()) {
        lines.push_back(InOneLine(step) + "，没有写方式和意见");
      } else if (step.kind == StepKind::Revisited || step.kind == StepKind::RevisitWaived) {
        lines.push_back(InOneLine(step));
      }
    }
    return lines;
  }

  [[nodiscard]] FieldLines Lessons() const { return Said({StepKind::LessonDrawn}); }

  [[nodiscard]] FieldLines Closing() const {
    FieldLines lines = Signed({StepKind::Closed, StepKind::Reopened});
    if (file_.complaint.status == ComplaintStatus::Open && !file_.not_to_be_closed.empty()) {
      lines.push_back("还没有关闭：" + PlainLine(file_.not_to_be_closed));
    }
    return lines;
  }

 private:
  [[nodiscard]] std::string Moment(UtcTime at) const { return WrittenMinute(at, zone_); }

  static void Append(FieldLines& lines, FieldLines more) {
    std::move(more.begin(), more.end(), std::back_inserter(lines));
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
};

struct FieldRow {
  const char* name;
  const char* rule;
  FieldLines (RecordForm::*says)() const;
  const char* verb = "";  // of `forumwatch complaint`; "" where something always stands
  const char* words = "";
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
    {"PROPOSED_CAUSE", "E6", &RecordForm::ProposedCause},
    {"CONFIRMED_CAUSE", "E6", &RecordForm::ConfirmedCause, "confirm", "原因/细项"},
    {"MEASURES", "B3", &RecordForm::Measures, "respond", "怎样处理的"},
    {"REPLIES", "B12", &RecordForm::Replies, "draft", "回帖全文"},
    {"NOTICE", "B4", &RecordForm::Notice, "notified", "怎样送的"},
    {"RESULT", "B1", &RecordForm::Result, "handled", "--why 处理结果"},
    {"REVISIT", "C1", &RecordForm::Revisit, "revisit",
     "满意或不满意 --why 方式和意见（不用回访的用 no-revisit，C2）"},
    {"LESSONS", "F4", &RecordForm::Lessons, "lessons", "预防措施"},
    {"CLOSING", "C3", &RecordForm::Closing, "close"},
};

}  // namespace

std::vector<FormField> RecordFields(const ComplaintFile& file, const Zone& zone) {
  const RecordForm form(file, zone);
  std::vector<FormField> fields;
  for (const FieldRow& row : kFields) {
    FormField field{row.name, row.rule, (form.*row.says)(), ""};
    if (std::string_view(row.verb) != "") {
      field.how = "forumwatch complaint " + std::string(row.verb) + " " + Name(file.complaint.id) +
                  (std::string_view(row.words) == "" ? "" : " " + std::string(row.words));
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

std::vector<FiledReply> RepliesOf(const ComplaintFile& file) {
  std::vector<FiledReply> replies;
  for (const Step& step : file.steps) {
    if (step.kind == StepKind::Drafted) {
      replies.push_back({&step, nullptr, {}});
    } else if (step.kind == StepKind::Approved || step.kind == StepKind::Rejected) {
      const auto latest = std::find_if(
          replies.rbegin(), replies.rend(),
          [&](const FiledReply& reply) { return reply.draft->complaint == step.complaint; });
      if (latest != replies.rend()) {
        latest->decision = &step;
      }
    }
  }
  for (const FiledPost& post : file.posts) {
    const auto latest =
        std::find_if(replies.rbegin(), replies.rend(),
                     [&](const FiledReply& reply) { return reply.draft->at <= post.at; });
    if (post.answers && latest != replies.rend()) {
      latest->posted.push_back(&post);
    }
  }
  return replies;
}

bool SaysTheSame(const FiledPost& post, const Step& draft) {
  return Normalise(post.seen.text) == Normalise(draft.why);
}

std::string Signature(const Step& step, const ComplaintFile& file, const Zone& zone) {
  return PlainLine(step.who) + "，" + WrittenMinute(step.at, zone) +
         (step.complaint == file.complaint.id ? "" : "，对 " + Name(step.complaint));
}

std::string AuthorOf(const FiledPost& post) {
  std::string author = PlainLine(post.seen.author);
  return author.empty() ? "匿名" : author;
}

}  // namespace forumwatch
