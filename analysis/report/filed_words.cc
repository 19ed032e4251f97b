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

namespace {

// The draft that it follows; an edit may have made of it what a later draft says. nullptr: none.
FiledReply* DraftOf(const FiledPost& post, std::vector<FiledReply>& replies) {
  const auto latest_by = [&](UtcTime at, const auto& fits) {
    const auto found = std::find_if(replies.rbegin(), replies.rend(), [&](const FiledReply& reply) {
      return reply.draft->at <= at && fits(*reply.draft);
    });
    return found == replies.rend() ? nullptr : &*found;
  };
  const UtcTime changed_at = post.revisions.empty() ? post.at : post.revisions.back().replaced_at;
  FiledReply* const same = latest_by(
      changed_at, [&](const Step& draft) { return SayTheSame(post.seen.text, draft.why); });
  return same != nullptr ? same
                         : latest_by(post.measures_since.value_or(post.at),
                                     [](const Step& /*draft*/) { return true; });
}

}  // namespace

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
    if (!post.answers) {
      continue;
    }
    FiledReply* const draft = DraftOf(post, replies);
    (draft == nullptr ? all.undrafted : draft->posted).push_back(&post);
  }
  return all;
}

bool WasPostedFirst(const FiledPost& post, const FiledReply& reply) {
  return reply.decision != nullptr && reply.decision->kind == StepKind::Approved &&
         post.measures_since.value_or(post.at) < reply.decision->at;
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
