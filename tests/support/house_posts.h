// Posts of the house's board that several tests speak of, and the morning on which they begin.
#pragma once

#include "tests/support/house.h"

namespace forumwatch {

inline const UtcTime kMorning = At("2026-03-02T10:00:00+08:00");  // a Monday, in working hours

inline const PostWords kLift{"1", "11", "七栋老王",
                             "7栋电梯又停了，已经两天没人来修，老人上不了楼。", "7栋电梯又停了"};
inline const PostWords kSameHere{"1", "12", "小满", "我家也是，天天爬楼，物业到底管不管？", ""};
inline const PostWords kReceived{"1", "13", "云栖客服",
                                 "您好，您反映的问题已收到，我们会尽快核实。", ""};
inline const PostWords kMeasures{
    "1", "14", "云栖客服", "您好，维保单位已更换7栋电梯主板，今天15点恢复运行，王工负责跟进。", ""};
inline const PostWords kTalk{"2", "21", "豆豆", "出一辆九成新婴儿车，自提，有意私信。",
                             "【转让】婴儿车"};

}  // namespace forumwatch
