#include "analysis/grouping/community_memory.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "analysis/grouping/complaint_memory.h"
#include "analysis/grouping/matter_words.h"
#include "analysis/grouping/post_index.h"
#include "analysis/grouping/sorted.h"
#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr std::size_t kFewKeys = 10;  // words by which a post is found again: a quarter of them, …
constexpr std::size_t kKeys = 40;     // … and by which others are looked for at most
constexpr std::size_t kThreadCandidates = 64;
constexpr std::size_t kSuggestions = 3;

// A follow-up of so few characters about one of these says how the thread's matter is dealt with,
// not something of its own: "打电话没人接", "物业费白交了". "电梯也坏了" is a new matter.
constexpr int kFewWords = 10;
constexpr std::string_view kReactions[] = {"服务态度", "收费", "业委会与物业更换"};

using Slot = PostIndex::Slot;  // of a complaint

// Whether the text begins as another matter does: "对了，…", "我再提一件". Only the first few
// characters are looked at.
bool BeginsAnew(std::string_view text, const std::vector<std::string>& words) {
  constexpr int kBeginning = 4;
  const std::string_view beginning = Beginning(text, kBeginning);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return beginning.find(word) != std::string_view::npos;
  });
}

// What a thread or a post is known by, a hash of which 40 bits are enough within a community, and
// where a complaint of it is kept.
class Mention {
 public:
  Mention() = default;
  Mention(std::uint64_t hash, Slot slot) : bits_((hash & ~kSlots) | slot) {}
  [[nodiscard]] bool IsOf(std::uint64_t hash) const { return ((bits_ ^ hash) & ~kSlots) == 0; }
  [[nodiscard]] Slot slot() const { return static_cast<Slot>(bits_ & kSlots); }
  friend bool operator<(Mention a, Mention b) { return a.bits_ < b.bits_; }

 private:
  static constexpr std::uint64_t kSlots = (std::uint64_t{1} << 24U) - 1;
  std::uint64_t bits_ = 0;
};

struct ThreadMention {
  Mention mention;
  UtcTime latest{};

  friend bool operator<(const ThreadMention& a, const ThreadMention& b) {
    return a.mention < b.mention;
  }
};

struct Candidate {
  Slot slot = 0;
  Likeness likeness;
  Score score;
};

bool IsReaction(const Matter& matter) {
  const Segment& segment = matter.segment;
  return !matter.is_first && segment.start == 0 && segment.place.empty() &&
         !segment.topics.empty() && CountCodePoints(matter.text) <= kFewWords &&
         std::find(std::begin(kReactions), std::end(kReactions), segment.topics.front()) !=
             std::end(kReactions);
}

double Confidence(double score, double border) {
  constexpr double kSteepness = 12;
  return 1 / (1 + std::exp(-kSteepness * (score - border)));
}

}  // namespace

struct CommunityMemory::Index {
  explicit Index(GroupingOptions given) : options(std::move(given)), words(options.prior_posts) {}

  [[nodiscard]] Slot Resolve(Slot slot) const;
  Slot SlotOf(ComplaintId id);

  [[nodiscard]] std::vector<Slot> OfPost(const std::string& post) const;
  [[nodiscard]] std::span<const ThreadMention> OfThread(const std::string& thread) const;
  [[nodiscard]] std::map<Slot, Likeness> InThread(const Matter& matter) const;
  void AddAlike(const Matter& matter, const WeighedText& text,
                std::map<Slot, Likeness>& candidates) const;
  void NoteSamePost(const Matter& matter, std::map<Slot, Likeness>& candidates) const;
  // Most alike first.
  [[nodiscard]] std::vector<Candidate> Weighed(const Matter& matter) const;
  [[nodiscard]] Placement PlaceSupport(const Matter& matter) const;
  [[nodiscard]] Placement Decide(const Matter& matter, const std::vector<Candidate>& candidates,
                                 const IsOver& is_over) const;

  GroupingOptions options;
  WordStatistics words;
  Names names;
  std::deque<ComplaintMemory> complaints;  // by slot
  std::map<Slot, Slot> merged;             // where it went
  std::vector<Slot> slots;                 // by complaint, ascending
  PostIndex posts;
  std::vector<ThreadMention> threads;  // ascending
  std::vector<Mention> by_post;        // ascending
};

Slot CommunityMemory::Index::Resolve(Slot slot) const {
  for (auto next = merged.find(slot); next != merged.end(); next = merged.find(slot)) {
    slot = next->second;
  }
  return slot;
}

Slot CommunityMemory::Index::SlotOf(ComplaintId id) {
  const auto known = std::lower_bound(
      slots.begin(), slots.end(), id,
      [this](Slot slot, ComplaintId sought) { return complaints[slot].id() < sought; });
  if (known != slots.end() && complaints[*known].id() == id) {
    return Resolve(*known);
  }
  const auto slot = static_cast<Slot>(complaints.size());
  complaints.emplace_back(id);
  slots.insert(known, slot);
  return slot;
}

