// Every statement of the loop finds its rows by an index: none reads a table that grows from one
// end to the other.
#include <set>

#include "daemon/store/connection.h"
#include "daemon/store/failing_channels.h"
#include "daemon/store/handling.h"
#include "daemon/store/meta.h"
#include "daemon/store/postings.h"
#include "daemon/store/sql.h"
#include "daemon/store/steps.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;

std::string Plan(Session& session, const std::string& text) {
  std::string plan;
  std::string detail;
  long long ignored = 0;
  sql::Into<long long> ignore(ignored);
  const std::string explain = "EXPLAIN QUERY PLAN " + text;
  sql::ForEachRow(
      session, explain.c_str(), [&] { plan += detail + "\n"; }, sql::Into(ignored),
      sql::Into(ignored), sql::Into(ignored), sql::Into(detail));
  session.connection().statements.erase(explain.c_str());
  return plan;
}

bool ReadsAWholeTable(const std::string& plan) {
  static const std::set<std::string> kGrow = {
      "thread",   "post",      "p",        "t",    "m",         "s",         "g",
      "segment",  "complaint", "c",        "duty", "d",         "alert",     "a",
      "delivery", "posting",   "revision", "step", "validator", "kept_page", "gap"};
  std::istringstream lines(plan);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string verb;
    std::string table;
    words >> verb >> table;
    // A scan of a partial index reads what the index holds: the few unsatisfied, due, waiting.
    if (verb == "SCAN" && kGrow.contains(table) && line.find("INDEX") == std::string::npos) {
      return true;
    }
  }
  return false;
}

class PlansTest : public StoreTest {
 protected:
  // Everything the loop does, so that every statement is prepared.
  void LiveADay() {
    const ComplaintId complaint = Open();
    const PostId post = AddMention(complaint, MakePost("1", "1"));
    Record(MakePost("1", "1", "改了"), kNoon + std::chrono::hours(1));
    ThreadReading reading;
    reading.state.thread = "1";
    reading.whole = true;
    Duty duty;
    Alert alert;
    alert.id = "01J";
    alert.rule = "complaint.new";
    alert.complaint = complaint;
    Write([&] {
      posts_.NoteReading(source_, reading, kNoon);
      sources_.SaveThread(source_, reading.state);
      sources_.FinishVisit(source_, kNoon);
      sources_.SaveHealth(source_, sources_.LoadHealth(source_));
      sources_.SaveValidator(source_, "u", {});
      sources_.KeepPage(source_, {});
      sources_.NoteGap(source_, {});
      duties_.Save(complaint, std::vector{duty});
      complaints_.SetNextLook(complaint, kNoon);
      outbox_.InsertAlert(alert, "", std::vector{AlertTarget{"webhook", "monitor"}});
      for (const Delivery& delivery : outbox_.ClaimDue("webhook", kNoon, "run", 5)) {
        outbox_.MarkRetry(delivery.id, kNoon, "");
        outbox_.Renew(delivery.id, kNoon);
        outbox_.Release(delivery.id);
        outbox_.MarkDead(delivery.id, "", kNoon);
        outbox_.SendInstead(delivery.id, std::vector{AlertTarget{"mail", "head"}}, kNoon);
        outbox_.MarkSent(delivery.id, kNoon);
      }
      complaints_.Merge(Open2(), complaint);
      StepStore(session()).Append({complaint, "", kNoon, StepKind::Noted, "", ""});
      StepStore(session()).Append({complaint, "", kNoon, StepKind::Approved, "", ""});
      Posting posting;
      posting.complaint = complaint;
      posting.source = source_;
      posting.thread = "1";
      posting.id = PostingStore(session()).Order(posting, kNoon).value();
      PostingStore(session()).Claim(posting.id, kNoon);
      PostingStore(session()).TakeOver(kNoon, "");
      PostingStore(session()).Note(posting.id, {PostingState::Held, kNoon}, kNoon);
      PostingStore(session()).PullIn(kNoon);
      MetaStore(session()).Save("k", "v");
    });
    PostingStore(session()).Of(complaint);
    PostingStore(session()).OfThread(source_, "1");
    PostingStore(session()).EverHeld(source_);
    PostingStore(session()).Due(kNoon);
    PostingStore(session()).NextDue();
    sources_.LoadCursor(source_, kNoon, kNoon);
    sources_.LoadThread(source_, "1");
    sources_.Gaps(source_, kNoon);
    sources_.LoadValidator(source_, "u");
    sources_.KeptPages(source_);
    posts_.OfThread(source_, "1");
    posts_.FirstOfThread(source_, "1");
    posts_.Find(source_, "1", "1");
    posts_.RevisionsOf(post);
    segments_.LoadDecisions(complaint);
    complaints_.MentionsOf(complaint);
    complaints_.StaffPostsFor(complaint);
    complaints_.ViewsOf(complaint);
    complaints_.InThread(source_, "1");
    complaints_.DueForLook(kNoon, 10);
    complaints_.NextLook();
    complaints_.List(community_, ComplaintStatus::Open);
    duties_.Load(complaint);
    ReadHandling(session(), complaint);
    outbox_.SaidAbout(complaint);
    outbox_.Channels();
    outbox_.NextDue("webhook");
    outbox_.AlertsOf(complaint);
    Write([&] { FailAtMail(); });
    FailingChannels(session(), 3, kNoon);
    UntoldSince(session(), {"mail"}, kNoon);
    posts_.ForEachMatterRow(community_, [](const MatterRow&) {});
    StepStore(session()).Of(complaint);
    session().Probe();
  }

