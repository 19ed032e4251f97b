// curl's handles as owners, one to one and without a policy. Setting an option that this curl does
// not know is our bug or a broken installation: std::runtime_error. One thread.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>

#include <curl/curl.h>

namespace forumwatch {

// Once per process, by whoever makes the first handle.
void EnsureCurl();

class CurlError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Slist {
 public:
  void Append(const std::string& line);
  [[nodiscard]] curl_slist* get() const noexcept { return list_.get(); }

 private:
  struct Free {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> list_;
};

// What several transfers have in common; here cookies. Outlives the transfers that use it.
class CookieShare {
 public:
  CookieShare();
  [[nodiscard]] CURLSH* get() const noexcept { return share_.get(); }

 private:
  struct Free {
    void operator()(CURLSH* share) const noexcept { curl_share_cleanup(share); }
  };
  std::unique_ptr<CURLSH, Free> share_;
};

class Easy {
 public:
  Easy();
  [[nodiscard]] CURL* get() const noexcept { return easy_.get(); }

  // long, const char*, handles and functions, as curl_easy_setopt(3) wants them.
  template <typename T>
  void Set(CURLoption option, T value) {
    Check(curl_easy_setopt(easy_.get(), option, value), option);
  }
  [[nodiscard]] long GetLong(CURLINFO info) const noexcept;
  [[nodiscard]] curl_off_t GetOffset(CURLINFO info) const noexcept;
  [[nodiscard]] std::size_t CountCookies() const noexcept;

 private:
  static void Check(CURLcode code, CURLoption option);
  struct Free {
    void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
  };
  std::unique_ptr<CURL, Free> easy_;
};

// Every handle added must be removed before it or the Multi goes.
class Multi {
 public:
  Multi();
  void Add(const Easy& easy);
  void Remove(const Easy& easy) noexcept;
  void Perform();
  // Waits for curl's descriptors and these, at most so long.
  void Poll(std::span<curl_waitfd> others, int milliseconds);
  // The next transfer that has ended; null: none.
  [[nodiscard]] const CURLMsg* NextMessage() noexcept;
  [[nodiscard]] CURLM* get() const noexcept { return multi_.get(); }

 private:
  static void Check(CURLMcode code);
  struct Free {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
  };
  std::unique_ptr<CURLM, Free> multi_;
};

}  // namespace forumwatch
