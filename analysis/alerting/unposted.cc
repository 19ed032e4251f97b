#include "analysis/alerting/unposted.h"

#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

struct UnpostedWords {
  std::string_view title;
  std::string_view what_now;
};

UnpostedWords WordsFor(UnpostedBecause cause) {
  switch (cause) {
    case UnpostedBecause::Held:
      return {"回帖在等版主审核", "业主还看不到，不算回复：请联系论坛放行，看到了才算数"};
    case UnpostedBecause::Delayed:
      return {"回帖还没有发出去", "系统还在试；等不及就请人在论坛上发，系统看到了就不再发"};
    case UnpostedBecause::Given:
      return {"回帖没有发成", "系统不再发：请人在论坛上发，或弄好以后再用 complaint post 交一次"};
    case UnpostedBecause::NotApproved:
      return {"回帖没有发", "请先批准，再用 complaint post 交一次"};
    case UnpostedBecause::MayBeThere:
      return {"说不准回帖发了没有",
              "为免重复，系统不再发：请先到论坛和待审队列里看，有就用 complaint posted "
              "登记，确实没有再用 complaint post --why 交一次"};
    case UnpostedBecause::HeldTooLong:
      return {"回帖没有放行", "请先请版主放行或撤下；确实撤下了，再用 complaint post --why 交一次"};
  }
  return {};
}

}  // namespace

Alert UnpostedAlert(const Complaint& complaint, UnpostedBecause cause, std::string_view reason,
                    const AskedPosting& asked, const AlertingOptions& options, UtcTime now) {
  constexpr std::int64_t kOrders = 64;  // of one posting, told apart
  const std::string number = Name(complaint.id);
  const UnpostedWords words = WordsFor(cause);
  const std::string order = std::to_string(asked.number) + "." + std::to_string(asked.orders);
  Alert alert;
  alert.episode = static_cast<int>(asked.number * kOrders + asked.orders % kOrders);
  alert.stage = static_cast<int>(cause);
  alert.id = StableUlid(asked.at, std::to_string(Raw(complaint.community)) + "/" + number + "/" +
                                      std::string(kUnposted) + "/" + order + "/" +
                                      std::to_string(alert.stage));
  alert.at = now;
  alert.rule = kUnposted;
  alert.handbook = "B12";
  alert.complaint = complaint.id;
  alert.receivers = ReceiversOf(kUnposted, options);
  alert.title = std::string(words.title) + " " + number + "：" + PlainLine(complaint.summary);
  alert.reason = PlainLine(reason) + "；" + std::string(words.what_now) + "（B12）";
  return alert;
}

}  // namespace forumwatch
