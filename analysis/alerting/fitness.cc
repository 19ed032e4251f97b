#include "analysis/alerting/fitness.h"

#include "analysis/alerting/wording.h"

namespace forumwatch {

std::string WhyUnfit(const WorkDone& work, const Zone& zone, UtcTime now) {
  std::string why;
  if (work.untold_since && now - *work.untold_since >= kUntoldTooLong) {
    why = WrittenMoment(*work.untold_since, zone, now) + " 以来一条提醒也没有送出去";
  }
  if (work.unseen_since && now - *work.unseen_since >= kUnseenTooLong) {
    why += (why.empty() ? "" : "，") + WrittenMoment(*work.unseen_since, zone, now) +
           " 以来一个论坛也没有读到";
  }
  return why;
}

}  // namespace forumwatch
