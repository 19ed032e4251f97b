// What people are shown of a reply that the service was to post. Pure; any thread.
#pragma once

#include <string>

#include "analysis/deadlines/zone.h"
#include "daemon/store/postings.h"

namespace forumwatch {

// "小林 3月2日 19:14 交系统发在 业主论坛/12：等版主审核（论坛收下了 …），下次看 19:24".
std::string InWords(const Posting& posting, const std::string& source, const Zone& zone,
                    UtcTime now);

}  // namespace forumwatch
