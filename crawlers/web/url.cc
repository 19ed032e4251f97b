#include "crawlers/web/url.h"

#include <algorithm>
#include <charconv>
#include <new>

#include <idn2.h>
#include <libpsl.h>

namespace forumwatch {
namespace {

constexpr unsigned kReading = CURLU_URLENCODE | CURLU_ALLOW_SPACE;

std::optional<std::string> Part(CURLU* handle, CURLUPart what, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle, what, &text, flags) != CURLUE_OK) {
    return std::nullopt;
  }
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, curl_free);
  return std::string(text);
}

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return text;
}

constexpr std::size_t kLongest = 8192;  // more than servers take

// Of a NUL curl would see the front only.
bool IsReadable(const std::string& text) {
  return text.size() <= kLongest && text.find('\0') == std::string::npos;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// IDNA 2008 (UTS #46 mapping): "物业.中国", full-width digits and dots.
std::optional<std::string> InAscii(const std::string& host) {
  char* ascii = nullptr;
  if (idn2_to_ascii_8z(host.c_str(), &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) != IDN2_OK) {
    return std::nullopt;
  }
  const std::unique_ptr<char, void (*)(void*)> owner(ascii, idn2_free);
  return std::string(ascii);
}

// Lower case, ASCII (done here since curl's own conversion depends on the locale), without the
// final dot, which would make a name of figures.
std::optional<std::string> PlainHost(const std::string& written) {
  auto host = IsAscii(written) ? std::optional(written) : InAscii(written);
  if (host) {
    host = Lower(std::move(*host));
    if (host->ends_with('.')) {
      host->pop_back();
    }
  }
  return host;
}

// Letters, digits, hyphens and what people write besides; or a v6 address in brackets.
bool IsPlainHost(std::string_view host) {
  const bool v6 = host.starts_with('[');
  const std::string_view others = v6 ? "[]:." : "-_.";
  const bool empty_label =
      host.starts_with('.') || host.ends_with('.') || (!v6 && host.find("..") != std::string::npos);
  return !host.empty() && !empty_label && std::all_of(host.begin(), host.end(), [others](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

bool IsAddress(const std::string& host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
}

}  // namespace

Url::Handle Url::Understood(const std::string& text) {
  Handle handle(curl_url());
  if (!handle) {
    throw std::bad_alloc();
  }
  const bool good = curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), kReading) == CURLUE_OK;
  return good ? std::move(handle) : nullptr;
}

std::optional<Url> Url::Parse(const std::string& text) {
  const bool absolute = IsReadable(text) && text.find("://") != std::string::npos;
  Handle handle = absolute ? Understood(text) : nullptr;
  return handle ? Read(std::move(handle)) : std::nullopt;
}

std::optional<Url> Url::Resolve(const std::string& reference) const {
  Handle handle(curl_url_dup(handle_.get()));
  if (!handle) {
    throw std::bad_alloc();
  }
  if (!IsReadable(reference)) {
    return std::nullopt;
  }
  const bool elsewhere = !reference.empty() && !reference.starts_with('#');
  if (elsewhere &&
      curl_url_set(handle.get(), CURLUPART_URL, reference.c_str(), kReading) != CURLUE_OK) {
    return std::nullopt;
  }
  return Read(std::move(handle));
}

std::optional<Url> Url::Read(Handle handle) {
  const auto written = Part(handle.get(), CURLUPART_HOST);
  const auto plain = written ? PlainHost(*written) : std::nullopt;
  if (!plain) {
    return std::nullopt;
  }
  const bool may_be_number = plain->find_first_of("0123456789") == 0;
  if (*plain != *written || may_be_number) {
    // Read again afterwards: number forms are made plain only where they stand in a whole URL, and
    // before percent signs are undone.
    if (curl_url_set(handle.get(), CURLUPART_HOST, plain->c_str(), 0) != CURLUE_OK) {
      return std::nullopt;
    }
    const auto whole = Part(handle.get(), CURLUPART_URL);
    handle = whole ? Understood(*whole) : nullptr;
    if (!handle) {
      return std::nullopt;
    }
  }
  Url url(std::move(handle));
  return url.ReadParts() ? std::optional(std::move(url)) : std::nullopt;
}

bool Url::ReadParts() {
  curl_url_set(handle_.get(), CURLUPART_FRAGMENT, nullptr, 0);
  const auto scheme = Part(handle_.get(), CURLUPART_SCHEME);
  const auto host = Part(handle_.get(), CURLUPART_HOST);
  const auto port = Part(handle_.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const Handle bare(curl_url_dup(handle_.get()));
  if (!bare) {
    throw std::bad_alloc();
  }
  curl_url_set(bare.get(), CURLUPART_USER, nullptr, 0);
  curl_url_set(bare.get(), CURLUPART_PASSWORD, nullptr, 0);
  const auto text = Part(bare.get(), CURLUPART_URL);
  if (!scheme || !host || !port || !text) {
    return false;
  }
  scheme_ = *scheme;
  host_ = *host;
  std::from_chars(port->data(), port->data() + port->size(), port_);
  text_ = *text;
  has_user_ = Part(handle_.get(), CURLUPART_USER) || Part(handle_.get(), CURLUPART_PASSWORD);
  const bool known =
      scheme_ == "http" || scheme_ == "https" || scheme_ == "smtp" || scheme_ == "smtps";
  return known && IsPlainHost(host_) && port_ > 0;
}

std::optional<std::string> NormalHostAndPort(const std::string& host_and_port) {
  const auto colon = host_and_port.rfind(':');
  if (colon == std::string::npos || colon + 1 == host_and_port.size() ||
      host_and_port.find_first_of("/?#@\\ ") != std::string::npos) {
    return std::nullopt;
  }
  if (host_and_port.find_first_not_of("0123456789", colon + 1) != std::string::npos) {
    return std::nullopt;
  }
  const auto url = Url::Parse("http://" + host_and_port + "/");
  return url ? std::optional(url->HostAndPort()) : std::nullopt;
}

bool IsSameSite(const Url& a, const Url& b) {
  if (a.host() == b.host()) {
    return true;
  }
  if (IsAddress(a.host()) || IsAddress(b.host())) {
    return false;
  }
  const psl_ctx_t* const list = psl_builtin();
  const char* const domain_a = psl_registrable_domain(list, a.host().c_str());
  const char* const domain_b = psl_registrable_domain(list, b.host().c_str());
  return domain_a != nullptr && domain_b != nullptr && std::string_view(domain_a) == domain_b;
}

}  // namespace forumwatch
