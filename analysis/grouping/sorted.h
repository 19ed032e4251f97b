// Sorted vectors as maps: a few bytes an entry where a hash table takes fifty, and a look-up is a
// binary search. Internal to grouping. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace forumwatch {

// Puts `more`, sorted too, in among them; equal ones after those that are there. Grows by a
// sixteenth, for there are many of these and each lives long.
template <typename T>
void MergeInto(std::vector<T>& sorted, std::span<const T> more) {
  constexpr std::size_t kSixteenth = 16;
  auto before = sorted.size();  // of those that were there, how many are not yet moved
  auto end = before + more.size();
  if (end > sorted.capacity()) {
    sorted.reserve(end + end / kSixteenth);
  }
  sorted.resize(end);
  const auto at = [&sorted](std::size_t index) {
    return sorted.begin() + static_cast<std::ptrdiff_t>(index);
  };
  for (auto next = more.rbegin(); next != more.rend(); ++next) {
    const auto place = std::upper_bound(at(0), at(before), *next);
    end = static_cast<std::size_t>(std::move_backward(place, at(before), at(end)) - at(0));
    before = static_cast<std::size_t>(place - at(0));
    *at(--end) = *next;
  }
}

template <typename T>
void MergeInto(std::vector<T>& sorted, const T& more) {
  MergeInto(sorted, std::span<const T>(&more, 1));
}

}  // namespace forumwatch
