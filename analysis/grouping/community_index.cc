#include "analysis/grouping/community_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/grouping/matter_words.h"
#include "analysis/grouping/sorted.h"
#include "analysis/text/tokens.h"

namespace forumwatch {
namespace {

constexpr std::size_t kFewKeys = 10;  // words by which a post is found again: a quarter of them, …
constexpr std::size_t kKeys = 40;     // … and by which others are looked for at most
constexpr std::size_t kThreadCandidates = 64;

std::uint64_t HashOfAuthor(const Matter& matter) {
  return FixedHash(matter.thread + "\n" + matter.author);
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

// By how much each is more alike than the next, or less than the first.
void NoteLead(std::vector<CommunityIndex::Candidate>& candidates) {
  double first = 0;
  double second = 0;
  for (const auto& candidate : candidates) {
    second = std::max(second, std::min(first, candidate.likeness.text));
    first = std::max(first, candidate.likeness.text);
  }
  for (auto& [slot, likeness, score] : candidates) {
    likeness.lead = likeness.text - (likeness.text < first ? first : second);
  }
}

}  // namespace

CommunityIndex::CommunityIndex(const GroupingOptions& options)
    : options_(options), words_(options.prior_posts) {}

CommunityIndex::Slot CommunityIndex::Resolve(Slot slot) const {
  for (auto next = merged_.find(slot); next != merged_.end(); next = merged_.find(slot)) {
    slot = next->second;
  }
  return slot;
}

CommunityIndex::Slot CommunityIndex::SlotOf(ComplaintId id) {
  const auto known = std::lower_bound(
      slots_.begin(), slots_.end(), id,
      [this](Slot slot, ComplaintId sought) { return complaints_[slot].id() < sought; });
  if (known != slots_.end() && complaints_[*known].id() == id) {
    return Resolve(*known);
  }
  const auto slot = static_cast<Slot>(complaints_.size());
  complaints_.emplace_back(id);
  slots_.insert(known, slot);
  return slot;
}

std::vector<CommunityIndex::Slot> CommunityIndex::OfPost(const std::string& post) const {
  const std::uint64_t hash = FixedHash(post);
  std::vector<Slot> found;
  for (auto mention = std::lower_bound(by_post_.begin(), by_post_.end(), SlotMention(hash, 0));
       mention != by_post_.end() && mention->IsOf(hash); ++mention) {
    found.push_back(Resolve(mention->slot()));
  }
  return found;
}

std::span<const CommunityIndex::ThreadMention> CommunityIndex::OfThread(
    const std::string& thread) const {
  const std::uint64_t hash = FixedHash(thread);
  const auto begin = std::lower_bound(threads_.begin(), threads_.end(),
                                      ThreadMention{SlotMention(hash, 0), UtcTime()});
  const auto end = std::find_if(begin, threads_.end(), [hash](const ThreadMention& known) {
    return !known.mention.IsOf(hash);
  });
  const std::span<const ThreadMention> all(begin, end);
  return all.last(std::min(all.size(), kThreadCandidates));
}

std::optional<CommunityIndex::Slot> CommunityIndex::SaidBy(const Matter& matter) const {
  if (matter.author.empty()) {
    return std::nullopt;
  }
  const std::uint64_t hash = HashOfAuthor(matter);
  const auto known = std::lower_bound(by_author_.begin(), by_author_.end(), SlotMention(hash, 0));
  return known != by_author_.end() && known->IsOf(hash) ? std::optional(Resolve(known->slot()))
                                                        : std::nullopt;
}

CommunityIndex::Likely CommunityIndex::InThread(const Matter& matter) const {
  std::map<Slot, UtcTime> spoken_of;  // when last, so far
  for (const ThreadMention& known : OfThread(matter.thread)) {
    UtcTime& at = spoken_of[Resolve(known.mention.slot())];
    at = std::max(at, known.latest <= matter.at ? known.latest : UtcTime());
  }
  const std::optional<Slot> said = SaidBy(matter);
  Likely found;
  for (const auto& [slot, at] : spoken_of) {
    Likeness& likeness = found[slot];
    likeness.in_thread = true;
    likeness.opened_thread = slot == spoken_of.begin()->first;
    likeness.in_thread_beside = static_cast<int>(spoken_of.size()) - 1;
    likeness.spoken_of_since =
        static_cast<int>(std::count_if(spoken_of.begin(), spoken_of.end(),
                                       [at = at](const auto& other) { return other.second > at; }));
    likeness.is_latest = likeness.spoken_of_since == 0 && at != UtcTime();
    if (said) {
      likeness.author = slot == *said ? AuthorRelation::SaidThis : AuthorRelation::SaidAnother;
    }
  }
  return found;
}

void CommunityIndex::AddQuoted(const Matter& matter, Likely& likely) const {
  if (!matter.quotes.empty()) {
    for (const Slot slot : OfPost(matter.quotes)) {
      Likeness& likeness = likely[slot];
      likeness.in_thread = true;
      likeness.is_quoted = true;
    }
  }
}

void CommunityIndex::AddAlike(const Matter& matter, const WeighedText& text, Likely& likely) const {
  for (const Slot slot : posts_.Alike(KeysOf(matter.segment, text, kKeys))) {
    likely.try_emplace(Resolve(slot));
  }
}

void CommunityIndex::NoteSamePost(const Matter& matter, Likely& likely) const {
  for (const Slot slot : OfPost(matter.post)) {
    if (const auto found = likely.find(slot); found != likely.end()) {
      found->second.is_same_post = true;
    }
  }
}

std::vector<CommunityIndex::Candidate> CommunityIndex::Candidates(const Matter& matter) const {
  using Days = std::chrono::duration<double, std::chrono::days::period>;
  const WeighedText text = words_.Weigh(WordsOf(matter));
  Likely likely = InThread(matter);
  AddQuoted(matter, likely);
  AddAlike(matter, text, likely);
  NoteSamePost(matter, likely);
  const SegmentSigns signs = SignsOf(matter, options_);
  std::vector<Candidate> candidates;
  candidates.reserve(likely.size());
  for (auto& [slot, likeness] : likely) {
    const ComplaintMemory& complaint = complaints_[slot];
    static_cast<SegmentSigns&>(likeness) = signs;
    complaint.RelateWords(text, likeness);
    likeness.place = complaint.RelatePlace(matter.segment.place, names_);
    likeness.has_place = complaint.HasPlace();
    likeness.topic = complaint.RelateTopics(matter.segment.topics, names_);
    likeness.was_silent = matter.at > complaint.last() + options_.silence;
    likeness.days = std::max(0.0, Days(matter.at - complaint.last()).count());
    candidates.push_back({slot, likeness, {}});
  }
  NoteLead(candidates);
  for (Candidate& candidate : candidates) {
    candidate.score = ScoreOf(candidate.likeness, options_);
  }
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.score.value > b.score.value; });
  return candidates;
}

