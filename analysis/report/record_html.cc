// The record (B5), the notice (B4) and the log of messages (B1).
#include <algorithm>
#include <cstring>  // ctemplate's own header needs it and forgets it
#include <string>
#include <utility>
#include <vector>

#include <ctemplate/template_dictionary.h>

#include "analysis/report/complaint_documents.h"
#include "analysis/report/filed_words.h"
#include "analysis/report/paper_values.h"
#include "analysis/report/template_text.h"
#include "analysis/report/wording.h"
#include "analysis/text/mask.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

using ctemplate::TemplateDictionary;

constexpr std::size_t kQuotedPosts = 20;  // in a notice

std::string OrNotSaid(const std::string& text, const char* none) {
  return text.empty() ? none : text;
}

bool IsByStaff(const FiledPost& post) {
  return post.seen.official || !post.counts_for.empty();
}

// How all are called who wrote there and are not the staff.
std::vector<std::string> NamesOfPeople(const ComplaintFile& file) {
  std::vector<std::string> names = file.people;
  for (const FiledPost& post : file.posts) {
    if (IsByStaff(post)) {
      continue;
    }
    names.push_back(post.seen.author);
    for (const FiledRevision& revision : post.revisions) {
      names.push_back(revision.author);
    }
  }
  std::erase(names, file.complaint.place);
  return names;
}

void AddCountIfAny(TemplateDictionary& page, const char* section, std::size_t count) {
  if (count > 0) {
    page.AddSectionDictionary(section)->SetValue("COUNT", std::to_string(count));
  }
}

// What owners say, without saying who. What was taken back is not handed on.
void AddQuotes(TemplateDictionary& page, const ComplaintFile& file, const ContactMask& mask,
               const Zone& zone) {
  std::size_t said = 0;
  std::size_t taken_back = 0;
  for (const FiledPost& post : file.posts) {
    if (post.parts.empty() || IsByStaff(post)) {
      continue;
    }
    if (post.gone_since) {
      ++taken_back;
      continue;
    }
    if (++said > kQuotedPosts) {
      continue;
    }
    TemplateDictionary* quote = nullptr;
    UtcTime said_at{};
    for (const FiledPart& part : post.parts) {
      if (quote == nullptr || part.said_at != said_at) {
        quote = page.AddSectionDictionary("QUOTE");
        said_at = part.said_at;
        quote->SetValue("AT", WrittenMinute(said_at, zone));
      }
      AddLines(*quote, PlainLines(mask.MaskedPart(part.text, post.seen.text)));
    }
  }
  AddCountIfAny(page, "MORE", said - std::min(said, kQuotedPosts));
  AddCountIfAny(page, "TAKEN_BACK", taken_back);
}

// The rest of the line of `text` that begins with `words`; "" when none does.
std::string_view LineWith(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == std::string_view::npos) {
    return "";
  }
  return text.substr(at, std::min(text.find_first_of("\r\n", at), text.size()) - at);
}

// The line by which it is listed, as far as somebody still says so; else what it is about.
std::string SubjectOf(const ComplaintFile& file, const ContactMask& mask) {
  constexpr std::string_view kCut = "…";
  constexpr int kLength = 40;  // code points
  std::string_view words = file.complaint.summary;
  words.remove_suffix(words.ends_with(kCut) ? kCut.size() : 0);
  for (const FiledPost& post : file.posts) {
    if (words.empty() || post.parts.empty() || post.gone_since || IsByStaff(post)) {
      continue;
    }
    const std::string_view title = post.seen.is_first ? std::string_view(post.seen.title) : "";
    for (const std::string_view said : {title, std::string_view(post.seen.text)}) {
      if (const std::string_view line = LineWith(said, words); !line.empty()) {
        // Masked whole: what is cut off may be what tells a number.
        return ShortLine(mask.MaskedPart(line, said), kLength);
      }
    }
  }
  return PlainLine(file.complaint.place + " " + InOneLineOr(file.complaint.topics, ""));
}

void AddMatters(TemplateDictionary& line, const MessageLog::Message& message) {
  for (const MessageLog::Matter& matter : message.matters) {
    TemplateDictionary& values = *line.AddSectionDictionary("MATTER");
    values.SetValue("KIND", std::string(ChineseName(matter.kind)));
    if (!matter.complaint) {
      continue;
    }
    TemplateDictionary& complaint = *values.AddSectionDictionary("COMPLAINT");
    complaint.SetValue("NUMBER", Name(*matter.complaint));
    complaint.SetValue("STAGE", matter.stage);
    if (matter.responsible.empty()) {
      complaint.ShowSection("NOBODY");
    } else {
      complaint.AddSectionDictionary("RESPONSIBLE")
          ->SetValue("NAME", PlainLine(matter.responsible));
    }
    if (matter.result.empty()) {
      complaint.ShowSection("NO_RESULT");
    } else {
      complaint.AddSectionDictionary("RESULT")->SetValue("TEXT", PlainLine(matter.result));
    }
  }
  if (message.matters.empty()) {
    line.AddSectionDictionary("MATTER")->SetValue("KIND", std::string(ChineseName(Kind::Other)));
  }
}

}  // namespace

void AddLines(TemplateDictionary& values, std::span<const std::string> lines, const char* section) {
  for (const std::string& line : lines) {
    values.AddSectionDictionary(section)->SetValue("TEXT", line);
  }
}

void AddFields(TemplateDictionary& values, std::span<const FormField> fields) {
  for (const FormField& field : fields) {
    TemplateDictionary& cell = *values.AddSectionDictionary(field.name);
    AddLines(cell, field.lines);
    if (!field.filled) {
      cell.AddSectionDictionary("EMPTY")->SetValue("HOW", field.how);
    }
  }
}

