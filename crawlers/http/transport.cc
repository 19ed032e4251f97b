#include "crawlers/http/transport.h"

#include <cassert>

namespace forumwatch {

std::string_view Name(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::Ok:
      return "ok";
    case OutcomeKind::NotModified:
      return "not_modified";
    case OutcomeKind::HttpError:
      return "http_error";
    case OutcomeKind::Network:
      return "network";
    case OutcomeKind::Timeout:
      return "timeout";
    case OutcomeKind::TooLarge:
      return "too_large";
    case OutcomeKind::Redirects:
      return "redirects";
    case OutcomeKind::Blocked:
      return "blocked";
    case OutcomeKind::Disallowed:
      return "disallowed";
  }
  assert(false);
  return "";
}

}  // namespace forumwatch
