// The elements that gumbo would have open at a point of the page, and the formatting it would open
// again: names only, a thousand at most. Never fewer than gumbo has: where its rules depend on what
// is not kept here, an element stays as "doubtful" and is taken away only from the very top. Inside
// this room only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "crawlers/html/tag_traits.h"

namespace forumwatch {

enum class Space : std::uint8_t { Html, Svg, Math };

struct OpenElement {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  std::string_view name;  // as written
  Space space = Space::Html;
  bool doubtful = false;  // gumbo may have closed it
  int formatting = -1;    // where it stands in the list of formatting

  [[nodiscard]] bool Is(GumboTag html_tag) const noexcept {
    return space == Space::Html && tag == html_tag;
  }
  [[nodiscard]] bool Is(Trait of_html) const noexcept {
    return space == Space::Html && Has(tag, of_html);
  }
  // Of <svg> or <math>, but HTML may stand in it.
  [[nodiscard]] bool TakesHtml() const noexcept {
    return space != Space::Html &&
           Has(tag, space == Space::Svg ? Trait::SvgPoint : Trait::MathPoint);
  }
};

// What it costs gumbo, beside its cost per byte and per node.
struct ParseCost {
  std::size_t nodes = 0;   // that it makes of its own accord
  std::size_t copied = 0;  // bytes of attributes that it copies to those
  std::size_t steps = 0;   // of its searches
};

class OpenElements {
 public:
  static constexpr int kMost = 1000;

  enum class Reach { Scope, Button, List, Table, Special };

  [[nodiscard]] int size() const noexcept { return static_cast<int>(open_.size()); }
  [[nodiscard]] int formatting() const noexcept { return static_cast<int>(formatting_.size()); }
  [[nodiscard]] bool over() const noexcept { return over_; }
  [[nodiscard]] const ParseCost& cost() const noexcept { return cost_; }
  [[nodiscard]] const OpenElement& operator[](int at) const { return open_[Index(at)]; }
  [[nodiscard]] const OpenElement* top() const;
  [[nodiscard]] bool TopIs(GumboTag tag) const;  // of HTML
  [[nodiscard]] bool TopHas(Trait trait) const;
  [[nodiscard]] bool IsSpecial(int at) const;
  // Where doubtful elements end, gumbo may be in <svg> or <math>, or no longer: it would read all
  // that follows otherwise.
  [[nodiscard]] bool IsSpaceDoubtful() const;

  void Push(const OpenElement& element);
  // The element is a formatting one: it will be opened again, with these attributes.
  void PushFormatting(const OpenElement& element, std::size_t attributes, std::string_view written);
  void PushMarker();
  void ClearToMarker();

  [[nodiscard]] bool IsOpen(GumboTag tag) const { return open_of_[tag] > 0; }  // of HTML
  // The topmost `tag` of HTML that a search surely finds before it is stopped, or -1. What gumbo
  // finds only if a doubtful element is not there to stop it becomes doubtful.
  [[nodiscard]] int Find(GumboTag tag, Reach reach);
  [[nodiscard]] int FindHeading();

  void PopTo(int at);  // what stands at `at` and above
  // As PopTo, if gumbo surely has that element; else only the top, and all around becomes doubtful.
  void Close(int at, Reach reach);
  void CloseImplied(GumboTag but);
  void Remove(int at);
  void Doubt(int at);  // from there up

  void ReopenFormatting();
  // The adoption agency: an end tag of a formatting element.
  void CloseFormatting(GumboTag tag);
  [[nodiscard]] bool IsFormatting(GumboTag tag) const;  // since the last marker
  void ForgetFormatting(GumboTag tag);                  // <a> in <a>

  void Charge(std::size_t steps) noexcept { cost_.steps += steps; }
  void ChargeNodes(std::size_t nodes) noexcept { cost_.nodes += nodes; }

 private:
  struct Formatting {
    OpenElement element;
    int open = -1;  // where it stands among the open elements
    bool marker = false;
    bool doubtful = false;  // gumbo may have forgotten it
    std::size_t attributes = 0;
    std::string_view written;  // the attributes
  };

  template <typename Wanted>
  [[nodiscard]] int FindWhere(Wanted wanted, Reach reach);
  int FoundAt(int at, bool surely);
  void Count(const OpenElement& element, int change);
  static std::size_t Index(int at) { return static_cast<std::size_t>(at); }
  [[nodiscard]] bool Stops(const OpenElement& element, Reach reach) const;
  [[nodiscard]] int LastFormatting(GumboTag tag) const;
  [[nodiscard]] int ScopeBegin(Reach reach) const;
  void AddFormatting(const Formatting& added);
  void RemoveFormatting(int at);
  void ForgetTheFourth(GumboTag tag, std::string_view written);
  void Copy(const Formatting& formatting, std::size_t times);
  void CloseOpenFormatting(int at);
  void CloseDoubtfulFormatting(int at);
  void CloseAcrossBlocks(int at, int specials, int last_special);
  void CopyAcrossBlocks(int at, int specials);
  int CountSpecials(int from, int& last) const;

  std::vector<OpenElement> open_;
  std::vector<Formatting> formatting_;
  std::array<int, GUMBO_TAG_LAST + 1> open_of_{};
  int foreign_ = 0;
  bool over_ = false;
  ParseCost cost_;
};

}  // namespace forumwatch
