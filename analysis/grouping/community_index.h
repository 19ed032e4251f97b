// What a community remembers, and how alike a new segment and each likely complaint are. Internal
// to grouping. Loop thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/grouping/complaint_memory.h"
#include "analysis/grouping/likeness.h"
#include "analysis/grouping/post_index.h"
#include "analysis/grouping/word_statistics.h"

namespace forumwatch {

// What a thread, a post or an author is known by, a hash of which 40 bits are enough within a
// community, and where a complaint of it is kept.
class SlotMention {
 public:
  using Slot = PostIndex::Slot;

  SlotMention() = default;
  SlotMention(std::uint64_t hash, Slot slot) : bits_((hash & ~kSlots) | slot) {}
  [[nodiscard]] bool IsOf(std::uint64_t hash) const { return ((bits_ ^ hash) & ~kSlots) == 0; }
  [[nodiscard]] Slot slot() const { return static_cast<Slot>(bits_ & kSlots); }
  friend bool operator<(SlotMention a, SlotMention b) { return a.bits_ < b.bits_; }

 private:
  static constexpr std::uint64_t kSlots = (std::uint64_t{1} << 24U) - 1;
  std::uint64_t bits_ = 0;
};

class CommunityIndex {
 public:
  using Slot = PostIndex::Slot;  // of a complaint

  explicit CommunityIndex(const GroupingOptions& options);

  struct Candidate {
    Slot slot = 0;
    Likeness likeness;
    Score score;
  };
  // Most alike first.
  [[nodiscard]] std::vector<Candidate> Candidates(const Matter& matter) const;
  [[nodiscard]] const ComplaintMemory& At(Slot slot) const { return complaints_[slot]; }
  [[nodiscard]] const Names& names() const noexcept { return names_; }
  [[nodiscard]] const GroupingOptions& options() const noexcept { return options_; }

  void Remember(const Matter& matter, ComplaintId complaint);
  void Merge(ComplaintId from, ComplaintId into);

 private:
  struct ThreadMention {
    SlotMention mention;
    UtcTime latest{};
    friend bool operator<(const ThreadMention& a, const ThreadMention& b) {
      return a.mention < b.mention;
    }
  };
  using Likely = std::map<Slot, Likeness>;

  [[nodiscard]] Slot Resolve(Slot slot) const;
  Slot SlotOf(ComplaintId id);
  [[nodiscard]] std::vector<Slot> OfPost(const std::string& post) const;
  [[nodiscard]] std::span<const ThreadMention> OfThread(const std::string& thread) const;
  // What the author spoke of last in the thread.
  [[nodiscard]] std::optional<Slot> SaidBy(const Matter& matter) const;
  [[nodiscard]] Likely InThread(const Matter& matter) const;
  void AddQuoted(const Matter& matter, Likely& likely) const;
  void AddAlike(const Matter& matter, const WeighedText& text, Likely& likely) const;
  void NoteSamePost(const Matter& matter, Likely& likely) const;
  void RememberThread(const Matter& matter, Slot slot);

  GroupingOptions options_;
  WordStatistics words_;
  Names names_;
  std::deque<ComplaintMemory> complaints_;  // by slot
  std::map<Slot, Slot> merged_;             // where it went
  std::vector<Slot> slots_;                 // by complaint, ascending
  PostIndex posts_;
  std::vector<ThreadMention> threads_;  // ascending
  std::vector<SlotMention> by_post_;    // ascending
  std::vector<SlotMention> by_author_;  // of a thread: whom he spoke of last; ascending
};

}  // namespace forumwatch
