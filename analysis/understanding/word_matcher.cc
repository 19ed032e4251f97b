#include "analysis/understanding/word_matcher.h"

#include <algorithm>
#include <map>

namespace forumwatch {

struct WordMatcher::Trie {
  struct Node {
    std::map<unsigned char, std::uint32_t> children;
    std::uint32_t word = kNone;
    std::uint32_t depth = 0;
  };
  std::vector<Node> nodes{1};

  void Add(std::string_view word, std::uint32_t id) {
    std::uint32_t at = kRoot;
    for (const char c : word) {
      const auto byte = static_cast<unsigned char>(c);
      const auto found = nodes[at].children.find(byte);
      if (found != nodes[at].children.end()) {
        at = found->second;
        continue;
      }
      const auto made = static_cast<std::uint32_t>(nodes.size());
      const std::uint32_t depth = nodes[at].depth + 1;
      nodes[at].children.emplace(byte, made);
      nodes.emplace_back();
      nodes.back().depth = depth;
      at = made;
    }
    if (at != kRoot && nodes[at].word == kNone) {
      nodes[at].word = id;
    }
  }
};

WordMatcher::WordMatcher(std::span<const std::string> words) {
  Trie trie;
  for (std::size_t i = 0; i < words.size(); ++i) {
    trie.Add(words[i], static_cast<std::uint32_t>(i));
  }
  Flatten(trie);
  Link();
}

void WordMatcher::Flatten(const Trie& trie) {
  states_.resize(trie.nodes.size());
  for (std::size_t i = 0; i < trie.nodes.size(); ++i) {
    const Trie::Node& node = trie.nodes[i];
    State& state = states_[i];
    state.word = node.word;
    state.depth = node.depth;
    state.first_edge = static_cast<std::uint32_t>(edges_.size());
    state.edges = static_cast<std::uint32_t>(node.children.size());
    for (const auto& [byte, to] : node.children) {
      edges_.push_back({byte, to});
    }
  }
  for (const auto& [byte, to] : trie.nodes.front().children) {
    from_root_[byte] = to;
  }
}

// Breadth first, so that what a state leans on is done before it.
void WordMatcher::Link() {
  std::vector<std::uint32_t> queue{kRoot};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t from = queue[i];
    const State parent = states_[from];
    for (std::uint32_t e = parent.first_edge; e < parent.first_edge + parent.edges; ++e) {
      State& child = states_[edges_[e].to];
      child.fail = from == kRoot ? kRoot : Next(parent.fail, edges_[e].byte);
      const State& suffix = states_[child.fail];
      child.shorter = suffix.word != kNone ? child.fail : suffix.shorter;
      queue.push_back(edges_[e].to);
    }
  }
}

std::uint32_t WordMatcher::Child(std::uint32_t state, unsigned char byte) const {
  const State& from = states_[state];
  const auto* const begin = edges_.data() + from.first_edge;
  const auto* const end = begin + from.edges;
  const auto* const found = std::lower_bound(
      begin, end, byte, [](const Edge& edge, unsigned char wanted) { return edge.byte < wanted; });
  return found != end && found->byte == byte ? found->to : kNone;
}

std::uint32_t WordMatcher::Next(std::uint32_t state, unsigned char byte) const {
  while (state != kRoot) {
    const std::uint32_t child = Child(state, byte);
    if (child != kNone) {
      return child;
    }
    state = states_[state].fail;
  }
  return from_root_[byte];
}

}  // namespace forumwatch
