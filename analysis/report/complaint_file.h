// All that is on record about one complaint, as the documents about it need it: the
// 顾客投诉处理记录表 (B5), the dossier of a major complaint (B7), the notice to the developer (B4).
// Plain data of one moment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model/alert.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/post.h"
#include "analysis/model/step.h"
#include "analysis/report/delays.h"

namespace forumwatch {

// What a post said before it was changed; seen so from seen_at until replaced_at.
struct FiledRevision {
  std::string title;
  std::string author;
  std::string text;
  UtcTime seen_at{};
  UtcTime replaced_at{};
};

// What of a post is about the complaint.
struct FiledPart {
  std::string text;
  UtcTime said_at{};  // with the post, or when an edit brought it
  UtcTime seen_at{};  // when it was first seen
};

struct FiledPost {
  std::string source;  // "业主论坛"
  Channel channel = Channel::Forum;
  SeenPost seen;
  UtcTime at{};       // when it was posted, as far as can be told
  UtcTime seen_at{};  // when it was first seen
  std::optional<UtcTime> gone_since;
  std::vector<FiledRevision> revisions;  // oldest first
  std::vector<FiledPart> parts;
  // Why it is filed though nothing of it is about the complaint now, in words; "" of any other.
  std::string beside;
  // Of a post by the staff in a thread of the complaint:
  std::string counts_for;                 // in words; "" of any other post
  bool answers = false;                   // it counts for something
  bool of_another_matter = false;         // … but what it says is about another one of its thread
  std::optional<UtcTime> measures_since;  // … for measures (B3): with the post, or by an edit
};

struct FiledAlert {
  Alert alert;
  std::vector<std::string> fates;  // of each delivery, in words; none: nobody was to be told
};

struct ComplaintFile {
  std::string company;
  std::string community;
  UtcTime written_at{};
  Complaint complaint;
  std::string stage;             // 待受理 … 已关闭
  std::string responsible;       // "" nobody
  std::string not_to_be_closed;  // why not yet (C3); "" it may be, or is
  std::vector<Duty> duties;
  HandlingRecord handling;       // whose time they took
  std::vector<Step> steps;       // with those of what was merged into it, as recorded
  std::vector<FiledPost> posts;  // by time
  // How those call themselves who wrote in its threads, filed or not; not the staff.
  std::vector<std::string> people;
  std::vector<FiledAlert> alerts;  // with those of what was merged into it, by time
};

}  // namespace forumwatch
