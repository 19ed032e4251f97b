// What is remembered of each host: its pace, its cookies, and who waits for it. A host is a name
// and, where it is not a default one, a port. Bounded: hosts that are as good as new are forgotten
// when there are too many.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "crawlers/http/curl_handles.h"
#include "crawlers/http/politeness.h"
#include "crawlers/http/transport.h"
#include "crawlers/web/url.h"

namespace forumwatch {

// One queue, first come first served, and the pace at which it may empty.
struct Lane {
  explicit Lane(const PoliteOptions& options) noexcept : pace(options) {}

  HostPace pace;
  std::deque<RequestId> waiting;

  // The first in the queue, when it may start; it is taken off and counts as started.
  std::optional<RequestId> TakeNext(UtcTime now);
};

struct Host {
  explicit Host(const PoliteOptions& options)
      : guests(options), errands({std::chrono::milliseconds(0), options.at_once}) {}

  Lane guests;   // GET, HEAD
  Lane errands;  // everything else
  CookieShare cookies;
  std::size_t cookies_set = 0;  // since they were last counted
};

class Hosts {
 public:
  explicit Hosts(const PoliteOptions& options) : options_(options) {}

  // Stays where it is until nobody waits for it and nothing is under way.
  Host& Of(const Url& url, UtcTime now);
  std::map<std::string, Host>& all() noexcept { return hosts_; }
  // The first moment at which somebody waiting may start; nullopt: only when something ends.
  [[nodiscard]] std::optional<UtcTime> NextStart(UtcTime now) const;

 private:
  void Forget(UtcTime now);

  PoliteOptions options_;
  std::map<std::string, Host> hosts_;
};

// After an answer that set `count` cookies, on its handle: a jar that a server fills without end is
// emptied.
void KeepCookiesBounded(Host& host, Easy& easy, std::size_t count);

}  // namespace forumwatch
