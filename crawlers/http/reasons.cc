#include "crawlers/http/reasons.h"

#include <algorithm>

namespace forumwatch {
namespace {

struct CurlReason {
  CURLcode code;
  OutcomeKind kind;
  const char* reason;
};

constexpr CurlReason kCurlReasons[] = {
    {CURLE_URL_MALFORMAT, OutcomeKind::Blocked, "网址不能用"},
    {CURLE_COULDNT_RESOLVE_HOST, OutcomeKind::Network, "找不到这个域名"},
    {CURLE_COULDNT_CONNECT, OutcomeKind::Network, "连接被拒绝或到不了"},
    {CURLE_GOT_NOTHING, OutcomeKind::Network, "连上了，但没有任何回答"},
    {CURLE_RECV_ERROR, OutcomeKind::Network, "连接中断，回答不完整"},
    {CURLE_SEND_ERROR, OutcomeKind::Network, "连接中断，请求没有发完"},
    {CURLE_PARTIAL_FILE, OutcomeKind::Network, "连接中断，回答不完整"},
    {CURLE_SSL_CONNECT_ERROR, OutcomeKind::Network, "加密连接没有建立"},
    {CURLE_PEER_FAILED_VERIFICATION, OutcomeKind::Network, "证书不可信（过期、域名不符或自签）"},
    {CURLE_SSL_CACERT_BADFILE, OutcomeKind::Network, "本机的根证书读不出来"},
    {CURLE_USE_SSL_FAILED, OutcomeKind::Network, "邮件服务器不支持加密（STARTTLS），没有发送"},
    {CURLE_BAD_CONTENT_ENCODING, OutcomeKind::Network, "回答的压缩数据是坏的"},
    {CURLE_WEIRD_SERVER_REPLY, OutcomeKind::Network, "回答看不懂"},
    {CURLE_UNSUPPORTED_PROTOCOL, OutcomeKind::Network, "回答不是 HTTP，或协议不允许"},
    {CURLE_HTTP2, OutcomeKind::Network, "HTTP/2 出错"},
    {CURLE_HTTP2_STREAM, OutcomeKind::Network, "HTTP/2 出错"},
    {CURLE_LOGIN_DENIED, OutcomeKind::Network, "用户名或密码不对"},
    {CURLE_REMOTE_ACCESS_DENIED, OutcomeKind::Network, "服务器拒绝"},
    // What this curl says of a header line above its own 100 KB, and what newer ones say.
    {CURLE_OUT_OF_MEMORY, OutcomeKind::TooLarge, "响应头里有一行太长"},
    {CURLcode(100), OutcomeKind::TooLarge, "响应头里有一行太长"},
};

struct StatusReason {
  int status;
  const char* reason;
};

constexpr StatusReason kStatusReasons[] = {
    {400, "请求不对"},     {401, "要登录"},       {403, "拒绝访问"},     {404, "没有这个页面"},
    {408, "等得太久"},     {410, "页面已删除"},   {413, "请求太大"},     {429, "访问太频繁"},
    {451, "依法不提供"},   {500, "网站内部出错"}, {502, "网站后端不通"}, {503, "暂时停止服务"},
    {504, "网站后端超时"}, {521, "网站后端不通"}, {522, "网站后端超时"},
};

std::string Seconds(std::chrono::milliseconds span) {
  const auto whole = std::chrono::round<std::chrono::seconds>(span);
  return std::to_string(std::max(whole.count(), std::chrono::seconds::rep(1))) + " 秒";
}

// Ours, or curl's own limit, which lies higher and is looked at first.
bool IsNested(CURLcode code, Transfer& transfer) {
  return transfer.stopped_by() == Transfer::Stop::Nested ||
         (code == CURLE_BAD_CONTENT_ENCODING &&
          transfer.curl_detail().find("content encodings") != std::string_view::npos);
}

Failure OwnStop(Transfer& transfer) {
  const TransferLimits& limits = transfer.limits();
  switch (transfer.stopped_by()) {
    case Transfer::Stop::Headers:
      return {OutcomeKind::TooLarge, "响应头超过 " + Written(limits.max_headers) + "上限"};
    case Transfer::Stop::UnknownCoding:
      return {OutcomeKind::Network, "回答用了不认识的压缩方式"};
    case Transfer::Stop::Nested:
    case Transfer::Stop::Body:
    case Transfer::Stop::None:
      break;
  }
  return {OutcomeKind::TooLarge, "超过 " + Written(limits.max_body) + "上限"};
}

Failure TimedOut(Transfer& transfer) {
  const TransferLimits& limits = transfer.limits();
  if (transfer.easy().GetOffset(CURLINFO_CONNECT_TIME_T) == 0) {
    const auto limit = std::min(limits.connect_timeout, limits.deadline);
    return {OutcomeKind::Timeout, Seconds(limit) + "内没有连上"};
  }
  if (transfer.curl_detail().find("too slow") != std::string_view::npos) {
    return {OutcomeKind::Timeout, "太慢：" + Seconds(limits.low_speed_time) + "内每秒不到 1 KB"};
  }
  return {OutcomeKind::Timeout, Seconds(limits.deadline) + "没有收完"};
}

}  // namespace

Failure DescribeFailure(CURLcode code, Transfer& transfer) {
  if (IsNested(code, transfer)) {
    return {OutcomeKind::TooLarge, "回答套了不止一层压缩，没有解开"};
  }
  if (transfer.stopped_by() != Transfer::Stop::None || code == CURLE_FILESIZE_EXCEEDED) {
    return OwnStop(transfer);
  }
  if (!transfer.refused_address().empty() &&
      (code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK)) {
    return {OutcomeKind::Blocked, "不允许访问" + transfer.refused_address()};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return TimedOut(transfer);
  }
  const auto known = std::find_if(std::begin(kCurlReasons), std::end(kCurlReasons),
                                  [code](const CurlReason& r) { return r.code == code; });
  const std::string number = "（curl " + std::to_string(static_cast<int>(code)) + "）";
  if (known != std::end(kCurlReasons)) {
    return {known->kind, known->reason + number};
  }
  return {OutcomeKind::Network, std::string("网络出错：") + curl_easy_strerror(code) + number};
}

std::string ReasonOfStatus(int status) {
  const auto known = std::find_if(std::begin(kStatusReasons), std::end(kStatusReasons),
                                  [status](const StatusReason& r) { return r.status == status; });
  const std::string text = "网站回答 " + std::to_string(status);
  return known == std::end(kStatusReasons) ? text : text + "（" + known->reason + "）";
}

std::string Written(Bytes size) {
  const std::size_t count = Count(size);
  if (count >= Count(1_MiB) && count % Count(1_MiB) == 0) {
    return std::to_string(count / Count(1_MiB)) + " MiB ";
  }
  if (count >= Count(1_KiB) && count % Count(1_KiB) == 0) {
    return std::to_string(count / Count(1_KiB)) + " KiB ";
  }
  return std::to_string(count) + " 字节";
}

std::string Plain(std::string_view said) {
  constexpr std::size_t kLongest = 160;
  std::string plain(said.substr(0, kLongest));
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c < 0x20 || c == 0x7F || c == '"'; }, '?');
  return plain;
}

}  // namespace forumwatch
