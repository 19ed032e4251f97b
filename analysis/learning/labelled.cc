#include "analysis/learning/labelled.h"

#include <algorithm>

#include "analysis/text/tokens.h"

namespace forumwatch {
namespace {

constexpr unsigned kTested = 2;
constexpr unsigned kParts = 10;
constexpr unsigned kMixed = 32;  // the low bits of a short text's hash are much alike

}  // namespace

Texts TextsOf(const LabelledPost& post) {
  return post.wakes ? Texts::Chatter : post.letter ? Texts::Letters : Texts::Forum;
}

const SaidOfEvent* LastSaid(const LabelledMatter& a, const LabelledMatter& b) {
  for (auto of_a = a.said.rbegin(); of_a != a.said.rend(); ++of_a) {
    const bool is_on_the_other_side =
        std::any_of(b.said.begin(), b.said.end(), [&](const SaidOfEvent& of_b) {
          return of_b.decision == of_a->decision && of_b.moved != of_a->moved;
        });
    if (is_on_the_other_side) {
      return &*of_a;
    }
  }
  return nullptr;
}

bool IsForTesting(std::string_view group) {
  return (FixedHash(group) >> kMixed) % kParts < kTested;
}

unsigned FoldOf(std::string_view group) {
  return static_cast<unsigned>((FixedHash(group) >> kMixed) / kParts % kFolds);
}

}  // namespace forumwatch
