// What happens to a clock after it was started: one line a case. With the table of due times
// (tests/data/deadlines.md) these are the cases of deadlines.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tests/stories/story.h"

namespace forumwatch {

struct CourseCase {
  const char* about;  // what the case is one of: "late reply" …
  const char* name;
  const char* start;
  void (*tell)(Story& story);
  const char* clocks;             // of C1 in the end
  std::vector<std::string> said;  // of them
  const char* clock;              // one of them …
  const char* words;              // … explained
};

// By the calendar, the clock of the machine, the service's own life.
std::span<const CourseCase> CoursesByTime();
// By what owners, the staff and the head do.
std::span<const CourseCase> CoursesByEvent();

inline const PostWords kStairs{"1", "11", "七栋老王",
                               "7栋电梯又停了，已经两天没人来修，老人上不了楼。", "7栋电梯又停了"};
inline const PostWords kStairsAgain{"1", "15", "小满", "7栋电梯今天又停了，根本没修好，天天爬楼！",
                                    ""};
inline const PostWords kNoted{"1", "13", "云栖客服", "您好，您反映的问题已收到，我们会尽快核实。",
                              ""};
inline const PostWords kMending{
    "1", "14", "云栖客服", "您好，维保单位已更换7栋电梯主板，今天15点恢复运行，王工负责跟进。", ""};
inline const PostWords kStreetLamp{"2", "21", "三栋小李",
                                   "3栋门口的路灯坏了好几天，晚上很黑，没有人管。", "3栋路灯坏了"};

inline constexpr const char* kWall = "按钟点连续计时，夜间和节假日照算（B2）";

// Of what was posted on Monday, 2 March 2026, at ten, in the early afternoon.
inline constexpr const char* kNobodyAnswered = "F1 missed, M1 open, W1 open";
inline const std::vector<std::string> kRunsOut = {
    "03-02 12:00 first_reply.due_soon", "03-02 13:00 first_reply.due_soon",
    "03-02 13:36 first_reply.due_soon", "03-02 14:00 first_reply.overdue"};

}  // namespace forumwatch
