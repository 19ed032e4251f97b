#include "analysis/alerting/said_before.h"

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {

void SayItIsAnOldComplaint(Alert& alert, const Complaint& complaint, UtcTime first,
                           const Zone& zone) {
  alert.title = "旧投诉又有人发帖 " + Name(complaint.id) + "：" + PlainLine(complaint.summary);
  alert.reason = "不是新投诉：" + WrittenMoment(first, zone, alert.at) +
                 " 就有人反映过（启用前的旧帖），现在又有帖子说同一件事（E4）；" + alert.reason;
}

}  // namespace forumwatch
