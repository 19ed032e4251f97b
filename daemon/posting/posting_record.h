// Puts on record what has become of a reply that was to be posted: its state, the step (B12), what
// people are told. Loop thread. Throws StoreError.
#pragma once

#include <string>

#include "analysis/alerting/unposted.h"
#include "config/config.h"
#include "daemon/pipeline.h"
#include "daemon/posting/posting_verdict.h"
#include "daemon/store/postings.h"
#include "daemon/store/session.h"

namespace forumwatch {

class PostingRecord {
 public:
  // All outlive it.
  PostingRecord(Session& session, const Config& config, Pipeline& pipeline)
      : session_(session), config_(config), pipeline_(pipeline) {}

  // In a transaction of its own. What was only looked at and was decided otherwise meanwhile stays
  // so.
  void Keep(const Posting& posting, const PostingResult& result, UtcTime now);

 private:
  void RecordStep(const Posting& posting, bool found, UtcTime now);
  void Tell(const Posting& posting, UnpostedBecause cause, const std::string& reason, UtcTime now);

  Session& session_;
  const Config& config_;
  Pipeline& pipeline_;
};

}  // namespace forumwatch
