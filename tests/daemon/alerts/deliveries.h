// A delivery as a channel gets it.
#pragma once

#include <string>

#include "daemon/store/outbox.h"

namespace forumwatch {

inline const UtcTime kAlertedAt = ParseRfc3339("2026-03-02T12:00:00+08:00").value();

inline Delivery OverdueDelivery(std::string receiver = "", std::string channel = "值班群") {
  Delivery delivery;
  delivery.id = DeliveryId{7};
  delivery.alert.id = "01JNA5K0000123456789ABCDEF";
  delivery.alert.at = kAlertedAt;
  delivery.alert.rule = "first_reply.overdue";
  delivery.alert.handbook = "B2";
  delivery.alert.complaint = ComplaintId{12};
  delivery.alert.receivers = {"monitor", "head"};
  delivery.alert.title = "首次回复已超时 C12：7栋电梯反复停运";
  delivery.alert.reason =
      "首次回复刚过期限（截止 3月2日 12:00），至今没有看到物业在论坛上的回复（B2）";
  delivery.text = delivery.alert.title + "\n为什么：" + delivery.alert.reason;
  delivery.community = "云栖花园";
  delivery.url = "https://bbs.example/thread-8841-1-1.html";
  delivery.channel = std::move(channel);
  delivery.receiver = std::move(receiver);
  delivery.attempts = 1;
  return delivery;
}

}  // namespace forumwatch
