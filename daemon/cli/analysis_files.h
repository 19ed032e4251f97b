// What analyze and replay write, line by line (formats.md §3–§5): posts.jsonl, complaints.jsonl,
// alerts.jsonl. The same store gives the same bytes. Throws StoreError.
#pragma once

#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/alert.h"
#include "analysis/model/complaint.h"
#include "daemon/answers.h"
#include "daemon/store/posts.h"
#include "daemon/store/session.h"

namespace forumwatch {

class AnalysisFiles {
 public:
  // Both outlive it.
  AnalysisFiles(Session& session, const Zone& zone) : session_(session), zone_(zone) {}

  // One line each, without its newline.
  std::string PostLine(const StoredPost& post);
  std::string ComplaintLine(const Complaint& complaint, const std::string& community);
  [[nodiscard]] std::string AlertLine(const Alert& alert) const;
  // The complaint with its clocks as they stand at `now`, each grouping decision, each post of the
  // staff and each alert; for explain --json.
  std::string ExplainJson(const Complaint& complaint, const std::string& community,
                          const std::vector<StaffAnswer>& staff, UtcTime now);

 private:
  Session& session_;
  const Zone& zone_;
};

}  // namespace forumwatch
