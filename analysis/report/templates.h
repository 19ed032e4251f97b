// The texts of the files under templates/, from which documents are made. Plain data.
#pragma once

#include <string>

namespace forumwatch {

struct DocumentTemplates {
  std::string analysis;  // D3
  std::string record;    // B5
  std::string dossier;   // B7
  std::string notice;    // B4
  std::string messages;  // B1

  bool operator==(const DocumentTemplates&) const = default;
};

// Which file holds which.
struct TemplateFile {
  const char* name;
  std::string DocumentTemplates::*text;
};
inline constexpr TemplateFile kTemplateFiles[] = {{"analysis.tpl", &DocumentTemplates::analysis},
                                                  {"record.tpl", &DocumentTemplates::record},
                                                  {"dossier.tpl", &DocumentTemplates::dossier},
                                                  {"notice.tpl", &DocumentTemplates::notice},
                                                  {"messages.tpl", &DocumentTemplates::messages}};

}  // namespace forumwatch