std::vector<Slot> CommunityMemory::Index::OfPost(const std::string& post) const {
  const std::uint64_t hash = FixedHash(post);
  std::vector<Slot> found;
  for (auto mention = std::lower_bound(by_post.begin(), by_post.end(), Mention(hash, 0));
       mention != by_post.end() && mention->IsOf(hash); ++mention) {
    found.push_back(Resolve(mention->slot()));
  }
  return found;
}

std::span<const ThreadMention> CommunityMemory::Index::OfThread(const std::string& thread) const {
  const std::uint64_t hash = FixedHash(thread);
  const auto begin =
      std::lower_bound(threads.begin(), threads.end(), ThreadMention{Mention(hash, 0), UtcTime()});
  const auto end = std::find_if(begin, threads.end(), [hash](const ThreadMention& known) {
    return !known.mention.IsOf(hash);
  });
  return {begin, end};
}

// The rarest words of a text; and its place with its topic as two keys, which is as many as must be
// shared.
std::vector<PostIndex::Key> KeysOf(const Segment& segment, const WeighedText& text,
                                   std::size_t most_words) {
  std::vector<PostIndex::Key> keys = RarestWords(text, most_words);
  if (!segment.place.empty() && !segment.topics.empty()) {
    const std::uint64_t both = FixedHash(segment.place + "\n" + segment.topics.front());
    keys.push_back(static_cast<PostIndex::Key>(both));
    keys.push_back(static_cast<PostIndex::Key>(both >> 32U));
  }
  return keys;
}

std::map<Slot, Likeness> CommunityMemory::Index::InThread(const Matter& matter) const {
  std::map<Slot, Likeness> found;
  const auto mentions = OfThread(matter.thread);
  const ThreadMention* latest = nullptr;
  for (const ThreadMention& known : mentions.last(std::min(mentions.size(), kThreadCandidates))) {
    found[Resolve(known.mention.slot())].in_thread = true;
    if (known.latest <= matter.at && (latest == nullptr || known.latest >= latest->latest)) {
      latest = &known;
    }
  }
  if (latest != nullptr) {
    found[Resolve(latest->mention.slot())].is_latest = true;
  }
  if (!matter.quotes.empty()) {
    for (const Slot slot : OfPost(matter.quotes)) {
      Likeness& likeness = found[slot];
      likeness.in_thread = true;
      likeness.is_quoted = true;
    }
  }
  return found;
}

void CommunityMemory::Index::AddAlike(const Matter& matter, const WeighedText& text,
                                      std::map<Slot, Likeness>& candidates) const {
  for (const Slot slot : posts.Alike(KeysOf(matter.segment, text, kKeys))) {
    candidates.try_emplace(Resolve(slot));
  }
}

void CommunityMemory::Index::NoteSamePost(const Matter& matter,
                                          std::map<Slot, Likeness>& candidates) const {
  for (const Slot slot : OfPost(matter.post)) {
    if (const auto candidate = candidates.find(slot); candidate != candidates.end()) {
      candidate->second.is_same_post = true;
    }
  }
}

std::vector<Candidate> CommunityMemory::Index::Weighed(const Matter& matter) const {
  const WeighedText text = words.Weigh(WordsOf(matter));
  std::map<Slot, Likeness> likely = InThread(matter);
  AddAlike(matter, text, likely);
  NoteSamePost(matter, likely);
  const bool brings_new = BeginsAnew(matter.text, options.new_matter_words);
  const std::vector<std::string>& topics = matter.segment.topics;
  const bool is_wide =
      !topics.empty() && std::find(options.wide_topics.begin(), options.wide_topics.end(),
                                   topics.front()) != options.wide_topics.end();
  std::vector<Candidate> candidates;
  candidates.reserve(likely.size());
  for (auto& [slot, likeness] : likely) {
    const ComplaintMemory& complaint = complaints[slot];
    likeness.text = complaint.Text(text);
    likeness.place = complaint.RelatePlace(matter.segment.place, names);
    likeness.topic = complaint.RelateTopics(topics, names);
    likeness.brings_new = brings_new;
    likeness.is_wide = is_wide;
    likeness.was_silent = matter.at > complaint.last() + options.silence;
    candidates.push_back({slot, likeness, ScoreOf(likeness, options)});
  }
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.score.value > b.score.value; });
  return candidates;
}

// 顶, 同问, +1 side with what the thread is about: what is quoted or spoken of in like words, else
// what was spoken of last.
Placement CommunityMemory::Index::PlaceSupport(const Matter& matter) const {
  const WeighedText text = words.Weigh(WordsOf(matter));
  Placement placement;
  double best = -1;
  const auto found = InThread(matter);
  for (const auto& [slot, likeness] : found) {
    const ComplaintMemory& complaint = complaints[slot];
    const double score = complaint.Text(text) + (likeness.is_quoted ? options.quote : 0) +
                         (likeness.is_latest ? options.latest : 0);
    if (score > best &&
        complaint.RelatePlace(matter.segment.place, names) != PlaceRelation::Different) {
      best = score;
      placement.complaint = complaint.id();
      placement.reasons = {"同一帖子", likeness.is_quoted ? "附和所引用的帖子" : "附和"};
    }
  }
  if (!placement.complaint) {
    placement.reasons = {"附和的话，本帖没有投诉可以并入"};
    return placement;
  }
  placement.decision = Decision::Join;
  placement.confidence = found.size() == 1 ? 0.95 : 0.8;
  return placement;
}

