#include "analysis/report/filed_words.h"

#include <algorithm>

#include "analysis/report/wording.h"
#include "analysis/text/normalise.h"
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

FiledReplies RepliesOf(const ComplaintFile& file) {
  FiledReplies all;
  std::vector<FiledReply>& replies = all.drafted;
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
    if (post.answers) {
      (latest == replies.rend() ? all.undrafted : latest->posted).push_back(&post);
    }
  }
  return all;
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
