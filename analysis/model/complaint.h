// What a post says, part by part, and the complaint those parts make together. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/ids.h"
#include "analysis/model/time.h"

namespace forumwatch {

// A1. The words of formats.md §3: 投诉 建议 咨询 其他.
enum class Kind { Complaint, Suggestion, Inquiry, Other };
std::string_view ChineseName(Kind kind);

// A staff post: B2 is satisfied by an acknowledgement, B3 only by measures.
enum class ReplyKind { Acknowledgement, Measures, Other };
std::string_view Name(ReplyKind kind);
std::optional<ReplyKind> ReplyKindFromName(std::string_view name);

// A run of sentences of one post about one matter (E3, E5). start/end count Unicode code points of
// the post's text; 0,0 when it rests on the title alone.
struct Segment {
  int start = 0;
  int end = 0;
  Kind kind = Kind::Other;
  std::optional<int> complaint_class;  // A2: 1, 2 or 3; complaints only
  std::vector<std::string> topics;     // main one first; words of config/handbook.json
  std::string specialty;               // F2, follows from the main topic
  std::string cause;                   // F3: 人 机 料 法 环, "" unknown
  std::string cause_item;
  std::vector<std::string> flags;  // 曝光 信访 诉讼 过激 群体
  std::string place;               // "7栋", "东门", "" none
  bool supports = false;  // "顶", "同问", "+1": sides with the thread's matter, brings nothing new
  double confidence = 0;             // 0…1
  std::vector<std::string> reasons;  // the words that decided, for people
};

// What is understood of one post.
struct Understanding {
  std::vector<Segment> segments;
  std::optional<ReplyKind> reply;  // official posts only
};

enum class Decision { None, Open, Join, Suggest };
std::string_view Name(Decision decision);  // "none" "open" "join" "suggest"

// Where a segment goes: which complaint, and why (E4, E5).
struct Placement {
  Decision decision = Decision::None;
  std::optional<ComplaintId> complaint;  // joined; empty for None, Open and Suggest
  std::vector<ComplaintId> suggested;    // alike, for a person to decide; most alike first
  double confidence = 0;
  std::vector<std::string> reasons;
};

// E5 跟帖反应热度: a sum of named terms. now/peak/total in points.
struct Heat {
  double now = 0;
  double peak = 0;
  double total = 0;
  std::map<std::string, double> terms;  // "people", "reach", "views": the terms of `now`
};

// As people are told it: "C12".
std::string Name(ComplaintId id);

enum class ComplaintStatus { Open, Closed };
std::string_view Name(ComplaintStatus status);

// One event (E4). people/times count owners and mentions, staff excluded.
struct Complaint {
  ComplaintId id{};
  CommunityId community{};
  std::string summary;
  UtcTime opened_at{};   // earliest post, clamped to when it was seen; starts the clocks (B2)
  bool history = false;  // older than the backfill horizon: no clocks, no alarms
  std::optional<int> complaint_class;
  std::vector<std::string> topics;
  std::string specialty;
  std::string cause;
  std::string cause_item;
  bool cause_confirmed = false;  // E6
  std::vector<std::string> flags;
  std::string place;
  int people = 0;
  int times = 0;
  Heat heat;
  ComplaintStatus status = ComplaintStatus::Open;
};

}  // namespace forumwatch
