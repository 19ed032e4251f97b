// What is on record → the papers people hand on. HTML, self-contained, for A4, no script, nothing
// loaded from elsewhere; every text is escaped by the template engine, signs that cannot be seen or
// turn the direction of writing are taken out. Pure: the template's text is handed in. Same input,
// same bytes. Each throws std::runtime_error when the template cannot be filled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/report/complaint_file.h"
#include "analysis/report/message_log.h"

namespace forumwatch {

// 顾客投诉处理记录表 (B5). A field that nobody has filled says 未填写 and by which command it is.
std::string RenderRecord(const ComplaintFile& file, std::string_view template_text,
                         const Zone& zone);
// Those commands, in the order of the form.
std::vector<std::string> HowToFillTheRest(const ComplaintFile& file, const Zone& zone);

// The file of a major complaint (B7): the record, the time line, posts as captured with what they
// said before, what was written and answered, alerts.
std::string RenderDossier(const ComplaintFile& file, std::string_view template_text,
                          const Zone& zone);

// To the developer's customer relations centre (B4). It leaves the house: no name of an author and
// no telephone number, mail address … stands in it (ContactMask), nor what nobody stands by now.
std::string RenderNotice(const ComplaintFile& file, std::string_view template_text,
                         const Zone& zone);

// 工作信息记录表 (B1).
std::string RenderMessageLog(const MessageLog& log, std::string_view template_text,
                             const Zone& zone);

}  // namespace forumwatch
