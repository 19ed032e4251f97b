// HTTP/1.1 as far as a forum needs it: a request as it came, a reply as it shall leave. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forumwatch::sim {

struct WireRequest {
  std::string method;
  std::string target;                                       // as sent: "/forum.php?mod=…"
  std::string path;                                         // up to the "?"
  std::map<std::string, std::string, std::less<>> query;    // decoded; the last of a name counts
  std::map<std::string, std::string, std::less<>> headers;  // lower-case names
  std::string body;
  bool keep_alive = true;

  [[nodiscard]] std::string Query(std::string_view name) const;   // "" when absent
  [[nodiscard]] std::string Header(std::string_view name) const;  // "" when absent
};

// How a reply travels.
enum class Delivery {
  Whole,
  Dripping,     // one byte at a time
  EndlessBody,  // `refill` again and again, chunked
  EndlessHead,  // `refill` again and again in place of the blank line that ends the head
  CutOff,       // half of the body that was promised, then the end
  Reset         // nothing; the connection is torn down
};

struct Reply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Delivery delivery = Delivery::Whole;
  std::chrono::milliseconds every{1000};  // Dripping: from byte to byte
  std::string refill;
};

Reply MakeReply(int status, std::string content_type, std::string body);

// `head` up to and with the blank line; the body is read by the caller. What is no request has an
// empty method.
WireRequest ParseRequest(std::string_view head);
// What the head announces.
std::size_t ContentLength(const WireRequest& request);

// The bytes of a reply up to the point where its delivery leaves the ordinary.
std::string FormatReply(const Reply& reply, bool keep_alive);

}  // namespace forumwatch::sim
