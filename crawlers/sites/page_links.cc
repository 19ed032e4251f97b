#include "crawlers/sites/page_links.h"

#include <algorithm>
#include <array>
#include <utility>

namespace forumwatch {
namespace {

constexpr std::size_t kLong =
    1000;  // what is longer, by far more than addresses are, is left to curl

std::optional<Url> WebAddress(std::string_view address) {
  std::optional<Url> url = Url::Parse(std::string(address));
  return url && (url->scheme() == "http" || url->scheme() == "https") ? std::move(url)
                                                                      : std::nullopt;
}

std::string Bare(const std::string& host) {
  return host.starts_with("www.") ? host.substr(4) : host;
}

// The page's own <base href>, as far as it stays with the forum: its host up to `www.`, its path.
// Scheme and port are the page's, for a base may not lead from https to http.
std::optional<Url> Based(const Url& page, std::string_view base) {
  std::optional<Url> written = page.Resolve(std::string(base));
  if (!written || Bare(written->host()) != Bare(page.host())) {
    return std::nullopt;
  }
  if (written->scheme() == page.scheme() && written->port() == page.port()) {
    return written;
  }
  const std::string_view text = written->text();
  const std::size_t path = std::min(text.find('/', text.find("://") + 3), text.size());
  const bool usual = page.port() == (page.scheme() == "https" ? 443 : 80);
  std::string address = page.scheme() + "://" + written->host();
  address += usual ? "" : ":" + std::to_string(page.port());
  address += text.substr(path);
  return Url::Parse(address);
}

std::optional<Url> StartOf(std::string_view page, std::string_view base) {
  std::optional<Url> url = WebAddress(page);
  std::optional<Url> based = url && !base.empty() ? Based(*url, base) : std::nullopt;
  return based ? std::move(based) : std::move(url);
}

// "forum.php?mod=viewthread&tid=7": nothing in it means anything but what is written, and it stands
// beside the page. What is not plain is left to curl, of which versions differ about a '%' in a
// path.
bool IsPlainNeighbour(std::string_view link) {
  constexpr auto kPlain = [] {
    std::array<bool, 256> plain{};
    for (const char c : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                                         "uvwxyz-_.~%=&+,;/?")) {
      plain[static_cast<unsigned char>(c)] = true;
    }
    return plain;
  }();
  const std::string_view path = link.substr(0, link.find('?'));
  return !path.empty() && path.front() != '/' && path.front() != '.' && link.back() != '?' &&
         link.size() < kLong && path.find('%') == std::string_view::npos &&
         path.find("//") == std::string_view::npos && path.find("/.") == std::string_view::npos &&
         std::all_of(link.begin(), link.end(),
                     [&](char c) { return kPlain[static_cast<unsigned char>(c)]; });
}

}  // namespace

PageLinks::PageLinks(std::string_view page, std::string_view base)
    : page_(page), from_(StartOf(page, base)) {
  if (from_) {
    const std::string& text = from_->text();
    origin_ = text.substr(0, text.find('/', text.find("://") + 3)) + "/";
    folder_ = text.substr(0, text.rfind('/', text.find('?')) + 1);
    if (folder_.starts_with(origin_ + "/")) {  // curl drops one of two slashes, sometimes
      folder_.clear();
    }
  }
}

std::string PageLinks::Resolve(std::string_view link) const {
  if (!from_ || link.empty()) {
    return {};
  }
  if (!folder_.empty() && IsPlainNeighbour(link)) {
    return folder_ + std::string(link);
  }
  const std::optional<Url> to = from_->Resolve(std::string(link));
  return to && (to->scheme() == "http" || to->scheme() == "https") ? to->text() : std::string();
}

bool PageLinks::IsOwn(std::string_view address) const {
  const bool seen_at_once = from_ && address.size() < kLong && address.starts_with(origin_);
  return seen_at_once || SameHost(address, page_);
}

std::string HostOf(std::string_view address) {
  const std::optional<Url> url = WebAddress(address);
  return url ? url->host() : std::string();
}

bool SameHost(std::string_view a, std::string_view b) {
  return Bare(HostOf(a)) == Bare(HostOf(b));
}

}  // namespace forumwatch
