// libcurl and nothing around it: what a fetch costs at the least. A multi handle and so many easy
// handles, each used again as soon as it is free; what comes is counted and thrown away. One
// thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <curl/curl.h>

namespace forumwatch {

class BareCurl {
 public:
  explicit BareCurl(std::size_t at_once);
  ~BareCurl();
  BareCurl(const BareCurl&) = delete;
  BareCurl& operator=(const BareCurl&) = delete;

  // The bytes of all bodies.
  std::size_t Fetch(std::span<const std::string> urls);

 private:
  std::size_t Collect();

  CURLM* multi_;
  std::vector<std::string> bodies_;
  std::vector<CURL*> free_;
};

}  // namespace forumwatch
