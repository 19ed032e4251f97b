// Which complaints' texts share rare things with a new one. Of each thing the newest complaints are
// looked at, so that a look-up costs nearly the same in the tenth year as in the first. Internal to
// grouping. Loop thread.
#pragma once

#include <cstdint>
#include <vector>

namespace forumwatch {

class PostIndex {
 public:
  using Key = std::uint32_t;
  // Where a complaint is kept, from 0 on.
  using Slot = std::uint32_t;

  void Add(const std::vector<Key>& keys, Slot slot);
  // Those that share at least two of the keys: those that share most first, of these the newest; at
  // most 64. Seldom one is among them that shares less: keys are known by 19 bits of their hash.
  [[nodiscard]] std::vector<Slot> Alike(const std::vector<Key>& keys) const;

 private:
  // Of 8,192 complaints each; an entry is a key and a complaint's place in its shelf.
  std::vector<std::vector<std::uint32_t>> shelves_;  // ascending
};

}  // namespace forumwatch
