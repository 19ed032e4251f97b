// A weekend, a night, a holiday, a clock that is set, a restart, a year.
#include "tests/stories/courses.h"

namespace forumwatch {

namespace {
const CourseCase kByTime[] = {
    {"clock set back",
     "half an hour, while it runs",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 10:50").SetClock("2026-03-02 10:20");
       s.Until("2026-03-02 16:00");
     },
     kNobodyAnswered,
     {"03-02 12:00 first_reply.due_soon", "03-02 13:00 first_reply.due_soon",
      "03-02 13:36 first_reply.due_soon", "03-02 14:00 first_reply.overdue",
      "03-02 14:45 measures.due_soon"},
     "F1",
     kWall},
    {"clock set back", "a day, after it was said to be overdue", "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 14:30").SetClock("2026-03-01 14:30");
       s.Until("2026-03-02 14:40");
     },
     kNobodyAnswered, kRunsOut, "F1", kWall},
    {"clock set back",
     "over midnight",
     "2026-03-02 20:00",
     [](Story& s) {
       s.Post("2026-03-02 21:30", kStairs).Until("2026-03-03 00:10").SetClock("2026-03-02 23:50");
       s.Until("2026-03-03 02:00");
     },
     kNobodyAnswered,
     {"03-02 23:30 first_reply.due_soon", "03-03 00:30 first_reply.due_soon",
      "03-03 01:06 first_reply.due_soon", "03-03 01:30 first_reply.overdue"},
     "F1",
     kWall},
    {"clock set forward",
     "past the due time: it is said at once",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 10:30").SetClock("2026-03-02 14:30");
       s.Until("2026-03-02 14:40");
     },
     kNobodyAnswered,
     {"03-02 14:30 first_reply.overdue"},
     "F1",
     kWall},
    {"clock set forward",
     "and put right again: nothing is said twice",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 10:30").SetClock("2026-03-02 14:30");
       s.Until("2026-03-02 14:40").SetClock("2026-03-02 10:40").Until("2026-03-02 14:40");
     },
     kNobodyAnswered,
     {"03-02 14:30 first_reply.overdue", "03-02 12:00 first_reply.due_soon",
      "03-02 13:00 first_reply.due_soon", "03-02 13:36 first_reply.due_soon"},
     "F1",
     kWall},
    {"clock set forward", "an hour, while it runs", "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 10:30").SetClock("2026-03-02 11:30");
       s.Until("2026-03-02 14:10");
     },
     kNobodyAnswered, kRunsOut, "F1", kWall},
    {"pause over a weekend",
     "from friday afternoon to monday",
     "2026-03-06 08:00",
     [](Story& s) {
       s.Post("2026-03-06 16:20", kStairs).Post("2026-03-06 16:30", kNoted);
       s.Until("2026-03-09 17:00");
     },
     "F1 met, M1 missed, W1 missed",
     {"03-06 17:10 measures.due_soon", "03-06 18:00 measures.overdue",
      "03-09 16:20 working_day.overdue"},
     "W1",
     "工作时间，计入（B2） → 下班后，不计（B2） → 周六，不计（B2） → 周日，不计（B2） → "
     "上班前，不计（B2） → 工作时间，计入（B2） → 午休，不计（B2） → 工作时间，计入（B2）"},
    {"pause over a weekend",
     "whoever posts on saturday has monday",
     "2026-03-07 08:00",
     [](Story& s) {
       s.Post("2026-03-07 11:00", kStairs).Post("2026-03-07 11:30", kNoted);
       s.Until("2026-03-09 19:00");
     },
     "F1 met, M1 missed, W1 missed",
     {"03-09 14:15 measures.due_soon", "03-09 18:00 measures.overdue",
      "03-09 18:00 working_day.overdue"},
     "M1",
     "周六，不计（B3） → 周日，不计（B3） → 上班前，不计（B3） → 工作时间，计入（B3） → "
     "午休，不计（B3） → 工作时间，计入（B3）"},
    {"holiday",
     "the eve of national day: eight days later",
     "2026-09-30 08:00",
     [](Story& s) {
       s.Post("2026-09-30 17:00", kStairs).Post("2026-09-30 17:30", kNoted);
       s.Until("2026-10-08 18:30");
     },
     "F1 met, M1 missed, W1 missed",
     {"09-30 17:30 measures.due_soon", "09-30 18:00 measures.overdue",
      "10-08 17:00 working_day.overdue"},
     "W1",
     "工作时间，计入（B2） → 下班后，不计（B2） → 国庆节放假，不计（B2） → 上班前，不计（B2） → "
     "工作时间，计入（B2） → 午休，不计（B2） → 工作时间，计入（B2）"},
    {"make-up day",
     "a saturday that is worked",
     "2026-02-28 08:00",
     [](Story& s) {
       s.Post("2026-02-28 10:00", kStairs).Post("2026-02-28 10:10", kNoted);
       s.Until("2026-02-28 19:00");
     },
     "F1 met, M1 missed, W1 open",
     {"02-28 14:45 measures.due_soon", "02-28 18:00 measures.overdue"},
     "M1",
     "工作时间，调休上班（春节），计入（B3） → 午休，不计（B3） → "
     "工作时间，调休上班（春节），计入（B3）"},
    {"a warning that crosses a night",
     "comes at half of the working time, in the afternoon",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 20:00", kStairs).Post("2026-03-02 20:10", kNoted);
       s.Until("2026-03-03 17:00");
     },
     "F1 met, M1 open, W1 open",
     {"03-03 14:15 measures.due_soon"},
     "M1",
     "下班后，不计（B3） → 上班前，不计（B3） → 工作时间，计入（B3） → 午休，不计（B3） → "
     "工作时间，计入（B3）"},
    {"a warning that crosses a night",
     "over a weekend",
     "2026-03-06 08:00",
     [](Story& s) {
       s.Post("2026-03-06 18:00", kStairs).Post("2026-03-06 18:10", kNoted);
       s.Until("2026-03-09 17:00");
     },
     "F1 met, M1 open, W1 open",
     {"03-09 14:15 measures.due_soon"},
     "M1",
     "下班后，不计（B3） → 周六，不计（B3） → 周日，不计（B3） → 上班前，不计（B3） → "
     "工作时间，计入（B3） → 午休，不计（B3） → 工作时间，计入（B3）"},
    {"a warning that crosses a night",
     "of the first reply it comes by night, for that clock runs",
     "2026-03-02 08:00",
     [](Story& s) { s.Post("2026-03-02 22:00", kStairs).Until("2026-03-03 02:10"); },
     kNobodyAnswered,
     {"03-03 00:00 first_reply.due_soon", "03-03 01:00 first_reply.due_soon",
      "03-03 01:36 first_reply.due_soon", "03-03 02:00 first_reply.overdue"},
     "F1",
     kWall},
    {"midnight loses no minute",
     "due at midnight itself",
     "2026-03-02 08:00",
     [](Story& s) { s.Post("2026-03-02 20:00", kStairs).Until("2026-03-03 00:10"); },
     kNobodyAnswered,
     {"03-02 22:00 first_reply.due_soon", "03-02 23:00 first_reply.due_soon",
      "03-02 23:36 first_reply.due_soon", "03-03 00:00 first_reply.overdue"},
     "F1",
     kWall},
    {"midnight loses no minute",
     "posted a minute before",
     "2026-03-02 08:00",
     [](Story& s) { s.Post("2026-03-02 23:59", kStairs).Until("2026-03-03 04:10"); },
     kNobodyAnswered,
     {"03-03 01:59 first_reply.due_soon", "03-03 02:59 first_reply.due_soon",
      "03-03 03:35 first_reply.due_soon", "03-03 03:59 first_reply.overdue"},
     "F1",
     kWall},
    {"midnight loses no minute",
     "a year ends",
     "2025-12-31 08:00",
     [](Story& s) { s.Post("2025-12-31 23:00", kStairs).Until("2026-01-01 03:10"); },
     kNobodyAnswered,
     {"01-01 01:00 first_reply.due_soon", "01-01 02:00 first_reply.due_soon",
      "01-01 02:36 first_reply.due_soon", "01-01 03:00 first_reply.overdue"},
     "F1",
     kWall},
    {"a restart while waiting for 09:00",
     "half of the four hours",
     "2026-03-02 06:00",
     [](Story& s) {
       s.Post("2026-03-02 07:00", kStairs).Until("2026-03-02 08:59").Restart();
       s.Until("2026-03-02 09:30");
     },
     "F1 open, M1 open, W1 open",
     {"03-02 09:00 first_reply.due_soon"},
     "F1",
     kWall},
    {"a restart while waiting for 09:00",
     "the working day, after a night",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 09:01", kStairs).Post("2026-03-02 10:00", kNoted);
       s.Until("2026-03-03 03:00").Restart().Until("2026-03-03 09:30");
     },
     "F1 met, M1 missed, W1 missed",
     {"03-02 14:15 measures.due_soon", "03-02 18:00 measures.overdue",
      "03-03 09:01 working_day.overdue"},
     "W1",
     "工作时间，计入（B2） → 午休，不计（B2） → 工作时间，计入（B2） → 下班后，不计（B2） → "
     "上班前，不计（B2） → 工作时间，计入（B2）"},
    {"a restart while waiting for 09:00",
     "the service was down at nine",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 09:01", kStairs).Post("2026-03-02 10:00", kNoted);
       s.Until("2026-03-02 19:00").SleepUntil("2026-03-03 09:20").Until("2026-03-03 09:30");
     },
     "F1 met, M1 missed, W1 missed",
     {"03-02 14:15 measures.due_soon", "03-02 18:00 measures.overdue",
      "03-03 09:20 working_day.overdue"},
     "W1",
     "工作时间，计入（B2） → 午休，不计（B2） → 工作时间，计入（B2） → 下班后，不计（B2） → "
     "上班前，不计（B2） → 工作时间，计入（B2）"},
    {"retention never re-alerts",
     "a year later, after a start",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-04 08:00");
       s.SleepUntil("2027-03-04 08:00").Until("2027-03-05 08:00");
     },
     "F1 missed, M1 missed, W1 missed",
     {"03-02 12:00 first_reply.due_soon", "03-02 13:00 first_reply.due_soon",
      "03-02 13:36 first_reply.due_soon", "03-02 14:00 first_reply.overdue",
      "03-02 14:45 measures.due_soon", "03-02 18:00 measures.overdue",
      "03-03 10:00 working_day.overdue"},
     "F1",
     kWall},
    {"retention never re-alerts",
     "a closed one, shown again by the board after a year",
     "2026-03-02 08:00",
     [](Story& s) {
       s.Post("2026-03-02 10:00", kStairs).Until("2026-03-02 10:05").Did(1, StepKind::Closed);
       s.Until("2026-03-03 08:00").SleepUntil("2027-03-04 08:00").Until("2027-03-05 08:00");
     },
     "F1 void, M1 void, W1 met",
     {},
     "F1",
     "按钟点连续计时，夜间和节假日照算（B2） → 投诉已关闭，不再计时（C3）"},
};
}  // namespace

std::span<const CourseCase> CoursesByTime() {
  return kByTime;
}

}  // namespace forumwatch