Placement CommunityMemory::Index::Decide(const Matter& matter,
                                         const std::vector<Candidate>& candidates,
                                         const IsOver& is_over) const {
  Placement placement;
  bool came_back = false;
  const auto reasons = [&](const Candidate& candidate) {
    return ReasonsOf(candidate.likeness, matter.segment, complaints[candidate.slot].PlaceIn(names));
  };
  const auto joined =
      std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
        if (!candidate.score.may_join || candidate.score.value < options.join_at) {
          return false;
        }
        const bool over = is_over && is_over(complaints[candidate.slot].id());
        came_back = came_back || over;
        return !over;
      });
  if (joined != candidates.end()) {
    placement.decision = Decision::Join;
    placement.complaint = complaints[joined->slot].id();
    placement.confidence = Confidence(joined->score.value, options.suggest_at);
    placement.reasons = reasons(*joined);
    return placement;
  }
  for (const Candidate& candidate : candidates) {
    if (candidate.score.value >= options.suggest_at && placement.suggested.size() < kSuggestions) {
      placement.suggested.push_back(complaints[candidate.slot].id());
    }
  }
  const double best = candidates.empty() ? 0 : candidates.front().score.value;
  placement.confidence = 1 - Confidence(best, options.join_at);
  if (placement.suggested.empty()) {
    placement.decision = Decision::Open;
    placement.reasons = {"没有相近的投诉"};
  } else {
    placement.decision = Decision::Suggest;
    placement.reasons = reasons(candidates.front());
  }
  if (came_back) {
    placement.reasons.emplace_back("那件事已处理好、回访满意并关闭，又发生的是新的一件（E4）");
  }
  return placement;
}

CommunityMemory::CommunityMemory(GroupingOptions options)
    : index_(std::make_unique<Index>(std::move(options))) {}
CommunityMemory::~CommunityMemory() = default;
CommunityMemory::CommunityMemory(CommunityMemory&&) noexcept = default;
CommunityMemory& CommunityMemory::operator=(CommunityMemory&&) noexcept = default;

Placement CommunityMemory::Place(const Matter& matter, const IsOver& is_over) const {
  if (matter.segment.kind != Kind::Complaint) {
    return {};
  }
  const bool begins_anew = BeginsAnew(matter.text, index_->options.new_matter_words);
  if (matter.segment.supports && !begins_anew) {
    return index_->PlaceSupport(matter);
  }
  const std::vector<Candidate> candidates = index_->Weighed(matter);
  if (begins_anew || !IsReaction(matter)) {
    return index_->Decide(matter, candidates, is_over);
  }
  std::vector<Candidate> of_thread = candidates;
  std::erase_if(of_thread, [](const Candidate& c) { return !c.likeness.in_thread; });
  Placement placement = index_->Decide(matter, of_thread, is_over);
  if (placement.decision != Decision::Join) {
    placement = index_->PlaceSupport(matter);
    placement.reasons = {"同一帖子", "只有几个字，说的是这件事怎么处理的（E5）"};
  }
  return placement.decision == Decision::Join ? placement
                                              : index_->Decide(matter, candidates, is_over);
}

void CommunityMemory::Remember(const Matter& matter, ComplaintId complaint) {
  Index& index = *index_;
  const Slot slot = index.SlotOf(complaint);
  const CountedText text = WordsOf(matter);
  index.words.Learn(text);
  const WeighedText weighed = index.words.Weigh(text);
  const std::size_t keys = std::clamp(text.size() / 4, kFewKeys, kKeys);
  index.posts.Add(KeysOf(matter.segment, weighed, keys), slot);
  index.complaints[slot].Add(matter, text, weighed.norm, index.names);
  MergeInto(index.by_post, Mention(FixedHash(matter.post), slot));
  const ThreadMention mention{Mention(FixedHash(matter.thread), slot), matter.at};
  const auto known = std::lower_bound(index.threads.begin(), index.threads.end(), mention);
  if (known == index.threads.end() || mention < *known) {
    MergeInto(index.threads, mention);
  } else {
    known->latest = std::max(known->latest, matter.at);
  }
}

void CommunityMemory::Merge(ComplaintId from, ComplaintId into) {
  Index& index = *index_;
  const Slot old = index.SlotOf(from);
  const Slot target = index.SlotOf(into);
  if (old != target) {
    index.complaints[target].Absorb(index.complaints[old]);
    index.complaints[old] = ComplaintMemory(from);
    index.merged[old] = target;
  }
}

}  // namespace forumwatch
