// What grouping is told: weights, borders, words, tables; and a segment as it sees one. Plain data.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "analysis/model/complaint.h"

namespace forumwatch {

struct GroupingTables;

// config/lexicons/grouping.json
struct GroupingWords {
  // A segment that begins like this brings another matter: 对了，我再提一件.
  std::vector<std::string> begins_anew;
  // Of these topics, which reach beyond a building, another building makes no other matter within
  // the thread.
  std::vector<std::string> wide_topics;
  // Of these a few words of a follow-up say how the thread's matter is dealt with, not something
  // of their own: 打电话没人接, 物业费白交了. 电梯也坏了 is a new matter.
  std::vector<std::string> reactions;
};

// Chosen on labelled threads and letters: a wrong join hides a complaint and costs more than one
// too many, which a person merges. With tables, the borders and the words count alone.
struct GroupingOptions {
  double join_at = 0.22;     // likeness from which a segment joins
  double suggest_at = 0.16;  // from here to join_at: suggested to a person

  double thread = 0.22;       // added within the thread, …
  double quote = 0.20;        // … and more when the post quotes one of the complaint
  double latest = 0.03;       // … and more for the matter the thread spoke of last
  double new_matter = 0.15;   // taken off within the thread when the segment begins as another does
  double same_place = 0.12;   // added for the same building, gate, garage …
  double elsewhere = 0.10;    // taken off when both name places that have nothing in common
  double same_topic = 0.08;   // added for the same main topic
  double other_topic = 0.15;  // taken off when the topics have nothing in common

  // A complaint not spoken of for this long is joined from another thread only by a text this much
  // alike; else suggested.
  std::chrono::hours silence{60 * 24};
  double after_silence = 0.35;

  double prior_posts = 200;  // rarity: as if so many posts with other words had been seen before

  std::shared_ptr<const GroupingWords> words = std::make_shared<const GroupingWords>();  // not null
  // Null: likeness is the sum of the weights above.
  std::shared_ptr<const GroupingTables> tables;
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

}  // namespace forumwatch
