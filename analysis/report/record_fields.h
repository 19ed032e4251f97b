// The fields of the 顾客投诉处理记录表 (B5): by which rule of the handbook each stands there, what
// it says, and, where nobody has filled it, by which command it is filled. Internal to report.
// Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/report/complaint_file.h"

namespace forumwatch {

struct FormField {
  const char* name;  // as the template calls it
  const char* rule;  // "B5"
  std::vector<std::string> lines;
  std::string how;  // "forumwatch complaint accept C12"; "" where something always stands
};

std::vector<FormField> RecordFields(const ComplaintFile& file, const Zone& zone);

// A draft of a reply (B12) and what has become of it. Points into the file.
struct FiledReply {
  const Step* draft = nullptr;
  const Step* decision = nullptr;        // approved or rejected; nullptr: neither yet
  std::vector<const FiledPost*> posted;  // what answers from then on, until the next draft
};
std::vector<FiledReply> RepliesOf(const ComplaintFile& file);
// Whether a post says the same as the draft, as people read it.
bool SaysTheSame(const FiledPost& post, const Step& draft);

// "李主管，2026年3月2日 10:05"; says of which complaint where it is another that was merged.
std::string Signature(const Step& step, const ComplaintFile& file, const Zone& zone);
// "匿名" where no name is known.
std::string AuthorOf(const FiledPost& post);

}  // namespace forumwatch
