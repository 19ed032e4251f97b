#include "analysis/learning/labelled.h"

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
  auto of_a = a.said.rbegin();
  auto of_b = b.said.rbegin();
  while (of_a != a.said.rend() && of_b != b.said.rend()) {
    if (of_a->decision == of_b->decision) {
      if (of_a->moved != of_b->moved) {
        return &*of_a;
      }
      ++of_a;
      ++of_b;
    } else {
      ++(of_a->decision > of_b->decision ? of_a : of_b);
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
