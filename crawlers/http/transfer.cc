#include "crawlers/http/transfer.h"

#include <algorithm>

#include "crawlers/http/header_text.h"

namespace forumwatch {
namespace {

constexpr std::size_t kWireAllowance = 65536;
constexpr long kLowSpeed = 1024;  // bytes a second
constexpr int kMostCodings = 1;

}  // namespace

Transfer::Transfer(const TransferLimits& limits, bool may_be_private)
    : limits_(limits), gate_(may_be_private) {
  easy_.Set(CURLOPT_ERRORBUFFER, error_text_.data());
  easy_.Set(CURLOPT_HEADERFUNCTION, &Transfer::OnHeader);
  easy_.Set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  easy_.Set(CURLOPT_WRITEFUNCTION, &Transfer::OnBody);
  easy_.Set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  easy_.Set(CURLOPT_XFERINFOFUNCTION, &Transfer::OnProgress);
  easy_.Set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
  easy_.Set(CURLOPT_NOPROGRESS, 0L);
  gate_.Watch(easy_);
  SetLimits();
}

void Transfer::SetLimits() {
  easy_.Set(CURLOPT_NOSIGNAL, 1L);
  easy_.Set(CURLOPT_QUICK_EXIT, 1L);  // do not wait for a name server that does not answer
  easy_.Set(CURLOPT_PROXY, "");
  easy_.Set(CURLOPT_NOPROXY, "*");
  easy_.Set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  easy_.Set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  easy_.Set(CURLOPT_TIMEOUT_MS, long{limits_.deadline.count()});
  easy_.Set(CURLOPT_CONNECTTIMEOUT_MS, long{limits_.connect_timeout.count()});
  easy_.Set(CURLOPT_LOW_SPEED_LIMIT, kLowSpeed);
  easy_.Set(CURLOPT_LOW_SPEED_TIME, long{limits_.low_speed_time.count()});
  easy_.Set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(Count(limits_.max_body)));
}

std::size_t Transfer::OnHeader(char* data, std::size_t size, std::size_t count,
                               void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    return transfer.TakeHeader({data, size * count}) ? size * count : 0;
  } catch (...) {
    transfer.trouble_ = std::current_exception();
    return 0;
  }
}

std::size_t Transfer::OnBody(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    // An empty piece is fine but must not look like a refusal.
    return transfer.TakeBody({data, size * count}) ? size * count : CURL_WRITEFUNC_ERROR;
  } catch (...) {
    transfer.trouble_ = std::current_exception();
    return CURL_WRITEFUNC_ERROR;
  }
}

// Bytes on the wire: a stream can be made that costs work without ever giving a decoded byte.
int Transfer::OnProgress(void* self, curl_off_t /*expected*/, curl_off_t received,
                         curl_off_t /*to_send*/, curl_off_t /*sent*/) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t most = Count(transfer.limits_.max_body) + kWireAllowance;
  const bool within = received < 0 || static_cast<std::size_t>(received) <= most;
  return within || transfer.StopFor(Stop::Body) ? 0 : 1;
}

bool Transfer::StopFor(Stop why) noexcept {
  stop_ = why;
  return false;
}

bool Transfer::TakeHeader(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > Count(limits_.max_headers)) {
    return StopFor(Stop::Headers);
  }
  const std::string_view text = Trimmed(line);
  if (text.starts_with("HTTP/")) {
    received_.headers.clear();  // an interim answer came before; its codings still count
  } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    TakeField(text);
  }
  if (text.starts_with('4') || text.starts_with('5')) {
    received_.refusal = text;
  }
  return stop_ == Stop::None;
}

void Transfer::TakeField(std::string_view line) {
  const auto colon = line.find(':');
  std::string name = Lowered(Trimmed(line.substr(0, colon)));
  const std::string_view value = Trimmed(line.substr(colon + 1));
  received_.cookies_set += name == "set-cookie" ? 1U : 0U;
  if (name == "content-encoding" || name == "transfer-encoding") {
    TakeCodings(value);
  }
  received_.headers.insert_or_assign(std::move(name), std::string(value));
}

// One compression is what servers use. More of them multiply the work per byte, and of the others
// zstd alone may ask for 128 MB of memory.
bool Transfer::TakeCodings(std::string_view value) {
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    const std::string coding = Lowered(Trimmed(value.substr(begin, end - begin)));
    begin = end + 1;
    if (coding.empty() || coding == "identity" || coding == "chunked") {
      continue;
    }
    if (coding != "gzip" && coding != "x-gzip" && coding != "deflate" && coding != "br") {
      return StopFor(Stop::UnknownCoding);
    }
    if (++codings_ > kMostCodings) {
      return StopFor(Stop::Nested);
    }
  }
  return true;
}

bool Transfer::TakeBody(std::string_view bytes) {
  const std::size_t room = Count(limits_.max_body) - received_.body.size();
  received_.body.append(bytes.substr(0, room));
  return bytes.size() <= room || StopFor(Stop::Body);
}

}  // namespace forumwatch
