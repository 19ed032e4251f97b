// Where the links of one page lead: its address and its own <base href>, understood once for all of
// them. Any one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crawlers/web/url.h"

namespace forumwatch {

// Both name the same host, `www.` apart.
bool SameHost(std::string_view a, std::string_view b);
std::string HostOf(std::string_view address);

class PageLinks {
 public:
  // `base` counts only when it names the page's host (`www.` apart), and with the page's scheme and
  // port.
  PageLinks(std::string_view page, std::string_view base);

  // As ResolveLink() says.
  [[nodiscard]] std::string Resolve(std::string_view link) const;
  // What Resolve() said is of the page's own host (`www.` apart).
  [[nodiscard]] bool IsOwn(std::string_view address) const;

 private:
  std::string page_;
  std::optional<Url> from_;  // what links start from; nullopt: nowhere
  std::string folder_;       // … up to the last slash of its path; empty: curl is asked
  std::string origin_;       // … up to the first
};

}  // namespace forumwatch
