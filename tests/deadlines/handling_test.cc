// After the matter is handled: the revisit and the quiet week (C1–C3), one line a case.
#include <gmock/gmock.h>

#include "tests/deadlines/closure_cases.h"

namespace forumwatch {
namespace {

using enum StepKind;

// Handled on Tuesday at ten, after measures on the forum: revisit due on Friday at ten, the week is
// over on Tuesday, 10 March.
TEST_F(Closure, AfterTheHandlingComeTheRevisitAndTheWeek) {
  const std::vector<Reply> answered = {Measured("2026-03-02 11:00")};
  const Step handled = Did(Handled, "2026-03-03 10:00");
  const std::string done = "F1 met, M1 met, W1 met, ";
  struct After {
    const char* name;
    std::vector<Step> steps;
    const char* now;
    const char* clocks;
    const char* closes = "";
  };
  const After cases[] = {
      {"nothing yet", {handled}, "2026-03-03 11:00", "R1 open, C1 open"},
      {"the revisit on its due second", {handled}, "2026-03-06 10:00:00", "R1 open, C1 open"},
      {"a second later", {handled}, "2026-03-06 10:00:01", "R1 missed, C1 open"},
      {"without a revisit the week does not close it",
       {handled},
       "2026-03-20 10:00",
       "R1 missed, C1 open"},
      {"revisited, satisfied",
       {handled, Did(Revisited, "2026-03-05 15:00", "满意")},
       "2026-03-05 16:00",
       "R1 met, C1 open",
       "2026-03-10 10:00"},
      {"revisited too late, satisfied",
       {handled, Did(Revisited, "2026-03-09 15:00", "满意")},
       "2026-03-09 16:00",
       "R1 late, C1 open",
       "2026-03-10 10:00"},
      {"revisited, not satisfied: it does not close by itself",
       {handled, Did(Revisited, "2026-03-05 15:00", "不满意")},
       "2026-03-12 16:00",
       "R1 met, C1 open"},
      {"not satisfied, satisfied at another visit",
       {handled, Did(Revisited, "2026-03-05 15:00", "不满意"),
        Did(Revisited, "2026-03-06 15:00", "满意")},
       "2026-03-06 16:00",
       "R1 met, C1 open",
       "2026-03-10 10:00"},
      {"not satisfied, handled again: both begin anew",
       {handled, Did(Revisited, "2026-03-05 15:00", "不满意"), Did(Handled, "2026-03-09 10:00")},
       "2026-03-09 11:00",
       "R1 met, C1 void, R2 open, C2 open"},
      {"handled again and revisited",
       {handled, Did(Revisited, "2026-03-05 15:00", "不满意"), Did(Handled, "2026-03-09 10:00"),
        Did(Revisited, "2026-03-10 10:00", "满意")},
       "2026-03-10 11:00",
       "R1 met, C1 void, R2 met, C2 open",
       "2026-03-16 10:00"},
      {"no revisit (C2)",
       {handled, Did(RevisitWaived, "2026-03-03 10:05", "无法联系")},
       "2026-03-09 11:00",
       "R1 void, C1 open",
       "2026-03-10 10:00"},
      {"known before it was handled",
       {Did(RevisitWaived, "2026-03-02 10:05", "无法联系"), handled},
       "2026-03-09 11:00",
       "R1 void, C1 open",
       "2026-03-10 10:00"},
      {"closed by itself",
       {handled, Did(RevisitWaived, "2026-03-03 10:05", "无法联系"),
        Did(Closed, "2026-03-10 10:00")},
       "2026-03-10 11:00",
       "R1 void, C1 met"},
      {"closed by itself when the service was back",
       {handled, Did(RevisitWaived, "2026-03-03 10:05", "无法联系"),
        Did(Closed, "2026-03-12 10:00")},
       "2026-03-12 11:00",
       "R1 void, C1 met"},
      {"closed by hand before the revisit",
       {handled, Did(Closed, "2026-03-04 10:00")},
       "2026-03-20 11:00",
       "R1 void, C1 met"},
      {"closed by hand when the revisit was overdue",
       {handled, Did(Closed, "2026-03-06 10:00:01")},
       "2026-03-20 11:00",
       "R1 missed, C1 met"},
  };
  for (const After& c : cases) {
    Check({c.name, answered, c.steps, {}, c.now, (done + c.clocks).c_str(), c.closes});
  }
}

TEST_F(Closure, ANewComplaintWithinTheWeekEndsTheHandling) {
  const std::vector<Reply> answered = {Measured("2026-03-02 11:00")};
  const Step handled = Did(Handled, "2026-03-03 10:00");
  const PathCase cases[] = {
      {"within the week",
       answered,
       {handled, Did(Reopened, "2026-03-05 09:00")},
       {},
       "2026-03-05 10:00",
       "F1 met, M1 met, W1 met, R1 void, C1 void, F2 open, M2 open, W2 open"},
      {"a waiver was for the first time only",
       {Measured("2026-03-02 11:00"), Measured("2026-03-05 09:30")},
       {Did(RevisitWaived, "2026-03-02 12:00", "当场解决"), handled,
        Did(Reopened, "2026-03-05 09:00"), Did(Handled, "2026-03-05 12:00")},
       {},
       "2026-03-05 13:00",
       "F1 met, M1 met, W1 met, R1 void, C1 void, F2 met, M2 met, W2 met, R2 open, C2 open"},
      {"after the week, while a revisit was outstanding",
       answered,
       {handled, Did(Reopened, "2026-03-12 09:00")},
       {},
       "2026-03-12 10:00",
       "F1 met, M1 met, W1 met, R1 missed, C1 void, F2 open, M2 open, W2 open"},
  };
  for (const PathCase& c : cases) {
    Check(c);
  }
}

TEST_F(Closure, TheDaysOfTheRevisitCanBeSetOtherwise) {
  const auto duties = EvaluateDuties(EventsOf({}, {Did(Handled, "2026-03-05 16:00")}), calendar_,
                                     {.revisit_within = 1}, At("2026-03-05 17:00"));
  EXPECT_EQ(duties[3].kind, DutyKind::Revisit);
  EXPECT_EQ(duties[3].due_at, At("2026-03-06 16:00"));
}

// B2, E4
TEST(StepsThatCount, AreItsOwnAndTheResponsesToWhatWasMergedIntoIt) {
  const auto of = [](int complaint, Step step) {
    step.complaint = ComplaintId{complaint};
    return step;
  };
  const Step own = of(1, Did(Acknowledged, "2026-03-02 12:00"));
  const std::vector<Step> of_merged = {
      of(2, Did(Responded, "2026-03-02 11:00")), of(2, Did(Closed, "2026-03-02 13:00")),
      of(3, Did(Handled, "2026-03-02 14:00")),   of(3, Did(Reopened, "2026-03-02 15:00")),
      of(3, Did(Handled, "2026-03-02 16:00")),   of(3, Did(Noted, "2026-03-02 17:00"))};
  Step as_response = of_merged[4];
  as_response.kind = Responded;
  EXPECT_EQ(StepsThatCount({own}, of_merged), (std::vector<Step>{own, of_merged[0], as_response}));
}

// E4: it may be what was taken out again that was answered.
TEST(StepsThatCount, AreNotThoseOfAPartOncePostsWereTakenOutOfTheWhole) {
  const auto of = [](int complaint, Step step) {
    step.complaint = ComplaintId{complaint};
    return step;
  };
  const std::vector<Step> of_merged = {of(2, Did(Responded, "2026-03-02 11:00")),
                                       of(2, Did(Merged, "2026-03-02 13:00", "C1"))};
  const Step before = of(1, Did(Split, "2026-03-02 12:00", "C3"));
  const Step since = of(1, Did(Split, "2026-03-02 14:00", "C4"));
  EXPECT_EQ(StepsThatCount({before}, of_merged), (std::vector<Step>{before, of_merged[0]}));
  EXPECT_EQ(StepsThatCount({since}, of_merged), (std::vector<Step>{since}));
}

TEST(Rest, IsSinceTheHandlingElseSinceTheClosing) {
  EXPECT_FALSE(RestOf({}).has_value());
  EXPECT_FALSE(RestOf({Did(Responded, "2026-03-02 11:00")}).has_value());
  const Step handled = Did(Handled, "2026-03-03 10:00");
  const Step closed = Did(Closed, "2026-03-10 10:00");
  EXPECT_EQ(RestOf({handled})->since, handled.at);
  EXPECT_FALSE(RestOf({handled})->closed_at.has_value());
  EXPECT_EQ(RestOf({closed})->since, closed.at);
  EXPECT_EQ(RestOf({closed, handled})->since, handled.at);
  EXPECT_EQ(RestOf({closed, handled})->closed_at, closed.at);
  EXPECT_FALSE(RestOf({handled, closed, Did(Reopened, "2026-03-11 10:00")}).has_value());
}

TEST(Over, IsWhatTheCustomerFoundGoodOnceTheWeekHasPassed) {
  const Step handled = Did(Handled, "2026-03-03 10:00");
  const Step good = Did(Revisited, "2026-03-05 15:00", "满意");
  const Step bad = Did(Revisited, "2026-03-06 15:00", "不满意");
  const Step closed = Did(Closed, "2026-03-10 10:00");
  EXPECT_EQ(OverSince({handled, good, closed}), At("2026-03-10 10:00"));
  const Step late = Did(Closed, "2026-03-20 10:00");
  EXPECT_EQ(OverSince({handled, good, late}), late.at) << "until then it was open";
  EXPECT_EQ(OverSince({handled, good}), std::nullopt) << "not closed";
  EXPECT_EQ(OverSince({handled, closed}), std::nullopt) << "nobody was asked";
  EXPECT_EQ(OverSince({handled, good, bad, closed}), std::nullopt);
  EXPECT_EQ(OverSince({closed, good}), std::nullopt) << "nothing was handled";
  EXPECT_EQ(OverSince({handled, good, closed, Did(Reopened, "2026-03-11 10:00")}), std::nullopt);
  EXPECT_EQ(OverSince({handled, good, Did(Handled, "2026-03-09 10:00"), closed}), std::nullopt);
}

TEST(Status, GoesByTheLastClosingOrReopening) {
  const Step closed = Did(Closed, "2026-03-10 10:00");
  const Step reopened = Did(Reopened, "2026-03-11 10:00");
  EXPECT_EQ(StatusBy({Did(Handled, "2026-03-03 10:00")}), std::nullopt);
  EXPECT_EQ(StatusBy({closed}), ComplaintStatus::Closed);
  EXPECT_EQ(StatusBy({reopened, closed}), ComplaintStatus::Open);
  EXPECT_EQ(StatusBy({closed, reopened, Did(Closed, "2026-03-12 10:00")}), ComplaintStatus::Closed);
}

}  // namespace
}  // namespace forumwatch
