// An alert as robots are sent it: plain text (their kinds of message that know no markdown), short
// enough, and without anything that the apps would make more of. Forum text is hostile: an @ or
// <at> in it could call everybody, an address in it would become a link under our name. So, in
// every line but the alert's own link, they are written wide: ＠ ＜ ＞ ：// and the dot of a host
// name as ． Sizes are bytes of UTF-8. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "daemon/store/outbox.h"

namespace forumwatch {

// One line of forum text, neutralised.
std::string RobotLine(std::string_view text);

// The lines of an alert's text. Longer than `bytes` it is cut on a character border and says so:
// "…（全文见链接）"; the link and the id at the end stay whole.
std::string RobotText(std::string_view text, std::size_t bytes);

// Several alerts in one text: of each the rule of the handbook, the title, as much of the reason as
// there is room for, and the id.
std::string DigestText(std::span<const Delivery> deliveries, std::size_t bytes);

}  // namespace forumwatch
