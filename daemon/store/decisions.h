// What people decided about complaints and what that says of each mention: its cause (E6), and with
// which others it is about one event (E4). Never what the machine thought. Throws StoreError.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/model/ids.h"
#include "daemon/store/complaints.h"
#include "daemon/store/session.h"

namespace forumwatch {

// A merge or a split, as it concerns one mention: those that were moved and those that stayed are
// about one event, or are not. Of two mentions that several steps speak of, the last is right.
struct SortedBy {
  StepId step{};
  bool same = false;   // a merge
  bool moved = false;  // it was of the merged complaint, or was taken out
};

struct DecidedMention {
  PostId post{};
  SourceId source{};
  std::string thread;  // the forum's id
  int start = 0;       // in code points
  int end = 0;
  ComplaintId complaint{};  // it is a mention of now
  // As confirmed, when the mention was there by then or a person put it there; "" nobody said.
  std::string cause;
  std::string cause_item;
  std::vector<SortedBy> sorted;  // by step
};

class DecisionStore {
 public:
  explicit DecisionStore(Session& session) : session_(session) {}

  // By that merge or split.
  void NoteSorted(StepId step, std::span<const Mention> moved, std::span<const Mention> stayed);

  // Mentions of which a cause or a merge or split is known, in the order of their posts; staff's
  // left out. Reads the whole table: for commands, not for the loop. A reader will do.
  std::vector<DecidedMention> Decided();

 private:
  Session& session_;
};

}  // namespace forumwatch
