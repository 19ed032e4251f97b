#include "daemon/answers.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/grouping/named.h"
#include "analysis/understanding/reply.h"

namespace forumwatch {

std::string_view InWords(AnswerVerdict verdict) {
  switch (verdict) {
    case AnswerVerdict::Measures:
      return "算首次回复，也算具体措施";
    case AnswerVerdict::Acknowledgement:
      return "算首次回复；只是受理确认，不算具体措施";
    case AnswerVerdict::NoMeasures:
      return "算首次回复；判定为“其他”：没有说做了什么、什么时候做，不算具体措施";
    case AnswerVerdict::AnotherMatter:
      return "算首次回复；这个主题里不止一件事，这里的措施说的不是这一件，不算具体措施";
    case AnswerVerdict::TooEarly:
      return "不算：发在这次计时开始之前";
    case AnswerVerdict::TakenBack:
      return "不算：已被删除";
  }
  return {};
}

std::optional<UtcTime> StaffAnswer::MeasuresSince() const {
  const auto measures = std::find_if(replies.begin(), replies.end(), [](const Reply& reply) {
    return reply.kind == ReplyKind::Measures;
  });
  return measures == replies.end() ? std::nullopt : std::optional(measures->at);
}

Answers::Answers(Session& session, const Config& config)
    : config_(config), complaints_(session), posts_(session) {}

std::vector<Reply> Answers::To(const Complaint& complaint) {
  std::vector<Reply> replies;
  for (StaffAnswer& answer : Judge(complaint)) {
    std::move(answer.replies.begin(), answer.replies.end(), std::back_inserter(replies));
  }
  return replies;
}

std::vector<StaffAnswer> Answers::Judge(const Complaint& complaint) {
  std::vector<StaffAnswer> answers;
  for (const StaffPost& post : complaints_.StaffPostsFor(complaint.id)) {
    StaffAnswer& answer = answers.emplace_back(Judge(post, complaint));
    const auto before = [&](const Reply& reply) { return reply.at < complaint.opened_at; };
    if (std::erase_if(answer.replies, before) > 0 && answer.replies.empty()) {
      answer.verdict = AnswerVerdict::TooEarly;
    }
  }
  return answers;
}

StaffAnswer Answers::Judge(const StaffPost& post, const Complaint& complaint) {
  using enum AnswerVerdict;
  if (post.taken_back || post.too_early) {
    return {post, post.taken_back ? TakenBack : TooEarly, {}};
  }
  const std::string by = "post " + post.forum_post;
  if (post.kind != ReplyKind::Measures) {
    const bool bare = post.kind == ReplyKind::Acknowledgement;
    return {post, bare ? Acknowledgement : NoMeasures, {{post.at, post.kind, by}}};
  }
  if (!Concerns(post, post.text, complaint)) {
    return {post, AnotherMatter, {{post.at, ReplyKind::Other, by}}};
  }
  StaffAnswer answer{post, Measures, {}};
  const UtcTime since = std::max(MeasuresSince(post, complaint), post.at);
  if (since > post.at) {
    answer.replies.push_back({post.at, ReplyKind::Other, by});
  }
  answer.replies.push_back({since, ReplyKind::Measures, by});
  return answer;
}

UtcTime Answers::MeasuresSince(const StaffPost& post, const Complaint& complaint) {
  if (post.changed_at == post.seen_at) {
    return post.at;
  }
  // The forum's own word for when it was edited; never later than the change was seen.
  UtcTime since = std::min(post.edited_at.value_or(post.changed_at), post.changed_at);
  const std::vector<PostRevision> revisions = posts_.RevisionsOf(post.post);
  for (std::size_t i = revisions.size(); i > 0; --i) {
    const PostRevision& before = revisions[i - 1];
    if (JudgeReply(before.text, *config_.lexicon) != ReplyKind::Measures ||
        !Concerns(post, before.text, complaint)) {
      return std::max(since, before.seen_at);
    }
    since = before.seen_at;
  }
  return post.at;
}

bool Answers::Concerns(const StaffPost& post, std::string_view text,
                       const Complaint& complaint) const {
  if (!post.shared || post.quotes_it) {
    return true;
  }
  const NamedMatters named = MattersNamed(text, *config_.lexicon);
  const bool names_nothing = named.topics.empty() && named.places.empty();
  return names_nothing ? post.speaks_to_the_thread : IsNamed(complaint, named);
}

}  // namespace forumwatch
