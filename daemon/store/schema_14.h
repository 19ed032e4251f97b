// Migration 14, frozen. What a person said of each mention by merging two complaints or by taking
// posts out of one (E4): moved: of the merged complaint, or taken out; the others of the same step
// were left where they were. Of merges and splits until now nothing of that is known.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema14[] = {
    R"(CREATE TABLE sorted_mention (
  step_id INTEGER NOT NULL REFERENCES step (id),
  segment_id INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
  moved INTEGER NOT NULL,
  PRIMARY KEY (step_id, segment_id)) STRICT)",
    R"(CREATE INDEX sorted_mention_segment ON sorted_mention (segment_id))",
};

}  // namespace forumwatch
