// Which remembered posts share rare things with a new one. A posting list keeps its newest entries,
// so that a look-up costs the same in the tenth year as in the first. Internal to grouping. Loop
// thread.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace forumwatch {

class PostIndex {
 public:
  using Key = std::uint64_t;
  // Where a post's complaint is kept; given by the user.
  using Slot = std::uint32_t;

  void Add(const std::vector<Key>& keys, Slot slot);
  // Slots of the posts that share at least two of the keys: those that share most first, of these
  // the newest; at most 64 posts are looked at, so a slot may come again.
  [[nodiscard]] std::vector<Slot> Alike(const std::vector<Key>& keys) const;

 private:
  using Post = std::uint32_t;

  std::unordered_map<Key, std::vector<Post>> lists_;  // oldest first
  std::vector<Slot> slots_;                           // by post
};

}  // namespace forumwatch
