// Where requests may go: schemes, the private hosts named in the configuration, and how far a
// redirect may lead. Addresses are not judged here but at the socket (address_gate). Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawlers/web/url.h"

namespace forumwatch {

// The "host:port" entries of allow_private.
class PrivateHosts {
 public:
  // Throws std::invalid_argument on an entry of another form.
  explicit PrivateHosts(const std::vector<std::string>& entries);
  // An entry names exactly the URL's host and port.
  [[nodiscard]] bool Name(const Url& url) const;

 private:
  std::set<std::string> entries_;
};

// nullopt: fine. Else why a redirect from `from` to `to` is not followed, for people. `first` is
// what was asked for: redirects stay on its registrable domain, on ports 80, 443, its own or a
// named one, and do not fall from https to http.
std::optional<std::string> WhyNotFollowed(const Url& first, const Url& from, const Url& to,
                                          const PrivateHosts& named);

}  // namespace forumwatch
