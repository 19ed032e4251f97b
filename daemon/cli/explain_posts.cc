#include "daemon/cli/explain_posts.h"

#include <algorithm>

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"
#include "analysis/understanding/reply.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"

namespace forumwatch {
namespace {

std::string_view InWords(Decision decision) {
  switch (decision) {
    case Decision::Open:
      return "新开";
    case Decision::Join:
      return "并入";
    case Decision::Suggest:
      return "新开，建议人工看看是否同一件事";
    case Decision::None:
      return "不计";
  }
  return {};
}

// "主题 1095 第 3 楼，帖 21358"
std::string WhereItStands(const SeenPost& post) {
  return "主题 " + PlainLine(post.thread) +
         (post.floor ? " 第 " + std::to_string(*post.floor) + " 楼" : "") + "，帖 " +
         PlainLine(post.post) +
         (post.attachments > 0 ? "，附图或文件 " + std::to_string(post.attachments) + " 个" : "");
}

}  // namespace

std::string InOneLine(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : std::string(between)) + PlainLine(part);
  }
  return text;
}

// Of `part` only what it covers.
void ExplainedPosts::WritePost(PostId id, const Segment* part, std::ostream& out) {
  const StoredPost post = PostStore(session_).Load(id).value();
  const std::string_view said =
      part == nullptr ? std::string_view(post.seen.text) : SegmentText(post.seen.text, *part);
  out << "  " << WrittenMoment(post.at(), zone_, now_) << "  "
      << (post.seen.author.empty() ? "匿名" : PlainLine(post.seen.author)) << "（"
      << WhereItStands(post.seen) << (post.gone_since ? "，已删除" : "") << "）："
      << ShortLine(said.empty() ? std::string_view(post.seen.title) : said) << "\n";
  if (const std::string link = SafeLink(post.seen.url); !link.empty()) {
    out << "      " << link << "\n";
  }
}

void ExplainedPosts::WritePosts(ComplaintId id, std::ostream& out) {
  SegmentStore store(session_);
  const std::vector<StoredSegment> segments = store.OfComplaint(id);
  const std::vector<DecisionRow> rows = store.LoadDecisions(id);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    WritePost(rows[i].post, &segments.at(i).segment, out);
  }
}

void ExplainedPosts::WriteDecisions(ComplaintId id, std::ostream& out) {
  out << "\n为什么这些帖子算同一件事（E4、E5）\n";
  SegmentStore store(session_);
  const std::vector<StoredSegment> segments = store.OfComplaint(id);
  const std::vector<DecisionRow> rows = store.LoadDecisions(id);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const DecisionRow& row = rows[i];
    const Segment& segment = segments.at(i).segment;
    WritePost(row.post, &segment, out);
    out << "      " << InWords(row.placement.decision) << "："
        << InOneLine(row.placement.reasons, "；") << "\n      看到的词："
        << InOneLine(segment.reasons, "；") << "\n";
    for (const ComplaintId other : row.placement.suggested) {
      out << "      可能与 " << Name(other) << " 是同一件事\n";
    }
  }
}

void ExplainedPosts::WriteStaff(const Complaint& complaint, std::ostream& out) {
  out << "\n物业在这些主题里的回帖（B2、B3）\n";
  std::vector<StaffAnswer> answers = Answers(session_, config_).Judge(complaint);
  std::stable_sort(answers.begin(), answers.end(), [](const StaffAnswer& a, const StaffAnswer& b) {
    return a.post.at < b.post.at;
  });
  if (answers.empty()) {
    out << "  没有看到\n";
  }
  for (const StaffAnswer& answer : answers) {
    WritePost(answer.post.post, nullptr, out);
    out << "      " << InWords(answer.verdict) << "\n";
    const auto words = WordsOfReply(answer.post.text, answer.post.kind, *config_.lexicon);
    if (!words.empty()) {
      out << "      看到的词：" << InOneLine(words, "；") << "\n";
    }
  }
}

}  // namespace forumwatch
