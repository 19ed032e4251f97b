// The file of a major complaint (B7).
#include <algorithm>
#include <cstring>  // ctemplate's own header needs it and forgets it
#include <utility>

#include <ctemplate/template_dictionary.h>

#include "analysis/report/complaint_documents.h"
#include "analysis/report/filed_words.h"
#include "analysis/report/paper_values.h"
#include "analysis/report/template_text.h"
#include "analysis/report/wording.h"
#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using ctemplate::TemplateDictionary;

struct DossierEvent {
  UtcTime at{};
  std::string what;
  std::string who;
  std::string text;
};

// As it was when it was posted: what an edit brought has its own time.
const char* WhatAPostIs(const FiledPost& post) {
  if (!post.counts_for.empty()) {
    return "物业回帖";
  }
  if (post.seen.official) {
    return "物业发帖";
  }
  const bool speaks_of_it =
      std::any_of(post.parts.begin(), post.parts.end(),
                  [&](const FiledPart& part) { return part.said_at <= post.at; });
  return speaks_of_it ? "反映" : "发帖";
}

void AddEventsOf(const FiledPost& post, std::vector<DossierEvent>& events) {
  const std::string author = AuthorOf(post);
  events.push_back({post.at, WhatAPostIs(post), author, std::string(FirstWords(post))});
  for (const FiledPart& part : post.parts) {
    if (part.said_at > post.at) {
      events.push_back({part.said_at, "改帖后反映", author, part.text});
    }
  }
  if (post.measures_since && *post.measures_since > post.at) {
    events.push_back({*post.measures_since, "物业回帖改过，从此算具体措施", author,
                      std::string(WordsSince(post, *post.measures_since))});
  }
  for (std::size_t i = 0; i < post.revisions.size(); ++i) {
    events.push_back(
        {post.revisions[i].replaced_at, "看到帖子改过", author, std::string(WordsAfter(post, i))});
  }
  if (post.gone_since) {
    events.push_back({*post.gone_since, "看到帖子已删除", author, ""});
  }
}

// Everything that happened, by time; what happened in one instant as it stands in the file.
std::vector<DossierEvent> TimeLine(const ComplaintFile& file) {
  std::vector<DossierEvent> events;
  for (const FiledPost& post : file.posts) {
    AddEventsOf(post, events);
  }
  for (const Step& step : file.steps) {
    events.push_back({step.at,
                      std::string(ChineseName(step.kind)) +
                          (step.detail.empty() ? "" : "：" + PlainLine(step.detail)),
                      step.who, step.why});
  }
  for (const Duty& duty : file.duties) {
    if (duty.state == DutyState::Missed || duty.state == DutyState::Late) {
      events.push_back({duty.due_at, "期限到，没有完成：" + std::string(ChineseName(duty.kind)), "",
                        std::string(HandbookRule(duty.kind))});
    }
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const DossierEvent& a, const DossierEvent& b) { return a.at < b.at; });
  return events;
}

class Dossier {
 public:
  Dossier(const ComplaintFile& file, const Zone& zone)
      : file_(file), zone_(zone), page_("dossier") {
    AddHeading(page_, file, zone);
    AddFields(page_, RecordFields(file, zone));
    AddEvents();
    AddPosts();
    AddLetters();
    AddReplies();
    AddAlerts();
  }

  [[nodiscard]] std::string Text(std::string_view template_text) const {
    return FillTemplate("dossier.tpl", template_text, page_);
  }

 private:
  [[nodiscard]] std::string Moment(UtcTime at) const { return WrittenMinute(at, zone_); }

  void AddEvents() {
    for (const DossierEvent& event : TimeLine(file_)) {
      TemplateDictionary& line = *page_.AddSectionDictionary("EVENT");
      line.SetValue("AT", Moment(event.at));
      line.SetValue("WHAT", event.what);
      line.SetValue("WHO", PlainLine(event.who));
      line.SetValue("TEXT", ShortLine(event.text, 160));
    }
  }

  void AddPosts() {
    int number = 0;
    for (const FiledPost& post : file_.posts) {
      TemplateDictionary& values = *page_.AddSectionDictionary("POST");
      values.SetValue("NUMBER_IN_FILE", std::to_string(++number));
      values.SetValue("AUTHOR", AuthorOf(post));
      values.SetValue("AT", Moment(post.at));
      values.SetValue("SEEN_AT", Moment(post.seen_at));
      values.SetValue("WHERE", Where(post));
      if (!post.seen.posted_at) {
        values.ShowSection("TIME_UNKNOWN");
      }
      if (post.seen.edited_at) {
        values.AddSectionDictionary("EDITED")->SetValue("WHEN", Moment(*post.seen.edited_at));
      }
      if (post.gone_since) {
        values.AddSectionDictionary("GONE")->SetValue("WHEN", Moment(*post.gone_since));
      }
      if (post.seen.attachments > 0) {
        values.AddSectionDictionary("FILES")->SetValue("COUNT",
                                                       std::to_string(post.seen.attachments));
      }
      if (!post.beside.empty()) {
        values.AddSectionDictionary("BESIDE")->SetValue("WHY", post.beside);
      }
      if (!post.counts_for.empty()) {
        values.AddSectionDictionary("STAFF")->SetValue("COUNTS_FOR", post.counts_for);
      }
      if (const std::string title = PlainLine(post.seen.title); !title.empty()) {
        values.AddSectionDictionary("TITLE")->SetValue("TEXT", title);
      }
      if (const std::string link = SafeLink(post.seen.url); !link.empty()) {
        values.AddSectionDictionary("LINK")->SetValue("URL", link);
      }
      AddLines(values, PlainLines(post.seen.text));
      AddRevisions(values, post);
    }
    ShowIfNone("NO_POST", file_.posts.empty());
  }

