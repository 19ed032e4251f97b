#include "tests/bench/bare_curl.h"

namespace forumwatch {
namespace {

std::size_t Append(char* data, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

}  // namespace

BareCurl::BareCurl(std::size_t at_once) : multi_(curl_multi_init()), bodies_(at_once) {
  for (std::string& body : bodies_) {
    CURL* const easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Append);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &body);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
    free_.push_back(easy);
  }
}

BareCurl::~BareCurl() {
  for (CURL* easy : free_) {
    curl_easy_cleanup(easy);
  }
  curl_multi_cleanup(multi_);
}

std::size_t BareCurl::Fetch(std::span<const std::string> urls) {
  std::size_t bytes = 0;
  std::size_t started = 0;
  int running = 1;
  while (started < urls.size() || running > 0) {
    for (; started < urls.size() && !free_.empty(); ++started) {
      CURL* const easy = free_.back();
      free_.pop_back();
      curl_easy_setopt(easy, CURLOPT_URL, urls[started].c_str());
      curl_multi_add_handle(multi_, easy);
    }
    curl_multi_perform(multi_, &running);
    bytes += Collect();
    if (running > 0) {
      curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
    }
  }
  return bytes;
}

std::size_t BareCurl::Collect() {
  std::size_t bytes = 0;
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(multi_, &left)) {
    CURL* const easy = message->easy_handle;
    std::string* body = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &body);
    bytes += body->size();
    body->clear();
    curl_multi_remove_handle(multi_, easy);
    free_.push_back(easy);
  }
  return bytes;
}

}  // namespace forumwatch
