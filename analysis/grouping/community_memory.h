// What is known of a community's complaints, kept in memory to decide where a segment goes (E4,
// E5): same thread is a strong hint, not a verdict; across threads the same event joins by place
// and text; a grey band only suggests. Owns its index. No clock, no I/O; loop thread. Same order of
// calls, same answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/model/complaint.h"

namespace forumwatch {

struct GroupingOptions {
  double join_at =
      0.30;  // similarity from which another thread's segment joins (analysis.md §1, §2.1)
  double suggest_at = 0.18;  // from here to join_at: suggested to a person
};

// A segment as grouping sees it.
struct Matter {
  std::string thread;  // source + thread id: unique within the community
  std::string post;    // source + post id
  std::string quotes;  // the post it quotes, same form, "" none
  std::string author;
  UtcTime at{};
  std::string title;  // of the thread
  std::string text;   // of the segment
  bool is_first = false;
  Segment segment;
};

class CommunityMemory {
 public:
  explicit CommunityMemory(GroupingOptions options);
  ~CommunityMemory();
  CommunityMemory(CommunityMemory&&) noexcept;
  CommunityMemory& operator=(CommunityMemory&&) noexcept;

  // Decides; changes nothing.
  [[nodiscard]] Placement Place(const Matter& matter) const;

  // The segment belongs to that complaint from now on.
  void Remember(const Matter& matter, ComplaintId complaint);

  // All of `from` belongs to `into` (E4); for good.
  void Merge(ComplaintId from, ComplaintId into);

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace forumwatch
