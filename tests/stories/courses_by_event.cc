// A reply that comes late, dates nobody can believe, a closing, a re-opening, a merge.
#include "tests/stories/courses.h"

namespace forumwatch {

namespace {
const CourseCase kByEvent[] = {
    {"re-open",
     "by hand the next morning",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 11:00").Did(1, StepKind::Closed);
       s.Until("2026-03-03 09:00").Did(1, StepKind::Reopened).Until("2026-03-03 14:00");
     },
     "F1 void, M1 void, W1 met, F2 missed, M2 open, W2 open",
     {"03-03 11:00 first_reply.due_soon", "03-03 12:00 first_reply.due_soon",
      "03-03 12:36 first_reply.due_soon", "03-03 13:00 first_reply.overdue"},
     "F2",
     kWall},
    {"re-open",
     "on a saturday: the measures have until monday",
     "2026-03-06 08:00",
     [](Story& s) {
       s.Post("2026-03-06 10:00", kStairs).Until("2026-03-06 11:00").Did(1, StepKind::Closed);
       s.Until("2026-03-07 11:00").Did(1, StepKind::Reopened).Until("2026-03-07 16:00");
     },
     "F1 void, M1 void, W1 met, F2 missed, M2 open, W2 open",
     {"03-07 13:00 first_reply.due_soon", "03-07 14:00 first_reply.due_soon",
      "03-07 14:36 first_reply.due_soon", "03-07 15:00 first_reply.overdue"},
     "M2",
     "周六，不计（B3） → 周日，不计（B3） → 上班前，不计（B3） → 工作时间，计入（B3） → "
     "午休，不计（B3） → 工作时间，计入（B3）"},
    {"re-open",
     "who says it again after the closing waits for an answer",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 11:00").Did(1, StepKind::Closed);
       s.Post("2026-03-04 10:00", kStairsAgain).Until("2026-03-04 14:10");
     },
     "F1 void, M1 void, W1 met, F2 missed, M2 open, W2 open",
     {"03-04 12:00 first_reply.due_soon", "03-04 13:00 first_reply.due_soon",
      "03-04 13:36 first_reply.due_soon", "03-04 14:00 first_reply.overdue"},
     "F2",
     kWall},
    {"merge",
     "into the earlier one: its clocks go on",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Post("2026-03-02 11:00", kStreetLamp);
       s.Until("2026-03-02 11:30").Merged(2, 1).Until("2026-03-02 15:30");
     },
     kNobodyAnswered,
     {"03-02 12:00 first_reply.due_soon", "03-02 13:00 first_reply.due_soon",
      "03-02 13:36 first_reply.due_soon", "03-02 14:00 first_reply.overdue",
      "03-02 14:45 measures.due_soon"},
     "F1",
     kWall},
    {"merge",
     "another thread after the answer has a clock of its own",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Post("2026-03-02 11:00", kMending);
       s.Post("2026-03-02 13:00", kStreetLamp).Until("2026-03-02 13:30").Merged(2, 1);
       s.Until("2026-03-02 17:10");
     },
     "F1 met, M1 met, W1 met, F2 missed, M2 open, W2 open",
     {"03-02 15:00 first_reply.due_soon", "03-02 15:45 measures.due_soon",
      "03-02 16:00 first_reply.due_soon", "03-02 16:36 first_reply.due_soon",
      "03-02 17:00 first_reply.overdue"},
     "F2",
     kWall},
    {"late reply", "a minute late", "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Post("2026-03-02 14:01", kNoted);
       s.Until("2026-03-02 14:30");
     },
     "F1 late, M1 open, W1 open", kRunsOut, "F1", kWall},
    {"late reply",
     "the next day",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Post("2026-03-03 09:00", kMending);
       s.Until("2026-03-04 12:00");
     },
     "F1 late, M1 late, W1 met",
     {"03-02 12:00 first_reply.due_soon", "03-02 13:00 first_reply.due_soon",
      "03-02 13:36 first_reply.due_soon", "03-02 14:00 first_reply.overdue",
      "03-02 14:45 measures.due_soon", "03-02 18:00 measures.overdue"},
     "M1",
     "工作时间，计入（B3） → 午休，不计（B3） → 工作时间，计入（B3）"},
    {"late reply",
     "in time, and read when the service was back",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Post("2026-03-02 13:59", kMending);
       s.Until("2026-03-02 10:30").SleepUntil("2026-03-02 15:00").Until("2026-03-02 18:30");
     },
     "F1 met, M1 met, W1 met",
     {},
     "F1",
     kWall},
    {"future date", "the post says tomorrow", "2026-03-02 08:00",
     [](Story& s) {
       s.PostShown("2026-03-02 10:00", kStairs, "2026-03-03 10:00").Until("2026-03-02 14:10");
     },
     kNobodyAnswered, kRunsOut, "F1", kWall},
    {"future date", "the post says next year", "2026-03-02 08:00",
     [](Story& s) {
       s.PostShown("2026-03-02 10:00", kStairs, "2027-03-02 10:00").Until("2026-03-02 14:10");
     },
     kNobodyAnswered, kRunsOut, "F1", kWall},
    {"future date",
     "the reply says tomorrow: it was there when it was seen",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs);
       s.PostShown("2026-03-02 11:00", kMending, "2026-03-03 11:00").Until("2026-03-02 18:30");
     },
     "F1 met, M1 met, W1 met",
     {},
     "F1",
     kWall},
    {"unknown date", "the post has none", "2026-03-02 08:00",
     [](Story& s) { s.PostShown("2026-03-02 10:00", kStairs, "").Until("2026-03-02 14:10"); },
     kNobodyAnswered, kRunsOut, "F1", kWall},
    {"unknown date", "the reply has none", "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).PostShown("2026-03-02 14:30", kMending, "");
       s.Until("2026-03-02 18:30");
     },
     "F1 late, M1 met, W1 met", kRunsOut, "F1", kWall},
    {"merged or closed is silent",
     "closed",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 10:05").Did(1, StepKind::Closed);
       s.Until("2026-03-05 12:00");
     },
     "F1 void, M1 void, W1 met",
     {},
     "M1",
     "工作时间，计入（B3） → 投诉已关闭，不再计时（C3）"},
    {"merged or closed is silent",
     "merged",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Post("2026-03-02 10:30", kStreetLamp);
       s.Until("2026-03-02 10:40").Merged(1, 2).Until("2026-03-05 12:00");
     },
     "F1 void, M1 void, W1 void",
     {},
     "F1",
     kWall},
};
}  // namespace

std::span<const CourseCase> CoursesByEvent() {
  return kByEvent;
}

}  // namespace forumwatch