  // "论坛（业主论坛），主题 1095 第 3 楼，帖 21358"
  [[nodiscard]] static std::string Where(const FiledPost& post) {
    std::string text(WrittenChannel(post.channel));
    text += post.source.empty() ? "" : "（" + PlainLine(post.source) + "）";
    text += "，主题 " + PlainLine(post.seen.thread);
    text += post.seen.floor ? " 第 " + std::to_string(*post.seen.floor) + " 楼" : "";
    return text + "，帖 " + PlainLine(post.seen.post);
  }

  void AddRevisions(TemplateDictionary& post_values, const FiledPost& post) const {
    for (const FiledRevision& revision : post.revisions) {
      TemplateDictionary& values = *post_values.AddSectionDictionary("REVISION");
      values.SetValue("FROM", Moment(revision.seen_at));
      values.SetValue("UNTIL", Moment(revision.replaced_at));
      values.SetValue("BY", PlainLine(revision.author));
      if (post.seen.is_first && revision.title != post.seen.title) {
        values.AddSectionDictionary("OLD_TITLE")->SetValue("TEXT", PlainLine(revision.title));
      }
      AddLines(values, PlainLines(revision.text), "OLD_LINE");
    }
  }

  // What was written down about calls, visits and letters, whole.
  void AddLetters() {
    bool none = true;
    for (const Step& step : file_.steps) {
      const bool letter = step.kind == StepKind::Noted || step.kind == StepKind::Responded ||
                          step.kind == StepKind::Notified || step.kind == StepKind::Revisited;
      if (!letter) {
        continue;
      }
      none = false;
      TemplateDictionary& values = *page_.AddSectionDictionary("LETTER");
      values.SetValue("WHAT", std::string(ChineseName(step.kind)) +
                                  (step.detail.empty() ? "" : "：" + PlainLine(step.detail)));
      values.SetValue("SIGNED", Signature(step, file_, zone_));
      AddLines(values, PlainLines(step.why));
    }
    ShowIfNone("NO_LETTER", none);
  }

  void AddReplies() {
    const FiledReplies replies = RepliesOf(file_);
    for (const FiledAnswer& answer : replies.undrafted) {
      TemplateDictionary& seen = *page_.AddSectionDictionary("UNDRAFTED");
      seen.SetValue("AT", Moment(answer.post->at));
      seen.SetValue("AUTHOR", AuthorOf(*answer.post));
    }
    for (const FiledReply& reply : replies.drafted) {
      TemplateDictionary& values = *page_.AddSectionDictionary("REPLY");
      values.SetValue("DRAFTED", Signature(*reply.draft, file_, zone_));
      AddLines(values, PlainLines(reply.draft->why));
      if (reply.decision == nullptr) {
        values.ShowSection("WAITS");
      } else {
        TemplateDictionary& decision = *values.AddSectionDictionary("DECISION");
        decision.SetValue("WHAT", std::string(ChineseName(reply.decision->kind)));
        decision.SetValue("SIGNED", Signature(*reply.decision, file_, zone_));
        decision.SetValue("WHY", PlainLine(reply.decision->why));
      }
      for (const auto& [post, approval] : reply.posted) {
        TemplateDictionary& seen = *values.AddSectionDictionary("ON_FORUM");
        seen.SetValue("AT", Moment(post->at));
        seen.SetValue("AUTHOR", AuthorOf(*post));
        seen.ShowSection(SayTheSame(post->seen.text, reply.draft->why) ? "SAME" : "DIFFERENT");
        if (approval != Approval::Before) {
          seen.ShowSection(approval == Approval::Missing ? "UNAPPROVED" : "POSTED_FIRST");
        }
      }
    }
    ShowIfNone("NO_REPLY", replies.drafted.empty());
  }

  void AddAlerts() {
    for (const FiledAlert& filed : file_.alerts) {
      TemplateDictionary& values = *page_.AddSectionDictionary("ALERT");
      values.SetValue("AT", Moment(filed.alert.at));
      values.SetValue("TITLE", PlainLine(filed.alert.title));
      values.SetValue("REASON", PlainLine(filed.alert.reason));
      for (const std::string& fate : filed.fates) {
        values.AddSectionDictionary("FATE")->SetValue("TEXT", PlainLine(fate));
      }
      if (filed.fates.empty()) {
        values.ShowSection("TOLD_NOBODY");
      }
    }
    ShowIfNone("NO_ALERT", file_.alerts.empty());
  }

  void ShowIfNone(const char* section, bool none) {
    if (none) {
      page_.ShowSection(section);
    }
  }

  const ComplaintFile& file_;
  const Zone& zone_;
  TemplateDictionary page_;
};

}  // namespace

std::string RenderDossier(const ComplaintFile& file, std::string_view template_text,
                          const Zone& zone) {
  return Dossier(file, zone).Text(template_text);
}

}  // namespace forumwatch
