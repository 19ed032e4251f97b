#include "analysis/grouping/community_memory.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "analysis/grouping/community_index.h"

namespace forumwatch {
namespace {

constexpr std::size_t kSuggestions = 3;

using Candidate = CommunityIndex::Candidate;
using Candidates = std::vector<Candidate>;

double Confidence(double score, double border) {
  constexpr double kSteepness = 12;
  return 1 / (1 + std::exp(-kSteepness * (score - border)));
}

std::vector<std::string> ReasonsFor(const Candidate& candidate, const Matter& matter,
                                    const CommunityIndex& index) {
  return ReasonsOf(candidate.likeness, matter.segment,
                   index.At(candidate.slot).PlaceIn(index.names()));
}

Candidates OfItsThread(Candidates candidates) {
  std::erase_if(candidates, [](const Candidate& c) { return !c.likeness.in_thread; });
  return candidates;
}

// How much mere support speaks for it. Its topic was only taken over from the thread.
double SupportFor(const Candidate& candidate, const GroupingOptions& options) {
  const Likeness& likeness = candidate.likeness;
  return options.tables ? candidate.score.value
                        : likeness.text + (likeness.is_quoted ? options.quote : 0) +
                              (likeness.is_latest ? options.latest : 0);
}

// 顶, 同问, +1 side with what the thread is about: what is quoted or spoken of in like words, else
// what was spoken of last.
Placement PlaceSupport(const Candidates& of_thread, const CommunityIndex& index) {
  Placement placement;
  const Candidate* best = nullptr;
  for (const Candidate& candidate : of_thread) {
    if (candidate.likeness.place != PlaceRelation::Different &&
        (best == nullptr ||
         SupportFor(candidate, index.options()) > SupportFor(*best, index.options()))) {
      best = &candidate;
    }
  }
  if (best == nullptr) {
    placement.reasons = {"附和的话，本帖没有投诉可以并入"};
    return placement;
  }
  placement.complaint = index.At(best->slot).id();
  placement.reasons = {"同一帖子", best->likeness.is_quoted ? "附和所引用的帖子" : "附和"};
  placement.decision = Decision::Join;
  placement.confidence = of_thread.size() == 1 ? 0.95 : 0.8;
  return placement;
}

Placement Decide(const Matter& matter, const Candidates& candidates, const CommunityIndex& index,
                 const CommunityMemory::IsOver& is_over) {
  const GroupingOptions& options = index.options();
  Placement placement;
  bool came_back = false;
  const auto joined =
      std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
        if (!candidate.score.may_join || candidate.score.value < options.join_at) {
          return false;
        }
        const bool over = is_over && is_over(index.At(candidate.slot).id());
        came_back = came_back || over;
        return !over;
      });
  if (joined != candidates.end()) {
    placement.decision = Decision::Join;
    placement.complaint = index.At(joined->slot).id();
    placement.confidence = Confidence(joined->score.value, options.suggest_at);
    placement.reasons = ReasonsFor(*joined, matter, index);
    return placement;
  }
  for (const Candidate& candidate : candidates) {
    if (candidate.score.value >= options.suggest_at && placement.suggested.size() < kSuggestions) {
      placement.suggested.push_back(index.At(candidate.slot).id());
    }
  }
  const double best = candidates.empty() ? 0 : candidates.front().score.value;
  placement.confidence = 1 - Confidence(best, options.join_at);
  if (placement.suggested.empty()) {
    placement.decision = Decision::Open;
    placement.reasons = {"没有相近的投诉"};
  } else {
    placement.decision = Decision::Suggest;
    placement.reasons = ReasonsFor(candidates.front(), matter, index);
  }
  if (came_back) {
    placement.reasons.emplace_back("那件事已处理好、回访满意并关闭，又发生的是新的一件（E4）");
  }
  return placement;
}

}  // namespace

CommunityMemory::CommunityMemory(const GroupingOptions& options)
    : index_(std::make_unique<CommunityIndex>(options)) {}
CommunityMemory::~CommunityMemory() = default;
CommunityMemory::CommunityMemory(CommunityMemory&&) noexcept = default;
CommunityMemory& CommunityMemory::operator=(CommunityMemory&&) noexcept = default;

Placement CommunityMemory::Place(const Matter& matter, const IsOver& is_over) const {
  if (matter.segment.kind != Kind::Complaint) {
    return {};
  }
  const SegmentSigns signs = SignsOf(matter, index_->options());
  const Candidates candidates = index_->Candidates(matter);
  if (signs.supports && !signs.brings_new) {
    return PlaceSupport(OfItsThread(candidates), *index_);
  }
  const bool reacts = signs.only_reacts && !signs.brings_new && !index_->options().tables;
  if (!reacts) {
    return Decide(matter, candidates, *index_, is_over);
  }
  const Candidates of_thread = OfItsThread(candidates);
  Placement placement = Decide(matter, of_thread, *index_, is_over);
  if (placement.decision != Decision::Join) {
    placement = PlaceSupport(of_thread, *index_);
    placement.reasons = {"同一帖子", "只有几个字，说的是这件事怎么处理的（E5）"};
  }
  return placement.decision == Decision::Join ? placement
                                              : Decide(matter, candidates, *index_, is_over);
}

std::vector<CommunityMemory::Compared> CommunityMemory::Compare(const Matter& matter) const {
  std::vector<Compared> compared;
  for (const Candidate& candidate : index_->Candidates(matter)) {
    compared.push_back({index_->At(candidate.slot).id(), candidate.likeness});
  }
  return compared;
}

void CommunityMemory::Remember(const Matter& matter, ComplaintId complaint) {
  index_->Remember(matter, complaint);
}

void CommunityMemory::Merge(ComplaintId from, ComplaintId into) {
  index_->Merge(from, into);
}

}  // namespace forumwatch
