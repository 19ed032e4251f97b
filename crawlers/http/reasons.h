// What went wrong, as one line of plain Chinese, and which kind of outcome it is. Pure.
#pragma once

#include <string>

#include <curl/curl.h>

#include "crawlers/http/transfer.h"
#include "crawlers/http/transport.h"

namespace forumwatch {

struct Failure {
  OutcomeKind kind = OutcomeKind::Network;
  std::string reason;
};

// `code` is not CURLE_OK, or the transfer was stopped by itself.
Failure DescribeFailure(CURLcode code, Transfer& transfer);

// "网站回答 503（暂时停止服务）"
std::string ReasonOfStatus(int status);

// "4 MiB ", "256 KiB ", "1000 字节": with the space that a Chinese word after it wants.
std::string Written(Bytes size);

// What a server said, fit for a reason: printable ASCII (other bytes as "?"), cut.
std::string Plain(std::string_view said);

}  // namespace forumwatch
