// The same of the papers about complaints: whatever stands in a post, a name, a step or an alert,
// the page has the elements and attributes of one with harmless text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/report/hostile_payloads.h"
#include "tests/report/parsed_page.h"
#include "tests/report/sample_file.h"
#include "tests/report/shipped_template.h"

namespace forumwatch {
namespace {

ComplaintFile FileOfTexts(const std::string& text) {
  ComplaintFile file = SampleFile();
  file.company = file.community = file.responsible = text;
  Complaint& complaint = file.complaint;
  complaint.summary = complaint.specialty = complaint.place = text;
  complaint.cause = complaint.cause_item = text;
  complaint.topics = complaint.flags = {text, text};
  for (FiledPost& post : file.posts) {
    post.source = post.seen.thread = post.seen.post = post.seen.title = text;
    post.seen.author = post.seen.text = text;
    post.seen.url = "https://bbs.guihuayuan.example/" + text;
    post.beside = post.counts_for.empty() ? text : "";
    for (FiledPart& part : post.parts) {
      part.text = text;
    }
    for (FiledRevision& revision : post.revisions) {
      revision.title = revision.author = revision.text = text;
    }
  }
  for (Step& step : file.steps) {
    step.who = step.detail = step.why = text;
  }
  for (FiledAlert& filed : file.alerts) {
    filed.alert.title = filed.alert.reason = text;
    filed.fates = {text};
  }
  return file;
}

MessageLog LogOfTexts(const std::string& text) {
  MessageLog log = SampleLog();
  log.company = log.community = text;
  for (MessageLog::Message& message : log.messages) {
    message.community = message.source = message.author = message.title = message.text = text;
    for (MessageLog::Matter& matter : message.matters) {
      matter.responsible = matter.result = text;
    }
  }
  for (MessageLog::Unseen& time : log.unseen) {
    time.source = time.reason = text;
  }
  return log;
}

struct PaperKind {
  const char* file;
  std::string (*render)(const std::string& text, std::string_view template_text);
};
const PaperKind kPapers[] = {
    {"record.tpl",
     [](const std::string& text, std::string_view form) {
       return RenderRecord(FileOfTexts(text), form, Shanghai());
     }},
    {"dossier.tpl",
     [](const std::string& text, std::string_view form) {
       return RenderDossier(FileOfTexts(text), form, Shanghai());
     }},
    {"notice.tpl",
     [](const std::string& text, std::string_view form) {
       return RenderNotice(FileOfTexts(text), form, Shanghai());
     }},
    {"messages.tpl",
     [](const std::string& text, std::string_view form) {
       return RenderMessageLog(LogOfTexts(text), form, Shanghai());
     }},
};

bool ChangesThePage(const PaperKind& paper, const std::string& payload, const std::string& form) {
  return ParsePage(paper.render(payload, form)).Shapes() !=
         ParsePage(paper.render(Harmless(payload), form)).Shapes();
}

TEST(HostilePapers, TextsAddNoElementAndNoAttribute) {
  for (const PaperKind& paper : kPapers) {
    const std::string form = ShippedTemplate(paper.file);
    for (const Payload& payload : kPayloads) {
      EXPECT_FALSE(ChangesThePage(paper, payload.text, form)) << paper.file << ": " << payload.text;
    }
  }
}

TEST(HostilePapers, ControlWithoutEscapingTheCheckCatchesThem) {
  for (const PaperKind& paper : kPapers) {
    const std::string form = Unescaping(ShippedTemplate(paper.file));
    for (const Payload& payload : kPayloads) {
      if (payload.is_markup) {
        EXPECT_TRUE(ChangesThePage(paper, payload.text, form))
            << paper.file << ": " << payload.text;
      }
    }
  }
}

TEST(HostilePapers, LinksLeadToTheForumOrToAPartOfThePage) {
  static const RE2 kGood(R"(#[a-z]+|https?://[A-Za-z0-9.]+[^\s"'<>]*)");
  const std::string form = ShippedTemplate("dossier.tpl");
  for (const Payload& payload : kPayloads) {
    for (const char* before : {"", "https://bbs.guihuayuan.example/"}) {
      ComplaintFile file = SampleFile();
      for (FiledPost& post : file.posts) {
        post.seen.url = before + payload.text;
      }
      const ParsedPage page = ParsePage(RenderDossier(file, form, Shanghai()));
      EXPECT_FALSE(page.Values("href").empty());
      for (const std::string& link : page.Values("href")) {
        EXPECT_TRUE(RE2::FullMatch(link, kGood)) << link;
      }
    }
  }
}

}  // namespace
}  // namespace forumwatch
