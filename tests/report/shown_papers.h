// The papers about a complaint by the shipped templates, and what stands on them. For tests of
// report.
#pragma once

#include <string>

#include "analysis/report/complaint_documents.h"
#include "tests/report/parsed_page.h"
#include "tests/report/sample_file.h"
#include "tests/report/shipped_template.h"

namespace forumwatch {

inline std::string RecordOf(const ComplaintFile& file) {
  return RenderRecord(file, ShippedTemplate("record.tpl"), Shanghai());
}
inline std::string DossierOf(const ComplaintFile& file) {
  return RenderDossier(file, ShippedTemplate("dossier.tpl"), Shanghai());
}
inline std::string NoticeOf(const ComplaintFile& file) {
  return RenderNotice(file, ShippedTemplate("notice.tpl"), Shanghai());
}
inline std::string LogOf(const MessageLog& log) {
  return RenderMessageLog(log, ShippedTemplate("messages.tpl"), Shanghai());
}
inline std::string Shown(const std::string& html) {
  return ParsePage(html).text;
}

}  // namespace forumwatch