 private:
  void FailAtMail() {
    Alert alert;
    alert.id = "01K";
    alert.rule = "channel.failing";
    outbox_.InsertAlert(alert, "", std::vector{AlertTarget{"mail", "head"}});
    for (const Delivery& delivery : outbox_.ClaimDue("mail", kNoon, "run", 5)) {
      outbox_.MarkDead(delivery.id, "", kNoon + std::chrono::seconds(1));
    }
  }

  ComplaintId Open2() { return complaints_.Insert(MakeComplaint()); }
};

TEST_F(PlansTest, NoStatementOfTheLoopReadsATableFromEndToEnd) {
  LiveADay();
  std::vector<std::string> texts;
  for (const auto& [text, statement] : session().connection().statements) {
    texts.emplace_back(text);
  }
  EXPECT_GT(texts.size(), 40U);
  for (const std::string& text : texts) {
    if (text.starts_with("BEGIN") || text.starts_with("COMMIT")) {
      continue;
    }
    const std::string plan = Plan(session(), text);
    EXPECT_FALSE(ReadsAWholeTable(plan)) << text << "\n" << plan;
  }
}

// Long texts are not sorted: a community's whole memory is rebuilt when it is regrouped.
TEST_F(PlansTest, WhatACommunityRemembersIsReadInOrder) {
  LiveADay();
  int found = 0;
  for (const auto& [text, statement] : session().connection().statements) {
    if (std::string_view(text).starts_with("SELECT s.community_id")) {
      ++found;
      EXPECT_THAT(Plan(session(), text), testing::Not(HasSubstr("TEMP B-TREE")));
    }
  }
  EXPECT_EQ(found, 1);
}

TEST_F(PlansTest, ControlAScanIsSeen) {
  EXPECT_TRUE(ReadsAWholeTable(Plan(session(), "SELECT id FROM post WHERE text = 'x'")));
  EXPECT_FALSE(ReadsAWholeTable(Plan(session(), "SELECT id FROM post WHERE id = 1")));
}

// While a channel fails it is asked every minute, whatever was sent in all the years before.
TEST_F(PlansTest, WhatAChannelSentLastIsFoundAtOnce) {
  LiveADay();
  int found = 0;
  for (const auto& [text, statement] : session().connection().statements) {
    const std::string_view wanted = "SELECT MAX(ended_at) FROM delivery";
    if (std::string_view(text).starts_with(wanted)) {
      ++found;
      EXPECT_THAT(Plan(session(), text),
                  HasSubstr("COVERING INDEX delivery_ended (state=? AND channel=?)"));
    }
  }
  EXPECT_EQ(found, 1);
}

// The few unsatisfied duties lead, and the threads to be looked at have indexes of their own,
// whatever the size of the source.
TEST_F(PlansTest, WhatAVisitHasAtHandIsFoundFromWhatMakesItSo) {
  const std::pair<std::string_view, std::string_view> leads[] = {
      {"FROM duty d",
       "running\nSCAN d USING INDEX duty_unsat[^$]*RIGHT\nSCAN d USING INDEX duty_uns"},
      {"(waiting = 1 OR", "^[A-Z]+ thread USING [A-Z ]*INDEX thread_waiting"},
      {"last_post_at >= :since", "^[A-Z]+ thread USING [A-Z ]*INDEX thread_young"},
      {"MAX(last_post_at)", "^[A-Z]+ thread USING [A-Z ]*INDEX thread_young"}};
  sources_.LoadCursor(source_, kNoon, kNoon);
  for (const auto& [part, plan] : leads) {
    int found = 0;
    for (const auto& [text, statement] : session().connection().statements) {
      if (std::string_view(text).find(part) != std::string_view::npos) {
        ++found;
        EXPECT_THAT(Plan(session(), text), ContainsRegex(std::string(plan)));
      }
    }
    EXPECT_EQ(found, 1) << part;
  }
}

}  // namespace
}  // namespace forumwatch
