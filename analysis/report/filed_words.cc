#include "analysis/report/filed_words.h"

#include <algorithm>

#include "analysis/report/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {

UtcTime FirstSaidAt(const ComplaintFile& file) {
  UtcTime said = file.complaint.opened_at;
  for (const FiledPost& post : file.posts) {
    for (const FiledPart& part : post.parts) {
      said = std::min(said, part.said_at);
    }
  }
  return said;
}

std::vector<const Step*> StepsThatHold(const ComplaintFile& file) {
  std::vector<const Step*> steps;
  for (const Step& step : file.steps) {
    if (step.complaint != file.complaint.id) {
      continue;
    }
    if (step.kind == StepKind::Reopened || step.kind == StepKind::Merged) {
      steps.clear();
    }
    steps.push_back(&step);
  }
  return steps;
}

std::string_view FirstWords(const FiledPost& post) {
  return post.revisions.empty() ? post.seen.text : post.revisions.front().text;
}

std::string_view WordsAfter(const FiledPost& post, std::size_t revision) {
  return revision + 1 < post.revisions.size() ? post.revisions[revision + 1].text : post.seen.text;
}

std::string_view WordsSince(const FiledPost& post, UtcTime since) {
  if (since <= post.at) {
    return FirstWords(post);
  }
  // The forum may tell of an edit before it was seen.
  const auto before =
      std::find_if(post.revisions.begin(), post.revisions.end(),
                   [&](const FiledRevision& revision) { return revision.replaced_at >= since; });
  return before == post.revisions.end()
             ? post.seen.text
             : WordsAfter(post, static_cast<std::size_t>(before - post.revisions.begin()));
}

FiledReplies RepliesOf(const ComplaintFile& file) {
  FiledReplies all;
  const std::vector<DraftedReply> drafts = DraftedReplies(file.steps);
  for (const DraftedReply& reply : drafts) {
    all.drafted.push_back(
        {reply.draft, reply.decisions.empty() ? nullptr : reply.decisions.back(), {}});
  }
  for (const FiledPost& post : file.posts) {
    const UtcTime since = post.measures_since.value_or(post.at);
    const ApprovedBy by = ApprovalOf({since, post.seen.text, post.of_another_matter}, drafts);
    if (!post.answers || !by.approval) {
      continue;
    }
    // Other words stand beside the latest draft by then.
    const auto of = std::find_if(all.drafted.rbegin(), all.drafted.rend(), [&](const auto& reply) {
      return by.drafted == nullptr ? reply.draft->at < since + kForumsUnit
                                   : reply.draft == by.drafted->draft;
    });
    (of == all.drafted.rend() ? all.undrafted : of->posted).push_back({&post, *by.approval});
  }
  return all;
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