void AddHeading(TemplateDictionary& values, const ComplaintFile& file, const Zone& zone) {
  values.SetValue("NUMBER", Name(file.complaint.id));
  values.SetValue("COMMUNITY", OrNotSaid(PlainLine(file.community), "—"));
  values.SetValue("SUMMARY", OrNotSaid(PlainLine(file.complaint.summary), "—"));
  values.SetValue("STAGE", file.stage);
  values.SetValue("WRITTEN_AT", WrittenMinute(file.written_at, zone));
  if (!file.company.empty()) {
    values.AddSectionDictionary("COMPANY")->SetValue("NAME", PlainLine(file.company));
  }
}

std::string RenderRecord(const ComplaintFile& file, std::string_view template_text,
                         const Zone& zone) {
  TemplateDictionary page("record");
  AddHeading(page, file, zone);
  AddFields(page, RecordFields(file, zone));
  for (const Step& step : file.steps) {
    TemplateDictionary& line = *page.AddSectionDictionary("STEP");
    line.SetValue("AT", WrittenMinute(step.at, zone));
    line.SetValue("WHO", PlainLine(step.who));
    line.SetValue("WHAT", std::string(ChineseName(step.kind)) +
                              (step.detail.empty() ? "" : "：" + PlainLine(step.detail)));
    AddLines(line, PlainLines(step.why));
  }
  if (file.steps.empty()) {
    page.ShowSection("NO_STEP");
  }
  return FillTemplate("record.tpl", template_text, page);
}

std::vector<std::string> HowToFillTheRest(const ComplaintFile& file, const Zone& zone) {
  std::vector<std::string> all;
  for (FormField& field : RecordFields(file, zone)) {
    if (!field.filled) {
      all.push_back(std::move(field.how));
    }
  }
  return all;
}

std::string RenderNotice(const ComplaintFile& file, std::string_view template_text,
                         const Zone& zone) {
  const Complaint& complaint = file.complaint;
  TemplateDictionary page("notice");
  AddHeading(page, file, zone);
  const ContactMask mask(NamesOfPeople(file));
  page.SetValue("SUMMARY", OrNotSaid(SubjectOf(file, mask), "—"));
  page.SetValue("PLACE", OrNotSaid(PlainLine(complaint.place), "帖子里没有说"));
  page.SetValue("TOPICS", InOneLineOr(complaint.topics, "未定"));
  page.SetValue("FIRST_SAID_AT", WrittenMinute(FirstSaidAt(file), zone));
  page.SetValue("PEOPLE", std::to_string(complaint.people));
  page.SetValue("TIMES", std::to_string(complaint.times));
  page.SetValue("DAY", WrittenDay(file.written_at, zone));
  if (file.responsible.empty()) {
    page.ShowSection("NOBODY");
  } else {
    page.AddSectionDictionary("RESPONSIBLE")->SetValue("NAME", PlainLine(file.responsible));
  }
  page.ShowSection(complaint.complaint_class == 2 ? "SECOND_CLASS" : "CLASS_UNSURE");
  AddQuotes(page, file, mask, zone);
  return FillTemplate("notice.tpl", template_text, page);
}

std::string RenderMessageLog(const MessageLog& log, std::string_view template_text,
                             const Zone& zone) {
  TemplateDictionary page("messages");
  page.SetValue("PERIOD", log.to - log.from <= std::chrono::hours(25)
                              ? WrittenDay(log.from, zone)
                              : WrittenDays(log.from, log.to, zone));
  page.SetValue("COMMUNITY", OrNotSaid(PlainLine(log.community), "全部"));
  page.SetValue("WRITTEN_AT", WrittenMinute(log.written_at, zone));
  page.SetValue("COUNT", std::to_string(log.messages.size()));
  page.SetValue("STAFF", std::to_string(log.staff_posts));
  if (!log.company.empty()) {
    page.AddSectionDictionary("COMPANY")->SetValue("NAME", PlainLine(log.company));
  }
  int number = 0;
  for (const MessageLog::Message& message : log.messages) {
    TemplateDictionary& line = *page.AddSectionDictionary("MESSAGE");
    line.SetValue("NUMBER_IN_LOG", std::to_string(++number));
    line.SetValue("SEEN_AT", WrittenMinute(message.seen_at, zone));
    line.SetValue("POSTED_AT",
                  message.posted_at ? WrittenMinute(*message.posted_at, zone) : "不详");
    if (message.changed) {
      line.ShowSection("CHANGED");
    }
    line.SetValue("CHANNEL", std::string(WrittenChannel(message.channel)));
    line.SetValue("FROM", PlainLine(message.community + " " + message.source));
    line.SetValue("AUTHOR", OrNotSaid(ShortLine(message.author, 30), "匿名"));
    line.SetValue("TITLE", ShortLine(message.title, 60));
    line.SetValue("TEXT", ShortLine(message.text, 120));
    AddMatters(line, message);
  }
  if (log.messages.empty()) {
    page.ShowSection("NOTHING");
  }
  for (const MessageLog::Unseen& time : log.unseen) {
    TemplateDictionary& line = *page.AddSectionDictionary("UNSEEN");
    line.SetValue("SOURCE", PlainLine(time.source));
    line.SetValue("SINCE", WrittenMinute(time.from, zone));
    line.SetValue("UNTIL", WrittenMinute(time.to, zone));
    line.SetValue("REASON", PlainLine(time.reason));
  }
  return FillTemplate("messages.tpl", template_text, page);
}

}  // namespace forumwatch
