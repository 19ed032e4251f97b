// A store with one community and one source, and short ways to fill it. Every step is its own
// transaction.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/sources.h"
#include "tests/support/temp_store.h"

namespace forumwatch {

inline UtcTime At(const char* text) {
  return ParseRfc3339(text).value();
}

inline const UtcTime kNoon = At("2026-03-02T12:00:00+08:00");

inline SeenPost MakePost(std::string thread, std::string post, std::string text = "电梯又停了") {
  SeenPost seen;
  seen.thread = std::move(thread);
  seen.post = std::move(post);
  seen.title = "电梯";
  seen.author = "7栋老王";
  seen.author_id = "5521";
  seen.posted_at = kNoon - std::chrono::hours(1);
  seen.url = "https://forum.example/t" + seen.thread + "#p" + seen.post;
  seen.text = std::move(text);
  return seen;
}

inline Segment MakeSegment(std::string topic = "电梯", std::string place = "7栋") {
  Segment segment;
  segment.end = 3;
  segment.kind = Kind::Complaint;
  segment.complaint_class = 1;
  segment.topics = {std::move(topic)};
  segment.specialty = "维修";
  segment.cause = "机";
  segment.cause_item = "质量合格性";
  segment.flags = {"群体"};
  segment.place = std::move(place);
  segment.confidence = 0.875;
  segment.reasons = {"电梯", "停"};
  return segment;
}

class StoreTest : public testing::Test {
 protected:
  Session& session() { return store_.session(); }

  template <typename Work>
  auto Write(Work&& work) {
    return InTransaction(session(), std::forward<Work>(work));
  }

  RecordedPost Record(const SeenPost& seen, UtcTime seen_at = kNoon,
                      UtcTime now = kNoon + std::chrono::hours(1000)) {
    return Write([&] { return posts_.Record(source_, seen, Channel::Forum, seen_at, now); });
  }

  [[nodiscard]] Complaint MakeComplaint() const {
    Complaint complaint;
    complaint.community = community_;
    complaint.summary = "7栋电梯反复停运";
    complaint.opened_at = kNoon;
    complaint.complaint_class = 1;
    complaint.topics = {"电梯"};
    complaint.specialty = "维修";
    complaint.cause = "机";
    complaint.cause_item = "质量合格性";
    complaint.flags = {"群体", "曝光"};
    complaint.place = "7栋";
    complaint.people = 12;
    complaint.times = 18;
    complaint.heat = {63.125, 88, 141, {{"people", 52.125}, {"reach", 7.75}, {"views", 3.25}}};
    return complaint;
  }

  ComplaintId Open() {
    return Write([&] { return complaints_.Insert(MakeComplaint()); });
  }

  // A post whose one segment belongs to `complaint`.
  PostId AddMention(ComplaintId complaint, const SeenPost& seen, UtcTime seen_at = kNoon) {
    const PostId post = Record(seen, seen_at).id;
    Write([&] {
      const auto ids = segments_.SaveUnderstanding(post, {{MakeSegment()}, std::nullopt});
      Placement placement;
      placement.decision = Decision::Open;
      placement.reasons = {"nothing alike"};
      segments_.Place(ids.front(), placement, complaint);
    });
    return post;
  }

  TempStore store_;
  SourceStore sources_{session()};
  PostStore posts_{session()};
  SegmentStore segments_{session()};
  ComplaintStore complaints_{session()};
  DutyStore duties_{session()};
  OutboxStore outbox_{session()};
  CommunityId community_ =
      InTransaction(store_.session(), [this] { return sources_.EnsureCommunity("铜雀台"); });
  SourceId source_ = InTransaction(store_.session(), [this] {
    return sources_.EnsureSource(community_, "业主论坛", "discuz", "https://forum.example/");
  });
};

}  // namespace forumwatch
