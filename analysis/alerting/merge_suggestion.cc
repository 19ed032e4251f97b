#include "analysis/alerting/merge_suggestion.h"

#include <algorithm>

#include "analysis/text/plain.h"

namespace forumwatch {

std::optional<Alert> DecideMergeSuggestion(const Complaint& complaint,
                                           std::span<const ComplaintId> alike, const Said& said,
                                           const AlertingOptions& options, UtcTime now) {
  const bool told = std::any_of(said.begin(), said.end(),
                                [](const AlertMark& mark) { return mark.rule == kMergeSuggested; });
  if (told || alike.empty() || complaint.history || complaint.status != ComplaintStatus::Open) {
    return std::nullopt;
  }
  const std::string number = Name(complaint.id);
  std::string others;
  for (const ComplaintId other : alike) {
    others += (others.empty() ? "" : "、") + Name(other);
  }
  Alert alert;
  alert.id = StableUlid(complaint.opened_at, std::to_string(Raw(complaint.community)) + "/" +
                                                 number + "/" + std::string(kMergeSuggested));
  alert.at = now;
  alert.rule = kMergeSuggested;
  alert.handbook = "E4";
  alert.complaint = complaint.id;
  alert.receivers = ReceiversOf(kMergeSuggested, options);
  alert.title = "可能是同一件投诉 " + number + "：" + PlainLine(complaint.summary);
  alert.reason = "和 " + others + " 说的可能是同一件事；是就并案（forumwatch complaint merge " +
                 number + " " + Name(alike.front()) + "），不是就不用管（E4）";
  return alert;
}

}  // namespace forumwatch
