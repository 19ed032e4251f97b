// Puts on record what has become of a reply that was to be posted: its state, the step (B12), what
// people are told. Loop thread. Throws StoreError.
#pragma once

#include <optional>
#include <string>

#include "analysis/alerting/unposted.h"
#include "config/config.h"
#include "daemon/pipeline.h"
#include "daemon/store/postings.h"
#include "daemon/store/session.h"

namespace forumwatch {

struct PostingResult {
  PostingState state = PostingState::Waiting;
  std::optional<UtcTime> due = std::nullopt;  // nothing is done about it until then, or ever
  std::string reason = {};                    // for people
  std::string post = {};                      // Posted: the forum's id
  std::optional<UnpostedBecause> tell = std::nullopt;
  bool found = false;  // Posted: it was there already
};

class PostingRecord {
 public:
  // All outlive it.
  PostingRecord(Session& session, const Config& config, Pipeline& pipeline)
      : session_(session), config_(config), pipeline_(pipeline) {}

  // In a transaction of its own.
  void Keep(const Posting& posting, const PostingResult& result, UtcTime now);

 private:
  void RecordStep(const Posting& posting, bool found, UtcTime now);
  void Tell(const Posting& posting, UnpostedBecause cause, const std::string& reason, UtcTime now);

  Session& session_;
  const Config& config_;
  Pipeline& pipeline_;
};

}  // namespace forumwatch
