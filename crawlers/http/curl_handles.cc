#include "crawlers/http/curl_handles.h"

#include <new>

namespace forumwatch {

void EnsureCurl() {
  static const CURLcode kCode = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (kCode != CURLE_OK) {
    throw CurlError(std::string("curl cannot be set up: ") + curl_easy_strerror(kCode));
  }
}

void Slist::Append(const std::string& line) {
  curl_slist* const longer = curl_slist_append(list_.get(), line.c_str());
  if (longer == nullptr) {
    throw std::bad_alloc();
  }
  list_.release();  // NOLINT(bugprone-unused-return-value): the longer list has the same head
  list_.reset(longer);
}

CookieShare::CookieShare() {
  EnsureCurl();
  share_.reset(curl_share_init());
  if (!share_ ||
      curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) != CURLSHE_OK) {
    throw CurlError("curl cannot share cookies");
  }
}

Easy::Easy() {
  EnsureCurl();
  easy_.reset(curl_easy_init());
  if (!easy_) {
    throw CurlError("curl_easy_init failed");
  }
}

long Easy::GetLong(CURLINFO info) const noexcept {
  long value = 0;
  curl_easy_getinfo(easy_.get(), info, &value);
  return value;
}

curl_off_t Easy::GetOffset(CURLINFO info) const noexcept {
  curl_off_t value = 0;
  curl_easy_getinfo(easy_.get(), info, &value);
  return value;
}

std::size_t Easy::CountCookies() const noexcept {
  curl_slist* lines = nullptr;
  curl_easy_getinfo(easy_.get(), CURLINFO_COOKIELIST, &lines);
  std::size_t count = 0;
  for (const curl_slist* line = lines; line != nullptr; line = line->next) {
    ++count;
  }
  curl_slist_free_all(lines);
  return count;
}

void Easy::Check(CURLcode code, CURLoption option) {
  if (code != CURLE_OK) {
    throw CurlError("curl option " + std::to_string(option) + ": " + curl_easy_strerror(code));
  }
}

Multi::Multi() {
  EnsureCurl();
  multi_.reset(curl_multi_init());
  if (!multi_) {
    throw CurlError("curl_multi_init failed");
  }
}

void Multi::Add(const Easy& easy) {
  Check(curl_multi_add_handle(multi_.get(), easy.get()));
}

void Multi::Remove(const Easy& easy) noexcept {
  curl_multi_remove_handle(multi_.get(), easy.get());
}

void Multi::Perform() {
  int running = 0;
  Check(curl_multi_perform(multi_.get(), &running));
}

void Multi::Poll(std::span<curl_waitfd> others, int milliseconds) {
  Check(curl_multi_poll(multi_.get(), others.data(), static_cast<unsigned>(others.size()),
                        milliseconds, nullptr));
}

const CURLMsg* Multi::NextMessage() noexcept {
  int left = 0;
  return curl_multi_info_read(multi_.get(), &left);
}

void Multi::Check(CURLMcode code) {
  if (code != CURLM_OK) {
    throw CurlError(std::string("curl multi: ") + curl_multi_strerror(code));
  }
}

}  // namespace forumwatch
