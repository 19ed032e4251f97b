// What a receiver's answer to a posted alert means. Robots say "failed" inside an HTTP 200, so the
// body counts, too:
//
//   2xx, empty or a text               sent, unless the text is "fail", "failed", "error", "false"
//   2xx, JSON object without an error  sent
//   2xx, JSON object with an error     by its code: a known mistake of the configuration gives up,
//                                      a known limit waits, all else is tried again
//   2xx, a web page (begins with "<")  tried again: a login or maintenance page is no receipt
//   2xx, breaks off                    unsure: the receiver has it, what it thinks is unknown
//   301, 308                           refused: the address in the configuration is old
//   other 3xx                          tried again; a POST is never sent on
//   408, 425, 429, 5xx                 tried again, after Retry-After when the receiver says so; a
//                                      429 without it waits as a known limit in its body does
//   other 4xx                          refused: a proxy, a key that ran out … may be mended; given
//                                      up when the body has a code of the configuration's mistakes
//   no answer                          unsure once the whole request had left, else tried again
//   refused by our own address guard   given up: the configuration must allow the address
//
// An error is, in the topmost object: "errcode", "StatusCode" or "code" that is none of 0, "",
// "ok", "success" (for "code" also 200…299; it is used for many things, and "ok" or "success"
// outweighs it); "ok" or "success": false; "error" that is not null, false or ""; "status":
// "error", "fail" or "failed". Letter case is of no account. Pure; any thread; JSON of any depth
// costs linear time.
#pragma once

#include <string>
#include <string_view>

#include "crawlers/http/transport.h"
#include "daemon/alerts/channel.h"

namespace forumwatch {

SendResult JudgeAnswer(const HttpOutcome& outcome);

// The same for a robot, which always says how it went: what would be a success above is one only
// with its code 0 (errcode, code or StatusCode), and unsure without.
SendResult JudgeRobotAnswer(const HttpOutcome& outcome);

// What somebody else's machine says, fit for a reason that is logged and shown: one short line, and
// nothing from the first character on that addresses and keys need.
std::string ForeignReason(std::string_view message);

}  // namespace forumwatch
