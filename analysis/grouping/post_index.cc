#include "analysis/grouping/post_index.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace forumwatch {
namespace {

constexpr std::size_t kNewest = 256;
constexpr std::ptrdiff_t kSharedKeys = 2;
constexpr std::size_t kCandidates = 64;

}  // namespace

void PostIndex::Add(const std::vector<Key>& keys, Slot slot) {
  const auto post = static_cast<Post>(slots_.size());
  slots_.push_back(slot);
  for (const Key key : keys) {
    std::vector<Post>& list = lists_[key];
    if (list.size() == kNewest) {
      list.erase(list.begin());
    }
    list.push_back(post);
  }
}

std::vector<PostIndex::Slot> PostIndex::Alike(const std::vector<Key>& keys) const {
  std::vector<Post> hits;
  for (const Key key : keys) {
    if (const auto found = lists_.find(key); found != lists_.end()) {
      hits.insert(hits.end(), found->second.begin(), found->second.end());
    }
  }
  std::sort(hits.begin(), hits.end());
  std::vector<std::pair<std::ptrdiff_t, Post>> alike;  // shared keys, post
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
  slots.reserve(kCandidates);
  for (auto best = alike.begin(); best != end; ++best) {
    slots.push_back(slots_[best->second]);
  }
  return slots;
}

}  // namespace forumwatch
