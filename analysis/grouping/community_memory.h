// What is known of a community's complaints, kept in memory to decide where a segment goes (E4,
// E5). Owns its index. No clock, no I/O; loop thread. Same order of calls, same answers.
//
// A candidate complaint is likened to a segment by a sum:
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

#include "analysis/model/complaint.h"

namespace forumwatch {

// Chosen on labelled threads and letters with tests/grouping/grouping_evaluate: a wrong join hides
// a complaint and costs more than one too many, which a person merges.
struct GroupingOptions {
  double join_at = 0.22;     // likeness from which a segment joins
  double suggest_at = 0.16;  // from here to join_at: suggested to a person

  double thread = 0.22;      // added within the thread, …
  double quote = 0.20;       // … and more when the post quotes one of the complaint
  double latest = 0.03;      // … and more for the matter the thread spoke of last
  double new_matter = 0.15;  // taken off within the thread when the segment begins as another does
  std::vector<std::string> new_matter_words = {"另外", "还有",   "对了", "顺便", "顺带",  "再说",
                                               "再提", "再一个", "说到", "说起", "接着说"};
  double same_place = 0.12;   // added for the same building, gate, garage …
  double elsewhere = 0.10;    // taken off when both name places that have nothing in common
  double same_topic = 0.08;   // added for the same main topic
  double other_topic = 0.15;  // taken off when the topics have nothing in common

  // Water, smell and noise reach beyond a building: within the thread, another building does not
  // make such a matter another one.
  std::vector<std::string> wide_topics = {"水电气暖", "油烟污染", "噪音"};

  // A complaint not spoken of for this long is joined from another thread only by a text this much
  // alike; else suggested.
  std::chrono::hours silence{60 * 24};
  double after_silence = 0.35;

  double prior_posts = 200;  // rarity: as if so many posts with other words had been seen before
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

  // The segment belongs to that complaint from now on.
  void Remember(const Matter& matter, ComplaintId complaint);

  // All of `from` belongs to `into` (E4), also what is remembered of it later; for good.
  void Merge(ComplaintId from, ComplaintId into);

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace forumwatch
