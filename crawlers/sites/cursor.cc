#include "crawlers/crawler.h"

namespace forumwatch {

const ThreadState* Cursor::Find(const std::string& thread) const {
  if (const auto found = threads.find(thread); found != threads.end()) {
    return &found->second;
  }
  if (!recall) {
    return nullptr;
  }
  auto recalled = recalled_.find(thread);
  if (recalled == recalled_.end()) {
    recalled = recalled_.emplace(thread, recall(thread)).first;
  }
  return recalled->second ? &*recalled->second : nullptr;
}

}  // namespace forumwatch
