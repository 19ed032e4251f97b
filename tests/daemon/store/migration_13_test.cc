// What counts anew from the thirteenth schema on, and was told of before it, is not said at the
// upgrade.
#include "daemon/store/migrations.h"
#include "tests/daemon/store/old_store.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// C1 of 100 is part of C2 of 200, whose one working day has run out at 1000.
class BeforeTheThirteenth : public testing::Test {
 protected:
  BeforeTheThirteenth() {
    Session& session = store_.session();
    Empty(session);
    Migrate(session, MigrationsBefore(13));
    Do(session, "INSERT INTO community (id, name) VALUES (1, '云栖苑')");
    Do(session,
       "INSERT INTO source (id, community_id, name, engine, url) VALUES (1, 1, '', '', '')");
    for (const char* const id_merged : {"2, NULL", "1, 2"}) {
      Do(session,
         "INSERT INTO complaint (id, merged_into, history, status, flags, people, community_id, "
         "summary, opened_at, topics, specialty, cause, cause_item, cause_confirmed, place, times, "
         "heat_now, heat_peak, heat_total, heat_terms) VALUES (" +
             std::string(id_merged) +
             ", 0, 'open', '[]', 1, 1, '电梯', 0, '[]', '', '', '', 0, '', 1, 0, 0, 0, '{}')");
    }
    Thread(1, 100);
    Thread(2, 200);
    Do(session,
       "INSERT INTO duty (complaint_id, kind, episode, starts_at, due_at, satisfied_by, state, "
       "explain) VALUES (2, 'working_day', 1, 100, 1000, '', 'missed', '[]')");
  }
  void Thread(int id, int since) {
    const std::string thread = std::to_string(id);
    Do(store_.session(),
       "INSERT INTO thread (id, source_id, key) VALUES (" + thread + ", 1, '" + thread + "')");
    Do(store_.session(),
       "INSERT INTO complaint_thread (complaint_id, thread_id, since_at) VALUES "
       "(2, " +
           thread + ", " + std::to_string(since) + ")");
  }
  void Did(int complaint, const std::string& what, int at) {
    Do(store_.session(),
       "INSERT INTO step (complaint_id, what, done_at, who, detail, why) VALUES (" +
           std::to_string(complaint) + ", '" + what + "', " + std::to_string(at) + ", '', '', '')");
  }
  void TellThatItIsOver() {
    Do(store_.session(),
       "INSERT INTO alert (ulid, subject, rule, episode, handbook, alerted_at, complaint_id, "
       "source, receivers, title, reason, text, stage) VALUES ('01J', 'complaint 2', "
       "'working_day.overdue', 1, 'B2', 1001, 2, '', '[]', '', '', '', 0)");
  }
  std::vector<int> SaidToBeOver() {
    Migrate(store_.session(), StoreMigrations());
    std::vector<int> episodes;
    for (const AlertMark& mark : OutboxStore(store_.session()).SaidAbout(ComplaintId{2})) {
      EXPECT_EQ(mark.rule, "working_day.overdue");
      episodes.push_back(mark.episode);
    }
    return episodes;
  }

  TempStore store_;
};

TEST_F(BeforeTheThirteenth, AWorkingDayThatWasToldToBeOverIsNotToldOfWhoeverItSpokeFor) {
  TellThatItIsOver();
  Did(1, "responded", 150);
  EXPECT_THAT(SaidToBeOver(), ElementsAre(1, 2));
}

TEST_F(BeforeTheThirteenth, OneThatNobodyWasToldOfIsNotTakenAsSaid) {
  Did(1, "responded", 150);
  EXPECT_THAT(SaidToBeOver(), IsEmpty());
}

// Else the next to begin, days later, would be silent.
TEST_F(BeforeTheThirteenth, NorIsOneThatDoesNotBeginWithTheUpgrade) {
  TellThatItIsOver();
  Did(1, "responded", 250);
  Thread(3, 1200);
  EXPECT_THAT(SaidToBeOver(), ElementsAre(1))
      << "nobody spoke after the response until it was over";
}

TEST_F(BeforeTheThirteenth, NorIsOneWhereTheResponseAnswersNobodyAnyMore) {
  TellThatItIsOver();
  Did(1, "handled", 150);
  Did(1, "reopened", 160);
  EXPECT_THAT(SaidToBeOver(), ElementsAre(1));
}

TEST_F(BeforeTheThirteenth, NorWhereTheMergeWasTakenBack) {
  TellThatItIsOver();
  Did(1, "responded", 150);
  Did(2, "split", 300);
  EXPECT_THAT(SaidToBeOver(), ElementsAre(1));
}

}  // namespace
}  // namespace forumwatch
