// How papers are given to the template engine. Internal to report.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/report/complaint_file.h"
#include "analysis/report/record_fields.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace forumwatch {

// {{#LINE}}{{TEXT}}{{/LINE}} for each. The engine looks for a section in what encloses it, too:
// inside of one with lines another needs another name.
void AddLines(ctemplate::TemplateDictionary& values, std::span<const std::string> lines,
              const char* section = "LINE");
// {{#NAME}}{{#LINE}}{{TEXT}}{{/LINE}}{{#EMPTY}}{{HOW}}{{/EMPTY}}{{/NAME}} for each field.
void AddFields(ctemplate::TemplateDictionary& values, std::span<const FormField> fields);
// NUMBER, COMMUNITY, SUMMARY, STAGE, WRITTEN_AT, {{#COMPANY}}{{NAME}}{{/COMPANY}}.
void AddHeading(ctemplate::TemplateDictionary& values, const ComplaintFile& file, const Zone& zone);

}  // namespace forumwatch
