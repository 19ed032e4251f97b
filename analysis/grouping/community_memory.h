// What is known of a community's complaints, kept in memory to decide where a segment goes (E4,
// E5). Owns its index. No clock, no I/O; loop thread. Same order of calls, same answers.
//
// A candidate complaint is likened to a segment by a sum, learnt (tables.h) or, without tables:
//   text      mean cosine with the three most similar of its remembered segments: pairs of Han
//             characters and runs of digits and letters, title twice and the first 300 characters,
//             weighted by rarity in this community (tf·idf, smoothed)
//   + thread  the segment stands in a thread that speaks of the complaint: a strong hint, no
//   verdict
//   + quote, latest, place, topic as the options say
// The most alike decides: from join_at it joins, from suggest_at a person is asked, below that a
// new complaint is opened. Another building or gate, or a long silence, may lower it to a
// suggestion.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analysis/grouping/likeness.h"
#include "analysis/model/complaint.h"

namespace forumwatch {

class CommunityIndex;

class CommunityMemory {
 public:
  explicit CommunityMemory(const GroupingOptions& options);
  ~CommunityMemory();
  CommunityMemory(const CommunityMemory&) = delete;
  CommunityMemory& operator=(const CommunityMemory&) = delete;
  CommunityMemory(CommunityMemory&&) noexcept;
  CommunityMemory& operator=(CommunityMemory&&) noexcept;

  // Whether that complaint was over before the matter came up: then it is another event, however
  // alike (E4), and only suggested.
  using IsOver = std::function<bool(ComplaintId)>;

  // Decides; changes nothing. None for what is no complaint, and for mere support (顶, 同问) of a
  // thread that holds none. Reasons are Chinese: "同一帖子", "同一地点 7栋", "文字相似 0.71".
  [[nodiscard]] Placement Place(const Matter& matter, const IsOver& is_over = {}) const;

  // What it is compared with, and how alike: most alike first.
  struct Compared {
    ComplaintId complaint{};
    Likeness likeness;
  };
  [[nodiscard]] std::vector<Compared> Compare(const Matter& matter) const;

  // The segment belongs to that complaint from now on.
  void Remember(const Matter& matter, ComplaintId complaint);

  // All of `from` belongs to `into` (E4), also what is remembered of it later; for good.
  void Merge(ComplaintId from, ComplaintId into);

 private:
  std::unique_ptr<CommunityIndex> index_;
};

}  // namespace forumwatch