void CommunityIndex::RememberThread(const Matter& matter, Slot slot) {
  const ThreadMention mention{SlotMention(FixedHash(matter.thread), slot), matter.at};
  const auto known = std::lower_bound(threads_.begin(), threads_.end(), mention);
  if (known == threads_.end() || mention < *known) {
    MergeInto(threads_, mention);
  } else {
    known->latest = std::max(known->latest, matter.at);
  }
  if (matter.author.empty()) {
    return;
  }
  const std::uint64_t author = HashOfAuthor(matter);
  const auto said = std::lower_bound(by_author_.begin(), by_author_.end(), SlotMention(author, 0));
  if (said != by_author_.end() && said->IsOf(author)) {
    *said = SlotMention(author, slot);
  } else {
    MergeInto(by_author_, SlotMention(author, slot));
  }
}

void CommunityIndex::Remember(const Matter& matter, ComplaintId complaint) {
  const Slot slot = SlotOf(complaint);
  const CountedText text = WordsOf(matter);
  words_.Learn(text);
  const WeighedText weighed = words_.Weigh(text);
  const std::size_t keys = std::clamp(text.size() / 4, kFewKeys, kKeys);
  posts_.Add(KeysOf(matter.segment, weighed, keys), slot);
  complaints_[slot].Add(matter, text, weighed.norm, names_);
  MergeInto(by_post_, SlotMention(FixedHash(matter.post), slot));
  RememberThread(matter, slot);
}

void CommunityIndex::Merge(ComplaintId from, ComplaintId into) {
  const Slot old = SlotOf(from);
  const Slot target = SlotOf(into);
  if (old != target) {
    complaints_[target].Absorb(complaints_[old]);
    complaints_[old] = ComplaintMemory(from);
    merged_[old] = target;
  }
}

}  // namespace forumwatch
