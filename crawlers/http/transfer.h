// One exchange on one easy handle: counts what comes in, keeps it within its limits and remembers
// why it stopped. Knows curl's callbacks and nothing about HTTP's meaning or SMTP's; see
// http_exchange and mail_session. Neither moves nor is copied: curl holds its address.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <exception>
#include <map>
#include <string>
#include <string_view>

#include "crawlers/http/address_gate.h"
#include "crawlers/http/curl_handles.h"
#include "crawlers/http/transport.h"

namespace forumwatch {

struct TransferLimits {
  Bytes max_body{};     // decoded; on the wire at most this and 64 KiB
  Bytes max_headers{};  // of all answers together, interim ones and trailers included
  std::chrono::milliseconds deadline{};
  std::chrono::milliseconds connect_timeout{};
  std::chrono::seconds low_speed_time{};  // zero: any speed
};

class Transfer {
 public:
  Transfer(const TransferLimits& limits, bool may_be_private);

  Easy& easy() noexcept { return easy_; }
  Slist& list() noexcept { return list_; }  // request headers
  [[nodiscard]] const TransferLimits& limits() const noexcept { return limits_; }

  // What has come, whole or not.
  struct Received {
    std::map<std::string, std::string> headers;  // of the last answer
    std::string refusal;                         // SMTP: the last reply that said no
    std::string body;
    std::size_t cookies_set = 0;  // Set-Cookie lines of all answers
  };
  Received& received() noexcept { return received_; }

  enum class Stop { None, Body, Headers, Nested, UnknownCoding };
  [[nodiscard]] Stop stopped_by() const noexcept { return stop_; }
  [[nodiscard]] const std::string& refused_address() const noexcept { return gate_.refused(); }
  [[nodiscard]] std::string_view curl_detail() const noexcept { return error_text_.data(); }
  // Thrown inside a callback, which must not throw through curl; to be thrown again by the reader.
  [[nodiscard]] const std::exception_ptr& trouble() const noexcept { return trouble_; }

 private:
  static std::size_t OnHeader(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t OnBody(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static int OnProgress(void* self, curl_off_t expected, curl_off_t received, curl_off_t to_send,
                        curl_off_t sent) noexcept;
  void SetLimits();
  bool TakeHeader(std::string_view line);
  void TakeField(std::string_view line);
  bool TakeCodings(std::string_view value);
  bool TakeBody(std::string_view bytes);
  bool StopFor(Stop why) noexcept;

  TransferLimits limits_;
  AddressGate gate_;
  Slist list_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  Received received_;
  std::size_t header_bytes_ = 0;
  int codings_ = 0;
  Stop stop_ = Stop::None;
  std::exception_ptr trouble_;
  Easy easy_;  // the last member: it goes first
};

}  // namespace forumwatch
