// E4: a person decides whether two complaints are one event.
#include "analysis/alerting/merge_suggestion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;

TEST(MergeSuggestion, NamesTheOthersAndWhatToDo) {
  const Complaint complaint = ElevatorComplaint();
  const std::vector<ComplaintId> alike = {ComplaintId{3}, ComplaintId{7}};
  const auto alert =
      DecideMergeSuggestion(complaint, alike, {}, OptionsWithRoles(), complaint.opened_at);
  ASSERT_TRUE(alert.has_value());
  EXPECT_EQ(alert->title, "可能是同一件投诉 C12：7栋电梯反复停运");
  EXPECT_THAT(alert->reason, HasSubstr("和 C3、C7 说的可能是同一件事"));
  EXPECT_THAT(alert->reason, HasSubstr("forumwatch complaint merge C12 C3"));
  EXPECT_EQ(alert->complaint, complaint.id);
}

TEST(MergeSuggestion, IsSaidOnceAndOnlyOfWhatIsOpen) {
  Complaint complaint = ElevatorComplaint();
  const std::vector<ComplaintId> alike = {ComplaintId{3}};
  const auto said = [&](const std::vector<ComplaintId>& others, const Said& before) {
    return DecideMergeSuggestion(complaint, others, before, {}, complaint.opened_at).has_value();
  };
  EXPECT_TRUE(said(alike, {}));
  EXPECT_FALSE(said({}, {}));
  EXPECT_FALSE(said(alike, {{std::string(kMergeSuggested), 1, 0, complaint.opened_at}}));
  complaint.status = ComplaintStatus::Closed;
  EXPECT_FALSE(said(alike, {}));
  complaint.status = ComplaintStatus::Open;
  complaint.history = true;
  EXPECT_FALSE(said(alike, {}));
}

}  // namespace
}  // namespace forumwatch
