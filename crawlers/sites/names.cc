#include "crawlers/crawler.h"

namespace forumwatch {

std::string_view Name(PageKind kind) {
  switch (kind) {
    case PageKind::List:
      return "list";
    case PageKind::Thread:
      return "thread";
    case PageKind::Feed:
      return "feed";
  }
  return {};
}

std::string_view Name(PageVerdict verdict) {
  switch (verdict) {
    case PageVerdict::Ok:
      return "ok";
    case PageVerdict::Unchanged:
      return "unchanged";
    case PageVerdict::Gone:
      return "gone";
    case PageVerdict::Login:
      return "login";
    case PageVerdict::Blocked:
      return "blocked";
    case PageVerdict::Blind:
      return "blind";
    case PageVerdict::Refused:
      return "refused";
  }
  return {};
}

}  // namespace forumwatch
