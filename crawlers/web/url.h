// A URL as curl understands it: the very handle that is checked here is the one that curl connects
// by, so that no second parser can disagree. Hosts are lower-case punycode without a final dot;
// number forms of IPv4 addresses ("127.1", "0x7f000001", full-width ones) are dotted. Moves only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <curl/urlapi.h>

namespace forumwatch {

class Url {
 public:
  // nullopt: not an absolute URL, or one above 8 KiB. Other schemes than http, https, smtp, smtps
  // do not parse.
  static std::optional<Url> Parse(const std::string& text);
  // What `reference` (a Location header, say) means here.
  [[nodiscard]] std::optional<Url> Resolve(const std::string& reference) const;

  [[nodiscard]] const std::string& scheme() const noexcept { return scheme_; }
  [[nodiscard]] const std::string& host() const noexcept { return host_; }
  [[nodiscard]] int port() const noexcept { return port_; }  // the scheme's when none is written
  [[nodiscard]] bool has_user() const noexcept { return has_user_; }
  // Whole, without user, password and fragment.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::string HostAndPort() const { return host_ + ":" + std::to_string(port_); }
  [[nodiscard]] CURLU* handle() const noexcept { return handle_.get(); }

 private:
  struct Free {
    void operator()(CURLU* handle) const noexcept { curl_url_cleanup(handle); }
  };
  using Handle = std::unique_ptr<CURLU, Free>;
  explicit Url(Handle handle) : handle_(std::move(handle)) {}
  static Handle Understood(const std::string& text);  // null: not a URL
  static std::optional<Url> Read(Handle handle);
  [[nodiscard]] bool ReadParts();

  Handle handle_;
  std::string scheme_;
  std::string host_;
  std::string text_;
  int port_ = 0;
  bool has_user_ = false;
};

// "forum.example.cn:8080" as host() and port() would give it; nullopt: not that form.
std::optional<std::string> NormalHostAndPort(const std::string& host_and_port);

// Both hosts are under one registrable domain (public suffix list), or equal. Addresses in figures
// are only the same as themselves.
bool IsSameSite(const Url& a, const Url& b);

}  // namespace forumwatch
