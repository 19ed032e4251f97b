#include "analysis/grouping/post_index.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "analysis/grouping/sorted.h"

namespace forumwatch {
namespace {

constexpr unsigned kShelfBits = 13;
constexpr std::uint32_t kShelf = 1U << kShelfBits;
constexpr std::size_t kNewest = 256;
constexpr std::ptrdiff_t kSharedKeys = 2;
constexpr std::size_t kCandidates = 64;

// All entries of a key lie between this one and the one kShelf further on.
std::uint32_t FirstOf(PostIndex::Key key) {
  constexpr std::uint32_t kOdd = 0x9E3779B1;
  return key * kOdd & ~(kShelf - 1);
}

std::vector<PostIndex::Key> Once(std::vector<PostIndex::Key> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

void PostIndex::Add(const std::vector<Key>& keys, Slot slot) {
  const std::size_t at = slot / kShelf;
  shelves_.resize(std::max(shelves_.size(), at + 1));
  std::vector<std::uint32_t>& shelf = shelves_[at];
  std::vector<std::uint32_t> entries;
  entries.reserve(keys.size());
  for (const Key key : keys) {
    const std::uint32_t entry = FirstOf(key) | slot % kShelf;
    if (!std::binary_search(shelf.begin(), shelf.end(), entry)) {
      entries.push_back(entry);
    }
  }
  MergeInto(shelf, std::span<const std::uint32_t>(Once(std::move(entries))));
}

std::vector<PostIndex::Slot> PostIndex::Alike(const std::vector<Key>& keys) const {
  std::vector<Slot> hits;
  for (const Key key : Once(keys)) {
    std::size_t left = kNewest;
    for (std::size_t at = shelves_.size(); at > 0 && left > 0; --at) {
      const std::vector<std::uint32_t>& shelf = shelves_[at - 1];
      const auto begin = std::lower_bound(shelf.begin(), shelf.end(), FirstOf(key));
      const auto end = std::upper_bound(begin, shelf.end(), FirstOf(key) | (kShelf - 1));
      const auto taken = std::min(left, static_cast<std::size_t>(end - begin));
      left -= taken;
      for (auto entry = end - static_cast<std::ptrdiff_t>(taken); entry != end; ++entry) {
        hits.push_back(static_cast<Slot>((at - 1) * kShelf) + *entry % kShelf);
      }
    }
  }
  std::sort(hits.begin(), hits.end());
  std::vector<std::pair<std::ptrdiff_t, Slot>> alike;  // shared keys, complaint
  for (auto hit = hits.begin(); hit != hits.end();) {
    const auto next = std::upper_bound(hit, hits.end(), *hit);
    if (next - hit >= kSharedKeys) {
      alike.emplace_back(next - hit, *hit);
    }
    hit = next;
  }
  const auto end = alike.begin() + static_cast<std::ptrdiff_t>(std::min(alike.size(), kCandidates));
  std::partial_sort(alike.begin(), end, alike.end(), std::greater<>());
  std::vector<Slot> slots;
  for (auto best = alike.begin(); best != end; ++best) {
    slots.push_back(best->second);
  }
  return slots;
}

}  // namespace forumwatch
