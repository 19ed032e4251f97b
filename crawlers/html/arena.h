// Memory that is taken piece by piece and given back all at once. One thread. Inside this room
// only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace forumwatch {

class Arena {
 public:
  // Takes `block` bytes at a time from the heap, or more for a piece that is larger.
  explicit Arena(std::size_t block) : block_(block) {}

  // For any type that is freed without more ado. Throws std::bad_alloc.
  void* Allocate(std::size_t size) {
    const std::size_t taken = (size + kAligned - 1) / kAligned * kAligned;
    if (taken > left_) {
      left_ = std::max(block_, taken);
      blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
      next_ = blocks_.back().get();
    }
    std::byte* const piece = next_;
    next_ += taken;
    left_ -= taken;
    return piece;
  }

 private:
  static constexpr std::size_t kAligned = alignof(std::max_align_t);

  std::size_t block_;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace forumwatch
