#include "crawlers/html/open_elements.h"

#include <algorithm>

namespace forumwatch {
namespace {

constexpr int kTimesRoundAdoption = 8;
constexpr std::size_t kSlowly = 3;
constexpr int kSameKept = 3;  // of identical formatting elements gumbo keeps three

bool IsSpecialElement(const OpenElement& element) {
  return element.Is(Trait::Special) || (element.TakesHtml() && element.tag != GUMBO_TAG_TITLE);
}

}  // namespace

const OpenElement* OpenElements::top() const {
  return open_.empty() ? nullptr : &open_.back();
}

bool OpenElements::TopIs(GumboTag tag) const {
  return !open_.empty() && open_.back().Is(tag);
}

bool OpenElements::TopHas(Trait trait) const {
  return !open_.empty() && open_.back().Is(trait);
}

bool OpenElements::IsSpecial(int at) const {
  return IsSpecialElement(open_[Index(at)]);
}

bool OpenElements::IsSpaceDoubtful() const {
  const auto foreign = [&](int at) { return at >= 0 && open_[Index(at)].space != Space::Html; };
  int at = foreign_ > 0 ? size() - 1 : -1;
  while (at >= 0 && open_[Index(at)].doubtful && foreign(at) == foreign(at - 1)) {
    --at;
  }
  return at >= 0 && open_[Index(at)].doubtful;
}

bool OpenElements::Stops(const OpenElement& element, Reach reach) const {
  if (reach == Reach::Special) {
    return IsSpecialElement(element);
  }
  if (reach == Reach::Table) {
    return element.Is(GUMBO_TAG_TABLE) || element.Is(GUMBO_TAG_TEMPLATE);
  }
  const bool further =
      (reach == Reach::Button && element.Is(GUMBO_TAG_BUTTON)) ||
      (reach == Reach::List && (element.Is(GUMBO_TAG_OL) || element.Is(GUMBO_TAG_UL)));
  return further || element.Is(Trait::Scope) || element.TakesHtml();
}

void OpenElements::Push(const OpenElement& element) {
  if (size() == kMost) {
    over_ = true;
    return;
  }
  Count(element, 1);
  open_.push_back(element);
}

void OpenElements::PopTo(int at) {
  while (size() > at) {
    Count(open_.back(), -1);
    const int formatting = open_.back().formatting;
    if (formatting >= 0) {
      formatting_[Index(formatting)].open = -1;
    }
    open_.pop_back();
  }
}

void OpenElements::Count(const OpenElement& element, int change) {
  (element.space == Space::Html ? open_of_.at(element.tag) : foreign_) += change;
}

template <typename Wanted>
int OpenElements::FindWhere(Wanted wanted, Reach reach) {
  bool surely = true;
  for (int at = size() - 1; at >= 0; --at) {
    const OpenElement& element = open_[Index(at)];
    if (wanted(element)) {
      return FoundAt(at, surely);
    }
    if (Stops(element, reach)) {
      if (!element.doubtful) {
        return -1;
      }
      surely = false;
    }
  }
  return -1;
}

int OpenElements::FoundAt(int at, bool surely) {
  if (surely) {
    return at;
  }
  Doubt(at);
  return -1;
}

// gumbo searches even for what is not there; an unknown end tag it searches slowly.
int OpenElements::Find(GumboTag tag, Reach reach) {
  cost_.steps += Index(size()) * (reach == Reach::Special ? kSlowly : 1);
  return IsOpen(tag) ? FindWhere([&](const OpenElement& e) { return e.Is(tag); }, reach) : -1;
}

int OpenElements::FindHeading() {
  cost_.steps += Index(size());
  return FindWhere([](const OpenElement& e) { return e.Is(Trait::Heading); }, Reach::Scope);
}

// The lowest element that a search of this reach can close.
int OpenElements::ScopeBegin(Reach reach) const {
  int at = size();
  while (at > 0 && !Stops(open_[Index(at - 1)], reach)) {
    --at;
  }
  return at;
}

void OpenElements::Close(int at, Reach reach) {
  if (!open_[Index(at)].doubtful) {
    PopTo(at);
    return;
  }
  if (at == size() - 1) {
    PopTo(at);
  }
  Doubt(ScopeBegin(reach));
}

void OpenElements::Doubt(int at) {
  for (; at < size(); ++at) {
    OpenElement& element = open_[Index(at)];
    element.doubtful = true;
    if (element.formatting >= 0) {
      formatting_[Index(element.formatting)].open = -1;
      formatting_[Index(element.formatting)].doubtful = true;
      element.formatting = -1;
    }
  }
}

void OpenElements::CloseImplied(GumboTag but) {
  while (TopHas(Trait::ImpliedEnd) && !TopIs(but)) {
    PopTo(size() - 1);
  }
}

void OpenElements::Remove(int at) {
  Count(open_[Index(at)], -1);
  const int formatting = open_[Index(at)].formatting;
  if (formatting >= 0) {
    formatting_[Index(formatting)].open = -1;
  }
  for (int i = at + 1; i < size(); ++i) {
    if (open_[Index(i)].formatting >= 0) {
      --formatting_[Index(open_[Index(i)].formatting)].open;
    }
  }
  cost_.steps += Index(size() - at);
  open_.erase(open_.begin() + at);
}

void OpenElements::AddFormatting(const Formatting& added) {
  if (formatting() == kMost) {
    over_ = true;
    return;
  }
  formatting_.push_back(added);
}

void OpenElements::PushFormatting(const OpenElement& element, std::size_t attributes,
                                  std::string_view written) {
  // gumbo compares its attributes with those of each one in the list.
  cost_.steps += Index(formatting()) * (1 + attributes * attributes + written.size() / 16);
  ForgetTheFourth(element.tag, written);
  Push(element);
  if (over_ || formatting() == kMost) {
    over_ = true;
    return;
  }
  open_[Index(size() - 1)].formatting = formatting();
  AddFormatting({element, size() - 1, false, false, attributes, written});
}

// Of identical ones gumbo keeps three. Which are identical if they are written differently is not
// known here, so that with the fourth of a name the older ones are doubtful.
void OpenElements::ForgetTheFourth(GumboTag tag, std::string_view written) {
  int same = 0;
  int identical = 0;
  int earliest = -1;
  for (int i = formatting() - 1; i >= 0 && !formatting_[Index(i)].marker; --i) {
    Formatting& formatting = formatting_[Index(i)];
    if (formatting.element.tag != tag) {
      continue;
    }
    formatting.doubtful = formatting.doubtful || ++same >= kSameKept;
    if (formatting.written == written) {
      ++identical;
      earliest = i;
    }
  }
  if (identical >= kSameKept) {
    RemoveFormatting(earliest);
  }
}

void OpenElements::PushMarker() {
  Formatting marker;
  marker.marker = true;
  AddFormatting(marker);
}

void OpenElements::ClearToMarker() {
  bool marker = false;
  while (!formatting_.empty() && !marker) {
    marker = formatting_.back().marker;
    RemoveFormatting(formatting() - 1);
  }
}

void OpenElements::RemoveFormatting(int at) {
  if (formatting_[Index(at)].open >= 0) {
    open_[Index(formatting_[Index(at)].open)].formatting = -1;
  }
  for (int i = at + 1; i < formatting(); ++i) {
    if (formatting_[Index(i)].open >= 0) {
      --open_[Index(formatting_[Index(i)].open)].formatting;
    }
  }
  cost_.steps += Index(formatting() - at);
  formatting_.erase(formatting_.begin() + at);
}

int OpenElements::LastFormatting(GumboTag tag) const {
  for (int i = formatting() - 1; i >= 0 && !formatting_[Index(i)].marker; --i) {
    if (formatting_[Index(i)].element.tag == tag) {
      return i;
    }
  }
  return -1;
}

bool OpenElements::IsFormatting(GumboTag tag) const {
  return LastFormatting(tag) >= 0;
}

void OpenElements::Copy(const Formatting& formatting, std::size_t times) {
  cost_.nodes += times * (1 + formatting.attributes);
  cost_.copied += times * formatting.written.size();
}

void OpenElements::ReopenFormatting() {
  int first = formatting();
  while (first > 0 && !formatting_[Index(first - 1)].marker &&
         formatting_[Index(first - 1)].open < 0) {
    --first;
  }
  for (int i = first; i < formatting() && !over_; ++i) {
    Formatting& formatting = formatting_[Index(i)];
    formatting.open = size();
    formatting.element.formatting = i;
    formatting.element.doubtful = formatting.doubtful;
    Push(formatting.element);
    Copy(formatting, 1);
    cost_.steps += Index(size());
  }
}

int OpenElements::CountSpecials(int from, int& last) const {
  int specials = 0;
  for (int i = from; i < size(); ++i) {
    if (IsSpecial(i)) {
      ++specials;
      last = i;
    }
  }
  return specials;
}

void OpenElements::CloseFormatting(GumboTag tag) {
  cost_.steps += Index(size() + formatting());
  if (TopIs(tag) && top()->formatting < 0) {
    Close(size() - 1, Reach::Scope);
    return;
  }
  const int at = LastFormatting(tag);
  if (at < 0) {
    return;
  }
  const Formatting& formatting = formatting_[Index(at)];
  if (formatting.open < 0 && !formatting.doubtful) {
    RemoveFormatting(at);
    return;
  }
  const bool surely_open = formatting.open >= 0 && !open_[Index(formatting.open)].doubtful;
  if (surely_open && (!formatting.doubtful || formatting.open == size() - 1)) {
    CloseOpenFormatting(at);
    return;
  }
  CloseDoubtfulFormatting(at);
}

void OpenElements::CloseDoubtfulFormatting(int at) {
  const int open = formatting_[Index(at)].open;
  const int begin = ScopeBegin(Reach::Scope);
  if (open >= 0 && open < begin) {
    return;
  }
  int last = -1;
  const int specials = CountSpecials(begin, last);
  const bool forgotten = begin == 0 && specials < kTimesRoundAdoption;
  CopyAcrossBlocks(at, specials);
  if (open >= 0 && open == size() - 1) {
    PopTo(open);
  }
  Doubt(begin);
  if (forgotten) {
    RemoveFormatting(at);
  }
}

void OpenElements::CloseOpenFormatting(int at) {
  const int open = formatting_[Index(at)].open;
  if (ScopeBegin(Reach::Scope) > open) {
    return;  // out of reach: it stays
  }
  int last_special = open;
  const int specials = CountSpecials(open + 1, last_special);
  if (specials == 0) {
    PopTo(open);
    RemoveFormatting(at);
    return;
  }
  CloseAcrossBlocks(at, specials, last_special);
}

void OpenElements::CopyAcrossBlocks(int at, int specials) {
  Copy(formatting_[Index(at)], Index(std::min(specials + 1, kTimesRoundAdoption)));
  for (int i = at + 1; i < formatting(); ++i) {
    Copy(formatting_[Index(i)], 1);
  }
  cost_.steps += Index(kTimesRoundAdoption * (size() + formatting()));
}

// The element is cut in two at every block that stands open in it; what is open in the innermost
// block is closed, what stands between is opened anew or forgotten.
void OpenElements::CloseAcrossBlocks(int at, int specials, int last_special) {
  const int open = formatting_[Index(at)].open;
  CopyAcrossBlocks(at, specials);
  if (specials >= kTimesRoundAdoption) {
    Doubt(ScopeBegin(Reach::Scope));
    return;
  }
  PopTo(last_special + 1);
  RemoveFormatting(at);
  for (int i = open; i < last_special; ++i) {
    OpenElement& between = open_[Index(i)];
    if (!IsSpecial(i)) {
      between.doubtful = true;
      if (between.formatting >= 0) {
        formatting_[Index(between.formatting)].doubtful = true;
      }
    }
  }
  Remove(open);
}

void OpenElements::ForgetFormatting(GumboTag tag) {
  const int at = LastFormatting(tag);
  if (at >= 0) {
    const int open = formatting_[Index(at)].open;
    RemoveFormatting(at);
    if (open >= 0) {
      open_[Index(open)].doubtful = true;
    }
  }
}

}  // namespace forumwatch
